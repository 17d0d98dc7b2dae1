package flows

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
)

const decideName = "decide"

// wantedComment is what the question for a comment remembers.
type wantedComment struct {
	Number int           `json:"n"`
	Verb   workflow.Verb `json:"v"`
	Kept   string        `json:"k,omitempty"` // a comment that was too long, cut
}

// approve takes "1031" as it is typed; a button adds the revision that was shown, and the version of the day where that was
// shown anew.
func (f *Flows) approve(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	number, shown := numberOf(arg)
	revision, version := numberOf(shown)
	return f.decide(ctx, t, workflow.Decision{Number: number, Verb: workflow.Approve, Revision: revision, Day: version})
}

// giveBack takes "1033", or "1033" and the comment.
func (f *Flows) giveBack(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	number, comment := numberOf(arg)
	return f.decide(ctx, t, workflow.Decision{Number: number, Verb: workflow.Return, Comment: comment})
}

// reject takes what giveBack takes.
func (f *Flows) reject(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	number, comment := numberOf(arg)
	return f.decide(ctx, t, workflow.Decision{Number: number, Verb: workflow.Reject, Comment: comment})
}

// decide decides a request, or asks for the comment that is missing.
func (f *Flows) decide(ctx context.Context, t dialog.Turn, d workflow.Decision) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	if d.Verb != workflow.Approve {
		ask := wantedComment{Number: d.Number, Verb: d.Verb}
		text, kept, because := w.freeText(dialog.Turn{Activity: dialog.Activity{Direct: true}}, dialog.Input{Text: d.Comment}, "")
		if text == "" {
			return f.wantComment(ctx, t, w, ask, kept, because)
		}
	}
	got, err := f.Decisions.Decide(ctx, t.Person.Actor, d, eventRef(t))
	if err != nil {
		return f.undecided(ctx, t, c, d, got, err)
	}
	return f.decided(ctx, t, c, got)
}

// wantComment asks for a comment, unless the request cannot be decided by this person or any more.
func (f *Flows) wantComment(ctx context.Context, t dialog.Turn, w wording, ask wantedComment, kept, because string) (dialog.Answer, error) {
	card, err := f.Decisions.ByNumber(ctx, t.Person.Actor, ask.Number)
	switch {
	case domain.Is(err, domain.NotFound):
		return answer(w.noRequest(ask.Number)), nil
	case err != nil:
		return dialog.Answer{}, err
	case card.State != workflow.Pending:
		return answer(f.closedRequest(ctx, t, w, card.Request)), nil
	case card.By == t.Person.Employee || card.Employee == t.Person.Employee:
		return answer(w.private(dialog.Problem, w.t("decide.own"), w.t("refuse.nothing"))), nil
	}
	ask.Kept = kept
	a := dialog.Answer{Next: dialog.Put(decideName, "comment", ask)}
	if because != "" {
		a.Replies = []dialog.Reply{w.private(dialog.Problem, because)}
	}
	return a, nil
}

func (f *Flows) decideDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{"comment": {Ask: f.askComment, Take: f.takeComment}}}
}

func (f *Flows) askComment(_ context.Context, s dialog.Scene) (dialog.Reply, error) {
	var ask wantedComment
	if err := s.Read(&ask); err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: lang(s.Turn)}
	r := w.private(dialog.Ask, w.t("decide.comment."+string(ask.Verb), "number", ask.Number))
	w.freely(&r, s.Turn, ask.Kept)
	r.Form = w.words(w.verbTitle(ask.Verb), w.t("form.why"))
	return r, nil
}

