package people

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// picked are the people something is done with: those that were ticked, or all that the list found.
type picked struct {
	codes []string
	ids   []domain.ID // of those that were ticked
	all   bool
	query string
	print string // of the codes: whoever joins all that were found meanwhile is not meant
}

// pick reads who was chosen. A form that was shown for others than are found now is a Conflict.
func (p *Pages) pick(v *shell.Visit) (picked, error) {
	form, err := v.FormParams()
	if err != nil {
		return picked{}, err
	}
	k := picked{all: form.Get("all") != "", query: form.Get("query")}
	switch {
	case k.all:
		query, err := url.ParseQuery(k.query)
		if err != nil {
			return k, domain.Errorf(domain.Invalid, "people: %w", err)
		}
		a, err := p.ask(v, query)
		if err != nil {
			return k, err
		}
		if k.codes, err = p.Directory.Codes(v.Request().Context(), a.Search); err != nil {
			return k, err
		}
	default:
		for _, id := range form["pick"] {
			k.ids = append(k.ids, domain.ID(id))
		}
		people, err := p.Persons.EmployeesOf(v.Request().Context(), v.Tenant.ID, k.ids[:min(len(k.ids), perPage)])
		if err != nil {
			return k, err
		}
		for _, e := range people {
			k.codes = append(k.codes, e.Code)
		}
		slices.Sort(k.codes)
	}
	k.print = company.Print(k.codes)
	if print := form.Get("print"); print != "" && print != k.print {
		return k, domain.Refuse(domain.Conflict, "what", "others")
	}
	return k, nil
}

// set are the codes, to be looked up.
func (k picked) set() map[string]bool {
	all := make(map[string]bool, len(k.codes))
	for _, code := range k.codes {
		all[code] = true
	}
	return all
}

// kept is what the next form carries of the choice.
func (k picked) kept() []ui.Choice {
	list := []ui.Choice{{Value: "print", Label: k.print}}
	if k.all {
		return append(list, ui.Choice{Value: "all", Label: "1"}, ui.Choice{Value: "query", Label: k.query})
	}
	for _, id := range k.ids {
		list = append(list, ui.Choice{Value: "pick", Label: string(id)})
	}
	return list
}

// back leads to the list somebody was chosen from.
func (k picked) back(v *shell.Visit) ui.Link {
	path := desk.People
	if k.query != "" {
		path += "?" + k.query
	}
	return ui.Link{Path: path, Label: v.T("admin.tab.people")}
}

// nobody answers a form with nobody chosen, and one whose list has become another.
func nobody(v *shell.Visit, k picked, err error) (bool, error) {
	said := ""
	switch {
	case domain.Is(err, domain.Conflict):
		said = v.T("people.others_found")
	case err != nil:
		return true, err
	case len(k.codes) == 0:
		said = v.T("people.nobody_chosen")
	default:
		return false, nil
	}
	v.Say(ui.Notice{Tone: ui.Alert, Title: said})
	return true, v.Go(k.back(v).Path)
}

// names says who is meant: everybody by name while they are few.
func names(v *shell.Visit, people []org.Employee) string {
	const few = 5
	var said []string
	for _, e := range people[:min(len(people), few)] {
		said = append(said, e.DisplayName(v.Lang()))
	}
	list := locale.List(v.Lang(), said)
	if len(people) > few {
		return v.T("people.and_more", "names", list, "count", strconv.Itoa(len(people)-few))
	}
	return list
}
