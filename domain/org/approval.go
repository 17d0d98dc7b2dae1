package org

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Route says who decides about requests.
type Route string

// The routes.
const (
	ByManagers Route = ""       // the department's managers first, then administrators
	ByAdmins   Route = "admins" // administrators only
)

// Approval is how a company decides about requests (承認経路).
type Approval struct {
	Route         Route     `json:"route,omitempty"`
	EscalateHours int       `json:"escalate_hours,omitempty"` // after so many hours the next ones are asked; 0: nobody else is
	Deputies      []Deputy  `json:"deputies,omitempty"`
	Named         []Named   `json:"named,omitempty"` // instead of a department's managers
	Auto          *AutoRule `json:"auto,omitempty"`  // nil: nothing is approved without a person
}

// Deputy stands in for an approver for a while (代理承認者). He may decide what the other may.
type Deputy struct {
	For   domain.ID     `json:"for"`
	To    domain.ID     `json:"to"`
	From  calendar.Date `json:"from,omitempty"`  // empty: since ever
	Until calendar.Date `json:"until,omitempty"` // the last day; empty: for good
}

// On tells whether he stands in on a date.
func (d Deputy) On(date calendar.Date) bool {
	return d.From <= date && (d.Until == "" || date <= d.Until)
}

// AutoRule says which requests need nobody (自動承認): a missing punch that a person adds to his own day, near enough to
// what a machine or the schedule says, soon enough.
type AutoRule struct {
	Missing []string       `json:"missing"`          // kinds of punches that may be added: in, out
	Within  int            `json:"within,omitempty"` // minutes between the time asked for and its evidence
	Before  calendar.Clock `json:"before,omitempty"` // asked for before this time of the next day; 0: any time
}

// group is a manager's permission group; the zero group, which may nothing, for everybody else.
func (s *Sight) group(ctx context.Context, e Employee) (PermissionGroup, error) {
	if e.Role != domain.Manager || e.PermissionGroup == "" {
		return PermissionGroup{}, nil
	}
	return s.People.PermissionGroup(ctx, e.Tenant, e.PermissionGroup)
}

// Upwards is a department and everything above it in the tree. A loop in the tree ends it.
func Upwards(tree []Department, d domain.ID) []domain.ID {
	var path []domain.ID
	for d != "" && !slices.Contains(path, d) {
		path = append(path, d)
		i := slices.IndexFunc(tree, func(t Department) bool { return t.ID == d })
		if i < 0 {
			break
		}
		d = tree[i].Parent
	}
	return path
}
