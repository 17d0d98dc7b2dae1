// Package record puts a day of somebody's record right on a page: the form, what it would make of the day, and the sending
// of what was shown. A person's own pages and a manager's are its doors: they say whose day it is and who may correct it,
// and know no field.
package record

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Days tells what was recorded of a day; attendance.Service does.
type Days interface {
	Day(ctx context.Context, tenant, employee domain.ID, date calendar.Date, now time.Time) (attendance.OneDay, error)
}

// Asking shows what a correction would do, and asks for it; workflow.Service does.
type Asking interface {
	Preview(ctx context.Context, actor domain.Actor, w workflow.Wish) (workflow.Preview, error)
	Submit(ctx context.Context, actor domain.Actor, w workflow.Wish, ref attendance.Ref) (workflow.Outcome, error)
}

// Herald tells people in chat what came of a page. The same outcome again tells nothing more.
type Herald interface {
	Tell(ctx context.Context, o workflow.Outcome) error
}

// Names finds people by their ids; the store does.
type Names interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
}

// Desk is what days are put right with. All fields are needed.
type Desk struct {
	Days    Days
	Reasons attendance.Reasons
	Asking  Asking
	Herald  Herald
	Names   Names
	Now     domain.Clock
}

// Case is one day of one person, as a door shows it.
type Case struct {
	Whose domain.ID
	Date  calendar.Date
	Door  domain.Door
	Path  string // where the form is sent; what was shown is sent to Path + "/send"
	Field string // the form's field that names the day
	Back  string // where one is led who has sent it
	// Show shows the door's page of the day with the form as it is filled in.
	Show func(v *shell.Visit, status int, f Form) error
	// Check shows the door's page with what the form would make of the day.
	Check func(v *shell.Visit, c Check) error
}

func (k Case) actor(v *shell.Visit) domain.Actor { return v.Actor(k.Door) }

// wish is an empty wish about the day. Of one's own day no employee is named.
func (k Case) wish(v *shell.Visit) workflow.Wish {
	w := workflow.Wish{Date: k.Date}
	if k.Whose != v.Person.ID {
		w.Employee = k.Whose
	}
	return w
}

func teller(v *shell.Visit) telling.Teller {
	return telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
}
