package timesheet

import (
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// column is a column of the sheet.
type column struct {
	title    string  // key of its text
	width    float64 // on paper, in millimetres
	right    bool    // figures stand on the right
	figure   string  // what it shows and sums up, one of worktime.Fields; empty: cell says
	wrapped  bool    // a text of several lines
	recorded bool    // a punched time, which may have an original
	cell     func(*Sheet, worktime.Day, string) cell
}

// columns are those of the sheet, together as wide as A4 within its margins.
var columns = []column{
	{title: "timesheet.column.day", width: 8.5, right: true, cell: dayCell},
	{title: "timesheet.column.weekday", width: 6, cell: weekdayCell},
	{title: "timesheet.column.kind", width: 7.5, cell: kindCell},
	{title: "timesheet.column.reasons", width: 14, cell: reasonsCell},
	{title: "timesheet.column.in", width: 11.5, right: true, recorded: true, cell: inCell},
	{title: "timesheet.column.out", width: 11.5, right: true, recorded: true, cell: outCell},
	{title: "timesheet.column.outings", width: 13.5, cell: outingsCell},
	{title: "timesheet.column.break", width: 9, right: true, figure: "break"},
	{title: "timesheet.column.worked", width: 10, right: true, figure: "worked"},
	{title: "timesheet.column.scheduled", width: 10, right: true, figure: "scheduled_worked"},
	{title: "timesheet.column.within_ot", width: 9, right: true, figure: "within_ot"},
	{title: "timesheet.column.ot", width: 9, right: true, figure: "ot"},
	{title: "timesheet.column.night", width: 9, right: true, figure: "night"},
	{title: "timesheet.column.prescribed", width: 9, right: true, figure: "prescribed_holiday"},
	{title: "timesheet.column.statutory", width: 9, right: true, figure: "legal_holiday"},
	{title: "timesheet.column.late", width: 8, right: true, figure: "late"},
	{title: "timesheet.column.early", width: 8, right: true, figure: "early_leave"},
	{title: "timesheet.column.note", width: 19.5, wrapped: true, cell: noteCell},
	{title: "timesheet.column.state", width: 14, cell: stateCell},
}

// cell is what stands in a place of the sheet.
type cell struct {
	Text  string
	Mark  string   // beside the text: one of the marks the foot explains
	Small []string // in small letters below the text, or instead of it
	Right bool
	Note  bool // a text of several lines
}

// at fills a column's place of a day.
func (c column) at(s *Sheet, d worktime.Day, lang string) cell {
	var out cell
	if c.cell != nil {
		out = c.cell(s, d, lang)
	} else {
		n, _ := d.Value(c.figure)
		out.Text = length(n)
	}
	out.Right, out.Note = c.right, c.wrapped
	return out
}

// length is a length of time; none is empty, not 0:00.
func length(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return locale.Duration(minutes)
}
