package export

import (
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// column is a column ready to be written.
type column struct {
	Column
	kind  kind
	terms []term
}

// term is a field that is added or, with a minus, taken off.
type term struct {
	field string
	minus bool
}

func columnsOf(l *Layout) []column {
	list := make([]column, len(l.Columns))
	for i, c := range l.Columns {
		list[i].Column = c
		for _, name := range c.terms() {
			field, minus := strings.CutPrefix(name, "-")
			list[i].terms = append(list[i].terms, term{field, minus})
			list[i].kind = fields[l.Rows][field]
		}
	}
	return list
}

// isText tells whether the cell holds what a person typed, which a spreadsheet might take for a formula. A constant is
// the layout's own.
func (c *column) isText() bool {
	return len(c.terms) > 0 && (c.kind == text || c.kind == code || c.kind == payrollCode)
}

// write is the column's cell of a row.
func (c *column) write(l *Layout, row Row) (string, error) {
	if len(c.terms) == 0 {
		return c.Constant, nil
	}
	switch c.kind {
	case text:
		return c.word(row.Text(c.terms[0].field)), nil
	case code:
		return l.code(row.Text("code"))
	case payrollCode:
		return l.code(row.Text("payroll_code"))
	case date:
		return c.date(row.Text(c.terms[0].field)), nil
	}
	n, known := c.sum(row)
	if !known {
		return "", nil
	}
	if n < 0 && c.kind != clock {
		return "", domain.Errorf(domain.Invalid, "employee %s: column %s is %d, and nothing may be below zero", row.Text("code"), c.Title, n)
	}
	return c.number(c.kind, n), nil
}

// word is what the product calls a value, or each value of a list.
func (c *column) word(s string) string {
	if len(c.Words) == 0 || s == "" {
		return s
	}
	if word, ok := c.Words[s]; ok {
		return word
	}
	list := strings.Split(s, " ")
	for i := range list {
		if word, ok := c.Words[list[i]]; ok {
			list[i] = word
		}
	}
	return strings.Join(list, " ")
}

// sum adds the column's fields up; false: the row knows none of them.
func (c *column) sum(row Row) (n int, known bool) {
	for _, t := range c.terms {
		v, ok := row.Value(t.field)
		known = known || ok
		if t.minus {
			v = -v
		}
		n += v
	}
	return n, known
}

// code writes an employee's code: leading zeros are kept, and added up to the width.
func (l *Layout) code(s string) (string, error) {
	if missing := l.Code.Width - len(s); missing > 0 {
		s = strings.Repeat("0", missing) + s
	}
	if l.Code.Max > 0 && len(s) > l.Code.Max {
		return "", domain.Errorf(domain.Invalid, "employee %s: the code is longer than the %d letters %s takes", s, l.Code.Max, l.Product)
	}
	return s, nil
}

// date rearranges 2026-11-20 or 2026-11 as the column wants.
func (c *column) date(s string) string {
	if c.Date == "" || len(s) < len("2026-11") {
		return s
	}
	parts := []string{"yyyy", s[:4], "mm", s[5:7], "dd", "01"}
	if len(s) == len("2026-11-20") {
		parts[5] = s[8:]
	}
	return strings.NewReplacer(parts...).Replace(c.Date)
}
