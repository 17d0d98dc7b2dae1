package flows

import (
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
)

// change is "退勤 18:02 → 18:30"; a punch that is not there is なし.
func (w wording) change(key string, date calendar.Date, c workflow.Change) string {
	from, to := w.t("correct.nothing"), w.t("correct.nothing")
	if c.Op != workflow.Add && !c.Before.IsZero() {
		from = w.clock(c.Before, date)
	}
	if c.Op != workflow.Remove {
		to = w.clock(c.At, date)
	}
	return w.t(key, "kind", w.t("name."+string(c.Kind)), "from", from, "to", to)
}

// changes lists the changes of a day, in the order of a day.
func (w wording) changes(date calendar.Date, changes []workflow.Change) string {
	return w.listed("correct.change", date, changes)
}

// brief is the same for a list: "退勤 18:02→18:30".
func (w wording) brief(date calendar.Date, changes []workflow.Change) string {
	return w.listed("correct.change_brief", date, changes)
}

func (w wording) listed(key string, date calendar.Date, changes []workflow.Change) string {
	var out []string
	for _, c := range inOrder(changes) {
		out = append(out, w.change(key, date, c))
	}
	if len(out) == 0 {
		return w.t("correct.note_only")
	}
	return locale.List(w.lang, out)
}

func inOrder(changes []workflow.Change) []workflow.Change {
	when := func(c workflow.Change) time.Time {
		if c.Op == workflow.Remove {
			return c.Before
		}
		return c.At
	}
	out := slices.Clone(changes)
	slices.SortStableFunc(out, func(a, b workflow.Change) int { return when(a).Compare(when(b)) })
	return out
}

// recorded is what is recorded after a change: "退勤 18:30".
func (w wording) recorded(date calendar.Date, changes []workflow.Change) string {
	var out []string
	for _, c := range inOrder(changes) {
		to := w.t("correct.nothing")
		if c.Op != workflow.Remove {
			to = w.clock(c.At, date)
		}
		out = append(out, w.t("correct.recorded", "kind", w.t("name."+string(c.Kind)), "time", to))
	}
	if len(out) == 0 {
		return w.t("correct.note_only")
	}
	return locale.List(w.lang, out)
}

// effect says what a correction does to the hours of the day; empty where it does nothing to them.
func (w wording) effect(p workflow.Preview) string {
	before, after := p.Before.Figures, p.After.Figures
	if before.Worked == after.Worked && before.OT == after.OT {
		return ""
	}
	args := []any{"before", locale.Duration(before.Worked), "after", locale.Duration(after.Worked),
		"ot_before", locale.Duration(before.OT), "ot_after", locale.Duration(after.OT)}
	if before.OT > 0 || after.OT > 0 {
		return w.t("correct.effect_ot", args...)
	}
	return w.t("correct.effect", args...)
}

// grounds are the reasons, the note and the evidence of a wish, each in a few words.
func (w wording) grounds(c company, reasons []string, note string, evidence *workflow.Evidence, date calendar.Date) []string {
	var out []string
	if len(reasons) > 0 {
		out = append(out, w.t("correct.reasons", "reasons", locale.List(w.lang, c.reasonNames(reasons))))
	}
	if note != "" {
		out = append(out, w.t("correct.note", "note", note))
	}
	if evidence != nil && locale.Has("forgot.evidence."+string(evidence.Kind)) {
		out = append(out, w.t("correct.evidence", "why", w.evidenceKind(evidence.Kind), "time", w.clock(evidence.At, date)))
	}
	return out
}

func (w wording) evidenceKind(kind attendance.Evidence) string {
	if kind == attendance.LastPunch {
		return w.t("forgot.last_punch")
	}
	return w.t("forgot.evidence." + string(kind))
}

// reasonNames are the names behind codes; a code that is no more stays as it is.
func (c company) reasonNames(codes []string) []string {
	var out []string
	for _, code := range codes {
		out = append(out, c.reasonName(code))
	}
	return out
}

func (c company) reasonName(code string) string {
	code, taken, _ := strings.Cut(code, " ")
	for _, r := range c.reasons {
		if r.Code == code {
			return strings.TrimSpace(r.Name + " " + taken)
		}
	}
	return code
}

// recordLine is a day's punches in one line: "出勤 9:01 / 退勤 18:02".
func (w wording) recordLine(d attendance.Day) string {
	var out []string
	for _, p := range d.Counting() {
		out = append(out, w.t("correct.recorded", "kind", w.kind(p), "time", w.clock(p.At, d.Date)))
	}
	if len(out) == 0 {
		return w.t("correct.no_punches")
	}
	return strings.Join(out, " / ")
}
