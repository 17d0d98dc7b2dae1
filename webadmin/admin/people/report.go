package people

import (
	"bytes"
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Report is what a list would do, line by line, and the question which lines are to be taken.
type Report struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Name   string
	About  []string
	Change ui.Link
	Counts []Count
	Lines  []Line
	Paging ui.Paging
	Empty  ui.Empty
	Absent string
	Path   string
	Which  ui.Field
	Pick   ui.Field
	Ready  bool // there is something to take
}

// Count is how many lines are of a state; it leads to them.
type Count struct {
	ui.Badge
	Number, Path string
	Current      bool
}

// Line is one line of the list.
type Line struct {
	Number, Code string
	State        ui.Badge
	Changes      []ui.Change
	Notes        []string // folds
	Faults       []string
}

var lineStates = []staff.State{staff.New, staff.Changed, staff.Unchanged, staff.Wrong}

// look tells what a list that waits would do.
func (p *Pages) look(v *shell.Visit, u company.Upload, o staff.Options) (staff.Prospect, error) {
	table, err := staff.Read(bytes.NewReader(u.Content), u.Name, u.Choices.Columns)
	if err != nil {
		return staff.Prospect{}, err
	}
	o.From, o.EmptyClears = u.Choices.From, u.Choices.EmptyClears
	return staff.Look(v.Request().Context(), p.Desk.Store, v.Tenant.Code, table, o, p.tools(v))
}

func (p *Pages) report(v *shell.Visit) error {
	u, err := p.waits(v)
	if err != nil {
		return err
	}
	if u.Choices.Columns == nil {
		return v.Go(importPath + "/" + string(u.ID) + "/columns")
	}
	prospect, err := p.look(v, u, staff.Options{})
	if domain.Is(err, domain.Invalid) {
		return p.columnsPage(v, http.StatusUnprocessableEntity, u, u.Choices, []string{v.T("people.field.wrong.together")})
	} else if err != nil {
		return err
	}
	return p.reportPage(v, http.StatusOK, u, prospect, "")
}

func (p *Pages) reportPage(v *shell.Visit, status int, u company.Upload, prospect staff.Prospect, wrong string) error {
	path := importPath + "/" + string(u.ID)
	page := Report{Page: v.Page(v.T("people.report")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: importPath, Label: v.T("people.import")}, Name: u.Name, Path: path,
		Change: ui.Link{Path: path + "/columns", Label: v.T("people.columns_change")}}
	page.Wide = true
	page.About = []string{v.T("people.counts", "date", string(prospect.From))}
	for _, title := range prospect.Ignored {
		page.About = append(page.About, v.T("people.ignored", "column", title))
	}
	for _, title := range prospect.Unkept {
		page.About = append(page.About, v.T("people.unkept", "column", title))
	}
	if n := len(prospect.Absent); n > 0 {
		page.Absent = v.T("people.absent", "count", n, "name", prospect.Absent[0].Name)
	}
	chosen := known(lineStates, v.QueryParam("state"))
	good := 0
	for _, s := range lineStates {
		n := prospect.Count(s)
		c := Count{Badge: lineBadge(v, s), Number: strconv.Itoa(n), Path: path + "?state=" + string(s), Current: s == chosen}
		if c.Current {
			c.Path = path
		}
		if s == staff.New || s == staff.Changed {
			good += n
		}
		page.Counts = append(page.Counts, c)
	}
	page.Lines, page.Paging = lines(v, page, prospect, chosen)
	page.Empty = ui.Empty{Title: v.T("people.no_lines"), Line: v.T("people.no_lines_line"), To: page.Change}
	page.Ready = good > 0
	page.Which = ui.Field{Name: "which", Label: v.T("people.which"), Choices: whiches(v, prospect), Error: wrong}
	page.Pick = ui.Field{Name: "lines", Label: v.T("people.lines"), Hint: v.T("people.lines_hint"), Value: v.Text("lines"), Max: ui.MaxText}
	return v.Show(status, page)
}

// whiches are the ways to choose lines; wrong lines leave only those that leave them out.
func whiches(v *shell.Visit, prospect staff.Prospect) []ui.Choice {
	list := []ui.Choice{{Value: "all", Label: v.T("people.which.all")}}
	if n := prospect.Count(staff.Wrong); n > 0 {
		list = []ui.Choice{{Value: "good", Label: v.T("people.which.good", "count", n)}}
	}
	list = append(list, ui.Choice{Value: "lines", Label: v.T("people.which.lines")})
	for i := range list {
		list[i].Chosen = list[i].Value == v.FormValue("which")
	}
	return list
}

// lines are those of the visited page.
func lines(v *shell.Visit, page Report, prospect staff.Prospect, state staff.State) ([]Line, ui.Paging) {
	var all []staff.Line
	for _, l := range prospect.Lines {
		if state == "" || l.State == state {
			all = append(all, l)
		}
	}
	paging := crew.LeafOf(v, page.Page, page.Path, len(all), perPage)
	var list []Line
	for _, l := range all[(paging.At-1)*perPage : min(paging.At*perPage, len(all))] {
		list = append(list, line(v, l))
	}
	return list, paging
}

func line(v *shell.Visit, l staff.Line) Line {
	said := Line{Number: strconv.Itoa(l.Number), Code: l.Code, State: lineBadge(v, l.State)}
	for _, c := range l.Cells {
		said.Changes = append(said.Changes, ui.Change{Label: string(c.Column), Before: c.Before, After: c.After})
	}
	for _, f := range l.Folds {
		said.Notes = append(said.Notes, v.T("people.fold", "column", f.Column, "written", f.Written, "read", f.Read))
	}
	for _, f := range l.Faults {
		text := v.T("people.fault."+string(f.Why), "value", f.Value, "more", f.More)
		if f.Column != "" {
			text = string(f.Column) + ": " + text
		}
		said.Faults = append(said.Faults, text)
	}
	return said
}

func lineBadge(v *shell.Visit, s staff.State) ui.Badge {
	state := map[staff.State]string{staff.New: "in", staff.Changed: "away", staff.Unchanged: "out", staff.Wrong: "needs"}[s]
	mark := map[staff.State]string{staff.New: "＋ ", staff.Changed: "→ ", staff.Unchanged: "＝ ", staff.Wrong: "! "}[s]
	return ui.Badge{State: state, Word: mark + v.T("people.line."+string(s))}
}
