package company

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/fixtures"
)

var update = flag.Bool("update", false, "rewrite the golden lists")

// Every file in testdata/wrong is refused with exactly the lines beside it.
func TestProblemsAreAllSaidAtOnce(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Parse(bytes.NewReader(raw), name)
			if err == nil {
				t.Fatal("it was accepted")
			}
			got, golden := err.Error()+"\n", strings.TrimSuffix(path, ".yaml")+".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func parse(t *testing.T, text string) File {
	t.Helper()
	f, err := Parse(strings.NewReader(text), "umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func demo(t *testing.T) File {
	t.Helper()
	raw, err := fs.ReadFile(fixtures.Companies, "companies/umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(raw))
}

func TestContractExampleIsAccepted(t *testing.T) {
	raw, err := os.ReadFile("testdata/contract.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f := parse(t, string(raw))
	if len(f.Employees) != 2 || len(f.Channels) != 3 || len(f.Departments) != 2 {
		t.Errorf("read %d employees, %d channels, %d departments", len(f.Employees), len(f.Channels), len(f.Departments))
	}
	tanaka := f.Employees[1]
	if tanaka.Code != "1001" || tanaka.Department != "sales" || tanaka.Pattern != "std" || len(tanaka.Chat) != 2 || tanaka.Passcode != "1234" {
		t.Errorf("田中 was read as %+v", tanaka)
	}
	if got := f.Channels[1]; got.Options["room"] != "123" || got.Secrets["token"] != "..." || got.Kind != domain.Chatwork {
		t.Errorf("the Chatwork channel was read as %+v", got)
	}
	if w := f.Tenant.Words; len(w["in"]) != 3 || w["out"][2] != ":beers:" {
		t.Errorf("words %v", w)
	}
}

// What the comments of the contract's example say about its keys is accepted too.
func TestContractVariants(t *testing.T) {
	const text = `
company:
  code: umi
  name: 海
  workflow: admins
  greetings: on
  rounding: {in: {to: later, minutes: 5}, out: {to: earlier, minutes: 5}, month: {overtime: {minutes: 30, rule: statutory}}}
  auto_break: [{over: "6:00", minutes: 45}, {over: "8:00", minutes: 60}]
  outing_deducted: false
calendar: {days: [{date: "2026-12-30", kind: work}, {date: 2026-12-31, kind: statutory}]}
closing_groups: [{code: mid, name: 15日締め, day: 15, label: start}]
work_patterns: [{code: night, name: 夜勤, start: "22:00", end: "31:00", boundary: "12:00"}]
employees: [{code: 0001, name: 鈴木, role: owner}, {code: "0002", name: 中村, role: admin}]
`
	f := parse(t, text)
	if f.Tenant.Workflow != org.WorkflowAdmins || !f.Tenant.Greetings || !f.Tenant.Rules.OutingCounted {
		t.Errorf("read %+v", f.Tenant)
	}
	if got := f.Tenant.Rules.AutoBreak; len(got) != 2 || got[0] != (org.AutoBreak{Over: 360, Minutes: 45}) {
		t.Errorf("auto break %v", got)
	}
	if f.Patterns[0].Boundary == nil || *f.Patterns[0].Boundary != 12*60 {
		t.Errorf("boundary %v", f.Patterns[0].Boundary)
	}
	if f.Employees[0].Code != "0001" {
		t.Errorf("a code without quotes lost its zeros: %q", f.Employees[0].Code)
	}
	if len(f.Warnings) != 0 {
		t.Errorf("warned %v", f.Warnings)
	}
}

func TestDemoCompany(t *testing.T) {
	f := demo(t)
	if len(f.Employees) != 12 || len(f.Channels) != 3 {
		t.Fatalf("%d people, %d channels", len(f.Employees), len(f.Channels))
	}
	if len(f.Warnings) != 0 {
		t.Errorf("warned %v", f.Warnings)
	}
	for _, e := range f.Employees {
		if e.Kana == "" || e.Romaji == "" || e.Department == "" || e.Login == "" || e.Password == "" {
			t.Errorf("%s is not complete", e.Code)
		}
	}
}
