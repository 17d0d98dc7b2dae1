package staff

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
)

// book is what a company has, as lists name it.
type book struct {
	mayMove     func(e company.Employee, group string) bool
	people      map[string]company.Employee // by code
	stripped    map[string]string           // codes that begin with zeros, by what is left without them
	departments index
	groups      index
	patterns    index
	permissions index
	paths       map[string]string        // of departments, by code
	channels    map[domain.Door][]string // keys by kind
	kinds       map[string]domain.Door   // of channels, by key
	holders     map[string]string        // who has a login, a card, an account
	heads       map[string]bool          // codes of those who may administer the company
	met         map[string]bool          // codes that stand in the list
	read        map[string]int           // lines that were read, by code
	codes       []string                 // of people, in their order
}

// arrow parts the names of a path.
const arrow = "->"

func newBook(m company.Masters, on calendar.Date) *book {
	b := &book{people: map[string]company.Employee{}, stripped: map[string]string{}, paths: map[string]string{}, channels: map[domain.Door][]string{},
		kinds: map[string]domain.Door{}, holders: map[string]string{}, heads: map[string]bool{}, met: map[string]bool{}, read: map[string]int{}}
	b.mayMove = func(e company.Employee, group string) bool { return m.MayMove(e, group, on) }
	for _, e := range m.People(on) {
		b.people[e.Code] = e
		b.codes = append(b.codes, e.Code)
		b.hold(e)
		if bare := strings.TrimLeft(e.Code, "0"); bare != e.Code {
			b.stripped[bare] = e.Code
		}
		if head(e) {
			b.heads[e.Code] = true
		}
	}
	b.tree(m)
	for _, g := range m.Groups {
		b.groups.add(g.Retired, g.Code, g.Name)
	}
	for _, p := range m.Patterns {
		b.patterns.add(p.Retired, p.Code, p.Name)
	}
	for _, g := range m.Permissions {
		b.permissions.add(g.Retired, g.Code, g.Name)
	}
	for _, c := range m.Channels {
		b.channels[c.Kind] = append(b.channels[c.Kind], c.Key)
		b.kinds[c.Key] = c.Kind
	}
	return b
}

// tree writes down the departments by their codes, their names and their paths.
func (b *book) tree(m company.Masters) {
	at := map[domain.ID]int{}
	for i, d := range m.Departments {
		at[d.ID] = i
	}
	for _, d := range m.Departments {
		names := []string{d.Name}
		for up, ok := at[d.Parent]; ok && len(names) <= len(m.Departments); up, ok = at[m.Departments[up].Parent] {
			names = append(names, m.Departments[up].Name)
		}
		slices.Reverse(names)
		b.paths[d.Code] = strings.Join(names, arrow)
		b.departments.add(d.Retired, d.Code, d.Name, b.paths[d.Code])
	}
}

// head tells whether somebody may administer the company and will go on doing so.
func head(e company.Employee) bool {
	return (e.Role == domain.Owner || e.Role == domain.Admin) && !*e.Inactive && *e.Left == ""
}

// marks are what only one person may have.
func marks(e company.Employee) map[string]Column {
	all := map[string]Column{}
	if e.Login != "" {
		all["login "+strings.ToLower(e.Login)] = Login
	}
	for _, c := range e.Cards {
		all["card "+c] = Cards
	}
	for _, a := range e.Chat {
		all["account "+a.Channel+" "+a.User] = ""
	}
	return all
}

func (b *book) hold(e company.Employee) {
	for mark := range marks(e) {
		b.holders[mark] = e.Code
	}
}

// index finds a record by its code, or by a name that is only its own.
type index struct {
	codes   map[string]bool
	names   map[string][]string
	retired map[string]bool
}

func (x *index) add(retired bool, code string, names ...string) {
	if x.codes == nil {
		x.codes, x.names, x.retired = map[string]bool{}, map[string][]string{}, map[string]bool{}
	}
	x.codes[code], x.retired[code] = true, retired
	for _, name := range names {
		name = plainPath(name)
		if !slices.Contains(x.names[name], code) {
			x.names[name] = append(x.names[name], code)
		}
	}
}

func (x *index) find(text string) (code string, why Why) {
	if x.codes[text] {
		return text, ""
	}
	if plain := norm.NFKC.String(text); x.codes[plain] {
		return plain, ""
	}
	switch found := x.names[plainPath(text)]; len(found) {
	case 0:
		return "", Unknown
	case 1:
		return found[0], ""
	}
	return "", Ambiguous
}

// plainPath is a path without the spaces around its arrows and the width of its letters.
func plainPath(text string) string {
	parts := strings.Split(norm.NFKC.String(text), arrow)
	for i, p := range parts {
		parts[i] = strings.Join(strings.Fields(p), " ")
	}
	return strings.Join(parts, arrow)
}
