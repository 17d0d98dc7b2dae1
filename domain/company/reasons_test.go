package company

import (
	"reflect"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

const someFile = "company: {code: umi, name: 海}\nemployees: [{code: \"1\", name: 鈴木, role: owner, login: s, password: p}]\n"

// The standard reasons are all there, a company may change one, and each leave can be taken.
func TestStandardReasons(t *testing.T) {
	f, err := Parse(strings.NewReader(someFile+"reason_codes: standard\n"), "umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Reasons) != 33 {
		t.Errorf("%d reasons", len(f.Reasons))
	}
	for _, r := range f.Reasons {
		if r.Name == "" || r.Means.English == "" || len([]rune(r.Means.Short)) != 2 {
			t.Errorf("%+v has no name for somebody", r)
		}
	}
	own, err := Parse(strings.NewReader(someFile+"reason_codes: [standard, {code: \"301\", name: 直行, fills: [in]}, {code: x, name: その他, active: off}]\n"), "umi.yaml")
	if err != nil || len(own.Reasons) != 34 {
		t.Fatalf("%d %v", len(own.Reasons), err)
	}
	for _, r := range own.Reasons {
		if r.Code == "301" && !reflect.DeepEqual(r.Means, worktime.Meaning{Fills: []worktime.Kind{worktime.In}}) {
			t.Errorf("the file's own is %+v", r)
		}
		if r.Code == "104" && (r.Means.Off != worktime.PaidLeave || !r.Means.Paid || r.Means.Units[0] != worktime.ByHour) {
			t.Errorf("%+v", r)
		}
	}
}

func TestReasonsAndPatternsThatCannotBe(t *testing.T) {
	for text, want := range map[string]string{
		"reason_codes: usual":                                               `"usual" is not one of standard`,
		"reason_codes: [{code: a, name: b, leave: paid}]":                   "leave and units go together",
		"reason_codes: [{code: a, name: b, units: [day]}]":                  "leave and units go together",
		"reason_codes: [{code: a, name: b, fills: [break_start]}]":          `"break_start" is not one of in, out`,
		"reason_codes: [{code: a, name: b, short: 三文字}]":                    "longer than the two characters",
		"reason_codes: [{code: a, name: b}, {code: a, name: c}]":            "used twice",
		pattern("core: [\"10:00\", \"15:00\"]"):                             "flexible: on",
		pattern("flexible: on, core: [\"8:00\", \"15:00\"]"):                "not inside",
		pattern("flexible: on, core: [\"8:00\"]"):                           "must be two times",
		pattern("half: \"18:00\""):                                          "not inside",
		pattern("boundary_side: previous_day"):                              "needs a boundary",
		pattern("boundary: \"21:00\", boundary_side: next_day"):             "is not one of",
		"closing_groups: [{code: a, name: b, day: 5, agreement_month: 13}]": "from 1 to 12",
	} {
		if _, err := Parse(strings.NewReader(someFile+text+"\n"), "umi.yaml"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	f, err := Parse(strings.NewReader(someFile+pattern("flexible: on, core: [\"10:00\", \"15:00\"], half: \"13:00\", boundary: \"21:00\", boundary_side: previous_day")), "umi.yaml")
	if p := f.Patterns; err != nil || len(p) != 1 || !p[0].Flexible || p[0].Core == nil || *p[0].Half != 780 || p[0].Side != worktime.PreviousDay {
		t.Errorf("%+v %v", p, err)
	}
}

func pattern(more string) string {
	return "work_patterns: [{code: std, name: 通常, start: \"09:00\", end: \"18:00\", " + more + "}]"
}
