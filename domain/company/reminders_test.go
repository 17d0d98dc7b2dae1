package company_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
)

// TestReminders reads what a company may say about asking and warning, and refuses what it may not.
func TestReminders(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       org.Reminders
		wrong      string
	}{
		{"nothing said", "", org.Reminders{}, ""},
		{"switched off", "off", org.Reminders{Off: true}, ""},
		{"all of it", `{missing_in: "0:30", missing_out: off, missing_break: "0:45", still_in: "9:00", approvals: "9:30", closing: [5, 0], overtime: ["30:00", "80:00"], quiet: ["22:00", "6:30"]}`,
			org.Reminders{MissingIn: 30, MissingOut: org.Never, MissingBreak: 45, StillIn: 540, Morning: 570, Closing: []org.Wait{5, 0},
				Overtime: []org.Wait{1800, 4800}, Quiet: &org.Quiet{From: 1320, To: 390}}, ""},
		{"no warnings and no quiet hours", `{overtime: off, closing: [], quiet: off}`,
			org.Reminders{Overtime: []org.Wait{org.Never}, Closing: []org.Wait{org.Never}, Quiet: &org.Quiet{}}, ""},
		{"a wait of nothing", `{missing_in: "0:00"}`, org.Reminders{}, "is not a time like"},
		{"steps that fall", `{overtime: ["45:00", "30:00"]}`, org.Reminders{}, "more than the one before"},
		{"a night that is all day", `{quiet: ["7:00", "7:00"]}`, org.Reminders{}, "write off for none"},
		{"one end of a night", `{quiet: ["21:00"]}`, org.Reminders{}, "two times"},
		{"an unknown key", `{missing: "0:15"}`, org.Reminders{}, "unknown key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "company: {code: umi, name: Umi}\n"
			if c.text != "" {
				text = "company:\n  code: umi\n  name: Umi\n  reminders: " + c.text + "\n"
			}
			f, err := company.Parse(strings.NewReader(text), "umi.yaml")
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Fatalf("got %v, want %q", err, c.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Tenant.Rules.Reminders; !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
