package flows

import (
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// changes lists the changes of a day, in the order of a day.
func (w wording) changes(date calendar.Date, changes []workflow.Change) string {
	return w.tell().Changes(date, changes)
}

// brief is the same for a list: "退勤 18:02→18:30".
func (w wording) brief(date calendar.Date, changes []workflow.Change) string {
	return w.tell().Brief(date, changes)
}

// subject is what a request is about: its changes as they are told, or its reasons where it changes no punch.
func (w wording) subject(c company, r workflow.Request, told func(calendar.Date, []workflow.Change) string) string {
	if len(r.Changes) == 0 && len(r.Reasons) > 0 {
		return w.reasonList(c, r.Reasons)
	}
	return told(r.Date, r.Changes)
}

// recorded is what is recorded after a change: "退勤 18:30".
func (w wording) recorded(date calendar.Date, changes []workflow.Change) string {
	return w.tell().Recorded(date, changes)
}

// effect says what a correction does to the hours of the day; empty where it does nothing to them.
func (w wording) effect(p workflow.Preview) string { return w.tell().Effect(p) }

// grounds are the reasons, the note and the evidence of a wish, each in a few words.
func (w wording) grounds(c company, reasons []string, note string, evidence *workflow.Evidence, date calendar.Date) []string {
	var out []string
	if len(reasons) > 0 {
		out = append(out, w.t("correct.reasons", "reasons", w.reasonList(c, reasons)))
	}
	if note != "" {
		out = append(out, w.t("correct.note", "note", note))
	}
	if evidence != nil && locale.Has("forgot.evidence."+string(evidence.Kind)) {
		out = append(out, w.t("correct.evidence", "why", w.evidenceKind(evidence.Kind), "time", w.clock(evidence.At, date)))
	}
	return out
}

func (w wording) evidenceKind(kind worktime.Evidence) string {
	if kind == worktime.LastPunch {
		return w.t("forgot.last_punch")
	}
	return w.t("forgot.evidence." + string(kind))
}

// recordLine is a day's punches in one line: "出勤 9:01 / 退勤 18:02".
func (w wording) recordLine(d worktime.Day) string {
	var out []string
	for _, p := range d.Counting() {
		out = append(out, w.t("correct.recorded", "kind", w.kind(p), "time", w.clock(p.At, d.Date)))
	}
	if len(out) == 0 {
		return w.t("correct.no_punches")
	}
	return strings.Join(out, " / ")
}
