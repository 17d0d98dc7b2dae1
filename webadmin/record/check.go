package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Check is a correction before it is sent: the day before and after, what that does to the hours, and who will decide.
type Check struct {
	ui.Page
	Form, Path, Field, Date, Wish string
	Seen                          string // names what is shown: anything else is shown first
	Before, After                 []string
	Changes                       string
	Figures                       []Changed
	Grounds                       []string
	Who                           string
	Send, Back                    ui.Submit
}

// Changed is a figure before and after.
type Changed struct{ Name, Before, After string }

// Look shows what the form that was sent would make of the day; nothing is written.
func (d Desk) Look(v *shell.Visit, k Case) error {
	form, err := v.Form()
	if err != nil {
		return err
	}
	f, err := d.Form(v, k)
	if err != nil {
		return err
	}
	if err := f.replacing(v); err != nil {
		return err
	}
	f.Form = form
	wish, ok := f.read(v, k.wish(v))
	if !ok {
		return k.Show(v, http.StatusUnprocessableEntity, f)
	}
	p, err := d.Asking.Preview(v.Request().Context(), k.actor(v), wish)
	if err != nil {
		return k.refused(v, f, err)
	}
	return d.check(v, k, form, wish, p)
}

// replacing reads which returned request the form is about.
func (c *Form) replacing(v *shell.Visit) error {
	text := v.FormValue("again")
	if text == "" {
		return nil
	}
	number, err := strconv.Atoi(text)
	if err != nil || number <= 0 {
		return domain.Errorf(domain.NotFound, "record: no request %q", text)
	}
	c.Again = number
	return nil
}

// refused shows the form with what is wrong with it.
func (k Case) refused(v *shell.Visit, f Form, err error) error {
	if !f.blame(teller(v), err, k.Door) {
		return err
	}
	return k.Show(v, shell.StatusOf(err), f)
}

func (d Desk) check(v *shell.Visit, k Case, form string, wish workflow.Wish, p workflow.Preview) error {
	t := teller(v)
	data, err := json.Marshal(carried{wish.Changes, wish.Reasons, wish.Note, wish.Replaces})
	if err != nil {
		return err
	}
	page := Check{Page: v.Page(t.T("record.check", "date", t.Date(k.Date))), Form: form, Path: k.Path + "/send", Field: k.Field, Date: string(k.Date), Wish: string(data),
		Seen: mark(p), Before: Recorded(t, p.Before), After: Recorded(t, p.After), Changes: t.Changes(k.Date, p.Wish.Changes), Figures: changedFigures(t, p),
		Send: ui.Submit{Label: t.T("correct.send"), Name: "do", Value: "send"}, Back: ui.Submit{Label: t.T("correct.fix"), Name: "do", Value: "edit", Quiet: true}}
	if wish.Reasons != nil {
		var names []string
		for _, r := range p.After.Reasons {
			names = append(names, t.Taken(r))
		}
		if names == nil {
			names = []string{t.T("correct.no_reason")}
		}
		page.Grounds = append(page.Grounds, t.T("correct.reasons", "reasons", locale.List(t.Lang, names)))
	}
	if wish.Note != nil {
		page.Grounds = append(page.Grounds, t.T("correct.note", "note", *wish.Note))
	}
	switch {
	case p.Direct:
		page.Who, page.Send.Label = t.T("record.at_once"), t.T("correct.do")
	case p.Auto:
		page.Who = t.T("record.by_rule_then")
	case len(p.Approvers) > 0:
		page.Who = t.T("record.asks", "name", p.Approvers[0].DisplayName(t.Lang))
	default:
		page.Who = t.T("record.asks_admins")
	}
	return k.Check(v, page)
}

// mark names a wish and the version of the day it is about.
func mark(p workflow.Preview) string {
	text, _ := json.Marshal([]any{p.Wish, p.Before.Version}) // structs of texts and times
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// Recorded are a day's counting punches as one line each.
func Recorded(t telling.Teller, d worktime.Day) []string {
	var all []string
	for _, p := range d.Counting() {
		all = append(all, t.T("correct.recorded", "kind", t.Kind(p), "time", t.Clock(p.At, d.Date)))
	}
	if all == nil {
		all = []string{t.T("correct.no_punches")}
	}
	return all
}

func changedFigures(t telling.Teller, p workflow.Preview) []Changed {
	var all []Changed
	for _, f := range worktime.Explained {
		before, _ := p.Before.Value(f)
		after, _ := p.After.Value(f)
		if before != after {
			all = append(all, Changed{t.T("why.figure." + f), locale.Duration(before), locale.Duration(after)})
		}
	}
	return all
}
