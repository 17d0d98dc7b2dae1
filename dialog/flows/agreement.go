package flows

import (
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
)

// toldFrom is how much of the 360 hours of an agreement's year has to be left for nobody to speak of it: a quarter.
const toldFrom = 90 * 60

// agreementYear says where the agreement's year stands, once that is worth saying.
func (w wording) agreementYear(y attendance.AgreementYear) []string {
	var lines []string
	from, ot := w.monthName(y.From), locale.Duration(y.OT)
	switch {
	case y.Special < 0:
		lines = append(lines, w.t("month.agreement.year_broken", "from", from, "ot", ot, "over", locale.Duration(-y.Special)))
	case y.Ordinary < 0:
		lines = append(lines, w.t("month.agreement.year_over", "from", from, "ot", ot, "over", locale.Duration(-y.Ordinary), "room", locale.Duration(y.Special)))
	case y.Ordinary < toldFrom:
		lines = append(lines, w.t("month.agreement.year_left", "from", from, "ot", ot, "left", locale.Duration(y.Ordinary)))
	}
	if y.Beyond > 0 {
		lines = append(lines, w.t("month.agreement.beyond", "count", y.Beyond))
	}
	return lines
}
