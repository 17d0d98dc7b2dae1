package flows

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
)

// The actions of messages and surveys.
const (
	actMessages = "messages" // what the company said, unread first
	actMessage  = "message"  // number: read one
	actSurveys  = "surveys"  // what may still be answered
	actVote     = "survey.answer"
	actJoin     = "survey.add"  // number and places: these too
	actDrop     = "survey.drop" // number and places: these no more
	actComment  = "survey.comment"
	actSend     = "message.send"
	actRecall   = "message.recall" // number
	actWhich    = "survey.which"   // words that are an answer to several surveys
)

// Messages tells what the company said and takes answers; notice.Service does.
type Messages interface {
	Mine(ctx context.Context, actor domain.Actor, limit int) ([]notice.Letter, error)
	Read(ctx context.Context, actor domain.Actor, number int) (notice.Letter, error)
	Surveys(ctx context.Context, actor domain.Actor, after time.Time) ([]notice.Letter, error)
	Answer(ctx context.Context, actor domain.Actor, v notice.Vote) (notice.Letter, error)
	Hush(ctx context.Context, channel domain.ID, names []string) error
}

// Letter draws what a person is told about a message to many: the message, a reminder of its survey, or what came of it.
func (f *Flows) Letter(ctx context.Context, n notice.Telling) (dialog.Reply, error) {
	c, err := f.company(ctx, n.To.Tenant, f.Now())
	if err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: locale.Lang(n.To.Language), zone: c.Zone()}
	switch n.Kind {
	case notice.Summary:
		return w.summary(*n.Results), nil
	case notice.Reminder:
		r := w.private(dialog.Plain, w.t("notice.reminder", "title", n.Message.Title), w.until(n.Message.Survey))
		r.Choices, err = f.options(ctx, w, n.To.Tenant, notice.Letter{Message: n.Message}, true)
		return r, err
	}
	return f.letter(ctx, w, n.To.Tenant, notice.Letter{Message: n.Message, Files: n.Files}, true)
}

// letter is a message with its choices; alone tells that the bare words of an answer choose it.
func (f *Flows) letter(ctx context.Context, w wording, tenant domain.ID, l notice.Letter, alone bool) (dialog.Reply, error) {
	r := w.private(dialog.Plain, l.Title)
	for line := range strings.SplitSeq(l.Body, "\n") {
		if strings.TrimSpace(line) != "" {
			r.Lines = append(r.Lines, strings.TrimRight(line, " \r"))
		}
	}
	w.enclose(&r, l.Files)
	if l.Survey == nil {
		return r, nil
	}
	r.Lines = append(r.Lines, w.until(l.Survey))
	if said := w.answered(l); said != "" {
		r.Lines = append(r.Lines, said)
	}
	if !f.Now().Before(l.Survey.Deadline) {
		return r, nil
	}
	var err error
	r.Choices, err = f.options(ctx, w, tenant, l, alone)
	return r, err
}

// enclose adds the files of a message: links to those that are there.
func (w wording) enclose(r *dialog.Reply, files []notice.Attached) {
	for _, f := range files {
		if f.DeletedAt != nil {
			r.Lines = append(r.Lines, w.t("notice.file_gone", "name", f.Name))
			continue
		}
		r.Links = append(r.Links, dialog.Link{Label: w.t("notice.file", "name", f.Name, "size", locale.Bytes(f.Size)), URL: f.URL})
	}
}

// until says when a survey ends, and what kind it is.
func (w wording) until(s *notice.Survey) string {
	kinds := []string{}
	if s.Multiple {
		kinds = append(kinds, w.t("notice.multiple"))
	}
	if s.Anonymous {
		kinds = append(kinds, w.t("notice.anonymous"))
	}
	if len(kinds) == 0 {
		return w.t("notice.deadline", "deadline", w.moment(s.Deadline))
	}
	return w.t("notice.deadline_kind", "deadline", w.moment(s.Deadline), "kind", locale.List(w.lang, kinds))
}

// moment is "12/1(火) 18:00".
func (w wording) moment(at time.Time) string {
	day := calendar.DateOf(at.In(w.zone))
	return w.date(day) + " " + w.clock(at, day)
}

