package team

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Month is a closing period of everybody one answers for (月の集計).
type Month struct {
	ui.Page
	Tabs       ui.Tabs
	Name       string
	Prev, Next string
	Filter     ui.Filter
	Columns    []Column
	Rows       []Member
	Paging     ui.Paging
	PDF, CSV   string
	File       string // the table itself
	Empty      ui.Empty
}

// Column is a head of the table that sorts by it.
type Column struct {
	Label, Path string
	Number      bool
	Current     bool
}

// Member is one person's month.
type Member struct {
	Name, Code, Department, Path  string
	Days, Worked, OT, Night, Late string
	Problems, Waiting             string
	Marks                         []ui.Badge
	Locked                        bool
}

// reckoned is a person with his month, while it is sorted.
type reckoned struct {
	org.Employee
	month   worktime.Aggregate
	waiting int
}

// sorts are what the table can be sorted by, the most first; by code unless asked.
var sorts = map[string]func(reckoned) int{
	"days":     func(r reckoned) int { return r.month.Totals.DaysWorked },
	"worked":   func(r reckoned) int { return r.month.Totals.Worked },
	"ot":       func(r reckoned) int { return r.month.Totals.OT },
	"night":    func(r reckoned) int { return r.month.Totals.Night },
	"late":     func(r reckoned) int { return r.month.Totals.Late },
	"problems": func(r reckoned) int { return r.month.Totals.Problems },
	"waiting":  func(r reckoned) int { return r.waiting },
}

var columns = []string{"", "days", "worked", "ot", "night", "late", "problems", "waiting"}

func (p *Pages) month(v *shell.Visit) error {
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	groups := c.Groups
	people := c.In(c.Narrow(v), month, domain.ID(v.QueryParam("group")))
	t := teller(v)
	page := Month{Page: v.Page(v.T("team.tab.month")), Tabs: tabs(v, monthPath), Name: t.Month(month), Empty: nobody(v, c),
		Prev: crew.With(v, monthPath, "month", string(month.Add(-1))), Next: crew.With(v, monthPath, "month", string(month.Add(1)))}
	page.Wide = true
	page.Filter = c.Filter(v, page.Page, monthPath, groupField(v, t, groups, c.People, month), "month", "sort")
	query := url.Values{"month": {string(month)}, "group": {v.QueryParam("group")}, "q": {v.QueryParam("q")},
		"department": {v.QueryParam("department")}, "site": {v.QueryParam("site")}}
	page.PDF, page.CSV = sheetsPath+"?format=pdf&"+query.Encode(), sheetsPath+"?format=csv&"+query.Encode()
	page.File = monthPath + "/file?" + query.Encode()
	for _, name := range columns {
		col := Column{Label: t.T("team.column." + cmp.Or(name, "name")), Path: crew.With(v, monthPath, "sort", name), Current: v.QueryParam("sort") == name, Number: name != ""}
		page.Columns = append(page.Columns, col)
	}
	shown, paging, err := p.reckon(v, page.Page, month, groups, people)
	if err != nil {
		return err
	}
	page.Paging = paging
	for _, r := range shown {
		m, err := p.member(v, t, c, r)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, m)
	}
	return v.Show(http.StatusOK, page)
}

// reckon counts the months of the visited page's people; where a figure sorts them, those of all.
func (p *Pages) reckon(v *shell.Visit, page ui.Page, month calendar.Month, groups []closing.Group, people []org.Employee) ([]reckoned, ui.Paging, error) {
	ctx := v.Request().Context()
	waiting, err := p.waiting(v, groups, month)
	if err != nil {
		return nil, ui.Paging{}, err
	}
	figure, sorted := sorts[v.QueryParam("sort")]
	asked, paging := people, ui.Paging{}
	if !sorted {
		asked, paging = crew.Cut(v, page, monthPath, people)
	}
	var all []reckoned
	err = p.Records.Each(ctx, v.Tenant.ID, month, asked, false, p.Now(), func(e org.Employee, m worktime.Aggregate) error {
		all = append(all, reckoned{e, m, len(waiting[e.ID])})
		return nil
	})
	if sorted {
		slices.SortStableFunc(all, func(a, b reckoned) int { return figure(b) - figure(a) })
		all, paging = crew.Cut(v, page, monthPath, all)
	}
	return all, paging, err
}

