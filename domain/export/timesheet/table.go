package timesheet

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/locale"
)

// Table writes sheets as CSV: a line a day as the sheet has it, and one with the totals (勤務表CSV). It is UTF-8 with a mark,
// as spreadsheets expect it.
type Table struct {
	out   *csv.Writer
	begun bool
	lang  string
}

// NewTable begins a file.
func NewTable(w io.Writer, lang string) (*Table, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return &Table{out: out, lang: locale.Lang(lang)}, nil
}

// Add writes a person's month.
func (t *Table) Add(s Sheet) error {
	v := s.read(t.lang)
	if !t.begun {
		t.begun = true
		if err := t.out.Write(t.titles(v)); err != nil {
			return err
		}
	}
	period := s.Month.Period
	who := []string{v.Code, v.Name, s.Person.Department.Name, string(period.Month), string(period.From), string(period.To), v.State}
	for i, l := range v.Lines {
		row := append(slices.Clone(who), string(s.Month.Days[i].Date))
		if err := t.write(row, l.Cells); err != nil {
			return err
		}
	}
	return t.write(append(who, v.Totals[0].Text), v.Totals)
}

// titles are those of the columns. A time that may have been corrected has three: as it counts, its original, its mark.
func (t *Table) titles(v view) []string {
	row := []string{v.T("timesheet.head.code"), v.T("timesheet.head.name"), v.T("timesheet.head.department"), v.T("timesheet.csv.month"),
		v.T("timesheet.csv.from"), v.T("timesheet.csv.to"), v.T("timesheet.csv.state"), v.T("timesheet.csv.date")}
	for i, h := range v.Columns[1:] {
		if t.lang == locale.Japanese {
			h.Title = strings.ReplaceAll(h.Title, " ", "") // where the title is parted on paper
		}
		row = append(row, h.Title)
		if columns[i+1].recorded {
			row = append(row, locale.T(t.lang, "timesheet.csv.original", "what", h.Title), locale.T(t.lang, "timesheet.csv.mark", "what", h.Title))
		}
	}
	return row
}

// write writes a line: who and when, and the cells after the date.
func (t *Table) write(row []string, cells []cell) error {
	for i, c := range cells[1:] {
		switch {
		case columns[i+1].recorded:
			row = append(row, c.Text, strings.Trim(strings.Join(c.Small, " "), "()"), c.Mark)
		case c.Text == "":
			row = append(row, strings.Join(c.Small, " "))
		default:
			row = append(row, c.Text)
		}
	}
	for i, text := range row {
		row[i] = export.Harmless(text)
	}
	return t.out.Write(row)
}

// Close ends the file.
func (t *Table) Close() error {
	t.out.Flush()
	return t.out.Error()
}
