package notices

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/notice/content"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Compose is the form that writes a message (作成), a draft or a template.
type Compose struct {
	ui.Page
	Tabs     ui.Tabs
	Path     string
	Revision int
	Template *ui.Field // its name, where a template is written
	Title, Body,
	People, Lack,
	Options, Deadline, At *ui.Field
	Kinds     []*ui.Field // of the survey
	Survey    bool        // it asks something
	Whole     []ui.Choice
	Places    []*ui.Field
	Audience  string // what is wrong with it
	Later     bool
	Files     []Attachment
	Endings   string
	FileHint  string
	FileWrong []string
	Save, As  *ui.Field // the names to keep the audience and the whole under
	Drop      string
}

// maxForm is the largest form that brings files, in bytes.
const maxForm = notice.MaxFiles*notice.MaxFile + shell.MaxForm

func (p *Pages) compose(v *shell.Visit) error {
	id := domain.ID(v.Param("id"))
	if id == "" {
		return p.form(v, http.StatusOK, notice.Draft{}, fields{}, nil)
	}
	d, _, err := p.Notices.Draft(v.Request().Context(), actor(v), id)
	if err != nil {
		return err
	}
	people, err := p.Company.Employees(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return err
	}
	f, errs, status := fieldsOf(v, d, people), map[string]string(nil), http.StatusOK
	if v.QueryParam("check") != "" { // it was to be sent and cannot be
		errs, status = p.refused(v, d), http.StatusUnprocessableEntity
	}
	return p.form(v, status, d, f, errs)
}

// refused is what keeps a draft from being sent, by its field.
func (p *Pages) refused(v *shell.Visit, d notice.Draft) map[string]string {
	_, _, err := p.Notices.SubmitDraft(v.Request().Context(), actor(v), d.ID, d.Revision, true)
	if why := wrong(err); why != "" {
		return map[string]string{beside[why]: v.T("notices.wrong."+why, "name", argument(err, "name"), "least", notice.MinGroup)}
	}
	return nil
}

// beside is the field a refusal of a message stands beside.
var beside = map[string]string{"title": "title", "body": "body", "nobody": "audience", "not_yours": "audience", "few": "audience", "own_only": "audience", "no_message": "audience",
	"anonymous": "lack", "no_survey": "lack", "lacks": "lack", "options": "options", "option": "options", "twice": "options", "deadline": "deadline"}

// form shows the form with what is typed, and what is wrong with it.
func (p *Pages) form(v *shell.Visit, status int, d notice.Draft, f fields, errs map[string]string) error {
	field := func(name, label, value string) *ui.Field {
		return &ui.Field{Name: name, Label: v.T("notices.field." + label), Value: value, Error: errs[name]}
	}
	tick := func(name string, on bool) *ui.Field {
		x := field(name, name, "")
		if x.Type = "checkbox"; on {
			x.Value = "on"
		}
		x.Hint = v.T("notices.hint."+name, "least", notice.MinGroup)
		return x
	}
	page := Compose{Page: v.Page(v.T("notices.write")), Tabs: p.tabs(v, ""), Path: newPath, Revision: d.Revision,
		Title: field("title", "title", f.Title), Body: field("body", "body", f.Body), People: field("people", "people", f.People),
		Options: field("options", "options", f.Options), Deadline: field("deadline", "deadline", f.Deadline), At: field("at", "at", f.At),
		Kinds: []*ui.Field{tick("multiple", f.Multiple), tick("comment", f.Comment), tick("anonymous", f.Anonymous)}, Survey: f.Options != "" || errs["options"] != "",
		Audience: errs["audience"], Later: f.Later, Endings: strings.Join(content.Endings(), ","),
		FileHint: v.T("notices.hint.files", "files", notice.MaxFiles, "size", locale.Bytes(notice.MaxFile)),
		Save:     field("list", "list", f.List), As: field("template", "template", f.Template)}
	if d.ID != "" {
		page.Path, page.Drop = draftPath+string(d.ID), draftPath+string(d.ID)+"/drop"
	}
	if d.Template {
		page.Template, page.Page.Title = field("name", "name", f.Name), v.T("notices.template")
	}
	page.Title.Max, page.Body.Max, page.Body.Rows = notice.MaxTitle, notice.MaxBody, 8
	page.Options.Rows, page.Options.Max, page.Options.Hint = 4, 700, v.T("notices.hint.options")
	page.People.Rows, page.People.Max, page.People.Hint = 3, 20000, v.T("notices.hint.people")
	page.Deadline.Type, page.At.Type = "datetime-local", "datetime-local"
	page.Save.Hint, page.As.Hint, page.Save.Max, page.As.Max = v.T("notices.hint.list"), v.T("notices.hint.template"), notice.MaxTitle, notice.MaxTitle
	if errs["moved"] != "" {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: errs["moved"]})
	} else if len(errs) > 0 {
		said := strings.Split(strings.Join(slices.Sorted(maps.Values(errs)), "\n"), "\n")
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: v.T("notices.wrong"), Lines: said})
	}
	if errs["files"] != "" {
		page.FileWrong = strings.Split(errs["files"], "\n")
	}
	if err := p.offer(v, f, &page, errs); err != nil {
		return err
	}
	return p.withFiles(v, status, d, page)
}

func (p *Pages) withFiles(v *shell.Visit, status int, d notice.Draft, page Compose) error {
	if d.ID == "" {
		return v.Show(status, page)
	}
	held, err := p.Notices.Files.FilesOf(v.Request().Context(), v.Tenant.ID, d.ID)
	if err != nil {
		return err
	}
	for _, f := range held {
		page.Files = append(page.Files, attachment(v, f, draftPath+string(d.ID)))
	}
	return v.Show(status, page)
}
