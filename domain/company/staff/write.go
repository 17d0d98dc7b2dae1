package staff

import (
	"encoding/csv"
	"io"
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// mark is what spreadsheets know UTF-8 by.
const mark = "\ufeff"

// Write writes all of a company's people as they are on a date, in a form that Look finds unchanged. Passwords and
// passcodes are not in it.
func Write(out io.Writer, m company.Masters, on calendar.Date) error {
	return write(out, newBook(m, on), nil)
}

// WriteThese writes some of the people, in the order of their codes. Codes nobody has are left out.
func WriteThese(out io.Writer, m company.Masters, on calendar.Date, codes []string) error {
	b := newBook(m, on)
	b.codes = slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return b.people[code].Code == "" })
	return write(out, b, nil)
}

// Template writes what a list looks like: its header, and one line as an example of somebody who could be added.
func Template(out io.Writer, m company.Masters, on calendar.Date) error {
	b := newBook(m, on)
	e := newcomer("1001")
	e.Name, e.Kana, e.Romaji, e.Hired = "山田 太郎", "やまだ たろう", "Taro Yamada", &on
	e.Employment, e.PayForm = org.Employments[0], org.PayForms[0]
	e.Department = firstOf(m.Departments, func(d org.Department) (string, bool) { return d.Code, d.Retired })
	e.Group = firstOf(m.Groups, func(g closing.Group) (string, bool) { return g.Code, g.Retired })
	e.Pattern = firstOf(m.Patterns, func(p worktime.Pattern) (string, bool) { return p.Code, p.Retired })
	b.codes = nil
	return write(out, b, &e)
}

// firstOf is the code of the first record that is offered; empty: none is.
func firstOf[T any](all []T, of func(T) (code string, retired bool)) string {
	for _, record := range all {
		if code, retired := of(record); !retired {
			return code
		}
	}
	return ""
}

// write writes the people of a book, and one more.
func write(out io.Writer, b *book, more *company.Employee) error {
	if _, err := io.WriteString(out, mark); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	header := []string{string(Code)}
	for _, c := range columns {
		header = append(header, string(c.title))
	}
	_ = w.Write(header) // a failure shows at the end
	line := func(e company.Employee) {
		cells := []string{export.Harmless(e.Code)}
		for _, c := range columns {
			cells = append(cells, export.Harmless(c.show(b, e)))
		}
		_ = w.Write(cells)
	}
	for _, code := range b.codes {
		line(b.people[code])
	}
	if more != nil {
		line(*more)
	}
	w.Flush()
	return w.Error()
}
