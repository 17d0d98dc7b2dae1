package records

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// People finds people and where they work; the store does.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
	EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error)
	Departments(ctx context.Context, tenant domain.ID) ([]org.Department, error)
	Sites(ctx context.Context, tenant domain.ID) ([]org.Site, error)
}

// Groups lists closing groups; the store of closing does.
type Groups interface {
	Groups(ctx context.Context, tenant domain.ID) ([]closing.Group, error)
}

// Requests lists what was asked for in a company; the store of requests does.
type Requests interface {
	Pending(ctx context.Context, tenant, employee domain.ID) ([]workflow.Request, error)
	Each(ctx context.Context, tenant domain.ID, from, to calendar.Date, each func(workflow.Request) error) error
}

// Records tells what was recorded; attendance.Months does.
type Records interface {
	Each(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, days bool, now time.Time,
		each func(org.Employee, worktime.Aggregate) error) error
	LintEach(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, now time.Time,
		each func(org.Employee, []worktime.Finding) error) error
}

// Reminders has somebody reminded by hand; reminder.Service does.
type Reminders interface {
	Prompt(ctx context.Context, tenant org.Tenant, employee domain.ID, month calendar.Month) (reminder.Prompt, error)
	Remind(ctx context.Context, actor domain.Actor, hand reminder.Hand, p reminder.Prompt) error
}

// Told keeps what people were reminded of; the store of reminders does.
type Told interface{ reminder.Hand }

// Outlook tells by which channel people would be told now, and at what cost; notice.Outlook does.
type Outlook interface {
	Foretell(ctx context.Context, tenant domain.ID, to []org.Employee) (notice.Forecast, error)
}

// Rows reads what a file is made of, one line after the other, and counts the people whose month is not locked.
type Rows interface {
	Rows(ctx context.Context, tenant org.Tenant, people []org.Employee, month calendar.Month, layout *export.Layout, each func(export.Row) error) (unlocked int, err error)
}

// Recorders lists the recorders at the doors; terminal.Store does.
type Recorders interface {
	Recorders(ctx context.Context, tenant domain.ID) ([]terminal.Recorder, error)
}

// Corrections corrects days; workflow.Service does.
type Corrections interface {
	Preview(ctx context.Context, actor domain.Actor, w workflow.Wish) (workflow.Preview, error)
	Submit(ctx context.Context, actor domain.Actor, w workflow.Wish, ref attendance.Ref) (workflow.Outcome, error)
}

// Herald tells people in chat what came of a page. The same outcome again tells nothing more.
type Herald interface {
	Tell(ctx context.Context, o workflow.Outcome) error
}
