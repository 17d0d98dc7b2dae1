package desk

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// MostPast is how many changes of a record a page shows; the audit has them all.
const MostPast = 30

// Past are the last changes of a record of the masters, the newest first. ref is its id.
func (d *Desk) Past(v *shell.Visit, ref domain.ID, most int) ([]audit.Row, error) {
	return d.Audit.Page(v.Request().Context(), audit.Query{Tenant: v.Tenant.ID, Acts: []audit.Act{audit.Masters}, Ref: string(ref)}, audit.Place{}, most)
}

// Change is one change of a record, before which there was something. NotFound: it has none of that id.
func (d *Desk) Change(v *shell.Visit, ref, id domain.ID) (audit.Row, error) {
	rows, err := d.Past(v, ref, MostPast)
	if err != nil {
		return audit.Row{}, err
	}
	i := slices.IndexFunc(rows, func(r audit.Row) bool { return r.ID == id && r.Before.Master != nil })
	if i < 0 {
		return audit.Row{}, domain.Errorf(domain.NotFound, "desk: no change %s of %s", id, ref)
	}
	return rows[i], nil
}

// Since is the date from which a change counts; empty: at once, or from the beginning. What has no dates changes at once
// also where the rest of the change has one.
func Since(row audit.Row) (d calendar.Date) {
	if row.After.Master != nil {
		for _, f := range row.After.Master.Fields {
			d = max(d, f.From)
		}
	}
	return d
}

// Undo leads to a record's form as it was before a change.
func Undo(v *shell.Visit, path string, row audit.Row) ui.Link {
	return ui.Link{Path: path + "?before=" + string(row.ID), Label: v.T("admin.desk.undo")}
}

// Saved says that a record was saved, and leads back to what it was before.
func (d *Desk) Saved(v *shell.Visit, title, path string, ref domain.ID) (ui.Notice, error) {
	said := ui.Notice{Tone: ui.Good, Title: title}
	past, err := d.Past(v, ref, 1)
	if err == nil && len(past) == 1 && past[0].Before.Master != nil {
		said.To = Undo(v, path, past[0])
	}
	return said, err
}

// Former says that a form shows what was before a change.
func Former(v *shell.Visit) ui.Notice {
	return ui.Notice{Tone: ui.Info, Title: v.T("admin.desk.former"), Lines: []string{v.T("admin.desk.former.look")}}
}

// Ahead says that another administrator saved first; past are the record's changes, the newest first.
func Ahead(v *shell.Visit, past []ui.Past) ui.Notice {
	title := v.T("admin.desk.ahead")
	if len(past) > 0 {
		title = v.T("admin.desk.ahead.who", "name", past[0].Who)
	}
	return ui.Notice{Tone: ui.Alert, Title: title, Lines: []string{v.T("admin.desk.ahead.kept")}}
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
