package flows

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
)

const unlinkName = "unlink"

// unlink asks before it cuts the account off. What was recorded stays.
func (f *Flows) unlink(_ context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	return dialog.Answer{Next: dialog.Put(unlinkName, "confirm", t.Person.Employee)}, nil
}

func (f *Flows) unlinkDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{"confirm": {Ask: f.askUnlink, Take: f.takeUnlink}}}
}

func (f *Flows) askUnlink(_ context.Context, s dialog.Scene) (dialog.Reply, error) {
	w := wording{lang: lang(s.Turn)}
	r := w.say(dialog.Ask, w.t("unlink.sure", "door", w.door(s.Turn.Person.Door)), w.t("unlink.stays"))
	yes := w.t("unlink.yes")
	r.Choices = []dialog.Choice{{Label: yes, Typed: yes, Action: dialog.Action{Arg: "yes"}}, w.command("cancel")}
	return r, nil
}

func (f *Flows) takeUnlink(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	switch { // the plain words answer too: the question sounds like one for them
	case in.Choice == "yes", says(in.Text, "yes"):
	case says(in.Text, "no"):
		return f.Repair(ctx, s.Turn, dialog.Cancel)
	default:
		return dialog.Answer{Again: true}, nil
	}
	var employee domain.ID // kept with the question: a turn that runs again is no longer his
	if err := s.Read(&employee); err != nil {
		return dialog.Answer{}, err
	}
	p, w := s.Turn.Person, wording{lang: lang(s.Turn)}
	// Not found: this very turn ran before and was lost afterwards.
	if err := f.Linking.Unlink(ctx, p.Actor, p.Channel, p.User); err != nil && !domain.Is(err, domain.NotFound) {
		return f.refused(s.Turn, dialog.Answer{}, err)
	}
	r := w.say(dialog.Success, w.t("unlink.done", "door", w.door(p.Door)), w.t("unlink.again"))
	r.State = unlinkedMenu
	return changed(r, employee), nil
}

// says tells whether a text is a word everybody knows, in any language.
func says(text, command string) bool {
	return slices.Contains(locale.Commands()[command], dialog.Fold(text))
}
