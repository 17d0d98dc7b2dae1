package records

import (
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// exportPost streams the file and writes down that it was handed out. The history has it before its last byte is sent: a
// file nobody wrote down must not look whole.
func (p *Pages) exportPost(v *shell.Visit) error {
	shape, _, err := export.Preset(v.FormValue("layout"))
	if err != nil {
		return err
	}
	o, err := p.order(v, shape)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	v.BeginFile(contentTypes[o.layout.Encoding], o.file())
	report, unlocked, err := p.write(v, c, o, v.Response(), nil)
	if err == nil {
		m := export.Made{ID: p.NewID(), Tenant: v.Tenant.ID, At: p.Now(), By: v.Person.ID, Layout: shape.Name, Form: o.layout.Form(), Month: calendar.Month(o.month),
			Whose: o.whose, Base: o.base.ID, Name: o.file(), Rows: report.Rows, Same: report.Same, Gone: report.Gone, Lost: report.Lost,
			Unlocked: unlocked, SHA256: report.SHA256, Lines: o.lines.Lines()}
		who := actor(v)
		err = p.Exports.Save(v.Request().Context(), m, audit.Row{Tenant: m.Tenant, At: m.At, By: who.Employee, Door: who.Door, Act: audit.Exported, Month: m.Month,
			After: audit.State{Lines: []string{m.Name, "SHA-256 " + m.SHA256}}, Ref: string(m.ID)})
	}
	return v.EndFile(err)
}

// contentTypes say what the bytes are.
var contentTypes = map[export.Encoding]string{export.ShiftJIS: "text/csv; charset=Shift_JIS", export.UTF8: "text/csv; charset=utf-8", export.UTF8BOM: "text/csv; charset=utf-8"}
