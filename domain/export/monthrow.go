package export

import "github.com/dakoku/dakoku/domain/worktime"

// MonthRow is a line of a person's closing period (集計CSV, 給与連携).
type MonthRow struct {
	*Person
	Totals  worktime.Totals
	Version int    // of the month lock; 0: not locked
	Digest  string // of the locked month's snapshot
}

var _ Row = (*MonthRow)(nil)

// Text implements Row: state is final or open.
func (r *MonthRow) Text(field string) string {
	switch field {
	case "state":
		return state(r.Version)
	case "digest":
		return r.Digest
	}
	return r.Person.Text(field)
}

// Value implements Row. An open month has no version.
func (r *MonthRow) Value(field string) (int, bool) {
	if field == "lock_version" {
		return r.Version, r.Version > 0
	}
	return r.Totals.Value(field)
}

func state(version int) string {
	if version > 0 {
		return "final"
	}
	return "open"
}
