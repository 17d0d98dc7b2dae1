package workflow

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// bench says who may ask for and who may decide about corrections in a company, as people, roles and groups are now.
type bench struct {
	tenant org.Tenant
	sight  *org.Sight
	today  calendar.Date
}

// person reads somebody who wants to act. Forbidden: he is nobody of the company, or has left.
func (b bench) person(ctx context.Context, actor domain.Actor) (org.Employee, error) {
	if actor.Employee == "" || actor.Tenant != b.tenant.ID {
		return org.Employee{}, domain.Refuse(domain.Forbidden, "why", "nobody")
	}
	e, err := b.sight.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err == nil && !e.Active {
		err = domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	return e, err
}

// mayAsk tells whether the actor may have a person's days corrected, and whether he does it himself at once.
func (b bench) mayAsk(ctx context.Context, actor domain.Actor, employee domain.ID) (direct bool, err error) {
	me, err := b.person(ctx, actor)
	if err != nil {
		return false, err
	}
	own := employee == me.ID
	if !own {
		may, err := b.sight.May(ctx, actor, employee, org.Correct)
		if err != nil {
			return false, err
		}
		if !may {
			return false, domain.Refuse(domain.Forbidden, "why", "not_yours")
		}
	}
	switch b.tenant.Workflow {
	case org.WorkflowOff:
		return true, nil
	case org.WorkflowAdmins:
		if !admin(me) {
			return false, domain.Refuse(domain.Forbidden, "why", "workflow_admins")
		}
		return !own, nil
	}
	return false, nil
}

func admin(e org.Employee) bool { return e.Role == domain.Admin || e.Role == domain.Owner }

// adminsOnly tells whether managers decide nothing.
func (b bench) adminsOnly() bool {
	return b.tenant.Workflow == org.WorkflowAdmins || b.tenant.Approval.Route == org.ByAdmins
}

// mayDecide refuses whoever may not decide about a request now. Forbidden: Args["why"] is own, not_approver or inactive.
func (b bench) mayDecide(ctx context.Context, actor domain.Actor, r Request) error {
	me, err := b.person(ctx, actor)
	if err != nil {
		return err
	}
	if me.ID == r.Employee || me.ID == r.By {
		return domain.Refuse(domain.Forbidden, "why", "own")
	}
	subject, err := b.sight.People.Employee(ctx, b.tenant.ID, r.Employee)
	if err != nil {
		return err
	}
	may, err := b.reach(ctx, me)
	if err == nil && !may(r, subject) {
		err = domain.Refuse(domain.Forbidden, "why", "not_approver")
	}
	return err
}

// places are the people in whose place somebody may decide today, himself first.
func (b bench) places(me domain.ID) []domain.ID {
	all := []domain.ID{me}
	for _, d := range b.tenant.Approval.Deputies {
		if d.To == me && d.On(b.today) {
			all = append(all, d.For)
		}
	}
	return all
}

// reach tells about which requests somebody may decide, in his own place or another's: read once, asked about many. Nobody
// lends a right over his own request.
func (b bench) reach(ctx context.Context, me org.Employee) (func(r Request, subject org.Employee) bool, error) {
	rights := map[domain.ID]func(org.Employee) bool{}
	for _, as := range b.places(me.ID) {
		e, err := b.sight.People.Employee(ctx, b.tenant.ID, as)
		if err != nil {
			return nil, err
		}
		if !e.Active || b.adminsOnly() && !admin(e) {
			continue
		}
		if rights[as], err = b.sight.Reach(ctx, domain.Actor{Tenant: b.tenant.ID, Employee: as}, org.Approve); err != nil {
			return nil, err
		}
	}
	return func(r Request, subject org.Employee) bool {
		if me.ID == r.Employee || me.ID == r.By {
			return false
		}
		for as, holds := range rights {
			if as != r.Employee && as != r.By && holds(subject) {
				return true
			}
		}
		return false
	}, nil
}

// chain lists who is asked about a request, level by level, a deputy before the one he stands in for.
func (b bench) chain(ctx context.Context, r Request, subject org.Employee) ([][]org.Employee, error) {
	levels, err := b.sight.Chain(ctx, subject)
	if err != nil {
		return nil, err
	}
	people, err := b.sight.People.Employees(ctx, b.tenant.ID)
	if err != nil {
		return nil, err
	}
	var chain [][]org.Employee
	for _, level := range levels {
		var asked []org.Employee
		ask := func(e org.Employee) {
			own := e.ID == r.By || e.ID == r.Employee || !e.Active
			if !own && !slices.ContainsFunc(asked, func(a org.Employee) bool { return a.ID == e.ID }) {
				asked = append(asked, e)
			}
		}
		for _, e := range level {
			if e.ID == r.By || b.adminsOnly() && !admin(e) {
				continue
			}
			for _, d := range b.tenant.Approval.Deputies {
				if i := slices.IndexFunc(people, func(p org.Employee) bool { return p.ID == d.To }); d.For == e.ID && d.On(b.today) && i >= 0 {
					ask(people[i])
				}
			}
			ask(e)
		}
		if len(asked) > 0 {
			chain = append(chain, asked)
		}
	}
	return chain, nil
}
