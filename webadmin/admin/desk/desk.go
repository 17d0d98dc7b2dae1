package desk

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Months foresees what other masters would do to a person's open months; attendance.Service does.
type Months interface {
	Foresee(ctx context.Context, was, will attendance.Settings, before, after org.Employee, now time.Time) ([]attendance.Foreseen, error)
}

// Staff finds who made a change; the store does.
type Staff interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
}

// Desk changes the records of a company. All fields are needed.
type Desk struct {
	Store  company.Store
	Months Months
	Audit  audit.Store
	Staff  Staff
	Hash   func(plain string) (string, error)
	Verify func(hash, plain string) bool
	Now    domain.Clock
	NewID  domain.NewID
}

// Edit is a change of one record that a form asks for.
type Edit struct {
	Shown string                                      // company.Print of the record the form was filled from; empty: it is to be new
	Kept  func(company.Masters) any                   // the record as it is kept; nil: there is none
	File  func(company.Masters) (company.File, error) // what is to change, as company.LookAt takes it
	Why   string                                      // for the audit; may be empty
}

// Masters are the company of the visit as it is now.
func (d *Desk) Masters(v *shell.Visit) (company.Masters, error) {
	return d.Store.Masters(v.Request().Context(), v.Tenant.Code)
}

// Today is the company's business date.
func (d *Desk) Today(v *shell.Visit) string { return string(v.Tenant.DateAt(d.Now())) }

// Look tells what an edit would do. Conflict, Args["what"]: the record is another one than the form showed (changed), was
// made by somebody else (taken), or is not there (gone).
func (d *Desk) Look(v *shell.Visit, e Edit) (company.Prospect, error) {
	p, err := company.LookAt(v.Request().Context(), d.Store, v.Tenant.Code, d.tools(v, e), func(m company.Masters) (company.File, error) {
		switch now := e.Kept(m); {
		case now == nil && e.Shown != "":
			return company.File{}, domain.Refuse(domain.Conflict, "what", "gone")
		case now != nil && e.Shown == "":
			return company.File{}, domain.Refuse(domain.Conflict, "what", "taken")
		case now != nil && company.Print(now) != e.Shown:
			return company.File{}, domain.Refuse(domain.Conflict, "what", "changed")
		}
		return e.File(m)
	})
	return p, err
}

// patience is how often a change is looked at again because others of the company's masters were changed in between.
const patience = 5

// Save does an edit, whatever else of the company is changed meanwhile. Its refusals are those of Look.
func (d *Desk) Save(v *shell.Visit, e Edit) (company.Prospect, error) {
	for n := 1; ; n++ {
		p, err := d.Look(v, e)
		if err != nil {
			return p, err
		}
		if err = p.Save(v.Request().Context(), d.Store); !domain.Is(err, domain.Conflict) || n == patience {
			return p, err
		}
	}
}

// SetHolidays gives the company a list of national holidays, or only tells whether that would change anything.
func (d *Desk) SetHolidays(v *shell.Visit, h org.Holidays, dry bool) (changed bool, err error) {
	return company.SetHolidays(v.Request().Context(), d.Store, v.Tenant.Code, h, d.tools(v, Edit{}), dry)
}

func (d *Desk) tools(v *shell.Visit, e Edit) company.Tools {
	return company.Tools{Hash: d.Hash, Verify: d.Verify, NewID: d.NewID, Now: d.Now(), Actor: v.Actor(domain.Console), Reason: e.Why}
}
