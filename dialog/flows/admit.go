package flows

import (
	"errors"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// strangers are the actions somebody who is not linked may ask for.
var strangers = []string{actLink, dialog.ActJoined, dialog.ActOpened}

// unasked are the actions nobody asked for in words; to a person who is not in the books they are no reason to speak.
var unasked = []string{dialog.ActEdited, dialog.ActWithdrawn, dialog.ActOpened, actWho}

// admit stops the turns of people who left and of accounts that belong to nobody yet. Nothing is recorded for them,
// and they are told so.
func (f *Flows) admit(t dialog.Turn, name string) (dialog.Answer, bool) {
	p := t.Person
	if p.Employee != "" && !p.Gone || p.Employee == "" && !p.Gone && slices.Contains(strangers, name) {
		return dialog.Answer{}, false
	}
	if name == dialog.ActJoined && !t.Activity.Direct {
		return dialog.Answer{}, false // a room is greeted, whoever brought the bot
	}
	if slices.Contains(unasked, name) {
		return silent("not in the books"), true
	}
	punches := name == actPunch || name == actGreet
	if p.Gone {
		return answer(gone(t, punches)), true
	}
	return answer(notLinked(t, punches)), true
}

// gone tells somebody who left the company that his account is closed and, if he punched, that nothing was recorded.
func gone(t dialog.Turn, punched bool) dialog.Reply {
	w := wording{lang: lang(t)}
	title := w.t("link.gone")
	if punched {
		title = w.t("link.gone_punch")
	}
	r := w.say(dialog.Problem, title, w.t("link.gone_next"))
	r.State = unlinkedMenu
	return r
}

// notLinked tells how an account gets linked. In a room nobody is asked to type his number for all to read.
func notLinked(t dialog.Turn, punched bool) dialog.Reply {
	w := wording{lang: lang(t)}
	title := w.t("link.not_linked")
	if punched {
		title = w.t("link.not_linked_punch")
	}
	how := "link.how"
	if !t.Activity.Direct {
		how = "link.how_direct"
	}
	r := w.say(dialog.Problem, title, w.t(how))
	r.State = unlinkedMenu
	return r
}

// refused turns a refusal of the domain into its sentence. What is no refusal stays an error: the turn is run again.
func (f *Flows) refused(t dialog.Turn, got dialog.Answer, err error) (dialog.Answer, error) {
	if err == nil {
		return got, nil
	}
	w := wording{lang: lang(t)}
	title, lines, said := w.tell().Refused(err, t.Person.Door)
	if !said {
		return got, err
	}
	return answer(w.say(dialog.Problem, title, lines...)), nil
}

func (w wording) door(d domain.Door) string { return w.tell().Door(d) }

func argOf(err error, name string) any {
	var e *domain.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Args[name]
}
