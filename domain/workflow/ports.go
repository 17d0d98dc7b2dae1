package workflow

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Service asks for corrections, decides them and writes them into the ledger. All fields are needed.
type Service struct {
	Store   Store
	Days    Days
	Tenants Tenants
	Sight   *org.Sight
	Now     domain.Clock
	NewID   domain.NewID
}

// Tenants finds the company whose workflow it is.
type Tenants interface {
	Tenant(ctx context.Context, id domain.ID) (org.Tenant, error)
}

// Days reads and amends the days of one person; attendance.Service does.
type Days interface {
	// Amender gathers what a correction of a person's days needs.
	Amender(ctx context.Context, tenant, employee domain.ID) (attendance.Amender, error)
	// Amenders gathers the same for several people of a company, by their ids.
	Amenders(ctx context.Context, tenant domain.ID, people []org.Employee) (map[domain.ID]attendance.Amender, error)
}

// Query says which request, and whose days, a change is about.
type Query struct {
	Tenant   domain.ID
	Employee domain.ID // whose days
	From, To calendar.Date
	Number   int    // the request by its number; 0: the one that Ref made, if it is there
	Ref      string // the event
}

// Ground is what a change of a request rests on. In Change it is read while nobody else can write.
type Ground struct {
	History attendance.History
	Request *Request  // nil: there is none
	Pending []Request // of the person, oldest first
	Next    int       // the number a new request gets
	// Sight reads people, groups and departments as they are now; Tenant is the company as it is now. Read leaves them out.
	Sight  *org.Sight
	Tenant *org.Tenant
}

// Commit is what a change wants written, all or nothing.
type Commit struct {
	Request *Request // new or changed; nil: nothing at all is written
	Entry   attendance.Entry
}

// Store keeps requests. Every method but Overdue takes the tenant.
type Store interface {
	// Change runs decide while it holds the end of the company's chain, and writes what it returns in one commit with the
	// ledger. An error of decide is returned as it is and writes nothing. decide may be called again; the last call counts.
	Change(ctx context.Context, q Query, decide func(context.Context, Ground) (Commit, error)) error
	// Read reads the same for each query, all of one company, without holding anything.
	Read(ctx context.Context, queries []Query) ([]Ground, error)
	// ByNumber finds a request; NotFound for another company's.
	ByNumber(ctx context.Context, tenant domain.ID, number int) (Request, error)
	// Of lists the requests somebody made or that are about his days, newest first.
	Of(ctx context.Context, tenant, employee domain.ID, limit int) ([]Request, error)
	// Pending lists a company's pending requests, oldest first; employee narrows it when not empty.
	Pending(ctx context.Context, tenant, employee domain.ID) ([]Request, error)
	// Overdue lists pending requests of all companies that escalate at or before an instant, the longest due first.
	Overdue(ctx context.Context, at time.Time, limit int) ([]Request, error)
	// Each streams a company's requests of the days from..to (empty: all) in the order of their numbers.
	Each(ctx context.Context, tenant domain.ID, from, to calendar.Date, each func(Request) error) error
}
