package telling

import (
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Agreement says where a month stands with the overtime agreement (36協定).
func (t Teller) Agreement(a worktime.Agreement) []string {
	ot := locale.Duration(a.OT)
	lines := []string{t.T("month.agreement.left", "ot", ot, "left", locale.Duration(a.Ordinary))}
	if a.Ordinary < 0 {
		lines[0] = t.T("month.agreement.over", "ot", ot, "over", locale.Duration(-a.Ordinary))
	}
	if p := a.Period; p.Month != "" {
		lines = append([]string{t.T("month.agreement.month", "from", t.Short(p.From), "to", t.Short(p.To))}, lines...)
	}
	switch {
	case a.Room < 0:
		lines = append(lines, t.T("month.agreement.broken", "over", locale.Duration(-a.Room)))
	case a.Ordinary < 0 || a.Room < a.Ordinary:
		lines = append(lines, t.T("month.agreement.room", "room", locale.Duration(a.Room)))
	}
	return append(lines, t.agreementYear(a.Year)...)
}

// Bounds says of a supervisor, or of somebody outside the overtime agreement, what of the law's limits is not his; empty: all
// are.
func (t Teller) Bounds(supervisor, outside bool) string {
	switch {
	case supervisor:
		return t.T("month.agreement.supervisor")
	case outside:
		return t.T("month.agreement.outside")
	}
	return ""
}

// agreementYear says where the agreement's year stands, once that is worth saying.
func (t Teller) agreementYear(y worktime.AgreementYear) []string {
	var lines []string
	from, ot := t.Month(y.From), locale.Duration(y.OT)
	switch {
	case y.Special < 0:
		lines = append(lines, t.T("month.agreement.year_broken", "from", from, "ot", ot, "over", locale.Duration(-y.Special)))
	case y.Ordinary < 0:
		lines = append(lines, t.T("month.agreement.year_over", "from", from, "ot", ot, "over", locale.Duration(-y.Ordinary), "room", locale.Duration(y.Special)))
	case y.Near():
		lines = append(lines, t.T("month.agreement.year_left", "from", from, "ot", ot, "left", locale.Duration(y.Ordinary)))
	}
	if y.Beyond > 0 {
		lines = append(lines, t.T("month.agreement.beyond", "count", y.Beyond))
	}
	return lines
}
