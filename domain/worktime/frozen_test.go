package worktime

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/org"
)

// A month that was locked comes back as it was, to the byte, and the rules kept with it count it the same.
func TestAMonthComesBackAsItWasLocked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, d := someRules.Draw(t, "rules"), someDiary.Draw(t, "diary")
		if rapid.Bool().Draw(t, "month rounded") {
			rules.Rounding.Month = map[string]org.Step{"overtime": {To: org.HalfHour, Minutes: 30}, "worked": {To: org.Earlier, Minutes: 15}}
		}
		was := november(rules, d)
		figures, err := rules.Freeze(was)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := ParseFrozen(figures)
		if err != nil {
			t.Fatal(err)
		}
		is := kept.Thaw(was.Period, d)
		if is.Totals != was.Totals || is.Exact != was.Exact || is.Period != was.Period || len(is.Days) != len(was.Days) {
			t.Fatalf("the month is %+v and was %+v", is.Totals, was.Totals)
		}
		for i := range is.Days {
			a, b := is.Days[i], was.Days[i]
			if a.Figures != b.Figures || a.Kind != b.Kind || a.Absent != b.Absent || a.Open != b.Open || !reflect.DeepEqual(a.In, b.In) ||
				!reflect.DeepEqual(a.Out, b.Out) || !reflect.DeepEqual(ids(a.Held), ids(b.Held)) || len(a.Shifts) != len(b.Shifts) {
				t.Fatalf("%s is %+v and was %+v", a.Date, a, b)
			}
		}
		again := november(kept.Rules, d)
		if list := kept.Differences(again); len(list) > 0 {
			t.Fatalf("counted again: %+v", list)
		}
		if second, err := kept.Rules.Freeze(again); err != nil || second != figures {
			t.Fatalf("frozen again: %s, %v; it was %s", second, err, figures)
		}
	})
}