// waiting are the pending requests about days of a month, by person.
func (p *Pages) waiting(v *shell.Visit, groups []closing.Group, month calendar.Month) (map[domain.ID][]asking, error) {
	pending, err := p.Requests.Pending(v.Request().Context(), v.Tenant.ID, "")
	if err != nil || len(pending) == 0 {
		return nil, err
	}
	all := map[domain.ID][]asking{}
	for _, r := range pending {
		all[r.Employee] = append(all[r.Employee], asking{r.Date, r.Approver})
	}
	people, err := p.People.Employees(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range people {
		if own, has := all[e.ID]; has {
			period := closing.Of(groups, e).Period(month)
			all[e.ID] = slices.DeleteFunc(own, func(a asking) bool { return !period.Contains(a.Date) })
		}
	}
	return all, nil
}

// asking is a day somebody asked to have corrected, and who is asked.
type asking struct {
	Date calendar.Date
	By   domain.ID
}

func (p *Pages) member(v *shell.Visit, t telling.Teller, c crew.Crew, r reckoned) (Member, error) {
	m := figures(r)
	m.Name, m.Code, m.Department, m.Path = named(t, r.Employee), r.Code, c.Names[r.Department], ownMonth(r.ID, r.month.Period.Month)
	apart := closing.Of(c.Groups, r.Employee).In(r.month.Period.Month).AgreementDay > 0
	if !apart && !r.month.Heavy() { // where the agreement's months are others, a light period may hold the end of a heavy one
		return m, nil
	}
	a, told, err := p.Records.Agreement(v.Request().Context(), v.Tenant.ID, r.ID, r.month, p.Now())
	if err != nil || !told {
		return m, err
	}
	for _, b := range a.Broken {
		m.Marks = append(m.Marks, ui.Badge{State: "needs", Word: "! " + t.T("team.breach."+string(b))})
	}
	if len(m.Marks) == 0 && a.Ordinary < almost {
		m.Marks = append(m.Marks, ui.Badge{State: "break", Word: "◐ " + t.T("team.breach.near", "left", locale.Duration(a.Ordinary))})
	}
	return m, nil
}

// figures are a person's month as the table has it.
func figures(r reckoned) Member {
	s := r.month.Totals
	return Member{Days: blank(s.DaysWorked, strconv.Itoa), Worked: blank(s.Worked, locale.Duration), OT: blank(s.OT, locale.Duration),
		Night: blank(s.Night, locale.Duration), Late: blank(s.Late, locale.Duration), Problems: blank(s.Problems, strconv.Itoa),
		Waiting: blank(r.waiting, strconv.Itoa), Locked: r.month.Locked > 0}
}

// almost is how near to 45 hours a month is marked: a week of two hours a day.
const almost = 10 * 60

// blank writes a figure, and nothing for none.
func blank(n int, write func(int) string) string {
	if n == 0 {
		return ""
	}
	return write(n)
}

// groupField chooses a closing group among those the people are in.
func groupField(v *shell.Visit, t telling.Teller, groups []closing.Group, people []org.Employee, month calendar.Month) []ui.Field {
	there := map[domain.ID]bool{}
	for _, e := range people {
		there[closing.Of(groups, e).In(month).ID] = true
	}
	f := ui.Field{Name: "group", Label: v.T("team.group"), Choices: []ui.Choice{{Label: v.T("team.all")}}}
	for _, g := range groups {
		if there[g.ID] {
			f.Choices = append(f.Choices, ui.Choice{Value: string(g.ID), Label: g.Name + " " + span(t, g.Period(month)), Chosen: string(g.ID) == v.QueryParam("group")})
		}
	}
	if len(f.Choices) < 3 {
		return nil
	}
	return []ui.Field{f}
}

// span is a period by its days.
func span(t telling.Teller, p closing.Period) string {
	return t.T("team.span", "from", t.Short(p.From), "to", t.Short(p.To))
}

// ownMonth is the address of a person's month.
func ownMonth(id domain.ID, month calendar.Month) string {
	return personPath + string(id) + "?month=" + string(month)
}