func (f *Flows) takeComment(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	var ask wantedComment
	if err := s.Read(&ask); err != nil {
		return dialog.Answer{}, err
	}
	c, err := f.company(ctx, s.Turn.Person.Tenant, s.Turn.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(s.Turn)
	filledIn(&s.Turn, &in)
	comment, kept, because := w.freeText(s.Turn, in, ask.Kept)
	switch {
	case comment != "":
		return f.decide(ctx, s.Turn, workflow.Decision{Number: ask.Number, Verb: ask.Verb, Comment: comment})
	case kept == ask.Kept:
		return dialog.Answer{Again: true}, nil
	}
	return f.wantComment(ctx, s.Turn, w, ask, kept, because)
}

// decided says what was decided, and tells whom it concerns.
func (f *Flows) decided(ctx context.Context, t dialog.Turn, c company, got workflow.Outcome) (dialog.Answer, error) {
	w := c.wording(t)
	if !locale.Has("decide.done." + string(got.State)) { // an old event runs again, and more has happened since
		return answer(f.closedRequest(ctx, t, w, got.Request)), nil
	}
	r := w.private(dialog.Success, w.verdict(c, got.Card))
	if got.State == workflow.Approved {
		r.Choices = []dialog.Choice{w.takeBack(got.Number)}
	}
	a := changed(r, got.Employee)
	var err error
	a.Tells, err = f.tells(ctx, t, c, got, func(w wording) dialog.Reply { return w.result(c, got.Card) })
	return a, err
}

// verdict is what the approver reads of his decision.
func (w wording) verdict(c company, card workflow.Card) string {
	return w.t("decide.done."+string(card.State), "number", card.Number, "name", card.Person.DisplayName(w.lang),
		"date", w.short(card.Request.Date), "recorded", w.subject(c, card.Request, w.recorded))
}

// result is what the applicant reads of a decision.
func (w wording) result(c company, card workflow.Card) dialog.Reply {
	r := w.private(dialog.Plain, w.t("decide.result."+string(card.State), "number", card.Number, "date", w.date(card.Request.Date),
		"recorded", w.subject(c, card.Request, w.recorded), "comment", card.Comment))
	switch card.State {
	case workflow.Approved:
		r.Tone = dialog.Success
	case workflow.Returned:
		r.Tone, r.Choices = dialog.Problem, []dialog.Choice{w.again(card.Number)}
	}
	return r
}

// undecided says why a decision was not taken, and what there is instead.
func (f *Flows) undecided(ctx context.Context, t dialog.Turn, c company, d workflow.Decision, got workflow.Outcome, err error) (dialog.Answer, error) {
	w := c.wording(t)
	why, _ := argOf(err, "why").(string)
	switch domain.CodeOf(err) {
	case domain.NotFound:
		return answer(w.noRequest(d.Number)), nil
	case domain.Forbidden:
		if why != "own" && why != "inactive" {
			why = "not_approver"
		}
		return answer(w.private(dialog.Problem, w.t("decide."+why), w.t("refuse.nothing"))), nil
	case domain.Conflict:
		if why == "stale" || why == "revised" {
			return answer(w.fresh(c, got.Card, why)), nil
		}
		r := got.Request
		if r.Number == 0 {
			r = workflow.Request{Number: d.Number, State: state(err)}
			r.DecidedBy, _ = argOf(err, "by").(domain.ID)
			if at, ok := argOf(err, "at").(time.Time); ok {
				r.DecidedAt = &at
			}
		}
		return answer(f.closedRequest(ctx, t, w, r)), nil
	case domain.Invalid:
		return answer(w.private(dialog.Problem, w.impossible(err, got.Request.Date), w.t("decide.look", "number", d.Number))), nil
	}
	return f.refused(t, dialog.Answer{}, err)
}

func state(err error) workflow.State {
	s, _ := argOf(err, "state").(workflow.State)
	return s
}

func (w wording) noRequest(number int) dialog.Reply {
	return w.private(dialog.Problem, w.t("decide.no_request", "number", number), w.t("refuse.nothing"))
}

// closedRequest says of a request that is not pending any more who decided it, when and how.
func (f *Flows) closedRequest(ctx context.Context, t dialog.Turn, w wording, r workflow.Request) dialog.Reply {
	by := ""
	if e, err := f.People.Employee(ctx, t.Person.Tenant, r.DecidedBy); err == nil {
		by = e.DisplayName(w.lang)
	}
	if by == "" || r.DecidedAt == nil || !locale.Has("decide.closed_by."+string(r.State)) {
		return w.private(dialog.Problem, w.t("decide.closed", "number", r.Number, "state", w.t("request.state."+string(r.State))), w.t("refuse.nothing"))
	}
	at := *r.DecidedAt
	day := calendar.DateOf(at.In(w.zone))
	return w.private(dialog.Problem, w.t("decide.closed_by."+string(r.State), "number", r.Number, "name", by, "date", w.date(day),
		"time", w.clock(at, day)), w.t("refuse.nothing"))
}
