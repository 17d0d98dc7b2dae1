package flows

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// unlinkedMenu is the menu of an account that belongs to nobody.
const unlinkedMenu = "unlinked"

const linkName = "link"

// candidate is whom a code named, until the person says that it is he.
type candidate struct {
	Employee domain.ID `json:"e"`
	Name     string    `json:"n"`
	Company  string    `json:"c"`
	Code     string    `json:"k"`
}

// isCode tells whether a message is nothing but the digits of a link code. Who is linked already has more to say in eight.
func isCode(t dialog.Turn, text string) bool {
	n := len(digits(text))
	return n == org.CodeDigits || t.Person.Employee == "" && org.IsCodeLength(n)
}

// digits are the digits of a message that holds nothing else, blanks and dashes aside.
func digits(text string) string {
	if len(text) > 60 {
		return ""
	}
	var out strings.Builder
	for _, r := range dialog.Fold(text) {
		switch {
		case r >= '0' && r <= '9':
			out.WriteRune(r)
		case !strings.ContainsRune(" -‐ー\t\n", r):
			return ""
		}
	}
	return out.String()
}

// link takes a code. It is looked at only in the person's own chat: in a room everybody would read it.
func (f *Flows) link(ctx context.Context, t dialog.Turn, code string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	if !t.Activity.Direct {
		return answer(notLinked(t, false)), nil
	}
	if t.Person.Employee != "" {
		return answer(w.say(dialog.Plain, w.t("link.already", "name", t.Person.Name), w.t("link.already_next"))), nil
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	e, err := f.Linking.Look(ctx, account(t), code)
	if err != nil {
		return w.wrongCode(t, c.Zone(), err)
	}
	who := candidate{Employee: e.ID, Name: e.DisplayName(w.lang), Company: c.Name, Code: code}
	return dialog.Answer{Next: dialog.Put(linkName, "confirm", who)}, nil
}

// account is the chat account of a turn.
func account(t dialog.Turn) org.Who {
	return org.Who{Tenant: t.Person.Tenant, Channel: t.Person.Channel, User: t.Person.User}
}

// wrongCode says why a code did not open anything, and how to go on.
func (w wording) wrongCode(t dialog.Turn, zone *time.Location, err error) (dialog.Answer, error) {
	left, _ := argOf(err, "left").(int)
	var r dialog.Reply
	switch domain.CodeOf(err) {
	case domain.NotFound, domain.Invalid:
		r = w.say(dialog.Problem, w.t("link.wrong"), w.t("link.left", "count", left))
	case domain.Expired:
		r = w.say(dialog.Problem, w.t("link.expired"), w.t("link.new_code"))
	case domain.TooMany:
		until, _ := argOf(err, "until").(time.Time)
		at := until.In(zone).Add(time.Minute - 1).Truncate(time.Minute) // the minute that is surely past the pause
		r = w.say(dialog.Problem, w.t("link.pause", "count", org.MaxTries),
			w.t("link.pause_until", "time", locale.Clock(at.Hour()*60+at.Minute())))
	case domain.Conflict:
		r = w.say(dialog.Problem, w.t("link.used"), w.t("link.new_code"))
	case domain.Forbidden:
		r = gone(t, false)
	default:
		return dialog.Answer{}, err
	}
	r.State = unlinkedMenu
	return answer(r), nil
}

func (f *Flows) linkDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{"confirm": {Ask: f.askLink, Take: f.takeLink}}}
}

func (f *Flows) askLink(_ context.Context, s dialog.Scene) (dialog.Reply, error) {
	var who candidate
	if err := s.Read(&who); err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: lang(s.Turn)}
	r := w.say(dialog.Ask, w.t("link.is_it_you", "company", who.Company, "name", who.Name))
	r.Choices = []dialog.Choice{w.choice("yes", "yes"), w.choice("no", "no")}
	return r, nil
}

// choice answers the open question with a word everybody knows.
func (w wording) choice(command, arg string) dialog.Choice {
	word := locale.Command(w.lang, command)
	return dialog.Choice{Label: locale.Title(w.lang, word), Typed: word, Action: dialog.Action{Arg: arg}}
}

func (f *Flows) takeLink(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	var who candidate
	if err := s.Read(&who); err != nil {
		return dialog.Answer{}, err
	}
	w := wording{lang: lang(s.Turn)}
	switch {
	case in.Choice == "no", says(in.Text, "no"):
		r := w.say(dialog.Plain, w.t("link.not_you"), w.t("link.not_you_next"))
		r.State = unlinkedMenu
		return answer(r), nil
	case in.Choice == "yes", says(in.Text, "yes"): // in either language: nobody has chosen one yet
	default:
		return dialog.Answer{Again: true}, nil
	}
	if _, err := f.Linking.Confirm(ctx, account(s.Turn), who.Code, who.Employee); err != nil {
		return w.wrongCode(s.Turn, time.UTC, err)
	}
	got, err := f.Records.Today(ctx, s.Turn.Person.Tenant, who.Employee, s.Turn.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.say(dialog.Success, w.t("link.done", "word", locale.Command(w.lang, "in")))
	r.Choices = append(w.possible(got.Standing), w.howTo())
	r.State = menu(got.Standing)
	return changed(r, who.Employee), nil
}
