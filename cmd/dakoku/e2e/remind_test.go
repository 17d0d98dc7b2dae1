package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// began is when the tests began.
var began = time.Now()

// noonZone is a zone in which it is noon now: what is due then is due on one day, whenever the test runs.
func noonZone(now time.Time) (name string, zone *time.Location) {
	ahead := 12 - now.UTC().Hour() // -11 … 12
	name = fmt.Sprintf("Etc/GMT%+d", -ahead)
	if ahead == 0 {
		name = "Etc/GMT"
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return name, zone
}

// TestE2ERemindersOnce has 5,000 people due in one minute of two processes, on a platform that says "not so fast" every few
// calls; one process is killed in the middle of telling them. Everybody hears it, nobody twice.
func TestE2ERemindersOnce(t *testing.T) {
	t.Parallel()
	const people = 5000
	api := newLineAPI(t)
	api.set(func(n int) int {
		if n <= people && n%5 == 0 {
			return 429
		}
		return 0
	}, nil)
	database := storetest.Migrated(t, "postgres")
	one, two := newProcess(t, database, api.env()), newProcess(t, database, api.env())
	now := time.Now().UTC().Truncate(time.Second)
	one.verb("seed", remindCompany(t, people, now))

	fallDue(t, database, now)
	one.start("serve")
	two.start("serve")
	eye.Eventually(t, "half of them were told", func() bool { return api.pushes.Load() > people/2 })
	one.kill()
	eye.Eventually(t, "everybody was told", func() bool { return api.pushes.Load() >= people })
	for i := 1; i <= people; i++ {
		heard := api.heard("none", i)
		if len(heard) != 1 || !strings.Contains(heard[0], "の出勤がまだありません") {
			t.Fatalf("person %d heard %d times: %q", i, len(heard), heard)
		}
	}
	if n := api.pushes.Load(); n != people {
		t.Errorf("%d pushes for %d people", n, people)
	}
}

// fallDue has everybody of remindCompany fall due in the first minute a process looks at: the last one that was looked at is
// half an hour ago.
func fallDue(t *testing.T, database string, now time.Time) {
	t.Helper()
	log := storetest.Reopen(t, database).Reminders()
	companies, err := log.Companies(t.Context())
	if err != nil || len(companies) != 1 {
		t.Fatalf("%d companies, %v", len(companies), err)
	}
	if _, err := log.Save(t.Context(), companies[0].ID, now.Add(-30*time.Minute), nil); err != nil {
		t.Fatal(err)
	}
}

// remindCompany is a shop at work every day that has just begun it.
func remindCompany(t *testing.T, people int, now time.Time) string {
	t.Helper()
	_, place := noonZone(began)
	local := now.In(place)
	start := calendar.Clock(local.Hour()*60 + local.Minute() - 40) // 15 minutes of patience and ten of spread ago
	raw, err := os.ReadFile(lineCompany(t, people))
	if err != nil {
		t.Fatal(err)
	}
	clock := func(c calendar.Clock) string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }
	raw = bytes.Replace(raw, []byte(`boundary: "05:00"`), []byte(`boundary: "05:00", reminders: {quiet: off, approvals: off}`), 1)
	raw = bytes.Replace(raw, []byte(`start: "09:00", end: "18:00", breaks: [["12:00","13:00"]]`),
		fmt.Appendf(nil, "start: %q, end: %q", clock(start), clock(start+9*60)), 1)
	today := time.Now().UTC()
	var days []string
	for n := -1; n <= 1; n++ { // a Sunday is as good as any day
		days = append(days, fmt.Sprintf("{date: %q, kind: work}", today.AddDate(0, 0, n).Format("2006-01-02")))
	}
	raw = fmt.Appendf(raw, "calendar: {days: [%s]}\n", strings.Join(days, ", "))
	file := filepath.Join(t.TempDir(), "remind.yaml")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
