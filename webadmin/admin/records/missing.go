package records

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Missing is what the days of a month lack, person by person (打刻漏れ).
type Missing struct {
	Head
	Filter ui.Filter
	Heads  []Column
	Rows   []Lack
	Paging ui.Paging
	File   string
	Empty  ui.Empty
}

// Column is a head of a table that sorts by it.
type Column struct {
	Label, Path string
	Sort        string // aria-sort; empty: it is not the one
}

// Lack is a day that lacks something, and what was done about it.
type Lack struct {
	Name, Code, Department string
	Date, DayPath          string
	What                   ui.Badge
	Asked                  string // the newest reminder
	Answer                 ui.Badge
	Remind                 string // where to remind; empty: it waits for somebody else
}

// lack is a line before it is worded.
type lack struct {
	org.Employee
	worktime.Blocker
}

// lacking are the kinds that can be asked for: what is missing, what is undecided, and days without any punch.
var lacking = map[string][]worktime.Obstacle{
	"":       {worktime.NoIn, worktime.NoOut, worktime.Undecided},
	"in":     {worktime.NoIn},
	"out":    {worktime.NoOut},
	"held":   {worktime.Undecided},
	"absent": {worktime.NoPunch},
	"whole":  {worktime.NoIn, worktime.NoOut, worktime.Undecided, worktime.NoPunch},
}

func (p *Pages) missing(v *shell.Visit) error {
	month, err := p.monthOf(v)
	if err != nil {
		return err
	}
	c, all, err := p.lacks(v, month)
	if err != nil {
		return err
	}
	page := Missing{Head: head(v, v.T("records.tab.missing"), missingPath), File: crew.With(v, missingPath+"/file", "month", string(month)),
		Empty: ui.Empty{Title: v.T("records.missing.none"), Line: v.T("records.missing.none_why")}}
	fields := slices.Concat([]ui.Field{monthField(v, month)}, c.GroupField(v),
		[]ui.Field{{Name: "what", Label: v.T("records.what"), Choices: choices(v, "records.lack.", v.QueryParam("what"), "", "out", "in", "held", "absent", "whole")}})
	page.Filter = c.Filter(v, page.Page, missingPath, fields, "sort")
	for _, name := range []string{"name", "date"} {
		col := Column{Label: v.T("records." + name), Path: crew.With(v, missingPath, "sort", name)}
		if cmp.Or(v.QueryParam("sort"), "date") == name {
			col.Sort = map[string]string{"name": "ascending", "date": "descending"}[name]
		}
		page.Heads = append(page.Heads, col)
	}
	shown, paging := crew.Cut(v, page.Page, missingPath, all)
	page.Paging = paging
	if page.Rows, err = p.worded(v, c, month, shown); err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// lacks are the days that lack something, of the people the visitor looks for: the newest first, or by person.
func (p *Pages) lacks(v *shell.Visit, month calendar.Month) (crew.Crew, []lack, error) {
	c, err := p.crew(v)
	if err != nil {
		return c, nil, err
	}
	kinds, known := lacking[v.QueryParam("what")]
	if !known {
		return c, nil, domain.Errorf(domain.NotFound, "records: nobody lacks %q", v.QueryParam("what"))
	}
	var all []lack
	people := c.In(c.Narrow(v), month, domain.ID(v.QueryParam("group")))
	err = p.Records.Each(v.Request().Context(), v.Tenant.ID, month, people, true, p.Now(), func(e org.Employee, m worktime.Aggregate) error {
		for _, b := range m.Blockers() {
			if slices.Contains(kinds, b.What) {
				all = append(all, lack{e, b})
			}
		}
		return nil
	})
	if v.QueryParam("sort") != "name" {
		slices.SortStableFunc(all, func(a, b lack) int { return cmp.Compare(b.Date, a.Date) })
	}
	return c, all, err
}

// newest are the newest requests about the days of some lines.
func (p *Pages) newest(v *shell.Visit, list []lack) (map[domain.ID]map[calendar.Date]workflow.Request, error) {
	all := map[domain.ID]map[calendar.Date]workflow.Request{}
	if len(list) == 0 {
		return all, nil
	}
	by := func(a, b lack) int { return cmp.Compare(a.Date, b.Date) }
	err := p.Requests.Each(v.Request().Context(), v.Tenant.ID, slices.MinFunc(list, by).Date, slices.MaxFunc(list, by).Date, func(r workflow.Request) error {
		if all[r.Employee] == nil {
			all[r.Employee] = map[calendar.Date]workflow.Request{}
		}
		all[r.Employee][r.Date] = r
		return nil
	})
	return all, err
}
