package desk

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Past are the last changes of a record of the masters, the newest first. ref is its id.
func (d *Desk) Past(v *shell.Visit, ref domain.ID, most int) ([]audit.Row, error) {
	return d.Audit.Page(v.Request().Context(), audit.Query{Tenant: v.Tenant.ID, Acts: []audit.Act{audit.Masters}, Ref: string(ref)}, audit.Place{}, most)
}

// When is the moment of a change.
func (d *Desk) When(v *shell.Visit, row audit.Row) string {
	at := row.At.In(v.Tenant.Zone())
	return at.Format("2006-01-02 ") + locale.Clock(at.Hour()*60+at.Minute())
}

// Who is whoever made a change.
func (d *Desk) Who(v *shell.Visit, row audit.Row) (string, error) {
	if row.By == "" {
		return v.T("admin.desk.operator"), nil
	}
	e, err := d.Staff.Employee(v.Request().Context(), v.Tenant.ID, row.By)
	if domain.Is(err, domain.NotFound) {
		return v.T("admin.desk.operator"), nil
	}
	return e.DisplayName(v.Lang()), err
}
