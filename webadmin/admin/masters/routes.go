package masters

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Routes is who would decide about everybody's requests now, and why (誰が承認するか).
type Routes struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	About  string // what the company has set, where nobody decides
	Filter ui.Filter
	Rows   []RouteRow
	Paging ui.Paging
	Empty  ui.Empty
}

// RouteRow is a person: his name and code, his department, and who is asked, step by step.
type RouteRow struct {
	Name, Code, Path, Department string
	Steps                        []string
}

// routesPath is its address.
const routesPath = desk.Masters + "/approval/routes"

func (p *Pages) routes(v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	of, people, err := p.Rules.Routes(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(e org.Employee) bool { return !e.Active })
	c := crew.New(people, m.Departments, m.Sites, m.Groups)
	page := Routes{Page: v.Page(v.T("masters.routes")), Tabs: desk.Tabs(v, desk.Masters), Back: ui.Link{Path: at("approval"), Label: v.T("masters.approval")},
		About: v.T("masters.routes.about"), Empty: ui.Empty{Title: v.T("masters.nothing"), Line: v.T("masters.nothing.line"), To: ui.Link{Path: routesPath, Label: v.T("masters.all")}}}
	page.Wide = true
	if v.Tenant.Workflow != org.WorkflowOn {
		page.About = v.T("masters.routes." + string(v.Tenant.Workflow))
	}
	only := v.QueryParam("only")
	page.Filter = c.Filter(v, page.Page, routesPath, []ui.Field{{Name: "only", Label: v.T("masters.routes.only"), Choices: []ui.Choice{
		{Label: v.T("masters.routes.all")}, {Value: "named", Label: v.T("masters.routes.only.named"), Chosen: only == "named"},
		{Value: "admin", Label: v.T("masters.routes.only.admin"), Chosen: only == "admin"}}}})
	list := slices.DeleteFunc(c.Narrow(v), func(e org.Employee) bool {
		return only != "" && !slices.ContainsFunc(of(e)[:min(1, len(of(e)))], func(l []workflow.Asked) bool { return string(l[0].Why) == only })
	})
	list, page.Paging = crew.Cut(v, page.Page, routesPath, list)
	for _, e := range list {
		row := RouteRow{Name: e.DisplayName(v.Lang()), Code: e.Code, Path: desk.People + "/" + string(e.ID), Department: c.Names[e.Department]}
		for _, level := range of(e) {
			row.Steps = append(row.Steps, asked(v, c, level))
		}
		if len(row.Steps) == 0 {
			row.Steps = []string{v.T("masters.routes.nobody")}
		}
		page.Rows = append(page.Rows, row)
	}
	return v.Show(http.StatusOK, page)
}

// mostTold is how many people of a step are named; a company may have dozens of administrators.
const mostTold = 4

// asked says who is asked at once, and why they.
func asked(v *shell.Visit, c crew.Crew, level []workflow.Asked) string {
	var said []string
	for _, a := range level[:min(mostTold, len(level))] {
		name := a.DisplayName(v.Lang())
		for _, d := range a.Deputies {
			name = v.T("masters.routes.deputy", "deputy", d.DisplayName(v.Lang()), "name", name)
		}
		said = append(said, name)
	}
	if more := len(level) - mostTold; more > 0 {
		said = append(said, v.T("masters.routes.more", "count", more))
	}
	why := "masters.routes.why." + string(level[0].Why)
	if level[0].Why == org.IsNamed && level[0].Of == "" {
		why += ".person"
	}
	return v.T(why, "names", locale.List(v.Lang(), said), "department", c.Names[level[0].Of])
}

// shownRoutes leads from the settings of approval to the page.
func shownRoutes(v *shell.Visit, _ company.Masters, f *Form) {
	f.Links = []ui.Link{{Path: routesPath, Label: v.T("masters.routes")}}
}
