package flows

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/workflow"
)

// requests lists the person's newest requests with what can still be done about each.
func (f *Flows) requests(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	mine, err := f.Requests.Mine(ctx, t.Person.Actor, mostMine)
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.private(dialog.Plain, w.t("request.list"))
	if len(mine) == 0 {
		r.Title = w.t("request.none")
		r.Choices = []dialog.Choice{w.command("correct")}
	}
	for _, q := range mine {
		card := dialog.Card{Title: w.t("request.line", "number", q.Number, "date", w.date(q.Date), "changes", w.subject(c, q, w.brief),
			"state", w.t("request.state."+string(q.State)))}
		if q.Comment != "" {
			card.Lines = []string{w.t("request.comment", "comment", q.Comment)}
		}
		switch own := q.By == t.Person.Employee; {
		case own && q.State == workflow.Pending:
			card.Choices = []dialog.Choice{w.withdraws(q.Number)}
		case own && q.State == workflow.Returned:
			card.Choices = []dialog.Choice{w.again(q.Number), w.withdraws(q.Number)}
		}
		r.Cards = append(r.Cards, card)
	}
	return answer(r), nil
}

func (w wording) withdraws(number int) dialog.Choice {
	return w.numbered("withdraw", actWithdraw, number)
}

func (w wording) again(number int) dialog.Choice { return w.numbered("redo", actRedo, number) }

// takeBack undoes an approval, or a correction made directly.
func (w wording) takeBack(number int) dialog.Choice {
	c := w.numbered("take_back", actTakeBack, number)
	c.Label = w.t("undo.void")
	return c
}

// withdraw takes one's own request back.
func (f *Flows) withdraw(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	number, _ := numberOf(arg)
	return f.ended(ctx, t, number, f.Requests.Withdraw)
}

// takenBack takes an approval back: what it wrote stops counting, and what it had replaced counts again.
func (f *Flows) takenBack(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	number, _ := numberOf(arg)
	return f.ended(ctx, t, number, f.Decisions.Undo)
}

type ending func(context.Context, domain.Actor, int, attendance.Ref) (workflow.Outcome, error)

func (f *Flows) ended(ctx context.Context, t dialog.Turn, number int, end ending) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	got, err := end(ctx, t.Person.Actor, number, eventRef(t))
	switch domain.CodeOf(err) {
	case "":
	case domain.Forbidden:
		if argOf(err, "why") == "not_yours" {
			return answer(w.private(dialog.Problem, w.t("request.not_yours", "number", number), w.t("refuse.nothing"))), nil
		}
		return f.undecided(ctx, t, c, workflow.Decision{Number: number}, got, err)
	case domain.Conflict:
		if argOf(err, "why") == "stale" {
			return answer(w.private(dialog.Problem, w.t("request.built_on", "number", number), w.t("refuse.nothing"))), nil
		}
		return f.undecided(ctx, t, c, workflow.Decision{Number: number}, got, err)
	case domain.NotFound:
		return answer(w.noRequest(number)), nil
	}
	if err != nil {
		return f.refused(t, dialog.Answer{}, err)
	}
	say := func(w wording) dialog.Reply { return w.ended(got) }
	r := say(w)
	r.Tone = dialog.Success
	a := changed(r, got.Employee)
	a.Tells, err = f.tells(ctx, t, c, got, say)
	return a, err
}

// redo opens a returned request again, to be changed and sent anew.
func (f *Flows) redo(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	number, _ := numberOf(arg)
	w := wording{lang: lang(t)}
	card, err := f.Decisions.ByNumber(ctx, t.Person.Actor, number)
	switch {
	case domain.Is(err, domain.NotFound):
		return answer(w.noRequest(number)), nil
	case err != nil:
		return dialog.Answer{}, err
	case card.By != t.Person.Employee || card.Employee != t.Person.Employee:
		return answer(w.private(dialog.Problem, w.t("request.not_yours", "number", number), w.t("refuse.nothing"))), nil
	case card.State != workflow.Returned:
		return answer(w.private(dialog.Problem, w.t("decide.closed", "number", number, "state", w.t("request.state."+string(card.State))),
			w.t("refuse.nothing"))), nil
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	q := card.Request
	d := draft{Date: q.Date, Changes: q.Changes, Reasons: q.Reasons, Evidence: q.Evidence, Replaces: q.Number}
	if q.Note != nil {
		d.Note = *q.Note
	}
	return f.confirm(ctx, drafting{t: t, c: c, w: c.wording(t), d: d}, d)
}

// justSent is the request that 取消 is about: the person's newest one, if nothing was punched since and it is as young as a
// punch that can be taken back. One that was withdrawn by this very word is still it: said twice it never reaches for more.
func (f *Flows) justSent(ctx context.Context, t dialog.Turn, punched time.Time) (number int, err error) {
	mine, err := f.Requests.Mine(ctx, t.Person.Actor, 1)
	if err != nil || len(mine) == 0 {
		return 0, err
	}
	q := mine[0]
	young := t.Now.Sub(q.CreatedAt) <= attendance.UndoWindow && q.CreatedAt.After(punched)
	if q.By == t.Person.Employee && young && (q.State == workflow.Pending || q.State == workflow.Withdrawn) {
		return q.Number, nil
	}
	return 0, nil
}
