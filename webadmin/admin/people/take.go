package people

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// takePost takes the chosen lines in, in one transaction, with what the audit keeps of it. A list that was taken in twice
// changes nothing the second time, so what ends between the commit and the end of this loses and doubles nothing.
func (p *Pages) takePost(v *shell.Visit) error {
	u, err := p.waits(v)
	if domain.Is(err, domain.NotFound) {
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("people.upload_gone")})
		return v.Go(importPath)
	} else if err != nil {
		return err
	}
	if u.Choices.Columns == nil {
		return v.Go(importPath + "/" + string(u.ID) + "/columns")
	}
	o := staff.Options{OnlyGood: v.FormValue("which") == "good"}
	if v.FormValue("which") == "lines" {
		if o.Lines, err = staff.ParsePick(v.Text("lines")); err != nil {
			return p.notTaken(v, http.StatusUnprocessableEntity, "people.lines_wrong")
		}
	}
	prospect, err := p.look(v, u, o)
	switch {
	case domain.Is(err, domain.Invalid):
		return p.notTaken(v, http.StatusUnprocessableEntity, "people.lines_wrong")
	case err != nil:
		return err
	}
	if prospect.Count(staff.Wrong) > 0 && !o.OnlyGood {
		return p.notTaken(v, http.StatusUnprocessableEntity, "people.lines_faulty")
	}
	ctx := v.Request().Context()
	switch err := prospect.Apply(ctx, p.Desk.Store); {
	case domain.Is(err, domain.Conflict):
		return p.notTaken(v, http.StatusConflict, "people.masters_changed")
	case err != nil:
		return err
	}
	if len(o.Lines) == 0 { // of chosen lines the others may be wanted yet
		if err := p.Uploads.DropUpload(ctx, v.Tenant.ID, u.ID); err != nil {
			return err
		}
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("people.taken_in", "name", u.Name), Lines: []string{v.T("people.taken_counts", "new", prospect.Count(staff.New),
		"changed", prospect.Count(staff.Changed), "unchanged", prospect.Count(staff.Unchanged), "wrong", prospect.Count(staff.Wrong))}})
	return v.Go(importPath)
}

// notTaken shows the report again and says why nothing was written.
func (p *Pages) notTaken(v *shell.Visit, status int, why string) error {
	u, err := p.waits(v)
	if err != nil {
		return err
	}
	prospect, err := p.look(v, u, staff.Options{})
	if err != nil {
		return err
	}
	return p.reportPage(v, status, u, prospect, v.T(why))
}
