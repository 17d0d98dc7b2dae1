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
	var tree []org.Department
	if len(b.tenant.Approval.Named) > 0 {
		var err error
		if tree, err = b.sight.Departments.Departments(ctx, b.tenant.ID); err != nil {
			return nil, err
		}
	}
	for _, as := range b.places(me.ID) {
		e, err := b.sight.People.Employee(ctx, b.tenant.ID, as)
		if err != nil {
			return nil, err
		}
		if !e.Active || b.adminsOnly() && !admin(e) {
			continue
		}
		holds, err := b.sight.Reach(ctx, domain.Actor{Tenant: b.tenant.ID, Employee: as}, org.Approve)
		if err != nil {
			return nil, err
		}
		rights[as] = func(subject org.Employee) bool {
			if named := b.tenant.Approval.NamedFor(subject, org.Upwards(tree, subject.Department)); named != nil && !admin(e) {
				return e.Leads() && slices.Contains(named.By, as)
			}
			return holds(subject)
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
