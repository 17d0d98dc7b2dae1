package flows

import (
	"context"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/workflow"
)

// approveAll approves the requests that were shown to match their evidence, each by itself.
func (f *Flows) approveAll(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	var all []workflow.Decision
	for _, word := range strings.Fields(arg) {
		number, _ := numberOf(strings.Replace(word, ":", " ", 1))
		_, revision, _ := strings.Cut(word, ":")
		if seen, _ := numberOf(revision); number > 0 && len(all) < mostAtOnce {
			all = append(all, workflow.Decision{Number: number, Verb: workflow.Approve, Revision: seen})
		}
	}
	var a dialog.Answer
	var failed []string
	done := 0
	for _, ruling := range f.Decisions.DecideAll(ctx, t.Person.Actor, all, eventRef(t)) {
		if ruling.Err != nil {
			if domain.CodeOf(ruling.Err) == "" || domain.Is(ruling.Err, domain.Unavailable) {
				return dialog.Answer{}, ruling.Err // the whole turn is run again; what was decided stays so
			}
			failed = append(failed, strconv.Itoa(ruling.Decision.Number))
			continue
		}
		done++
		got := ruling.Outcome
		if got.State != workflow.Approved {
			continue // an old event runs again, and more has happened since
		}
		tells, err := f.tells(ctx, t, c, got, func(w wording) dialog.Reply { return w.result(c, got.Card) })
		if err != nil {
			return dialog.Answer{}, err
		}
		a.Tells, a.Changed = append(a.Tells, tells...), append(a.Changed, got.Employee)
	}
	r := w.private(dialog.Success, w.t("decide.bulk_done", "count", done))
	if len(failed) > 0 {
		r.Lines = []string{w.t("decide.bulk_left", "numbers", strings.Join(failed, ", "))}
	}
	if done == 0 {
		r.Tone = dialog.Problem
	}
	r.Choices = []dialog.Choice{w.command("approvals")}
	a.Replies = []dialog.Reply{r}
	return a, nil
}
