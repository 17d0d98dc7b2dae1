package staff

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// cleared is the word that empties a cell (空).
const cleared = "(空)"

// line reads one line: what it says of whom, and what is wrong with it.
func (b *book) line(r row, emptyClears bool) (Line, company.Employee) {
	l := Line{Number: r.line, State: Wrong}
	if r.fault != nil {
		l.Code, l.Faults = keyOf(r), []Fault{*r.fault}
		return l, company.Employee{}
	}
	l.Code = l.folded(Code, r.cells[Code], true)
	old, known := b.people[l.Code]
	if f := b.key(l.Code, known, r.line); f != nil {
		l.Faults = append(l.Faults, *f)
		return l, old
	}
	if !known {
		old = newcomer(l.Code)
	}
	e := old
	for _, c := range columns {
		if f := b.cell(&l, c, r, &e, old, emptyClears); f != nil {
			f.Column = c.title
			l.Faults = append(l.Faults, *f)
		}
	}
	l.Faults = append(l.Faults, b.whole(r, e, old, known, len(l.Faults) == 0)...)
	for _, c := range columns {
		before, after := c.show(b, old), c.show(b, e)
		if !known {
			before = ""
		}
		if before != after {
			l.Cells = append(l.Cells, Cell{c.title, before, after})
		}
	}
	switch {
	case len(l.Faults) > 0:
		l.Cells = nil
		return l, old
	case !known:
		l.State = New
	case len(l.Cells) > 0:
		l.State = Changed
	default:
		l.State = Unchanged
	}
	b.hold(e)
	if delete(b.heads, e.Code); head(e) {
		b.heads[e.Code] = true
	}
	return l, e
}

func newcomer(code string) company.Employee {
	var none calendar.Date
	var off bool
	e := company.Employee{Employee: org.Employee{Code: code, Role: domain.Employee, Language: locale.Japanese}}
	e.Hired, e.Left, e.Inactive = &none, &none, &off
	return e
}

// keyOf is the code of a line whatever else is wrong with it.
func keyOf(r row) string { return export.Unguarded(norm.NFKC.String(r.cells[Code])) }

// key refuses codes that are none, were met before or have lost their zeros.
func (b *book) key(code string, known bool, line int) *Fault {
	if code == "" {
		return &Fault{Column: Code, Why: Required}
	}
	if f := badCode(code); f != nil && !known {
		f.Column = Code
		return f
	}
	if with, lost := b.stripped[code]; lost && !known {
		return &Fault{Column: Code, Why: Zeros, Value: code, More: with}
	}
	if first, done := b.read[code]; done {
		return &Fault{Column: Code, Why: Repeated, Value: code, More: strconv.Itoa(first)}
	}
	b.read[code] = line
	return nil
}

// folded is a text without what spreadsheets need; of codes with half-width letters, which is noted.
func (l *Line) folded(title Column, written string, fold bool) string {
	text := export.Unguarded(written)
	if !fold {
		return text
	}
	read := strings.TrimSpace(export.Unguarded(norm.NFKC.String(text)))
	if read != text {
		l.Folds = append(l.Folds, Fold{title, text, read})
	}
	return read
}

// cell takes one cell into the person. One that says what is there already is not looked at: what the company file
// allows stays.
func (b *book) cell(l *Line, c column, r row, e *company.Employee, old company.Employee, emptyClears bool) *Fault {
	written, has := r.cells[c.title]
	if !has || written == "" && !(emptyClears && c.clear) || written != "" && written == export.Harmless(c.show(b, old)) {
		return nil
	}
	if written == "" || norm.NFKC.String(written) == cleared {
		if !c.clear {
			return &Fault{Why: Required}
		}
		return c.take(b, e, "")
	}
	return c.take(b, e, l.folded(c.title, written, c.fold))
}

// whole checks what no single cell shows. Only of a line that is right so far it makes sense to ask who has what.
func (b *book) whole(r row, e, old company.Employee, known, right bool) (faults []Fault) {
	if !known {
		for _, c := range columns {
			if c.need && r.cells[c.title] == "" && !(c.title == Department && r.cells[Path] != "") {
				faults = append(faults, Fault{Column: c.title, Why: Required})
			}
		}
	}
	if !right {
		return faults
	}
	if f := b.disagree(r, old); f != nil {
		faults = append(faults, *f)
	}
	if *e.Left != "" && *e.Left < *e.Hired {
		faults = append(faults, Fault{Column: Left, Why: Order, Value: string(*e.Left), More: string(*e.Hired)})
	}
	if known && e.Group != old.Group && !b.mayMove(old, e.Group) {
		faults = append(faults, Fault{Column: Group, Why: Moves, Value: e.Group, More: old.Group})
	}
	all := marks(e)
	for _, mark := range slices.Sorted(maps.Keys(all)) {
		if holder := b.holders[mark]; holder != "" && holder != e.Code {
			words := strings.Fields(mark)
			faults = append(faults, Fault{Column: all[mark], Why: Taken, Value: words[len(words)-1], More: holder})
		}
	}
	if head(old) && !head(e) && (e.Role == domain.Owner || len(b.heads) == 1) {
		title := Status
		if *e.Left != *old.Left {
			title = Left
		}
		faults = append(faults, Fault{Column: title, Why: Stays})
	}
	return faults
}

// disagree finds the two columns of the department at odds. One of them that says what is there already says nothing.
func (b *book) disagree(r row, old company.Employee) *Fault {
	code, path := r.cells[Department], r.cells[Path]
	if code == "" || path == "" || path == export.Harmless(b.paths[old.Department]) || code == export.Harmless(old.Department) {
		return nil
	}
	one, _ := b.departments.find(export.Unguarded(code))
	other, _ := b.departments.find(export.Unguarded(path))
	if one != other {
		return &Fault{Column: Path, Why: Disagrees, Value: path, More: code}
	}
	return nil
}

// meet notes whom the list names.
func (b *book) meet(r row) {
	code := strings.TrimSpace(keyOf(r))
	b.met[code] = true
}

// missing are the active people the list does not name.
func (b *book) missing() (people []Person) {
	for _, code := range b.codes {
		if e := b.people[code]; !b.met[code] && !*e.Inactive && *e.Left == "" {
			people = append(people, Person{code, e.Name})
		}
	}
	return people
}
