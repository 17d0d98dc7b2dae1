package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
)

// actSilence ends being asked about forgotten punches, or begins it again: "on" is silence.
const (
	actSilence = "remind.silence"
	silenceOn  = "on"
	silenceOff = "off"
)

// silence notes that a person does not want to be asked about forgotten punches, or wants to again, and says what he is
// told all the same.
func (f *Flows) silence(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	w, on := wording{lang: lang(t)}, arg == silenceOn
	if err := f.Reminders.Silence(ctx, t.Person.Actor, on); err != nil {
		return dialog.Answer{}, err
	}
	r := w.say(dialog.Success, w.t("remind.speaks"))
	r.Choices = []dialog.Choice{w.command("silence")}
	if on {
		r = w.say(dialog.Success, w.t("remind.silent"), w.t("remind.silent.still"))
		r.Choices = []dialog.Choice{w.command("speak")}
	}
	return answer(r), nil
}
