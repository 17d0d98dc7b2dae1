package staff

import (
	"encoding/csv"
	"io"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// Titles are the columns a list may have, in their order; the first is the key.
func Titles() []Column {
	all := []Column{Code}
	for _, c := range columns {
		all = append(all, c.title)
	}
	return all
}

// Guess is the column a title most likely stands for; empty: none.
func Guess(title string) Column { return byTitle[plainTitle(title)] }

// WriteAllowed writes which values the columns take that take only some: a line each, with its name.
func WriteAllowed(out io.Writer, m company.Masters, on calendar.Date) error {
	if _, err := io.WriteString(out, mark); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	line := func(title Column, value, name string) {
		_ = w.Write([]string{string(title), export.Harmless(value), export.Harmless(name)}) // a failure shows at the end
	}
	b, all := newBook(m, on), m.File(on)
	offer := func(title Column, retired bool, code, name string) {
		if !retired {
			line(title, code, name)
		}
	}
	for _, d := range all.Departments {
		offer(Department, d.Retired, d.Code, b.paths[d.Code])
	}
	for _, g := range all.Groups {
		offer(Group, g.Retired, g.Code, g.Name)
	}
	for _, p := range all.Patterns {
		offer("就業時間帯", p.Retired, p.Code, p.Name)
	}
	for _, g := range all.Permissions {
		offer("権限グループ", g.Retired, g.Code, g.Name)
	}
	for _, e := range org.Employments {
		line("雇用区分", employments[e], "")
	}
	for _, f := range org.PayForms {
		line("支給形態", payForms[f], "")
	}
	for _, t := range org.Titles {
		line("敬称", string(t), "")
	}
	for _, d := range doors {
		line("打刻方法", string(d), locale.T(locale.Japanese, "name.door."+string(d)))
	}
	for _, l := range []string{locale.Japanese, locale.English} {
		line("言語", l, "")
	}
	for _, s := range []string{active, inactive} {
		line(Status, s, "")
	}
	w.Flush()
	return w.Error()
}

// Head is the header of a list and the first lines below it, to see what its columns are.
func Head(in io.Reader, name string, lines int) (titles []string, rows [][]string, err error) {
	decoded, _, err := decode(in, name)
	if err != nil {
		return nil, nil, err
	}
	r := reader(decoded)
	if titles, err = header(r, name); err != nil {
		return nil, nil, err
	}
	for len(rows) < lines {
		cells, err := r.Read()
		if err != nil {
			break // what is wrong with a line is told when the list is read
		}
		rows = append(rows, cells)
	}
	return titles, rows, nil
}
