package notices

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// chosenPlaces are the places and people that were chosen. Who is not found is said beside the field.
func (p *Pages) chosenPlaces(v *shell.Visit, f fields, a *notice.Audience, errs map[string]string) error {
	for _, place := range f.Places {
		kind, id, _ := strings.Cut(place, ":")
		ids := of(a)[kind]
		*ids = append(*ids, domain.ID(id))
	}
	if f.People == "" {
		return nil
	}
	people, err := p.Notices.Sight.Writable(v.Request().Context(), actor(v))
	if err != nil {
		return err
	}
	var unknown []string
	split := func(r rune) bool { return strings.ContainsRune("\n、,;", r) }
	for line := range strings.FieldsFuncSeq(f.People, split) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if e, ok := who(people, line); ok {
			a.Employees = append(a.Employees, e.ID)
		} else {
			unknown = append(unknown, line)
		}
	}
	if len(unknown) > 0 {
		errs["people"] = v.T("notices.wrong.people", "names", locale.Quoted(v.Lang(), unknown))
	}
	slices.Sort(a.Employees)
	a.Employees = slices.Compact(a.Employees)
	return nil
}

// who finds one person by his code, which a name may follow, or by a name that only he has.
func who(people []org.Employee, line string) (org.Employee, bool) {
	code, _, _ := strings.Cut(line, " ")
	var found []org.Employee
	for _, e := range people {
		switch {
		case e.Active && (e.Code == line || e.Code == code):
			return e, true
		case e.Active && strings.Contains(tight(e.Name+"\n"+e.Kana+"\n"+e.Romaji), tight(line)):
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		return org.Employee{}, false
	}
	return found[0], true
}

// tight is a name without what people write in more than one way.
func tight(s string) string {
	return strings.NewReplacer(" ", "", "・", "").Replace(crew.Fold(s))
}

// offer fills in whom the visitor may write to.
func (p *Pages) offer(v *shell.Visit, f fields, page *Compose, errs map[string]string) error {
	ctx := v.Request().Context()
	w, err := p.places(v)
	if err != nil {
		return err
	}
	mine, err := p.Notices.Sight.Writable(ctx, actor(v))
	if err != nil {
		return err
	}
	all, err := p.Company.Employees(ctx, v.Tenant.ID)
	if err != nil {
		return err
	}
	whole := "mine"
	if v.Person.Role == domain.Admin || v.Person.Role == domain.Owner {
		whole = "all"
	}
	for _, value := range []string{whole, "some"} {
		page.Whole = append(page.Whole, ui.Choice{Value: value, Label: v.T("notices.whole." + value), Chosen: f.Whole == value || f.Whole == "" && value == "some"})
	}
	own := w.own(all, mine)
	for _, kind := range placeKinds {
		x := &ui.Field{Name: kind, Label: v.T("notices.field." + kind), Ticks: true}
		for _, c := range own[kind] {
			c.Chosen = slices.Contains(f.Places, kind+":"+c.Value)
			x.Choices = append(x.Choices, c)
		}
		if len(x.Choices) > 0 {
			page.Places = append(page.Places, x)
		}
	}
	page.Lack = &ui.Field{Name: "lack", Label: v.T("notices.field.lack"), Hint: v.T("notices.hint.lack"), Error: errs["lack"]}
	page.Lack.Choices, err = p.lacks(v, f.Lack)
	return err
}

// own are the places all of whose people the visitor may write to, and the lists.
func (w places) own(all, mine []org.Employee) map[string][]ui.Choice {
	sees := map[domain.ID]bool{}
	for _, e := range mine {
		sees[e.ID] = true
	}
	whole := func(a notice.Audience) bool {
		there := a.Pick(all, w.departments)
		return len(there) > 0 && !slices.ContainsFunc(there, func(e org.Employee) bool { return !sees[e.ID] })
	}
	out := map[string][]ui.Choice{}
	add := func(kind string, id domain.ID, name string, a notice.Audience) {
		if whole(a) {
			out[kind] = append(out[kind], ui.Choice{Value: string(id), Label: name})
		}
	}
	for _, x := range w.departments {
		add("departments", x.ID, x.Name, notice.Audience{Departments: []domain.ID{x.ID}})
	}
	for _, x := range w.sites {
		add("sites", x.ID, x.Name, notice.Audience{Sites: []domain.ID{x.ID}})
	}
	for _, x := range w.groups {
		add("groups", x.ID, x.Name, notice.Audience{Groups: []domain.ID{x.ID}})
	}
	for _, x := range w.lists {
		out["lists"] = append(out["lists"], ui.Choice{Value: string(x.ID), Label: x.Name})
	}
	return out
}

// mostLacks is how many of the newest messages are offered to write to who has not read or answered them.
const mostLacks = 10

// lacks are what people may not have done.
func (p *Pages) lacks(v *shell.Visit, chosen string) ([]ui.Choice, error) {
	out := []ui.Choice{{Label: v.T("notices.lack.none")}}
	for _, what := range []notice.Lacking{notice.NoPunch, notice.NoChat} {
		out = append(out, ui.Choice{Value: string(what), Label: v.T("notices.lack." + string(what))})
	}
	list, _, err := p.Notices.Sent(v.Request().Context(), actor(v), notice.Sought{States: []notice.State{notice.Sent}, Page: 1, Size: mostLacks})
	for _, m := range list {
		what := notice.NotRead
		if m.Survey != nil {
			if what = notice.NoAnswer; m.Survey.Anonymous {
				continue // a list of names would tell who has answered
			}
		}
		out = append(out, ui.Choice{Value: lackOf(what, m.Number), Label: v.T("notices.lack."+string(what), "number", strconv.Itoa(m.Number)) + ": " + m.Title})
	}
	known := false
	for i := range out {
		out[i].Chosen = out[i].Value == chosen
		known = known || out[i].Chosen
	}
	if what, n, _ := strings.Cut(chosen, ":"); !known && slices.Contains(notice.Lackings, notice.Lacking(what)) { // an older message
		out = append(out, ui.Choice{Value: chosen, Label: v.T("notices.lack."+what, "number", n), Chosen: true})
	}
	return out, err
}
