package company

import (
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// guard refuses what people must not become by a change of single records: two with one login or card, a manager of
// nobody, a company with another number of owners than one, or without anybody who administers it. Invalid, Args: field,
// why (taken, missing, order, owner, administrator), and code, the employee it is about or who has what is wanted.
func (p *plan) guard() error {
	if len(p.next.Employees) == 0 {
		return nil
	}
	after := p.after().Employees
	holders := map[string]string{}
	for _, e := range after {
		for _, mark := range marksOf(e) {
			if first, taken := holders[mark]; taken && p.writes(e.Code, first) {
				field, _, _ := strings.Cut(mark, " ")
				return domain.Refuse(domain.Invalid, "field", field, "why", "taken", "code", first)
			}
			holders[mark] = e.Code
		}
	}
	for _, e := range p.next.Employees {
		if e.Role == domain.Manager && e.PermissionGroup == "" {
			return domain.Refuse(domain.Invalid, "field", "permission_group", "why", "missing", "code", e.Code)
		}
	}
	return p.headed()
}

// headed refuses another number of owners than one, and a company that nobody administers any more, whoever changes it: a
// page, a list or a company file. A file may begin a company without them.
func (p *plan) headed() error {
	owned, administered := heads(p.old.Employees)
	owners, administrators := heads(p.after().Employees)
	refuse := func(why, text string) error {
		e := domain.Refuse(domain.Invalid, "field", "role", "why", why)
		e.Text = text
		return e
	}
	switch {
	case owners > 1 || owned == 1 && owners == 0:
		return refuse("owner", "a company has exactly one owner, active and without a last day; name the other's new role as well. Nothing was changed")
	case administered > 0 && administrators == 0:
		return refuse("administrator", "nobody would administer the company any more; make somebody else an admin first. Nothing was changed")
	}
	return nil
}

// writes tells whether one of two people is changed.
func (p *plan) writes(codes ...string) bool {
	for _, e := range p.next.Employees {
		for _, code := range codes {
			if e.Code == code {
				return true
			}
		}
	}
	return false
}

// marksOf are what only one person may have, each after the name of its field.
func marksOf(e org.Employee) []string {
	var all []string
	if e.Login != "" {
		all = append(all, "login "+strings.ToLower(e.Login))
	}
	for _, c := range e.Cards {
		all = append(all, "cards "+strings.ToUpper(c))
	}
	return all
}

// heads counts the owners, and all who administer the company, who are active and have no last day.
func heads(people []org.Employee) (owners, administrators int) {
	for _, e := range people {
		if !e.Active || e.Left != "" {
			continue
		}
		switch e.Role {
		case domain.Owner:
			owners++
			administrators++
		case domain.Admin:
			administrators++
		}
	}
	return owners, administrators
}
