package flows

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// The entries of the forms.
const (
	entryDay     = "day"
	entryKind    = "kind"
	entryTime    = "time"
	entryNext    = "next" // 翌日
	entryReasons = "reasons"
	entryText    = "text"
)

// words is a form for one text: a comment or a note.
func (w wording) words(title, label string) *dialog.Form {
	return &dialog.Form{Title: title, Send: w.t("form.send"), Close: w.command("cancel").Label, Inputs: []dialog.Entry{
		{Name: entryText, Label: label, Kind: dialog.EntryText, Most: workflow.MaxComment},
	}}
}

// filledIn makes a form's text the answer. Who fills in a form speaks to the bot, also where others talk.
func filledIn(t *dialog.Turn, in *dialog.Input) {
	if in.Form != nil {
		in.Text, t.Activity.Mention = in.Form.First(entryText), true
	}
}

// form asks for one change of a day on one sheet: what a conversation asks step by step.
func (x drafting) form(day attendance.OneDay) *dialog.Form {
	w := x.w
	kind := worktime.Out
	if len(of(day.Day, worktime.In)) == 0 {
		kind = worktime.In
	}
	f := &dialog.Form{Title: w.t("form.correct"), Send: w.t("form.next"), Close: w.command("cancel").Label}
	pick := dialog.Entry{Name: entryKind, Label: w.t("form.kind"), Kind: dialog.EntryOne, Initial: string(kind)}
	for _, k := range worktime.Kinds {
		pick.Options = append(pick.Options, dialog.Option{Value: string(k), Label: w.t("name." + string(k))})
	}
	next := []dialog.Option{{Value: entryNext, Label: w.t("form.next_day")}}
	f.Inputs = []dialog.Entry{
		{Name: entryDay, Label: w.t("form.day"), Kind: dialog.EntryDate, Initial: string(day.Date)}, pick,
		{Name: entryTime, Label: w.t("form.time"), Kind: dialog.EntryTime},
		{Name: entryNext, Label: w.t("form.night"), Kind: dialog.EntryTick, Options: next, Optional: true},
	}
	if offered := x.c.offered(); len(offered) > 0 {
		why := dialog.Entry{Name: entryReasons, Label: w.t("form.reasons", "count", worktime.MaxReasons), Kind: dialog.EntrySome,
			Most: worktime.MaxReasons, Optional: true}
		for _, r := range offered {
			why.Options = append(why.Options, dialog.Option{Value: r.Code, Label: x.w.reason(r)})
		}
		f.Inputs = append(f.Inputs, why)
	}
	f.Inputs = append(f.Inputs, dialog.Entry{Name: entryText, Label: w.t("form.note"), Kind: dialog.EntryText, Most: workflow.MaxComment, Optional: true})
	return f
}

// formed goes on with what was filled in. What it says is looked at like anything else a person says.
func (f *Flows) formed(ctx context.Context, x drafting, in dialog.Values) (dialog.Answer, error) {
	again := func(because string) (dialog.Answer, error) { return dialog.Answer{Again: true, Because: because}, nil }
	date, err := calendar.ParseDate(in.First(entryDay))
	kind := worktime.Kind(in.First(entryKind))
	clock, wrong := calendar.ParseClock(in.First(entryTime))
	switch {
	case err != nil || wrong != nil || !slices.Contains(worktime.Kinds, kind) || clock >= 24*60:
		return again("")
	case date > x.c.said(x.t.Activity.At).Today():
		return again(x.w.t("correct.day_to_come"))
	case utf8.RuneCountInString(in.First(entryText)) > workflow.MaxComment:
		return again(x.w.t("decide.comment_long", "count", workflow.MaxComment))
	case len(in[entryReasons]) > worktime.MaxReasons:
		return again(x.w.t("correct.reasons_most", "count", worktime.MaxReasons))
	}
	day, err := f.day(ctx, x.t, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	if day.Locked != "" {
		return f.chosen(ctx, x.t, date, false)
	}
	x.d = draft{Date: date, Kind: kind, Reasons: in[entryReasons], Note: in.First(entryText), Replaces: x.d.Replaces}
	at := f.night(x, day.Day, date.At(int(clock), x.c.Zone()))
	if in.First(entryNext) != "" {
		at = date.At(int(clock)+24*60, x.c.Zone())
	}
	return f.readings(ctx, x, readingsOf(calendar.When{Day: date, At: at, Timed: true}, kind, of(day.Day, kind), true))
}

// verbTitle heads the form for a decision's comment.
func (w wording) verbTitle(v workflow.Verb) string {
	return locale.Title(w.lang, locale.Verb(w.lang, string(v)))
}
