package attendance

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Cause says why a locked month is doubted.
type Cause string

// The causes, the worst first. Only the last is nothing to worry about: masters may change, and a locked month does not
// follow them.
const (
	BadDigest Cause = "digest"  // the snapshot is not what was sealed: somebody changed it past the program
	BadLedger Cause = "ledger"  // the punches give other figures than they did: of an open month's week before, or changed past the program
	NewEngine Cause = "engine"  // a newer calculation gives other figures
	NewRules  Cause = "masters" // today's masters would give other figures
)

// Doubt is a locked month that would be another one today (再計算の差異).
type Doubt struct {
	Snapshot
	Cause       Cause
	Differences []worktime.Difference // none where the digest is wrong
}

// Recount calculates every locked month of a company once more, by the rules it was locked with and by today's, and
// tells of each that would not come out the same. It changes nothing: a difference is an alarm and no update.
// It returns how many months are locked.
func (s *Service) Recount(ctx context.Context, tenant domain.ID, each func(Doubt) error) (int, error) {
	n := 0
	err := s.Snapshots.EachFrozen(ctx, tenant, func(m Snapshot) error {
		n++
		doubt, err := s.recount(ctx, m)
		if err != nil || doubt.Cause == "" {
			return err
		}
		return each(doubt)
	})
	return n, err
}

func (s *Service) recount(ctx context.Context, m Snapshot) (Doubt, error) {
	d := Doubt{Snapshot: m}
	if m.Digest != m.digest() {
		d.Cause = BadDigest
		return d, nil
	}
	locked, err := m.open()
	if err != nil {
		return d, err
	}
	from, to := worktime.Window(m.Period())
	punches, err := s.Book.Punches(ctx, m.Tenant, m.Employee, from, to)
	if err != nil {
		return d, err
	}
	late := locked.After(punches)
	punches = slices.DeleteFunc(punches, func(p worktime.Punch) bool { return worktime.ByID(late, p.ID) != nil })
	if d.Differences = locked.Differences(locked.Rules.Aggregate(m.Period(), punches, m.MadeAt)); len(d.Differences) > 0 {
		if d.Cause = BadLedger; m.Engine != worktime.Engine {
			d.Cause = NewEngine
		}
		return d, nil
	}
	who, err := s.person(ctx, m.Tenant, m.Employee)
	if err != nil {
		return d, err
	}
	notes, err := s.Book.Notes(ctx, m.Tenant, m.Employee, from, to)
	if err != nil {
		return d, err
	}
	rules, err := s.knowing(ctx, m.Tenant, who.rules, notes)
	if err != nil {
		return d, err
	}
	if d.Differences = locked.Differences(rules.Aggregate(m.Period(), punches, m.MadeAt)); len(d.Differences) > 0 {
		d.Cause = NewRules
	}
	return d, nil
}
