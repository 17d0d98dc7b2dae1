package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
)

// language asks for or changes the person's own language; it is answered in the new one.
func (f *Flows) language(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	if arg != locale.Japanese && arg != locale.English {
		r := w.say(dialog.Plain, w.t("language.now"))
		r.Choices = []dialog.Choice{tongue("japanese"), tongue("english")}
		return answer(r), nil
	}
	if err := f.People.SetLanguage(ctx, t.Person.Tenant, t.Person.Employee, arg); err != nil {
		return dialog.Answer{}, err
	}
	w.lang = arg
	return changed(w.say(dialog.Success, w.t("language.set")), t.Person.Employee), nil
}

// tongue is the choice of a language, named in that language.
func tongue(name string) dialog.Choice {
	return wording{lang: commandActions[name].Arg}.command(name)
}
