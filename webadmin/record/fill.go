package record

import (
	"slices"

	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Fill puts a wish into the form, to be changed.
func (c *Form) Fill(v *shell.Visit, w workflow.Wish) {
	c.Again = w.Replaces
	t := teller(v)
	var adds []workflow.Change
	for _, e := range w.Changes {
		i := slices.IndexFunc(c.Rows, func(r Row) bool { return r.ID == e.Punch })
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
	known := func(e workflow.Change) bool { return slices.Contains(worktime.Kinds, e.Kind) }
	return len(w.Changes) <= mostChanges && !slices.ContainsFunc(w.Changes, func(e workflow.Change) bool { return !known(e) })
}