// options are a survey's answers as choices. One that means something else in the company is chosen with the number before it.
func (f *Flows) options(ctx context.Context, w wording, tenant domain.ID, l notice.Letter, alone bool) ([]dialog.Choice, error) {
	var out []dialog.Choice
	for i, o := range l.Survey.Options {
		act := actVote
		if l.Survey.Multiple {
			act = actJoin
		}
		c := dialog.Choice{Label: o, Typed: o, Action: dialog.Action{Name: act, Arg: strconv.Itoa(l.Number) + " " + strconv.Itoa(i)}}
		t := dialog.Turn{Person: dialog.Person{Actor: domain.Actor{Tenant: tenant, Employee: "somebody"}, Lang: w.lang}, Now: f.Now(),
			Activity: dialog.Activity{Kind: dialog.Said, Text: o, At: f.Now(), Direct: true}}
		_, taken, err := f.Hear(ctx, t)
		if err != nil {
			return nil, err
		}
		if taken || !alone {
			c.Typed = strconv.Itoa(l.Number) + " " + o
		}
		out = append(out, c)
	}
	return out, nil
}

// answered says what a person has answered; nothing where he has not. What an anonymous survey was answered is nowhere told.
func (w wording) answered(l notice.Letter) string {
	switch {
	case l.To.AnsweredAt == nil:
		return ""
	case l.Survey.Anonymous:
		return w.t("notice.answered_anonymous")
	case l.Answer == nil:
		return ""
	}
	return w.t("notice.answered", "answer", w.chosen(l))
}

// chosen is 「参加」「未定」, with what was added.
func (w wording) chosen(l notice.Letter) string {
	var said strings.Builder
	for i, c := range l.Answer.Choices {
		if i > 0 && w.lang == locale.English {
			said.WriteString(", ")
		}
		said.WriteString(w.t("notice.quoted", "words", l.Survey.Options[c]))
	}
	return said.String()
}

// mostMessages is how many messages a list shows.
const mostMessages = 8

// messages lists what the company said; the only one that was not read is shown at once.
func (f *Flows) messages(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	mine, err := f.Messages.Mine(ctx, t.Person.Actor, mostMessages)
	if err != nil {
		return dialog.Answer{}, err
	}
	if len(mine) == 0 {
		return answer(w.private(dialog.Plain, w.t("notice.none"))), nil
	}
	unread := 0
	r := w.private(dialog.Plain, "")
	for _, l := range mine {
		number, mark := strconv.Itoa(l.Number), "notice.read"
		if l.To.OpenedAt == nil {
			unread, mark = unread+1, "notice.unread"
		}
		r.Cards = append(r.Cards, dialog.Card{Title: w.t(mark, "number", number, "date", w.short(calendar.DateOf(l.At.In(w.zone))), "title", l.Title),
			Choices: []dialog.Choice{{Label: w.t("notice.open"), Typed: locale.Command(w.lang, "messages") + " " + number,
				Action: dialog.Action{Name: actMessage, Arg: number}}}})
	}
	r.Title = w.t("notice.list", "count", unread)
	if unread == 1 {
		return f.message(ctx, t, strconv.Itoa(mine[0].Number))
	}
	return answer(r), nil
}

// message shows one message.
func (f *Flows) message(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	number, _ := numberOf(arg)
	l, err := f.Messages.Read(ctx, t.Person.Actor, number)
	if domain.Is(err, domain.NotFound) {
		return answer(w.noMessage(number)), nil
	}
	if err != nil {
		return dialog.Answer{}, err
	}
	open, err := f.Messages.Surveys(ctx, t.Person.Actor, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	r, err := f.letter(ctx, w, t.Person.Tenant, l, len(open) < 2)
	return answer(r), err
}

func (w wording) noMessage(number int) dialog.Reply {
	r := w.private(dialog.Problem, w.t("notice.no_message", "number", number))
	r.Choices = []dialog.Choice{w.command("messages")}
	return r
}

// summary tells the sender what came of a survey.
func (w wording) summary(r notice.Results) dialog.Reply {
	m := r.Message
	out := w.private(dialog.Plain, w.t("notice.summary", "title", m.Title, "answered", r.Answered, "to", r.To))
	if r.Hidden != "" {
		out.Lines = []string{w.t("notice.hidden", "least", notice.MinGroup)}
		return out
	}
	for i, o := range m.Survey.Options {
		out.Lines = append(out.Lines, w.t("notice.count", "option", o, "count", r.Counts[i]))
	}
	return out
}
