package flows

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Requests asks for corrections; workflow.Service does.
type Requests interface {
	Preview(ctx context.Context, actor domain.Actor, w workflow.Wish) (workflow.Preview, error)
	Submit(ctx context.Context, actor domain.Actor, w workflow.Wish, ref attendance.Ref) (workflow.Outcome, error)
	Withdraw(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (workflow.Outcome, error)
	Mine(ctx context.Context, actor domain.Actor, limit int) ([]workflow.Request, error)
}

// Decisions decides what others ask for; workflow.Service does.
type Decisions interface {
	Queue(ctx context.Context, actor domain.Actor) ([]workflow.Card, error)
	ByNumber(ctx context.Context, actor domain.Actor, number int) (workflow.Card, error)
	Decide(ctx context.Context, actor domain.Actor, d workflow.Decision, ref attendance.Ref) (workflow.Outcome, error)
	DecideAll(ctx context.Context, actor domain.Actor, all []workflow.Decision, ref attendance.Ref) []workflow.Ruling
	Undo(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (workflow.Outcome, error)
}

// ReasonCodes lists a company's reasons (事由); the store does.
type ReasonCodes interface {
	Reasons(ctx context.Context, tenant domain.ID) ([]worktime.ReasonCode, error)
}

// mostMine is how many of his newest requests a person is shown, and how far back one is looked for.
const (
	mostMine = 5
	allMine  = 50
)

// eventRef names the act of a turn.
func eventRef(t dialog.Turn) attendance.Ref {
	return attendance.Ref{Source: t.Person.Door, ID: t.Activity.Ref}
}

// numberOf reads the number an action is about; 0: there is none.
func numberOf(arg string) (number int, rest string) {
	head, rest, _ := strings.Cut(strings.TrimSpace(arg), " ")
	n, err := strconv.Atoi(head)
	if err != nil || n <= 0 || n > 1_000_000_000 {
		return 0, arg
	}
	return n, strings.TrimSpace(rest)
}

// waiting are the person's requests that nobody has decided yet, oldest first; date narrows them when it is not empty.
func (f *Flows) waiting(ctx context.Context, t dialog.Turn, date calendar.Date) ([]workflow.Request, error) {
	mine, err := f.Requests.Mine(ctx, t.Person.Actor, allMine)
	if err != nil {
		return nil, err
	}
	mine = slices.DeleteFunc(mine, func(r workflow.Request) bool {
		return r.State != workflow.Pending || r.Employee != t.Person.Employee || date != "" && r.Date != date
	})
	slices.Reverse(mine)
	return mine, nil
}

// waitingLines say what of a day is still to be decided: 「1031 退勤 18:02→18:30 は承認待ちです」.
func (f *Flows) waitingLines(ctx context.Context, t dialog.Turn, w wording, date calendar.Date) ([]string, error) {
	list, err := f.waiting(ctx, t, date)
	if err != nil {
		return nil, err
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	var lines []string
	for _, r := range list {
		lines = append(lines, w.t("request.waiting", "number", r.Number, "changes", w.subject(c, r, w.brief)))
	}
	return lines, err
}

// tells makes the message for everybody who must hear of an outcome, each in his own language; for whoever asked, on the
// channel he asked on.
func (f *Flows) tells(ctx context.Context, t dialog.Turn, c company, o workflow.Outcome, say func(wording) dialog.Reply) ([]dialog.Tell, error) {
	var out []dialog.Tell
	for _, id := range o.Tell {
		e, err := f.People.Employee(ctx, t.Person.Tenant, id)
		if err != nil {
			return nil, err
		}
		w := wording{lang: e.Language, zone: c.Zone()}
		tell := dialog.Tell{Employee: id, Reply: say(w)}
		if id == o.By {
			tell.Door = o.Door
		}
		out = append(out, tell)
	}
	return out, nil
}
