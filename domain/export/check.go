package export

import "slices"

// borne are the classes of hours that programs pay by: each is a part of the work, and some are parts of each other.
var borne = []string{
	"scheduled_worked", "within_ot", "ot", "ot_over60", "night", "night_ot", "legal_holiday", "prescribed_holiday",
	"night_scheduled", "night_within_ot", "night_ot_over60", "night_legal_holiday", "night_prescribed_holiday",
}

// Check holds what the columns of hours add up to against the hours that were worked (検算), in minutes over the rows
// shown. More than Worked: some of them overlap, and a program that pays each would pay twice. Less: some are not there.
type Check struct {
	Columns int // of hours that are paid by
	Sum     int
	Worked  int
}

// Difference is how much more than the work the columns hold; negative: less.
func (c Check) Difference() int { return c.Sum - c.Worked }

// add counts a row.
func (c *Check) add(columns []column, row Row) {
	worked, known := row.Value("worked")
	if !known {
		return
	}
	c.Worked += worked
	c.Columns = 0
	for i := range columns {
		if col := &columns[i]; col.pays() {
			n, _ := col.sum(row)
			c.Sum += n
			c.Columns++
		}
	}
}

// pays tells whether every field of a column is a class of hours that is paid by.
func (c *column) pays() bool {
	return c.kind == minutes && len(c.terms) > 0 && !slices.ContainsFunc(c.terms, func(t term) bool { return !slices.Contains(borne, t.field) })
}
