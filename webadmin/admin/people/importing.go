package people

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Import is the page where a list of people is uploaded, with those that wait and those that were taken in.
type Import struct {
	ui.Page
	Tabs    ui.Tabs
	Back    ui.Link
	File    ui.Field
	Waiting []Waiting
	Past    []Taken
}

// Waiting is a list that was uploaded and not taken in yet.
type Waiting struct {
	Name, Line string
	Path, Drop string
}

// Taken is a list that was taken in.
type Taken struct{ Name, Line, SHA256 string }

// mostTaken is how many of the lists that were taken in are shown.
const mostTaken = 20

func (p *Pages) importing(v *shell.Visit) error { return p.importPage(v, http.StatusOK, "") }

func (p *Pages) importPage(v *shell.Visit, status int, wrong string) error {
	ctx := v.Request().Context()
	page := Import{Page: v.Page(v.T("people.import")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: desk.People, Label: v.T("admin.tab.people")},
		File: ui.Field{Name: "file", Label: v.T("people.file"), Hint: v.T("people.file_hint"), Type: "file", Required: true, Error: wrong}}
	t := telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
	waiting, err := p.Uploads.UploadsOf(ctx, v.Tenant.ID)
	if err != nil {
		return err
	}
	for _, u := range waiting {
		who, err := p.Desk.Who(v, audit.Row{By: u.By})
		if err != nil {
			return err
		}
		page.Waiting = append(page.Waiting, Waiting{Name: u.Name, Line: v.T("people.waiting", "at", t.When(u.At), "who", who, "until", t.When(u.ExpiresAt)),
			Path: importPath + "/" + string(u.ID), Drop: importPath + "/" + string(u.ID) + "/drop"})
	}
	rows, err := p.Desk.Audit.Page(ctx, audit.Query{Tenant: v.Tenant.ID, Acts: []audit.Act{audit.Imported}}, audit.Place{}, mostTaken)
	if err != nil {
		return err
	}
	for _, r := range rows {
		who, err := p.Desk.Who(v, r)
		if err != nil {
			return err
		}
		if l := r.After.List; l != nil {
			page.Past = append(page.Past, Taken{Name: l.Name, SHA256: l.SHA256,
				Line: v.T("people.taken", "at", t.When(r.At), "who", who, "new", l.New, "changed", l.Changed, "unchanged", l.Unchanged, "wrong", l.Wrong)})
		}
	}
	return v.Show(status, page)
}

// uploadPost keeps the file until it is known how it is to be taken.
func (p *Pages) uploadPost(v *shell.Visit) error {
	name, raw, err := uploaded(v)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return p.importPage(v, http.StatusRequestEntityTooLarge, v.T("people.file_large"))
	case err != nil || len(raw) == 0:
		return p.importPage(v, http.StatusUnprocessableEntity, v.T("people.file_missing"))
	}
	if titles, _, err := staff.Head(bytes.NewReader(raw), name, 0); err != nil || len(titles) < 2 {
		return p.importPage(v, http.StatusUnprocessableEntity, v.T("people.file_no_list"))
	}
	now := p.Now()
	u := company.Upload{ID: p.NewID(), Tenant: v.Tenant.ID, By: v.Person.ID, Name: name, Content: raw, At: now, ExpiresAt: now.Add(company.UploadLife)}
	if err := p.Uploads.SaveUpload(v.Request().Context(), u); err != nil {
		return err
	}
	return v.Go(importPath + "/" + string(u.ID) + "/columns")
}

// longestName is what is kept of a file's name.
const longestName = 100

func uploaded(v *shell.Visit) (name string, raw []byte, err error) {
	head, err := v.FormFile("file")
	if err != nil {
		return "", nil, err
	}
	in, err := head.Open()
	if err != nil {
		return "", nil, err
	}
	raw, err = io.ReadAll(in)
	letters := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, filepath.Base(strings.ReplaceAll(head.Filename, `\`, "/"))))
	return string(letters[:min(len(letters), longestName)]), raw, errors.Join(err, in.Close())
}

// dropPost throws a list away that waits.
func (p *Pages) dropPost(v *shell.Visit) error {
	if err := p.Uploads.DropUpload(v.Request().Context(), v.Tenant.ID, domain.ID(v.Param("id"))); err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Info, Title: v.T("people.dropped")})
	return v.Go(importPath)
}

// waits finds a list that waits. NotFound: another company's, or its time is over.
func (p *Pages) waits(v *shell.Visit) (company.Upload, error) {
	return p.Uploads.Upload(v.Request().Context(), v.Tenant.ID, domain.ID(v.Param("id")))
}
