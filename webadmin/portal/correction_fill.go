package portal

import (
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// fill puts a wish into the form, to be changed.
func (c *Correction) fill(v *shell.Visit, w workflow.Wish) {
	c.Again = w.Replaces
	t := teller(v.Who, v.Lang())
	var adds []workflow.Change
	for _, e := range w.Changes {
		i := slices.IndexFunc(c.Rows, func(r CorrectionRow) bool { return r.ID == e.Punch })
		switch {
		case i >= 0 && e.Op == workflow.Remove:
			c.Rows[i].Checked = true
		case i >= 0 && e.Op == workflow.Move:
			c.Rows[i].Time.Value = t.Clock(e.At, c.Date)
			c.Rows[i].Checked = c.Rows[i].Held
		case e.Op != workflow.Remove: // a new one, or another time for one that is not there any more
			adds = append(adds, e)
		}
	}
	for i := range c.Extras {
		if i < len(adds) {
			choose(&c.Extras[i].Kind, string(adds[i].Kind))
			c.Extras[i].Time.Value = t.Clock(adds[i].At, c.Date)
		} else if len(adds) > 0 {
			choose(&c.Extras[i].Kind, "")
		}
	}
	if w.Reasons != nil {
		c.reasonFields(v, w.Reasons)
	}
	if w.Note != nil {
		c.Note = *w.Note
	}
}

// again fills in a returned request. NotFound: there is none of that number that is his; Conflict: it is not returned.
func (o *Own) again(v *shell.Visit, c *Correction, number int) error {
	card, err := o.Asking.ByNumber(v.Request().Context(), v.Actor(door), number)
	switch {
	case err != nil:
		return err
	case card.By != v.Person.ID || card.Employee != v.Person.ID || card.Request.Date != c.Date:
		return domain.Errorf(domain.NotFound, "portal: request %d is not about that day", number)
	case card.State != workflow.Returned:
		return domain.Refuse(domain.Conflict, "why", "decided")
	}
	r := card.Request
	c.fill(v, workflow.Wish{Changes: r.Changes, Reasons: r.Reasons, Note: r.Note, Replaces: r.Number})
	return nil
}

// replacing reads which returned request the form is about.
func (o *Own) replacing(v *shell.Visit, c *Correction) error {
	text := v.FormValue("again")
	if text == "" {
		return nil
	}
	number, err := strconv.Atoi(text)
	if err != nil || number <= 0 {
		return domain.Errorf(domain.NotFound, "portal: no request %q", text)
	}
	c.Again = number
	return nil
}

// carried is a wish as a page carries it from the step that shows it to the step that sends it.
type carried struct {
	Changes  []workflow.Change `json:"changes"`
	Reasons  []string          `json:"reasons"`
	Note     *string           `json:"note"`
	Replaces int               `json:"replaces"`
}

// mostChanges is more than anybody corrects of one day.
const mostChanges = 40

// sound tells whether carried changes can be looked at at all; what they mean is for the domain to say.
func (w carried) sound() bool {
	known := func(e workflow.Change) bool { return slices.Contains(attendance.Kinds, e.Kind) }
	return len(w.Changes) <= mostChanges && !slices.ContainsFunc(w.Changes, func(e workflow.Change) bool { return !known(e) })
}
