package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestE2EMessageOnce sends a survey to 10,000 people from two processes, on a platform that says "not so fast" every few
// calls, and kills one of them in the middle. Everybody gets it, nobody twice, and it costs what was foretold.
func TestE2EMessageOnce(t *testing.T) {
	t.Parallel()
	const people = 10_000
	api := newLineAPI(t)
	api.set(func(n int) int {
		if n <= people && n%7 == 0 {
			return 429
		}
		return 0
	}, nil)
	database := storetest.Migrated(t, "postgres")
	one, two := newProcess(t, database, api.env()), newProcess(t, database, api.env())
	one.verb("seed", messageCompany(t, people))
	file := filepath.Join(t.TempDir(), "survey.yaml")
	deadline := time.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339)
	err := os.WriteFile(file, fmt.Appendf(nil, "{title: 12/11 忘年会に参加しますか, to: {all: true}, survey: {options: [参加, 不参加], deadline: %q}}", deadline), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	foretold := one.verb("message", "--company", "shop", "--as", "boss", "--file", file, "--dry-run")
	if !strings.Contains(foretold, fmt.Sprintf("\n%d messages by shop-line\n", people)) {
		t.Errorf("foretold %q", foretold)
	}
	asked := api.calls.Load()
	one.start("serve")
	two.start("serve")
	two.verb("message", "--company", "shop", "--as", "boss", "--file", file)
	eye.Eventually(t, "some have it", func() bool { return api.pushes.Load() > people/10 })
	one.kill()
	eye.Eventually(t, "everybody has it", func() bool { return api.pushes.Load() >= people })
	var result struct {
		To         int
		Answered   int
		Deliveries map[string]int
	}
	look := func() {
		if err := json.Unmarshal([]byte(two.verb("survey", "--company", "shop", "--number", "1")), &result); err != nil {
			t.Fatal(err)
		}
	}
	eye.Eventually(t, "that is known", func() bool { look(); return result.Deliveries["sent"] == people })
	for i := 1; i <= people; i++ {
		if heard := api.heard("none", i); len(heard) != 1 || !strings.Contains(heard[0], "忘年会に参加しますか") {
			t.Fatalf("person %d heard %d times: %q", i, len(heard), heard)
		}
	}
	if n := api.pushes.Load(); n != people || result.To != people+1 || result.Deliveries["nowhere"] != 1 {
		t.Errorf("%d pushes for %d people, %+v", n, people, result)
	}
	for i := 1; i <= 3; i++ {
		if status := lineStatus(two, lineMessage(i, fmt.Sprintf("vote%d", i), "参加", time.Now())); status != 200 {
			t.Fatalf("answer %d: %d", i, status)
		}
	}
	eye.Eventually(t, "answers count", func() bool { look(); return result.Answered == 3 })
	t.Logf("%d calls for %d messages", api.calls.Load()-asked, people)
}

// messageCompany is a shop with an owner who may write to everybody, and who is on no channel himself.
func messageCompany(t *testing.T, people int) string {
	t.Helper()
	file := lineCompany(t, people)
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("  - {code: boss, name: 主, role: owner, login: boss, closing_group: end, work_pattern: std}\n"); err != nil {
		t.Fatal(err)
	}
	return file
}
