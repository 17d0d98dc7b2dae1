package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
)

// Told is what somebody who must hear of an outcome (workflow.Outcome.Tell) reads of it in chat when it came about
// elsewhere: the same as when it came about in a chat.
func (f *Flows) Told(ctx context.Context, e org.Employee, o workflow.Outcome) (dialog.Reply, error) {
	c, err := f.company(ctx, e.Tenant, f.Now())
	if err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: e.Language, zone: c.Zone()}
	switch o.State {
	case workflow.Pending:
		return w.asked(c, o.Card), nil
	case workflow.Withdrawn, workflow.Undone:
		return w.ended(o), nil
	}
	return w.result(c, o.Card), nil
}

// ended says that a request was withdrawn, or what it had written taken back.
func (w wording) ended(o workflow.Outcome) dialog.Reply {
	return w.private(dialog.Plain, w.tell().Ended(o.Request, o.Person.DisplayName(w.lang)))
}
