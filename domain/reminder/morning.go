package reminder

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// morning decides about a person's digests and warnings.
func (l *look) morning(ctx context.Context, w attendance.Watch, at time.Time, known map[Key]bool) ([]made, error) {
	var list []made
	for _, part := range []func(context.Context, attendance.Watch, time.Time, map[Key]bool) ([]made, error){l.approvals, l.blockers, l.overtime} {
		more, err := part(ctx, w, at, known)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

func today(w attendance.Watch) calendar.Date { return w.Days[len(w.Days)-1].Date }

// approvals tells an approver what waits for him.
func (l *look) approvals(ctx context.Context, w attendance.Watch, at time.Time, known map[Key]bool) ([]made, error) {
	r := l.fresh(w.Person, Approvals, today(w), "", at)
	if known[r.Key()] {
		return nil, nil
	}
	cards, err := l.waits(ctx, w.Person)
	if err != nil || len(cards) == 0 {
		return nil, err
	}
	m, err := l.say(ctx, Notice{Reminder: r, Person: w.Person, Waits: cards})
	return []made{m}, err
}

// waits is what somebody is asked to decide. What another one is asked first is not his to be reminded of.
func (l *look) waits(ctx context.Context, who org.Employee) ([]workflow.Card, error) {
	if who.Role == domain.Employee || !slices.ContainsFunc(l.requests, func(r workflow.Request) bool { return r.State == workflow.Pending }) {
		return nil, nil
	}
	cards, err := l.Queue.Queue(ctx, domain.Actor{Tenant: l.tenant.ID, Employee: who.ID, Role: who.Role})
	if domain.Is(err, domain.Forbidden) {
		return nil, nil
	}
	return slices.DeleteFunc(cards, func(c workflow.Card) bool {
		return c.Request.State != workflow.Pending || c.Approver != "" && c.Approver != who.ID
	}), err
}

// blockers tells a person what of his keeps a period from being closed, on the days before and after its end.
func (l *look) blockers(ctx context.Context, w attendance.Watch, at time.Time, known map[Key]bool) ([]made, error) {
	if off(l.closing) {
		return nil, nil
	}
	running := w.Group.PeriodOf(today(w))
	for _, step := range l.closing {
		period, from := running, running.To.Add(-int(step))
		if step == 0 {
			period = w.Group.PeriodOf(running.From.Add(-1))
			from = period.To.Add(1)
		}
		r := l.fresh(w.Person, Blockers, period.To, strconv.Itoa(int(step)), at)
		if !firstAtWork(w, from) || known[r.Key()] {
			continue
		}
		n, ok, err := l.blocked(ctx, Notice{Reminder: r, Person: w.Person, Period: period})
		if err != nil || !ok {
			return nil, err
		}
		m, err := l.say(ctx, n)
		return []made{m}, err
	}
	return nil, nil
}

// firstAtWork tells whether today is the person's first day at work from a date on.
func firstAtWork(w attendance.Watch, from calendar.Date) bool {
	for _, d := range w.Days {
		if d.Date >= from && d.Works {
			return d.Date == today(w)
		}
	}
	return false
}

// blocked fills a notice with what blocks its period and is the person's to clear away. Days without any punch are left
// out: whether they are days off nobody can tell from here.
func (l *look) blocked(ctx context.Context, n Notice) (Notice, bool, error) {
	month, err := l.Records.Month(ctx, l.tenant.ID, n.Person.ID, n.Period.Month, l.to)
	if err != nil || month.Locked > 0 {
		return n, false, err
	}
	open := l.underWay(n.Person.ID)
	for _, b := range month.Blockers() {
		if (b.What == worktime.NoIn || b.What == worktime.NoOut) && b.Date < calendar.DateOf(l.to.In(l.zone)) && !open(b.Date) {
			n.Lacks = append(n.Lacks, b)
		}
	}
	for _, r := range l.requests {
		if r.By == n.Person.ID && r.State == workflow.Returned && n.Period.Contains(r.Date) {
			n.Sent = append(n.Sent, r)
		}
	}
	return n, len(n.Lacks)+len(n.Sent) > 0, nil
}

// overtime tells a person, and whoever is responsible for him, that his overtime has reached a step or broken a limit.
// Yesterday's work may be the last of its period: it is the period of the last day at work that is looked at.
func (l *look) overtime(ctx context.Context, w attendance.Watch, at time.Time, known map[Key]bool) ([]made, error) {
	if off(l.plan.overtime) {
		return nil, nil
	}
	period := w.Group.PeriodOf(lastAtWork(w))
	if w.Person.On(period.To).Unbounded() {
		return nil, nil
	}
	month, err := l.Records.Month(ctx, l.tenant.ID, w.Person.ID, period.Month, l.to)
	if err != nil {
		return nil, err
	}
	load, told, err := l.Records.Agreement(ctx, l.tenant.ID, w.Person.ID, month, l.to)
	if err != nil {
		return nil, err
	}
	switch {
	case load.Period.Month != "":
		period = load.Period
	case !told: // nothing of the agreement's limits; a company may have lower steps
		load = worktime.Agreement{Load: worktime.Load{OT: month.Exact.OT, Holiday: month.Exact.LegalHoliday}}
	}
	var list []made
	for _, n := range l.steps(Notice{Person: w.Person, Whose: w.Person, Period: period, Load: load}, at, known) {
		more, err := l.warn(ctx, n)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// lastAtWork is the last day before today on which there was work, else today.
func lastAtWork(w attendance.Watch) calendar.Date {
	for _, d := range slices.Backward(w.Days[:len(w.Days)-1]) {
		if d.There {
			return d.Date
		}
	}
	return today(w)
}

// steps are the notices of a month's overtime: the highest step that is new, and each limit that is newly broken. Steps
// below it are passed in silence.
func (l *look) steps(n Notice, at time.Time, known map[Key]bool) (list []Notice) {
	said := false
	for _, step := range slices.Backward(l.plan.overtime) {
		if n.Load.OT < int(step) {
			continue
		}
		one := n
		one.Reminder = l.fresh(n.Person, Overtime, n.Period.From, fmt.Sprintf("%d:%02d", step/60, step%60), at)
		if known[one.Key()] {
			said = true // it, or a higher one, was said before
			continue
		}
		if said {
			one.State, one.Note, one.Times = Passed, "a higher step is said", 0
		}
		said = true
		list = append(list, one)
	}
	for _, b := range n.Load.Fresh {
		one := n
		one.Reminder, one.Broken = l.fresh(n.Person, Overtime, n.Period.From, string(b), at), b
		if !known[one.Key()] {
			list = append(list, one)
		}
	}
	return list
}

// warn says a notice of overtime to the person and to those responsible for him.
func (l *look) warn(ctx context.Context, n Notice) ([]made, error) {
	if n.State == Passed {
		return []made{{Entry: Entry{Reminder: n.Reminder}}}, nil
	}
	own, err := l.say(ctx, n)
	if err != nil {
		return nil, err
	}
	list := []made{own}
	others, err := l.responsible(ctx, n.Whose)
	if err != nil {
		return nil, err
	}
	for _, e := range others {
		one := n
		one.Person = e
		one.Reminder = l.fresh(e, Overtime, n.Date, n.Step, n.DueAt)
		one.About = n.Whose.ID
		m, err := l.say(ctx, one)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// responsible are the managers who may see a person's records, or the administrators where he has none.
func (l *look) responsible(ctx context.Context, about org.Employee) (managers []org.Employee, err error) {
	all, err := l.People.Employees(ctx, l.tenant.ID)
	if err != nil {
		return nil, err
	}
	var admins []org.Employee
	for _, e := range all {
		switch {
		case !e.Active || e.ID == about.ID:
		case e.Role == domain.Admin || e.Role == domain.Owner:
			admins = append(admins, e)
		case e.Role == domain.Manager:
			sees, err := l.Sight.Sees(ctx, domain.Actor{Tenant: l.tenant.ID, Employee: e.ID, Role: e.Role}, about.ID)
			if err != nil {
				return nil, err
			}
			if sees {
				managers = append(managers, e)
			}
		}
	}
	if len(managers) > 0 {
		return managers, nil
	}
	return admins, nil
}
