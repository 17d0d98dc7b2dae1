package records

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Lint is what a month's rules and breaks cost people, check by check, with the source of each (法令チェック).
type Lint struct {
	Head
	Filter ui.Filter
	Asked  bool
	Month  string
	Sums   []Sum
	Rows   []Found
	Paging ui.Paging
	File   string
	Empty  ui.Empty
}

// Sum is what a check has found in everybody's month.
type Sum struct {
	Title, Path, Source, Link string
	State                     ui.Badge
	People, Days              int
	Minutes, OT, Night        string
}

// Found is what a check has found in one person's month.
type Found struct {
	Name, Code, Path, Department string
	Check, Rule                  string
	Days                         string
	Minutes, OT, Night           string
}

// found is a finding with whose it is.
type found struct {
	org.Employee
	worktime.Finding
}

func (p *Pages) lint(v *shell.Visit) error {
	month, err := p.lintMonth(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	t := teller(v)
	page := Lint{Head: head(v, v.T("records.tab.lint"), lintPath), Asked: v.QueryParam("month") != "", Month: t.Month(month),
		File: crew.With(v, lintPath+"/file", "month", string(month)), Empty: ui.Empty{Title: v.T("records.lint.none"), Line: v.T("records.lint.none_why")}}
	page.Filter = c.Filter(v, page.Page, lintPath, append([]ui.Field{monthField(v, month)}, c.GroupField(v)...))
	if !page.Asked {
		return v.Show(http.StatusOK, page)
	}
	all, err := p.findings(v, c, month)
	if err != nil {
		return err
	}
	page.Sums = sums(v, all)
	if check := v.QueryParam("check"); check != "" {
		all = slices.DeleteFunc(all, func(f found) bool { return string(f.Check) != check })
	}
	slices.SortStableFunc(all, func(a, b found) int { return b.Minutes - a.Minutes })
	shown, paging := crew.Cut(v, page.Page, lintPath, all)
	page.Paging = paging
	for _, f := range shown {
		page.Rows = append(page.Rows, worded(t, c, month, f))
	}
	return v.Show(http.StatusOK, page)
}

// lintMonth is the month asked for, else the last one that is over.
func (p *Pages) lintMonth(v *shell.Visit) (calendar.Month, error) {
	if v.QueryParam("month") == "" {
		return calendar.MonthOf(v.Tenant.DateAt(p.Now())).Add(-1), nil
	}
	return p.monthOf(v)
}

// findings looks at the months of everybody that is looked for.
func (p *Pages) findings(v *shell.Visit, c crew.Crew, month calendar.Month) ([]found, error) {
	var all []found
	people := c.In(c.Narrow(v), month, domain.ID(v.QueryParam("group")))
	err := p.Records.LintEach(v.Request().Context(), v.Tenant.ID, month, people, p.Now(), func(e org.Employee, list []worktime.Finding) error {
		for _, f := range list {
			all = append(all, found{e, f})
		}
		return nil
	})
	return all, err
}

// sums adds the findings up, check by check.
func sums(v *shell.Visit, all []found) []Sum {
	var list []Sum
	for _, check := range worktime.Checks {
		var sum worktime.Finding
		people := map[domain.ID]bool{}
		for _, f := range all {
			if f.Check == check {
				people[f.ID] = true
				sum.Days, sum.Minutes, sum.OT, sum.Night = sum.Days+f.Days, sum.Minutes+f.Minutes, sum.OT+f.OT, sum.Night+f.Night
			}
		}
		s := Sum{Title: v.T("records.check." + string(check)), Path: crew.With(v, lintPath, "check", string(check)), People: len(people), Days: sum.Days,
			Minutes: locale.Duration(sum.Minutes), OT: locale.Duration(sum.OT), Night: locale.Duration(sum.Night)}
		s.Source, s.Link = source(worktime.Sources[check])
		switch {
		case len(people) == 0:
			s.State = ui.Badge{State: "in", Word: "✓ " + v.T("records.lint.clear")}
		case check.Breaks():
			s.State = ui.Badge{State: "needs", Word: "! " + v.T("team.persons", "count", len(people))}
		default:
			s.State = ui.Badge{State: "break", Word: "◐ " + v.T("team.persons", "count", len(people))}
		}
		list = append(list, s)
	}
	return list
}

// source parts what a check rests on from where it can be read.
func source(text string) (words, link string) {
	words, link, _ = strings.Cut(text, ", https://")
	if link == "" {
		return words, "https://laws.e-gov.go.jp/search?" + url.Values{"keyword": {"労働基準法"}}.Encode()
	}
	return words, "https://" + link
}

func worded(t telling.Teller, c crew.Crew, month calendar.Month, f found) Found {
	row := Found{Name: f.DisplayName(t.Lang), Code: f.Code, Path: person(f.ID, month), Department: c.Names[f.Department], Check: t.T("records.check." + string(f.Check)),
		Minutes: locale.Duration(f.Minutes), OT: locale.Duration(f.OT), Night: locale.Duration(f.Night)}
	if f.Days > 0 {
		row.Days = strconv.Itoa(f.Days)
	}
	if f.Rule != "" {
		row.Rule = f.Rule
		for _, key := range []string{"name." + f.Rule, "records.class." + f.Rule} {
			if locale.Has(key) {
				row.Rule = t.T(key)
			}
		}
	}
	return row
}

// lintFile is every finding as a file; minutes are minutes.
func (p *Pages) lintFile(v *shell.Visit) error {
	month, err := p.lintMonth(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	all, err := p.findings(v, c, month)
	if err != nil {
		return err
	}
	t := teller(v)
	out := crew.NewTable(v, "check-"+string(month), t.T("records.code"), t.T("records.name"), t.T("team.department"), t.T("records.check"), t.T("records.rule"),
		t.T("records.days"), t.T("records.minutes"), t.T("records.of_ot"), t.T("records.of_night"), t.T("records.source"))
	for _, f := range all {
		row := worded(t, c, month, f)
		err := out.Row(f.Code, f.Name, row.Department, row.Check, row.Rule, row.Days, strconv.Itoa(f.Minutes), strconv.Itoa(f.OT), strconv.Itoa(f.Night), worktime.Sources[f.Check])
		if err != nil {
			return out.Close(err)
		}
	}
	return out.Close(nil)
}
