package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
)

// help lists what can be said now, by the person's state.
func (f *Flows) help(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	r, err := f.list(ctx, t)
	return answer(r), err
}

func (f *Flows) list(ctx context.Context, t dialog.Turn) (dialog.Reply, error) {
	w := wording{lang: lang(t)}
	got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Now)
	if err != nil {
		return dialog.Reply{}, err
	}
	records := []string{"today", "month", "last_month", "undo", "correct", "requests"}
	if t.Person.Role != domain.Employee {
		records = append(records, "approvals")
	}
	if may, err := f.Sending.MaySend(ctx, t.Person.Actor); err != nil {
		return dialog.Reply{}, err
	} else if may {
		records = append(records, "send")
	}
	r := w.say(dialog.Plain, w.t("help.title", "status", w.status(got.Standing)),
		w.t("help.records", "words", w.quoted(records...)),
		w.t("help.settings", "words", w.quoted("language", "silence", "unlink")))
	r.Choices, r.State = w.possible(got.Standing), menu(got.Standing)
	return r, nil
}

// howTo is the choice that shows the help to somebody new.
func (w wording) howTo() dialog.Choice {
	label := w.t("help.button")
	return dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Name: actHelp}}
}

// quoted are commands as words to type.
func (w wording) quoted(names ...string) string {
	var words []string
	for _, n := range names {
		words = append(words, locale.Command(w.lang, n))
	}
	return locale.Quoted(w.lang, words)
}
