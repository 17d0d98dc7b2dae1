package records

import (
	"cmp"
	"context"
	"net/http"
	"slices"

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

// Day is one date of everybody (日の一覧).
type Day struct {
	Head
	Date       string
	Prev, Next string
	Filter     ui.Filter
	Heads      []Column
	Rows       []Dated
	Paging     ui.Paging
	File       string
	Empty      ui.Empty
}

// Dated is one person's day.
type Dated struct {
	Name, Code, Department, Path string
	Cells                        []string // in, out, break, worked, overtime
	Marks                        []ui.Badge
}

// dated is a person's day before it is worded.
type dated struct {
	org.Employee
	worktime.Day
}

// states narrow a day's people.
var states = map[string]func(worktime.Day) bool{
	"":         func(worktime.Day) bool { return true },
	"problems": func(d worktime.Day) bool { return len(d.Problems) > 0 || d.Absent },
	"came":     func(d worktime.Day) bool { return d.In != nil || d.Out != nil },
	"absent":   func(d worktime.Day) bool { return d.In == nil && d.Out == nil },
}

// sorts are what a day's people can be sorted by, the most first; by code unless asked.
var sorts = map[string]func(worktime.Day) int{
	"break":    func(d worktime.Day) int { return d.Break },
	"worked":   func(d worktime.Day) int { return d.Worked },
	"ot":       func(d worktime.Day) int { return d.OT },
	"problems": func(d worktime.Day) int { return len(d.Problems) },
}

func (p *Pages) day(v *shell.Visit) error {
	date, err := p.dateOf(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	t := teller(v)
	page := Day{Head: head(v, v.T("records.tab.day"), dayPath), Date: t.Date(date), File: crew.With(v, dayPath+"/file", "date", string(date)),
		Prev: crew.With(v, dayPath, "date", string(date.Add(-1))), Next: crew.With(v, dayPath, "date", string(date.Add(1))),
		Empty: ui.Empty{Title: v.T("team.not_found"), Line: v.T("team.not_found_why")}}
	fields := append([]ui.Field{{Name: "date", Label: v.T("records.date"), Type: "date", Value: string(date), Max: 10},
		{Name: "state", Label: v.T("team.state"), Choices: choices(v, "records.day.", v.QueryParam("state"), "", "problems", "came", "absent")}}, c.GroupField(v)...)
	page.Filter = c.Filter(v, page.Page, dayPath, fields, "sort")
	for _, name := range []string{"", "in", "out", "break", "worked", "ot", "problems"} {
		col := Column{Label: v.T("records.column." + cmp.Or(name, "name"))}
		if _, can := sorts[name]; can || name == "" {
			col.Path = crew.With(v, dayPath, "sort", name)
		}
		if v.QueryParam("sort") == name {
			col.Sort = map[bool]string{true: "ascending", false: "descending"}[name == ""]
		}
		page.Heads = append(page.Heads, col)
	}
	list, paging, err := p.daysOf(v, page.Page, c, date)
	if err != nil {
		return err
	}
	page.Paging = paging
	for _, d := range list {
		page.Rows = append(page.Rows, Dated{Name: d.DisplayName(t.Lang), Code: d.Code, Department: c.Names[d.Department], Path: personDay(d.ID, date),
			Cells: cells(t, d.Day), Marks: marks(t, d.Day)})
	}
	return v.Show(http.StatusOK, page)
}

// daysOf are the people of the visited page: only theirs are read, unless what they did narrows or sorts them.
func (p *Pages) daysOf(v *shell.Visit, page ui.Page, c crew.Crew, date calendar.Date) ([]dated, ui.Paging, error) {
	people := p.thatDay(v, c, date)
	figure, sorted := sorts[v.QueryParam("sort")]
	state, known := states[v.QueryParam("state")]
	if !known {
		return nil, ui.Paging{}, domain.Errorf(domain.NotFound, "records: no day is %q", v.QueryParam("state"))
	}
	whole := sorted || v.QueryParam("state") != ""
	var paging ui.Paging
	if !whole {
		people, paging = crew.Cut(v, page, dayPath, people)
	}
	var list []dated
	err := p.eachDay(v.Request().Context(), v.Tenant.ID, c, date, people, func(e org.Employee, d worktime.Day) error {
		if state(d) {
			list = append(list, dated{e, d})
		}
		return nil
	})
	if sorted {
		slices.SortStableFunc(list, func(a, b dated) int { return figure(b.Day) - figure(a.Day) })
	}
	if whole {
		list, paging = crew.Cut(v, page, dayPath, list)
	}
	return list, paging, err
}

// thatDay are the people the visitor looks for who were with the company on a date.
func (p *Pages) thatDay(v *shell.Visit, c crew.Crew, date calendar.Date) []org.Employee {
	group := domain.ID(v.QueryParam("group"))
	return slices.DeleteFunc(c.Narrow(v), func(e org.Employee) bool {
		here := (e.Active || e.Left >= date) && (e.Hired == "" || e.Hired <= date)
		course := closing.Of(c.Groups, e)
		return !here || group != "" && course.In(course.PeriodOf(date).Month).ID != group
	})
}

// eachDay hands out the date of each person, in their order. People of different closing groups have it in different
// months: each month is read by itself.
func (p *Pages) eachDay(ctx context.Context, tenant domain.ID, c crew.Crew, date calendar.Date, people []org.Employee, each func(org.Employee, worktime.Day) error) error {
	months := map[calendar.Month][]org.Employee{}
	for _, e := range people {
		m := closing.Of(c.Groups, e).PeriodOf(date).Month
		months[m] = append(months[m], e)
	}
	days := make(map[domain.ID]worktime.Day, len(people))
	for month, some := range months {
		err := p.Records.Each(ctx, tenant, month, some, true, p.Now(), func(e org.Employee, m worktime.Aggregate) error {
			if i := slices.IndexFunc(m.Days, func(d worktime.Day) bool { return d.Date == date }); i >= 0 {
				days[e.ID] = m.Days[i]
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, e := range people {
		if err := each(e, days[e.ID]); err != nil {
			return err
		}
	}
	return nil
}

// dateOf is the date the address asks for, else today. NotFound: it is none.
func (p *Pages) dateOf(v *shell.Visit) (calendar.Date, error) {
	d, err := calendar.ParseDate(cmp.Or(v.QueryParam("date"), string(v.Tenant.DateAt(p.Now()))))
	if err != nil {
		return "", domain.Errorf(domain.NotFound, "records: %w", err)
	}
	return d, nil
}

// cells are a day's times and figures; nothing for none.
func cells(t telling.Teller, d worktime.Day) []string {
	list := make([]string, 0, 5)
	for _, x := range []*worktime.Punch{d.In, d.Out} {
		if x == nil {
			list = append(list, "")
			continue
		}
		list = append(list, t.Clock(x.At, d.Date))
	}
	for _, n := range []int{d.Break, d.Worked, d.OT} {
		said := ""
		if n > 0 {
			said = locale.Duration(n)
		}
		list = append(list, said)
	}
	return list
}

// marks are what a person has to look at.
func marks(t telling.Teller, d worktime.Day) []ui.Badge {
	var list []ui.Badge
	for _, x := range d.Problems {
		list = append(list, ui.Badge{State: "needs", Word: "! " + t.T("timesheet.problem."+string(x))})
	}
	if d.Absent {
		list = append(list, ui.Badge{State: "needs", Word: "! " + t.T("timesheet.absent")})
	}
	if d.Open {
		list = append(list, ui.Badge{State: "in", Word: t.T("name.status.in")})
	}
	for _, r := range d.Reasons {
		list = append(list, ui.Badge{State: "out", Word: t.Taken(r)})
	}
	return list
}
