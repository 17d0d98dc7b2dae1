package flows

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// Sending sends messages to many; notice.Service does.
type Sending interface {
	MaySend(ctx context.Context, actor domain.Actor) (bool, error)
	Plan(ctx context.Context, actor domain.Actor, a notice.Audience) (notice.Plan, error)
	Places(ctx context.Context, actor domain.Actor) ([]org.Department, error)
	SubmitFor(ctx context.Context, actor domain.Actor, m notice.Message, at time.Time, ref string) (notice.Message, []org.Employee, error)
	Stop(ctx context.Context, actor domain.Actor, number int) (notice.Message, error)
}

const sendName = "send"

// The steps of sending.
const (
	stepTo   = "to"
	stepText = "text"
	stepSure = "sure"
)

const (
	// mostSent is how long a message from the chat is, in letters: a session remembers it.
	mostSent = 800
	// mostTitle is notice's limit of a title.
	mostTitle = 100
)

// letterDraft is what a message that is being written in the chat remembers.
type letterDraft struct {
	To   notice.Audience `json:"a"`
	Who  string          `json:"w"` // To as it was called
	Text string          `json:"t,omitempty"`
}

func (d letterDraft) to(step string) dialog.Answer {
	return dialog.Answer{Next: dialog.Put(sendName, step, d)}
}

// message is the text with its first line as the title.
func (d letterDraft) message() notice.Message {
	title, body, _ := strings.Cut(strings.TrimSpace(d.Text), "\n")
	return notice.Message{Title: strings.TrimSpace(title), Body: strings.TrimSpace(body), Audience: d.To}
}

func (f *Flows) sendDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{
		stepTo: {Ask: f.askTo, Take: f.takeTo}, stepText: {Ask: f.askText, Take: f.takeText}, stepSure: {Ask: f.askSure, Take: f.takeSure},
	}}
}

// write begins a message to people of the sender's.
func (f *Flows) write(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	if !t.Activity.Direct {
		return answer(w.private(dialog.Problem, w.t("send.direct"))), nil
	}
	plan, err := f.Sending.Plan(ctx, t.Person.Actor, notice.Audience{Mine: true})
	if domain.Is(err, domain.Forbidden) || err == nil && len(plan.To) == 0 {
		return answer(w.unsent(err)), nil
	}
	return letterDraft{}.to(stepTo), err
}

// unsent says to somebody that he may not send, and who can change that.
func (w wording) unsent(err error) dialog.Reply {
	if argOf(err, "why") == "no_message" {
		return w.private(dialog.Problem, w.t("send.no_right"))
	}
	return w.private(dialog.Problem, w.t("send.forbidden"), w.t("refuse.tell_admin"))
}

func (f *Flows) askText(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	var d letterDraft
	if err := s.Read(&d); err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: lang(s.Turn)}
	plan, err := f.Sending.Plan(ctx, s.Turn.Person.Actor, d.To)
	if err != nil && !domain.Is(err, domain.Forbidden) {
		return dialog.Reply{}, err
	}
	r := w.private(dialog.Ask, w.t("send.text", "who", d.Who, "count", len(plan.To)))
	r.Choices = []dialog.Choice{w.command("cancel")}
	return r, nil
}

func (f *Flows) takeText(_ context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	var d letterDraft
	if err := s.Read(&d); err != nil {
		return dialog.Answer{}, err
	}
	w := wording{lang: lang(s.Turn)}
	d.Text = strings.TrimSpace(in.Text)
	switch {
	case d.Text == "" || quiet(s.Turn):
		return dialog.Answer{Again: true}, nil
	case utf8.RuneCountInString(d.Text) > mostSent:
		return dialog.Answer{Again: true, Because: w.t("send.long", "most", mostSent)}, nil
	case utf8.RuneCountInString(d.message().Title) > mostTitle:
		return dialog.Answer{Again: true, Because: w.t("send.long_title", "most", mostTitle)}, nil
	}
	return d.to(stepSure), nil
}

// recall takes a message back: from those who have not got it, and out of everybody's list.
func (f *Flows) recall(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	number, _ := numberOf(arg)
	if number == 0 {
		return answer(w.private(dialog.Problem, w.t("send.which"))), nil
	}
	m, err := f.Sending.Stop(ctx, t.Person.Actor, number)
	switch {
	case domain.Is(err, domain.NotFound):
		return answer(w.noMessage(number)), nil
	case domain.Is(err, domain.Forbidden):
		return answer(w.private(dialog.Problem, w.t("send.not_yours", "number", number))), nil
	case err != nil && (!domain.Is(err, domain.Conflict) || m.State != notice.Cancelled && m.State != notice.Recalled):
		return dialog.Answer{}, err // a conflict with a step that was going on: it is tried again
	}
	return answer(w.private(dialog.Success, w.t("send."+string(m.State), "number", strconv.Itoa(number)))), nil
}
