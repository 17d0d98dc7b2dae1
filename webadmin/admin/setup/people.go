package setup

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// lines are how many people can be written down at once; who has more adds them again, or brings a list.
const lines = 5

// People asks who works here.
type People struct {
	head
	Known  []string
	More   int // known and not shown
	Lines  []Line
	Import string
}

// Line is where one person is written down.
type Line struct {
	Legend                 string
	Name, Kana, Department ui.Field
}

func (p *Pages) people(v *shell.Visit) error {
	m, err := p.read(v)
	if err != nil {
		return err
	}
	return p.showPeople(v, m, http.StatusOK, 0, "")
}

// mostShown is how many of the people that are known are named.
const mostShown = 20

func (p *Pages) showPeople(v *shell.Visit, m company.Masters, status, at int, wrong string) error {
	page := People{head: headOf(v, qPeople), Import: desk.People + "/import"}
	for _, e := range m.Employees {
		page.Known = append(page.Known, e.Code+" "+e.DisplayName(v.Lang()))
	}
	if page.More = len(page.Known) - mostShown; page.More > 0 {
		page.Known = page.Known[:mostShown]
	}
	for i := range lines {
		n := strconv.Itoa(i + 1)
		field := func(name string, max int) ui.Field {
			return ui.Field{Name: name + n, Label: v.T("setup.people." + name), Value: v.Text(name + n), Max: max}
		}
		line := Line{Legend: v.T("setup.people.nth", "n", n), Name: field("name", 80), Kana: field("kana", 80), Department: field("department", 80)}
		if i+1 == at {
			line.Name.Error = wrong
		}
		page.Lines = append(page.Lines, line)
	}
	return v.Show(status, page)
}

func (p *Pages) peoplePost(v *shell.Visit) error {
	var known company.Masters
	var wrong string
	at, added := 0, 0
	err := p.keep(v, qPeople, func(m company.Masters, f *company.File) error {
		known = m
		if at, wrong = written(v, m, f); wrong != "" {
			return errWrong
		}
		added = len(f.Employees)
		return nil
	})
	if wrong != "" {
		return p.showPeople(v, known, http.StatusUnprocessableEntity, at, wrong)
	}
	if err != nil {
		return err
	}
	if added > 0 {
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("setup.people.added", "n", added)})
	}
	if v.Text("then") == "more" {
		return v.Go(path(qPeople))
	}
	return v.Go(after(qPeople))
}

// written are the people on the lines, with the departments that are new.
func written(v *shell.Visit, m company.Masters, f *company.File) (int, string) {
	next := nextCode(m)
	departments, codes := map[string]string{}, map[string]bool{}
	for _, d := range m.Departments {
		if codes[d.Code] = true; !d.Retired {
			departments[d.Name] = d.Code
		}
	}
	group, pattern := first(m)
	for i := range lines {
		n := strconv.Itoa(i + 1)
		e := company.Employee{Group: group, Pattern: pattern}
		e.Name, e.Kana, e.Role = tidy(v.Text("name"+n)), tidy(v.Text("kana"+n)), domain.Employee
		where := tidy(v.Text("department" + n))
		switch {
		case e.Name == "" && e.Kana == "" && where == "":
			continue
		case e.Name == "":
			return i + 1, v.T("setup.needed")
		case named(m, f, e.Name):
			return i + 1, v.T("setup.people.known", "name", e.Name)
		}
		e.Code = fmt.Sprintf("%04d", next)
		e.Login = e.Code
		next++
		if where != "" && departments[where] == "" {
			departments[where] = freeCode(codes)
			f.Departments = append(f.Departments, company.Department{Code: departments[where], Name: where})
		}
		e.Department = departments[where]
		f.Employees = append(f.Employees, e)
	}
	return 0, ""
}

// tidy has one space between a family and a given name, however it was typed.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

func named(m company.Masters, f *company.File, name string) bool {
	for _, e := range m.Employees {
		if e.Name == name {
			return true
		}
	}
	return slices.ContainsFunc(f.Employees, func(e company.Employee) bool { return e.Name == name })
}

// nextCode is one more than the largest employee code that is a number.
func nextCode(m company.Masters) int {
	most := 0
	for _, e := range m.Employees {
		if n, err := strconv.Atoi(e.Code); err == nil {
			most = max(most, n)
		}
	}
	return most + 1
}

// freeCode is a number that is not taken; it is taken then.
func freeCode(taken map[string]bool) string {
	for n := len(taken) + 1; ; n++ {
		if code := strconv.Itoa(n); !taken[code] {
			taken[code] = true
			return code
		}
	}
}

// first are the closing group and the pattern of the questions before; empty: they were not answered yet.
func first(m company.Masters) (group, pattern string) {
	if i := slices.IndexFunc(m.Groups, func(g closing.Group) bool { return !g.Retired }); i >= 0 {
		group = m.Groups[i].Code
	}
	if i := slices.IndexFunc(m.Patterns, func(p worktime.Pattern) bool { return !p.Retired }); i >= 0 {
		pattern = m.Patterns[i].Code
	}
	return group, pattern
}
