package attendance

import (
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Whatever was pressed before, a button that is offered counts when it is pressed. All days of up to five presses.
func TestWhatIsOfferedCounts(t *testing.T) {
	rules := worktime.Rules{Zone: tokyo, Boundary: 300}
	var try func(history []worktime.Punch)
	try = func(history []worktime.Punch) {
		now := at("11/20 9:00").Add(time.Duration(len(history)) * time.Hour)
		newID := domain.IDs(func() time.Time { return now })
		press := func(kind worktime.Kind) (Entry, error) {
			w := wish{
				Command: Command{Kind: kind, At: now, Ref: Ref{domain.LINE, "e"}}, id: newID(), employee: "tanaka",
				received: now, rules: rules, newID: newID,
			}
			return w.decide(History{Punches: history})
		}
		offered := rules.Standing(rules.Read(history), now).Possible
		for _, kind := range worktime.Kinds {
			e, err := press(kind)
			if err != nil || e.Punch == nil || e.Punch.Kind != kind {
				t.Fatalf("%s after %v: %+v %v", kind, kindsOf(history), e, err)
			}
			if slices.Contains(offered, kind) && e.Punch.State != worktime.Effective {
				t.Errorf("%s is offered after %v and is %s (%s)", kind, kindsOf(history), e.Punch.State, e.Punch.Hold)
			}
			if len(history) < 4 {
				try(apply(history, e.Changes, *e.Punch))
			}
		}
	}
	try(nil)
}

func kindsOf(punches []worktime.Punch) []worktime.Kind {
	var kinds []worktime.Kind
	for _, p := range punches {
		kinds = append(kinds, p.Kind)
	}
	return kinds
}
