package masters

import (
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// filePath is where the company is given as a company file.
const filePath = desk.Masters + "/file"

// file gives the company as it is today as a company file.
func (p *Pages) file(v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	on := p.Desk.Today(v)
	v.BeginFile("application/yaml; charset=utf-8", m.Tenant.Code+"-"+on+".yaml")
	return v.EndFile(m.Whole(calendar.Date(on)).Write(v.Response(), v.T("masters.file.comment", "name", m.Tenant.Name, "date", on)))
}
