package flows

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// actRemindLater puts a reminder off: its id and how long (reminder.Pause).
const actRemindLater = "remind.later"

// Reminders puts reminders off, and ends those about forgotten punches; reminder.Service does.
type Reminders interface {
	Snooze(ctx context.Context, actor domain.Actor, id domain.ID, pause reminder.Pause) (time.Time, error)
	Silence(ctx context.Context, actor domain.Actor, on bool) error
}

// Remind draws a reminder for the person it is for, with what puts it right.
func (f *Flows) Remind(ctx context.Context, n reminder.Notice) (dialog.Reply, error) {
	c, err := f.company(ctx, n.Tenant, n.MadeAt)
	if err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: locale.Lang(n.Person.Language), zone: c.Zone()}
	var r dialog.Reply
	switch n.Kind {
	case reminder.MissingIn, reminder.MissingOut, reminder.MissingBreak:
		r = w.missing(n)
	case reminder.Approvals:
		r = w.waits(n)
	case reminder.Blockers:
		r = w.blocks(n)
	case reminder.Overtime:
		r = w.overtime(n)
	}
	if n.Kind != reminder.Overtime {
		r.Choices = append(r.Choices, w.remindLater("remind.later", n.ID, reminder.AnHour))
	}
	r.Lang, r.Private = w.lang, true
	return r, nil
}

// Asked shows somebody a request that he is asked to decide because nobody else did.
func (f *Flows) Asked(ctx context.Context, to org.Employee, card workflow.Card) (dialog.Reply, error) {
	c, err := f.company(ctx, to.Tenant, f.Now())
	if err != nil {
		return dialog.Reply{}, err
	}
	return wording{lang: locale.Lang(to.Language), zone: c.Zone()}.asked(c, card), nil
}

// missing asks about a punch of a day.
func (w wording) missing(n reminder.Notice) dialog.Reply {
	date := n.Day.Date
	fix := w.t("remind.correct")
	correct := dialog.Choice{Label: fix, Typed: locale.Command(w.lang, "correct") + " " + w.short(date), Action: dialog.Action{Name: actCorrect, Arg: string(date)}}
	r := w.private(dialog.Plain, w.t("remind."+string(n.Kind), "date", w.date(date)))
	switch n.Kind {
	case reminder.MissingIn:
		if n.Day.Out == nil {
			r.Lines = []string{w.t("remind.missing_in.how")}
			r.Choices = []dialog.Choice{w.command("in")}
		}
		r.Choices = append(r.Choices, correct)
	case reminder.MissingBreak:
		r.Title = w.t("remind.missing_break", "date", w.date(date), "time", w.clock(n.Stands.Since.At, date))
		r.Choices = []dialog.Choice{w.command("back"), correct}
	case reminder.MissingOut:
		if n.Day.Open {
			r.Lines = []string{w.t("remind.missing_out.how")}
			r.Choices = []dialog.Choice{w.command("out")}
		}
		for _, c := range w.proposals(*n.Day.Lacks) {
			switch c.Action.Name { // nothing was asked in a conversation: what is typed must say all of it
			case actForgot:
				c.Typed = w.short(date) + " " + locale.Command(w.lang, "out") + " " + c.Typed
			case actPick:
				c.Typed = correct.Typed
			default:
				continue // the flow's own "later"
			}
			r.Choices = append(r.Choices, c)
		}
	}
	return r
}

// waits tells an approver how much waits for him.
func (w wording) waits(n reminder.Notice) dialog.Reply {
	oldest := n.Waits[0]
	r := w.private(dialog.Plain, w.t("remind.approvals", "count", len(n.Waits)),
		w.t("remind.approvals.oldest", "name", oldest.Person.DisplayName(w.lang), "date", w.date(oldest.Request.Date)))
	r.Choices = []dialog.Choice{w.command("approvals")}
	return r
}

// blocks tells what of a person's keeps a month from being closed.
func (w wording) blocks(n reminder.Notice) dialog.Reply {
	r := w.private(dialog.Plain, w.t("remind.blockers", "month", w.monthName(n.Period.Month), "to", w.date(n.Period.To)))
	var days []string
	for i, b := range n.Lacks {
		if i == mostDates {
			days = append(days, w.t("month.more", "count", len(n.Lacks)-mostDates))
			break
		}
		days = append(days, w.t("remind.blockers."+string(b.What), "date", w.date(b.Date)))
	}
	if len(days) > 0 {
		r.Lines = append(r.Lines, locale.List(w.lang, days))
		first := n.Lacks[0].Date
		label := w.t("remind.correct_day", "date", w.short(first))
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: locale.Command(w.lang, "correct") + " " + w.short(first),
			Action: dialog.Action{Name: actCorrect, Arg: string(first)}})
	}
	if len(n.Sent) > 0 {
		var numbers []string
		for _, q := range n.Sent[:min(len(n.Sent), mostDates)] {
			numbers = append(numbers, fmt.Sprint(q.Number))
		}
		r.Lines = append(r.Lines, w.t("remind.blockers.returned", "numbers", locale.List(w.lang, numbers)))
		r.Choices = append(r.Choices, w.command("requests"))
	}
	return r
}

