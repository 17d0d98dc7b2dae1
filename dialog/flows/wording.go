package flows

import (
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
)

// wording writes figures and texts for one person of one company.
type wording struct {
	lang string
	zone *time.Location
}

func (c company) wording(t dialog.Turn) wording { return wording{lang: lang(t), zone: c.Zone()} }

// lang is the language of whoever talks.
func lang(t dialog.Turn) string { return locale.Lang(t.Person.Lang) }

func (w wording) t(key string, pairs ...any) string { return locale.T(w.lang, key, pairs...) }

// date is "11/20(金)".
func (w wording) date(d calendar.Date) string { return locale.Date(w.lang, d.At(0, time.UTC)) }

// dateSeen is a date as it is said on a day: with its year where it is not that day's, which nobody would guess.
func (w wording) dateSeen(d, today calendar.Date) string {
	if d.Year() == today.Year() {
		return w.date(d)
	}
	return locale.FullDate(w.lang, d.At(0, time.UTC))
}

// clock is an instant on a business date: "8:58", "25:30".
func (w wording) clock(at time.Time, on calendar.Date) string {
	return locale.Clock(int(calendar.ClockOn(at, on, w.zone)))
}

// tell says what pages say too.
func (w wording) tell() telling.Teller { return telling.Teller{Lang: w.lang, Zone: w.zone} }

// kind is what a punch says, with its mark.
func (w wording) kind(p worktime.Punch) string { return w.tell().Kind(p) }

// status is the state with its shape: "● 出勤中".
func (w wording) status(s worktime.Standing) string { return w.tell().Status(s) }

// hours is "今日 8:04", with its overtime where there is some.
func (w wording) hours(key string, f worktime.Figures) string { return w.tell().Hours(key, f) }

// punch fills a text about a punch: its {kind}, {time}, {date}, {receipt} and the {word} that says it again.
func (w wording) punch(key string, p worktime.Punch) string {
	return w.tell().Punch(key, p, wordFor(w.lang, p.Kind))
}

// say is a reply of a title and lines.
func (w wording) say(tone dialog.Tone, title string, lines ...string) dialog.Reply {
	return dialog.Reply{Lang: w.lang, Tone: tone, Title: title, Lines: lines}
}

// command is a choice that does what a command does.
func (w wording) command(name string) dialog.Choice {
	word := locale.Command(w.lang, name)
	return dialog.Choice{Label: locale.Title(w.lang, word), Typed: word, Action: commandActions[name]}
}

// possible are the punches that can be made now, as choices.
func (w wording) possible(s worktime.Standing) []dialog.Choice {
	var out []dialog.Choice
	for _, k := range s.Possible {
		out = append(out, w.command(kindWords[k]))
	}
	return out
}

// menu names the menu that belongs to a state.
func menu(s worktime.Standing) string {
	if s.Status == worktime.Off {
		return "off"
	}
	return string(s.Status)
}

// answer is one reply as an Answer.
func answer(r dialog.Reply) dialog.Answer {
	return dialog.Answer{Result: dialog.Result{Replies: []dialog.Reply{r}}}
}

// silent says nothing, and why.
func silent(why string) dialog.Answer { return dialog.Answer{Result: dialog.Result{Ignored: why}} }

// quiet tells whether a turn happens where people talk to each other and nobody asked the bot anything.
func quiet(t dialog.Turn) bool { return !t.Activity.Direct && !t.Activity.Mention }
