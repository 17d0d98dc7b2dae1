package desk

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Past are the last changes of a record of the masters, the newest first. ref is its id.
func (d *Desk) Past(v *shell.Visit, ref domain.ID, most int) ([]audit.Row, error) {
	return d.earlier(v, ref, audit.Place{}, most)
}

func (d *Desk) earlier(v *shell.Visit, ref domain.ID, before audit.Place, most int) ([]audit.Row, error) {
	return d.Audit.Page(v.Request().Context(), audit.Query{Tenant: v.Tenant.ID, Acts: []audit.Act{audit.Masters}, Ref: string(ref)}, before, most)
}

// Change is one change of a record, before which there was something. NotFound: it has none of that id.
func (d *Desk) Change(v *shell.Visit, ref, id domain.ID) (found audit.Row, err error) {
	err = d.walk(v, ref, func(row audit.Row, _ *audit.Row) (bool, error) {
		if row.ID == id && row.Before.Master != nil {
			found = row
		}
		return found.ID == "", nil
	})
	if err == nil && found.ID == "" {
		err = domain.Errorf(domain.NotFound, "desk: no change %s of %s", id, ref)
	}
	return found, err
}

// atOnce is how many changes are read at a time.
const atOnce = 100

// walk reads the changes of a record, the newest first, until one says that it is enough. newer is the change after it,
// which has the record as this one left it; nil: there is none, and the record is as it left it.
func (d *Desk) walk(v *shell.Visit, ref domain.ID, each func(row audit.Row, newer *audit.Row) (more bool, err error)) error {
	var place audit.Place
	var newer *audit.Row
	for {
		rows, err := d.earlier(v, ref, place, atOnce)
		if err != nil {
			return err
		}
		for i := range rows {
			if more, err := each(rows[i], newer); err != nil || !more {
				return err
			}
			newer, place = &rows[i], audit.Place{At: rows[i].At, ID: rows[i].ID}
		}
		if len(rows) < atOnce {
			return nil
		}
	}
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
