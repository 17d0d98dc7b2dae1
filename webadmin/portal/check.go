package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Check is a correction before it is sent: the day before and after, what that does to the hours, and who will decide.
type Check struct {
	ui.Page
	Form, Date, Wish string
	Before, After    []string
	Changes          string
	Figures          []Changed
	Grounds          []string
	Who              string
	Send             ui.Submit
	Back             ui.Submit
}

// Changed is a figure before and after.
type Changed struct{ Name, Before, After string }

// dayPost shows what the form would make of the day; nothing is written.
func (o *Own) dayPost(v *shell.Visit) error {
	date, err := o.dayAsked(v)
	if err != nil {
		return err
	}
	form, err := v.Form()
	if err != nil {
		return err
	}
	c, err := o.correction(v, date)
	if err != nil {
		return err
	}
	if err := o.replacing(v, &c); err != nil {
		return err
	}
	c.Form = form
	wish, ok := c.read(v)
	if !ok {
		return o.showDay(v, http.StatusUnprocessableEntity, c)
	}
	p, err := o.Asking.Preview(v.Request().Context(), v.Actor(door), wish)
	if err != nil {
		return o.refused(v, c, err)
	}
	return o.check(v, c, wish, p)
}

// refused shows the form with what is wrong with it.
func (o *Own) refused(v *shell.Visit, c Correction, err error) error {
	if !c.blame(teller(v.Who, v.Lang()), err) {
		return err
	}
	return o.showDay(v, shell.StatusOf(err), c)
}

func (o *Own) check(v *shell.Visit, c Correction, wish workflow.Wish, p workflow.Preview) error {
	t := teller(v.Who, v.Lang())
	data, err := json.Marshal(carried{wish.Changes, wish.Reasons, wish.Note, wish.Replaces})
	if err != nil {
		return err
	}
	page := Check{Page: v.Page(v.T("portal.check", "date", t.Date(c.Date))), Form: c.Form, Date: string(c.Date), Wish: string(data),
		Before: recordOf(t, p.Before), After: recordOf(t, p.After), Changes: t.Changes(c.Date, p.Wish.Changes), Figures: changedFigures(t, p),
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
		page.Who, page.Send.Label = t.T("portal.at_once"), t.T("correct.do")
	case p.Auto:
		page.Who = t.T("portal.by_rule_then")
	case len(p.Approvers) > 0:
		page.Who = t.T("portal.asks", "name", p.Approvers[0].DisplayName(t.Lang))
	default:
		page.Who = t.T("portal.asks_admins")
	}
	return v.Show(http.StatusOK, page)
}

func recordOf(t telling.Teller, d attendance.Day) []string {
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
	for _, f := range attendance.Explained {
		before, _ := p.Before.Value(f)
		after, _ := p.After.Value(f)
		if before != after {
			all = append(all, Changed{t.T("why.figure." + f), locale.Duration(before), locale.Duration(after)})
		}
	}
	return all
}

// sendPost sends what was shown, or leads back to the form.
func (o *Own) sendPost(v *shell.Visit) error {
	date, err := o.dayAsked(v)
	if err != nil {
		return err
	}
	form, err := v.Form()
	if err != nil {
		return err
	}
	var w carried
	text := v.FormValue("wish")
	if err := json.Unmarshal([]byte(text), &w); err != nil || !w.sound() {
		return domain.Refuse(domain.Invalid, "field", "wish")
	}
	wish := workflow.Wish{Date: date, Changes: w.Changes, Reasons: w.Reasons, Note: w.Note, Replaces: w.Replaces}
	if v.FormValue("do") != "edit" {
		sum := sha256.Sum256([]byte(text)) // after going back in the browser one form may send two different wishes
		got, err := o.Asking.Submit(v.Request().Context(), v.Actor(door), wish, ref(v, form, "correct/"+string(date)+"/"+hex.EncodeToString(sum[:8])))
		if err == nil {
			return o.sent(v, got)
		}
		c, wrong := o.correction(v, date)
		if wrong != nil {
			return wrong
		}
		c.fill(v, wish)
		return o.refused(v, c, err)
	}
	c, err := o.correction(v, date)
	if err != nil {
		return err
	}
	c.fill(v, wish)
	return o.showDay(v, http.StatusOK, c)
}

// sent says what became of the wish.
func (o *Own) sent(v *shell.Visit, got workflow.Outcome) error {
	if err := o.Herald.Tell(v.Request().Context(), got); err != nil {
		return err
	}
	t, r := teller(v.Who, v.Lang()), got.Request
	n := ui.Notice{Tone: ui.Good}
	switch {
	case r.State == workflow.Approved && r.AtOnce():
		n.Title = t.T("correct.done", "date", t.Date(r.Date), "recorded", t.Recorded(r.Date, r.Changes))
		if line := t.Effect(got.Preview); line != "" {
			n.Lines = []string{line}
		}
	case r.State == workflow.Approved:
		n.Title = t.T("request.auto", "number", r.Number)
	case r.State == workflow.Pending:
		approver := t.T("request.admins")
		if r.Approver != "" {
			names := map[domain.ID]string{}
			if err := o.name(v, names, r.Approver); err != nil {
				return err
			}
			approver = names[r.Approver]
		}
		n.Title = t.T("request.sent", "number", r.Number, "approver", approver)
	default: // an old form once more, and something has happened since
		n = ui.Notice{Tone: ui.Info, Title: t.T("decide.closed", "number", r.Number, "state", t.T("request.state."+string(r.State)))}
	}
	v.Say(n)
	return v.Go(requestsPath)
}
