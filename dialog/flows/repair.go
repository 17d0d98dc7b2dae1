package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
)

// Repair implements dialog.Script. Between people, silence; in a person's own chat, what happened and what can be said.
func (f *Flows) Repair(ctx context.Context, t dialog.Turn, why dialog.Why) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	switch {
	case why == dialog.Fallback && quiet(t):
		return silent("matches nothing"), nil
	case why == dialog.Nothing && quiet(t):
		return silent("nothing to cancel"), nil
	case t.Person.Gone:
		return answer(gone(t, false)), nil
	case t.Person.Employee == "":
		return answer(w.stranger(t, why)), nil
	}
	switch why {
	case dialog.Fallback:
		if got, ok, err := f.bare(ctx, t); ok || err != nil {
			return got, err
		}
		r, err := f.list(ctx, t)
		if err != nil {
			return dialog.Answer{}, err
		}
		r.Title = w.t("help.fallback")
		return answer(r), nil
	case dialog.Stale, dialog.Unknown:
		r, err := f.list(ctx, t)
		if err != nil {
			return dialog.Answer{}, err
		}
		r.Tone, r.Title, r.Lines, r.Private = dialog.Problem, w.t("engine."+string(why)), []string{w.t("engine.now")}, true
		return answer(r), nil
	case dialog.Lost:
		return answer(w.private(dialog.Problem, w.t("engine.lost"), w.t("engine.now"))), nil
	}
	return answer(w.private(dialog.Plain, w.t("engine."+string(why)))), nil
}

// stranger is a repair for somebody who is not linked: what happened to his question, and how to become linked.
func (w wording) stranger(t dialog.Turn, why dialog.Why) dialog.Reply {
	r := notLinked(t, false)
	switch why {
	case dialog.Cancel, dialog.LetGo, dialog.Stale, dialog.Lost:
		r.Title = w.t("engine." + string(why))
	}
	return r
}

// Rephrase implements dialog.Script.
func (f *Flows) Rephrase(t dialog.Turn, why dialog.Why, because string, question dialog.Reply) dialog.Reply {
	w := wording{lang: lang(t)}
	if because == "" {
		because = w.t("engine.unread")
	}
	question.Title = w.t("engine."+string(why), "because", because, "question", question.Title)
	return question
}
