package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

const shopFile = `
company: {code: shop, name: 店, timezone: Asia/Tokyo, workflow: on}
closing_groups: [{code: end, name: 末日, day: 31, label: closing}]
work_patterns: [{code: std, name: 通常, start: "09:00", end: "18:00", breaks: [["12:00","13:00"]]}]
reason_codes: [{code: "502", name: 打刻間違い}]
employees:
  - {code: "0001", name: 山田 太郎, role: employee, login: yamada, password: "yamada-pass-1", closing_group: end, work_pattern: std}
  - {code: "0002", name: 佐藤 花子, role: owner, login: boss, password: "boss-pass-22", closing_group: end, work_pattern: std}
`

// corrected is a company in which somebody's in of 1 October was moved from 9:18 to 9:00 and approved, and an out added.
func corrected(t *testing.T, engine string) (*app, org.Tenant) {
	t.Helper()
	now := time.Date(2026, 10, 2, 1, 0, 0, 0, time.UTC)
	a, err := openWith(t.Context(), config{DatabaseURL: storetest.Migrated(t, engine), FilesURL: "file:" + t.TempDir(), LogLevel: "error", LogFormat: "text", key: make([]byte, 32)},
		func() time.Time { return now })
	fatal(t, err)
	t.Cleanup(func() { fatal(t, a.close()) })
	_, _, err = a.apply(t.Context(), strings.NewReader(shopFile), "shop.yaml")
	fatal(t, err)
	tenant, err := a.company(t.Context(), "shop")
	fatal(t, err)
	actor := func(code string) domain.Actor {
		e, err := a.store.Org().EmployeeByCode(t.Context(), tenant.ID, code)
		fatal(t, err)
		return domain.Actor{Tenant: tenant.ID, Employee: e.ID, Role: e.Role, Door: domain.Me}
	}
	date := calendar.Date("2026-10-01")
	in, err := a.punches.Punch(t.Context(), actor("0001"), attendance.Command{Kind: worktime.In, At: date.At(558, tenant.Zone()),
		Ref: attendance.Ref{Source: domain.Me, ID: "in"}})
	fatal(t, err)
	flow := workflow.Service{Store: a.store.Workflow(), Days: a.punches, Tenants: a.store.Org(),
		Sight: &org.Sight{People: a.store.Org(), Departments: a.store.Org()}, Now: a.clock, NewID: a.newID}
	note := "電車が止まっていた"
	made, err := flow.Submit(t.Context(), actor("0001"), workflow.Wish{Date: date, Reasons: []string{"502"}, Note: &note, Changes: []workflow.Change{
		{Op: workflow.Move, Kind: worktime.In, Punch: in.Punch.ID, At: date.At(540, tenant.Zone()), Before: in.Punch.At},
		{Op: workflow.Add, Kind: worktime.Out, At: date.At(1080, tenant.Zone())},
	}}, attendance.Ref{Source: domain.Me, ID: "wish"})
	fatal(t, err)
	_, err = flow.Decide(t.Context(), actor("0002"), workflow.Decision{Number: made.Number, Verb: workflow.Approve}, attendance.Ref{Source: domain.Me, ID: "decision"})
	fatal(t, err)
	return a, tenant
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestCorrectionsAreToldInEveryFile: what was recorded, what it became, who decided it and why.
func TestCorrectionsAreToldInEveryFile(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			a, tenant := corrected(t, engine)
			people, err := a.roster(t.Context(), tenant, "2026-10", "0001")
			fatal(t, err)
			file := func(layout string) string {
				l, _, err := export.Preset(layout)
				fatal(t, err)
				var b bytes.Buffer
				w, err := export.NewWriter(&b, l, nil)
				fatal(t, err)
				fatal(t, a.rows(t.Context(), people, l, w.Write))
				_, err = w.Close()
				fatal(t, err)
				return b.String()
			}
			sheet := filepath.Join(t.TempDir(), "sheet.csv")
			fatal(t, a.timesheets(t.Context(), console{out: &bytes.Buffer{}, err: &bytes.Buffer{}}, people,
				timesheetOptions{month: "2026-10", format: "csv", lang: "ja", out: sheet}))
			table, err := os.ReadFile(sheet)
			fatal(t, err)
			for _, c := range []struct {
				name, file string
				cells      []string // of one line, in this order
			}{
				{"the first punch", file("punches"), []string{"出勤", "09:18", "me", "訂正"}},
				{"its correction", file("punches"), []string{"出勤", "09:00", "correction", "有効", "2026-10-01T09:18:00+09:00", "佐藤 花子", "打刻間違い 電車が止まっていた"}},
				{"an added punch", file("punches"), []string{"退勤", "18:00", "correction", "有効", "佐藤 花子", "打刻間違い 電車が止まっていた"}},
				{"the day", file("days"), []string{"2026-10-01", "打刻間違い", "09:00", "18:00", "09:18", "電車が止まっていた", "承認"}},
				{"the sheet", string(table), []string{"2026-10-01", "打刻間違い", "9:00", "9:18", "＊", "18:00", "打刻なし", "＊", "電車が止まっていた", "承認 1001"}},
			} {
				t.Run(c.name, func(t *testing.T) {
					if !slices.ContainsFunc(strings.Split(c.file, "\r\n"), func(line string) bool { return inOrder(line, c.cells) }) {
						t.Errorf("no line has %q:\n%s", c.cells, c.file)
					}
				})
			}
		})
	}
}

// inOrder tells whether a line has cells, one after the other.
func inOrder(line string, want []string) bool {
	for cell := range strings.SplitSeq(line, ",") {
		if len(want) > 0 && cell == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}
