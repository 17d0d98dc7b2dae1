package portal

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// again fills in a returned request. NotFound: there is none of that number that is his; Conflict: it is not returned.
func (o *Own) again(v *shell.Visit, c *record.Form, number int) error {
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
	c.Fill(v, workflow.Wish{Changes: r.Changes, Reasons: r.Reasons, Note: r.Note, Replaces: r.Number})
	return nil
}
