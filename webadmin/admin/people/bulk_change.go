package people

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// massChange is what becomes of many people.
type massChange struct {
	before, after []employee // in the same order, only those who change
}

func (c massChange) count() string { return strconv.Itoa(len(c.after)) }

// print is another one when anybody's change is another one.
func (c massChange) print() string {
	var all [][2]desk.Typed
	for i := range c.after {
		all = append(all, [2]desk.Typed{form.Of(c.before[i]), form.Of(c.after[i])})
	}
	return company.Print(struct{ All [][2]desk.Typed }{all})
}

// mass takes the ticked fields into everybody who was chosen. wrong gets what is wrong by the names of fields.
func (p *Pages) mass(v *shell.Visit, m company.Masters, k picked, on calendar.Date, wrong map[string]string) *massChange {
	form, err := v.FormParams()
	if err != nil || len(form["set"]) == 0 {
		wrong[""] = v.T("people.nothing_set")
		return &massChange{}
	}
	f := togetherForm()
	f.Fields = slices.DeleteFunc(f.Fields, func(x field) bool { return !slices.Contains(form["set"], x.Name) })
	all, chosen, c := m.File(on), k.set(), &massChange{}
	for _, e := range m.People(on) {
		if !chosen[e.Code] {
			continue
		}
		after := e
		_, no := f.Read(v, all, &after, false)
		follow(&after, form["set"])
		sense(v, after, no)
		if len(no) == 0 && after.Group != e.Group && !m.MayMove(e, after.Group, on) {
			no["closing_group"] = v.T("people.cannot_move", "name", e.DisplayName(v.Lang()))
		}
		for name, said := range no {
			wrong[name] = said
		}
		if len(f.Changes(v.Lang(), all, e, after)) > 0 {
			c.before, c.after = append(c.before, e), append(c.after, after)
		}
	}
	return c
}

// follow makes who is given people a manager, and who has none any more an employee, as a list of people does.
func follow(e *employee, set []string) {
	switch {
	case !slices.Contains(set, "permission_group"):
	case e.Role == domain.Employee && e.Permission != "":
		e.Role = domain.Manager
	case e.Role == domain.Manager && e.Permission == "":
		e.Role = domain.Employee
	}
}

// bulkCheck shows what a change of many would do; late: another administrator has changed them since it was shown.
func (p *Pages) bulkCheck(v *shell.Visit, m company.Masters, k picked, on calendar.Date, prospect company.Prospect, c *massChange, late bool) error {
	page := Check{Page: v.Page(v.T("people.check")), Tabs: desk.Tabs(v, desk.People), Back: k.back(v), Name: v.T("people.bulk_count", "count", c.count())}
	typed, err := v.FormParams()
	if err != nil {
		return err
	}
	kept := desk.Typed{"set": typed["set"]}
	for _, name := range typed["set"] {
		kept[name] = typed[name]
	}
	page.Preview = ui.Preview{Page: page.Page, Path: bulkPath, Changes: c.told(v, m.File(on)), Save: v.T("admin.desk.save"),
		Kept: append(k.kept(), desk.Kept(kept, "from", string(on), "seen", c.print())...)}
	if page.Preview.Lines, err = p.follows(v, on, prospect); err != nil {
		return err
	}
	if more := len(c.after) - mostTold; more > 0 {
		page.Preview.Lines = append([]string{v.T("people.bulk_more", "count", more)}, page.Preview.Lines...)
	}
	if late {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: v.T("admin.desk.ahead"), Lines: []string{v.T("people.bulk_late")}})
		return v.Show(http.StatusConflict, page)
	}
	return v.Show(http.StatusOK, page)
}

// mostTold is how many people's changes are told one by one before they are made.
const mostTold = 100

// told are the changes, a row for each person and field.
func (c massChange) told(v *shell.Visit, all company.File) []ui.Change {
	var list []ui.Change
	for i := range c.after[:min(len(c.after), mostTold)] {
		for _, x := range form.Changes(v.Lang(), all, c.before[i], c.after[i]) {
			x.Label = c.after[i].DisplayName(v.Lang()) + " " + x.Label
			list = append(list, x)
		}
	}
	return list
}

func (p *Pages) tools(v *shell.Visit) company.Tools {
	return company.Tools{Hash: p.Desk.Hash, Verify: p.Desk.Verify, NewID: p.NewID, Now: p.Now(), Actor: actor(v)}
}
