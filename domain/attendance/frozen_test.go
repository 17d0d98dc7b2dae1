package attendance

import (
	"reflect"
	"testing"
	"time"

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
		figures, err := rules.freeze(was)
		if err != nil {
			t.Fatal(err)
		}
		s := Snapshot{Month: was.Period.Month, From: was.Period.From, To: was.Period.To, Figures: figures, Engine: Engine}
		s.Seal(3)
		is, err := s.thaw(d)
		if err != nil {
			t.Fatal(err)
		}
		if is.Totals != was.Totals || is.Exact != was.Exact || is.Locked != 3 || is.Period != was.Period || len(is.Days) != len(was.Days) {
			t.Fatalf("the month is %+v and was %+v", is.Totals, was.Totals)
		}
		for i := range is.Days {
			a, b := is.Days[i], was.Days[i]
			if a.Figures != b.Figures || a.Kind != b.Kind || a.Absent != b.Absent || a.Open != b.Open || !reflect.DeepEqual(a.In, b.In) ||
				!reflect.DeepEqual(a.Out, b.Out) || !reflect.DeepEqual(ids(a.Held), ids(b.Held)) || len(a.Shifts) != len(b.Shifts) {
				t.Fatalf("%s is %+v and was %+v", a.Date, a, b)
			}
		}
		kept, err := s.open()
		if err != nil {
			t.Fatal(err)
		}
		again := november(kept.Rules, d)
		if list := kept.differences(again); len(list) > 0 {
			t.Fatalf("counted again: %+v", list)
		}
		if second, err := kept.Rules.freeze(again); err != nil || second != figures {
			t.Fatalf("frozen again: %s, %v; it was %s", second, err, figures)
		}
	})
}

func TestTheDigestIsOfEveryField(t *testing.T) {
	whole := func() Snapshot {
		s := Snapshot{Tenant: "t", Employee: "e", Month: "2026-11", From: "2026-11-01", To: "2026-11-30", Figures: "{}", Engine: "1", MadeAt: at("11/30 12:00")}
		s.Seal(1)
		return s
	}
	for name, change := range map[string]func(*Snapshot){
		"company": func(s *Snapshot) { s.Tenant = "u" },
		"person":  func(s *Snapshot) { s.Employee = "f" },
		"month":   func(s *Snapshot) { s.Month = "2026-10" },
		"from":    func(s *Snapshot) { s.From = "2026-11-02" },
		"to":      func(s *Snapshot) { s.To = "2026-11-29" },
		"version": func(s *Snapshot) { s.Version = 2 },
		"figures": func(s *Snapshot) { s.Figures = "{ }" },
		"engine":  func(s *Snapshot) { s.Engine = "2" },
		"made at": func(s *Snapshot) { s.MadeAt = s.MadeAt.Add(time.Microsecond) },
	} {
		s := whole()
		if change(&s); s.Digest == s.digest() {
			t.Errorf("%s: the digest does not notice", name)
		}
	}
}