// overtime warns a person of his month, or somebody responsible for him.
func (w wording) overtime(n reminder.Notice) dialog.Reply {
	key, args := "remind.overtime.step", []any{"month", w.monthName(n.Period.Month), "step", n.Step, "ot", locale.Duration(n.Load.OT),
		"total", locale.Duration(n.Load.OT + n.Load.Holiday), "name", n.Whose.DisplayName(w.lang)}
	if n.Broken != "" {
		key = "remind.overtime." + string(n.Broken)
	}
	r := w.private(dialog.Plain, w.t(key, args...))
	if n.About != "" {
		r.Title = w.t("remind.overtime.of", "name", n.Whose.DisplayName(w.lang), "what", r.Title)
	}
	if n.Broken == "" || n.Broken == worktime.OverMonth {
		r.Lines = append(r.Lines, w.left(n.Load)...)
	}
	if n.About == "" {
		r.Choices = []dialog.Choice{w.command("month")}
	}
	return r
}

// left says where a month stands with the overtime agreement.
func (w wording) left(a worktime.Agreement) []string {
	ot := locale.Duration(a.OT)
	switch {
	case a.Averages == nil: // nobody has asked about the limits: it is too early for them
		return nil
	case a.Ordinary < 0:
		return []string{w.t("month.agreement.over", "ot", ot, "over", locale.Duration(-a.Ordinary))}
	}
	return []string{w.t("month.agreement.left", "ot", ot, "left", locale.Duration(a.Ordinary))}
}

func (w wording) remindLater(key string, id domain.ID, pause reminder.Pause) dialog.Choice {
	label := w.t(key)
	return dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Name: actRemindLater, Arg: string(id) + " " + string(pause)}}
}

// typedReminder is what a reminder's buttons do, typed where there are none: 訂正 11/20, あとで.
func (f *Flows) typedReminder(ctx context.Context, t dialog.Turn) (dialog.Action, bool, error) {
	if quiet(t) || t.Person.Employee == "" {
		return dialog.Action{}, false, nil
	}
	text := dialog.Fold(t.Activity.Text)
	if text == dialog.Fold(locale.T(lang(t), "remind.later")) {
		return dialog.Action{Name: actRemindLater, Arg: " " + string(reminder.AnHour)}, true, nil
	}
	word, day, ok := strings.Cut(text, " ")
	if !ok || f.words[word].Name != actCorrect {
		return dialog.Action{}, false, nil
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Action{}, false, err
	}
	m, err := c.said(t.Activity.At).Read(day, calendar.About{English: lang(t) == "en"})
	if err != nil || m.Timed || m.Day == "" {
		return dialog.Action{}, false, nil // another sentence that begins with the word
	}
	return dialog.Action{Name: actCorrect, Arg: string(m.Day)}, true, nil
}

// remindLater puts a reminder off: "<id> hour"; without an id the newest one.
func (f *Flows) remindLater(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	id, pause, _ := strings.Cut(arg, " ")
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	until, err := f.Reminders.Snooze(ctx, t.Person.Actor, domain.ID(id), reminder.Pause(pause))
	switch domain.CodeOf(err) {
	case "":
	case domain.NotFound:
		if id == "" {
			return f.Repair(ctx, t, dialog.Fallback)
		}
		return f.Repair(ctx, t, dialog.Stale)
	case domain.Conflict:
		return f.Repair(ctx, t, dialog.Stale)
	case domain.Invalid:
		return answer(w.private(dialog.Problem, w.t("remind.enough"), w.t("forgot.later_ok"))), nil
	default:
		return dialog.Answer{}, err
	}
	at := until.In(w.zone)
	r := w.private(dialog.Plain, w.t("remind.later_ok", "time", locale.Clock(at.Hour()*60+at.Minute())))
	if reminder.Pause(pause) == reminder.Tomorrow {
		r.Title = w.t("remind.tomorrow_ok", "date", w.date(calendar.DateOf(at)), "time", locale.Clock(at.Hour()*60+at.Minute()))
	} else {
		r.Choices = []dialog.Choice{w.remindLater("remind.tomorrow", domain.ID(id), reminder.Tomorrow)}
	}
	return answer(r), nil
}
