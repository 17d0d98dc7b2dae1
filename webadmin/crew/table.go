package crew

import (
	"bufio"
	"encoding/csv"

	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Table is a list as a file, as it is shown: UTF-8 with the mark by which Excel knows it.
type Table struct {
	v   *shell.Visit
	out *csv.Writer
}

// NewTable begins a file with its titles. An error before the first Row leaves the answer free for a page.
func NewTable(v *shell.Visit, name string, titles ...string) *Table {
	v.BeginFile("text/csv; charset=utf-8", name+".csv")
	b := bufio.NewWriter(v.Response())
	_, _ = b.WriteString("\ufeff") // a failure shows when it is flushed
	t := &Table{v, csv.NewWriter(b)}
	t.out.UseCRLF = true
	_ = t.out.Write(titles)
	return t
}

// Row adds a line; no cell of it is a formula to a spreadsheet.
func (t *Table) Row(cells ...string) error {
	for i, c := range cells {
		cells[i] = export.Harmless(c)
	}
	return t.out.Write(cells)
}

// Close ends the file, as shell.Visit.EndFile does.
func (t *Table) Close(err error) error {
	if err == nil {
		t.out.Flush()
		err = t.out.Error()
	}
	return t.v.EndFile(err)
}
