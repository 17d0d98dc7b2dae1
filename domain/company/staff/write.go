package staff

import (
	"encoding/csv"
	"io"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/export"
)

// mark is what spreadsheets know UTF-8 by.
const mark = "\ufeff"

// Write writes all of a company's people as they are on a date, in a form that Look finds unchanged. Passwords and
// passcodes are not in it.
func Write(out io.Writer, m company.Masters, on calendar.Date) error {
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
	b := newBook(m, on)
	for _, code := range b.codes {
		cells := []string{export.Harmless(code)}
		for _, c := range columns {
			cells = append(cells, export.Harmless(c.show(b, b.people[code])))
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return w.Error()
}
