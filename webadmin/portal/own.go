package portal

import (
	"context"
	"io"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/live"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Asking asks for corrections of one's own days; workflow.Service does.
type Asking interface {
	record.Asking
	Withdraw(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (workflow.Outcome, error)
	Undo(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (workflow.Outcome, error)
	Mine(ctx context.Context, actor domain.Actor, limit int) ([]workflow.Request, error)
	ByNumber(ctx context.Context, actor domain.Actor, number int) (workflow.Card, error)
}

// Herald tells people in chat what came of a page. The same outcome again tells nothing more.
type Herald interface {
	Tell(ctx context.Context, o workflow.Outcome) error
}

// Names finds people by their ids; the store does.
type Names interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
}

// Accounts is who a person is in chat; org's store does.
type Accounts interface {
	ChannelsOf(ctx context.Context, tenant domain.ID) ([]org.Channel, error)
	AccountsOf(ctx context.Context, tenant, employee domain.ID) ([]org.ChatAccount, error)
}

// Linking ties chat accounts to a person and unties them; org.Linking does.
type Linking interface {
	NewCode(ctx context.Context, actor domain.Actor, employee domain.ID) (string, org.LinkCode, error)
	Unlink(ctx context.Context, actor domain.Actor, channel domain.ID, user string) error
}

// Nudges keeps whether a person is asked about forgotten punches; reminder.Service does.
type Nudges interface {
	Silent(ctx context.Context, tenant, employee domain.ID) (bool, error)
	Silence(ctx context.Context, actor domain.Actor, on bool) error
}

// Sheets prints a person's month (勤務表): format is pdf, csv or html.
type Sheets interface {
	Print(ctx context.Context, w io.Writer, who shell.Who, month calendar.Month, format, lang string) error
}

// Own are the pages about a person's own record: today, the month, a day and its correction, requests, chat accounts,
// receipts. All fields are needed.
type Own struct {
	*Pages
	Asking   Asking
	Herald   Herald
	Names    Names
	Reasons  attendance.Reasons
	Accounts Accounts
	Linking  Linking
	Nudges   Nudges
	Sheets   Sheets
	Audit    audit.Store
	Bell     *live.Bell
}

// The addresses of the pages about a person's own record.
const (
	todayPath    = "/portal"
	monthPath    = "/portal/month"
	whyPath      = "/portal/why"
	dayPath      = "/portal/day"
	requestsPath = "/portal/requests"
	chatPath     = "/portal/chat"
	receiptsPath = "/portal/receipts"
	ledgerPath   = "/portal/receipts.jsonl"
	eventsPath   = "/portal/events"
	sheetPath    = "/portal/timesheet." // and its format
)

// events tells today's page when the person's record was written to.
func (o *Own) events(v *shell.Visit) error { return o.Bell.Follow(v, v.Person.ID) }

// Door lists the routes.
func (o *Own) Door() shell.Door {
	get, post := http.MethodGet, http.MethodPost
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: todayPath, Need: shell.Member, Nav: "web.nav.today", Do: o.today},
		{Method: get, Path: monthPath, Need: shell.Member, Nav: "web.nav.month", Do: o.timesheet},
		{Method: get, Path: requestsPath, Need: shell.Member, Nav: "web.nav.requests", Do: o.requests},
		{Method: get, Path: eventsPath, Need: shell.Member, Do: o.events},
		{Method: get, Path: whyPath, Need: shell.Member, Do: o.why},
		{Method: get, Path: dayPath, Need: shell.Member, Do: o.day},
		{Method: post, Path: dayPath, Need: shell.Member, Do: o.dayPost},
		{Method: post, Path: dayPath + "/send", Need: shell.Member, Do: o.sendPost},
		{Method: post, Path: requestsPath + "/withdraw", Need: shell.Member, Do: o.withdrawPost},
		{Method: post, Path: requestsPath + "/undo", Need: shell.Member, Do: o.undoRequestPost},
		{Method: get, Path: chatPath, Need: shell.Member, Do: o.chat},
		{Method: post, Path: chatPath + "/code", Need: shell.Member, Do: o.codePost},
		{Method: post, Path: chatPath + "/unlink", Need: shell.Member, Do: o.unlinkPost},
		{Method: post, Path: chatPath + "/nudges", Need: shell.Member, Do: o.nudgesPost},
		{Method: get, Path: receiptsPath, Need: shell.Member, Do: o.receipts},
		{Method: get, Path: ledgerPath, Need: shell.Member, Do: o.ledger},
		{Method: get, Path: sheetPath + "pdf", Need: shell.Member, Do: o.sheet("pdf", "application/pdf")},
		{Method: get, Path: sheetPath + "csv", Need: shell.Member, Do: o.sheet("csv", "text/csv; charset=utf-8")},
		{Method: get, Path: sheetPath + "html", Need: shell.Member, Do: o.sheet("html", "text/html; charset=utf-8")},
	}}
}
