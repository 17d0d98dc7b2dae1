package notices

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Drafts are the visitor's drafts and the company's templates (下書き・ひな形).
type Drafts struct {
	ui.Page
	Tabs      ui.Tabs
	Filter    ui.Filter
	Rows      []Pad
	Templates []Pad
	Empty     ui.Empty
	New       ui.Link
	More      string
}

// Pad is one draft or template.
type Pad struct{ Path, Title, Line, Copy string }

// mostPads is how many drafts, and how many templates, a page shows; words find the others.
const mostPads = 50

func (p *Pages) drafts(v *shell.Visit) error {
	ctx := v.Request().Context()
	mine, err := p.Notices.MyDrafts(ctx, actor(v))
	if err != nil {
		return err
	}
	templates, err := p.Notices.Templates(ctx, actor(v))
	if err != nil {
		return err
	}
	page := Drafts{Page: v.Page(v.T("notices.drafts")), Tabs: p.tabs(v, draftsPath), New: ui.Link{Path: newPath, Label: v.T("notices.write")},
		Empty: ui.Empty{Title: v.T("notices.drafts_none"), Line: v.T("notices.drafts_none_why")}}
	page.Filter = ui.Filter{Page: page.Page, Path: draftsPath, Fields: []ui.Field{search(v)}}
	if words(v) != "" {
		page.Empty = notFound(v, draftsPath)
	}
	var more int
	page.Rows, more = pads(v, mine)
	rest := more
	page.Templates, more = pads(v, templates)
	if rest += more; rest > 0 {
		page.More = v.T("notices.more", "count", rest)
	}
	return show(v, page)
}

// pads are the drafts whose titles have the words that are looked for, and how many more there are.
func pads(v *shell.Visit, list []notice.Draft) (out []Pad, more int) {
	over := v.Person.Role == domain.Admin || v.Person.Role == domain.Owner
	q := crew.Fold(words(v))
	list = slices.DeleteFunc(list, func(d notice.Draft) bool { return !strings.Contains(crew.Fold(d.Name+" "+d.Content.Title), q) })
	for i, d := range list {
		if i == mostPads {
			return out, len(list) - mostPads
		}
		x := Pad{Path: draftPath + string(d.ID), Title: cmp.Or(d.Name, d.Content.Title, v.T("notices.untitled")), Line: v.T("notices.changed", "at", teller(v).When(d.UpdatedAt))}
		if d.Template {
			x.Copy = x.Path + "/copy"
			if !over && d.By != v.Person.ID {
				x.Path = "" // to use, not to change
			}
		}
		out = append(out, x)
	}
	return out, 0
}

// copyPost begins a draft from a template.
func (p *Pages) copyPost(v *shell.Visit) error {
	d, err := p.Notices.Copy(v.Request().Context(), actor(v), domain.ID(v.Param("id")), "")
	if err != nil {
		return err
	}
	return v.Go(draftPath + string(d.ID))
}

// dropPost deletes a draft or a template.
func (p *Pages) dropPost(v *shell.Visit) error {
	revision, _ := strconv.Atoi(v.FormValue("revision"))
	id := domain.ID(v.Param("id"))
	err := p.Notices.DropDraft(v.Request().Context(), actor(v), id, revision)
	switch {
	case domain.Is(err, domain.NotFound): // it is gone already
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("notices.draft_gone")})
	case domain.Is(err, domain.Conflict):
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("notices.draft_moved")})
		return v.Go(draftPath + string(id))
	case err != nil:
		return err
	default:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("notices.dropped")})
	}
	return v.Go(draftsPath)
}
