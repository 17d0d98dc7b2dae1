package flows

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// TestReasonsOffered is which reasons come first, and which are not offered because they cannot be given as they are.
func TestReasonsOffered(t *testing.T) {
	leave := func(units ...worktime.Unit) worktime.Meaning {
		return worktime.Meaning{Off: worktime.PaidLeave, Units: units}
	}
	c := company{reasons: []worktime.ReasonCode{
		{Code: "101", Name: "有給", Means: leave(worktime.WholeDay)},
		{Code: "104", Name: "時間有休", Means: leave(worktime.ByHour)},
		{Code: "113", Name: "振替出勤", Means: worktime.Meaning{Day: worktime.WorkDay}},
		{Code: "201", Name: "遅刻", Means: worktime.Meaning{English: "Late"}},
		{Code: "299", Name: "昔の事由", Means: worktime.Meaning{Inactive: true}},
		{Code: "501", Name: "打刻漏れ", Means: worktime.Meaning{English: "Missing punch"}},
	}}
	var got []string
	for _, r := range c.offered() {
		got = append(got, r.Code)
	}
	if want := []string{"501", "201", "101", "113"}; !slices.Equal(got, want) {
		t.Errorf("offered %v, want %v", got, want)
	}
	for text, want := range map[string]string{"late": "201", "遅刻": "201", "１０１": "101", "時間有休": "", "昔の事由": "", "": ""} {
		if code, ok := c.reasonCalled(text); code != want || ok != (want != "") {
			t.Errorf("%q is %q", text, code)
		}
	}
	if got := (wording{lang: locale.English}).reasonList(c, []string{"201", "104 2:00", "999"}); got != "Late, 時間有休 2:00, 999" {
		t.Errorf("named %q", got)
	}
}
