package export

import (
	"strings"
	"testing"
)

// The check counts classes of hours only, and tells an overlap and a gap apart.
func TestCheckOfColumns(t *testing.T) {
	for name, want := range map[string]Check{
		"scheduled_worked":                    {1, 19200, 23385},
		"scheduled_worked,ot":                 {2, 19200 + 4172, 23385},
		"scheduled_worked,within_ot,ot,night": {4, 19200 + 75 + 4172 + 632, 23385},
		"worked,late,break,days_worked":       {0, 0, 23385},
	} {
		l := &Layout{Rows: PerEmployee}
		for _, field := range splitFields(name) {
			l.Columns = append(l.Columns, Column{Field: field})
		}
		p := NewPreview(l)
		for _, row := range sample(PerEmployee) {
			p.Check.add(columnsOf(l), row)
		}
		if p.Check != want {
			t.Errorf("%s: %+v, want %+v", name, p.Check, want)
		}
	}
}

func splitFields(s string) (list []string) {
	for field := range strings.SplitSeq(s, ",") {
		list = append(list, field)
	}
	return list
}
