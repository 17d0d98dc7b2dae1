package timesheet

import (
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain/export/pdf"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Where things stand on the page, in millimetres, and sizes of letters, in points.
const (
	left   = 7.0
	inner  = pdf.Width - 2*left
	bottom = pdf.Height - 8

	titleAt  = 13.0
	headAt   = 17.0
	headRow  = 5.0
	gridAt   = 29.0
	titles   = 8.0 // height of the columns' titles
	rowHigh  = 6.0
	countAt  = 3.0 // below the grid
	countRow = 4.6
	sealSide = 19.0

	normal = 6.5
	small  = 4.8
	pad    = 0.7
)

// spanned is how many columns the word before the totals takes.
const spanned = 3

// greys of the days that are no work days.
var greys = map[worktime.DayKind]float64{worktime.Prescribed: 0.94, worktime.Statutory: 0.87}

// sheet draws the one page of a month.
func (d *drawing) sheet(v view) {
	d.first = d.pen
	d.fit(left, titleAt, 118, 13, false, true, v.Title, v.T("timesheet.head.period"))
	d.fit(left+120, titleAt, 40, 8, false, false, v.Period, v.T("timesheet.head.period"))
	d.fit(left+inner-34, titleAt, 34, 9, true, true, v.State, v.T("timesheet.column.state"))
	d.head(v)
	y := d.grid(v)
	y = d.counts(v, y+countAt)
	d.foot(v, y+4)
}

// head draws whose month it is: two rows of three.
func (d *drawing) head(v view) {
	widths := []float64{78, 68, 50}
	x, y := left, headAt
	for i, p := range v.Head {
		if i == 3 {
			x, y = left, y+headRow
		}
		w := widths[i%3]
		d.pen.Box(x, y, w, headRow, 0.3)
		d.pen.Shade(x+0.1, y+0.1, 16, headRow-0.2, 0.94)
		d.fit(x+pad, y+3.4, 15, 6, false, false, p.Label, p.Label)
		d.fit(x+17, y+3.5, w-18, 7.5, false, i == 4, p.Text, p.Label)
		x += w
	}
}

// grid draws the table of days and its totals, and tells where it ends.
func (d *drawing) grid(v view) float64 {
	y := gridAt
	d.pen.Shade(left, y, inner, titles, 0.9)
	x := left
	for i, h := range v.Columns {
		lines := strings.Fields(h.Title)
		at := y + titles/2 + 0.8 - float64(len(lines)-1)*1.2
		for _, l := range lines {
			w := d.font.Width(l, 5.6)
			d.fit(x+max(pad, (columns[i].width-w)/2), at, columns[i].width-2*pad, 5.6, false, false, l, h.Title)
			at += 2.4
		}
		x += columns[i].width
	}
	y += titles
	for _, l := range v.Lines {
		if grey, off := greys[l.Off]; off {
			d.pen.Shade(left, y, inner, rowHigh, grey)
		}
		d.row(v, l.Cells, y, rowHigh, l.Cells[0].Text)
		d.pen.Line(left, y, left+inner, y, 0.2)
		y += rowHigh
	}
	end := y
	d.totals(v, v.Totals, y, true)
	y += rowHigh
	if v.Exact != nil {
		d.totals(v, v.Exact, y, false)
		y += rowHigh
	}
	d.pen.Line(left, end, left+inner, end, 0.6)
	d.pen.Box(left, gridAt, inner, y-gridAt, 0.6)
	x = left
	for i, c := range columns[:len(columns)-1] {
		x += c.width
		if i < spanned-1 {
			d.pen.Line(x, gridAt, x, end, 0.2)
			continue
		}
		d.pen.Line(x, gridAt, x, y, 0.2)
	}
	return y
}

// row draws the cells of a day. label is what a text that does not fit is found by at the end.
func (d *drawing) row(v view, cells []cell, y, high float64, label string) {
	x := left
	for i, c := range cells {
		width := columns[i].width - 2*pad
		name := label + " " + v.Columns[i].Title
		room := width
		if c.Mark != "" {
			d.pen.Text(x+0.2, y+2.6, 4.5, c.Mark)
			d.texts = append(d.texts, c.Mark)
			room -= 1.2
		}
		switch {
		case c.Note:
			d.wrapped(x+pad, y, width, high, c.Text, name)
		case c.Text == "" && len(c.Small) > 0:
			d.small(x+pad+width-room, y, room, high, c, name)
		case len(c.Small) > 0:
			d.fit(x+pad+width-room, y+2.7, room, normal, c.Right, false, c.Text, name)
			d.fit(x+pad, y+high-0.8, width, small, c.Right, false, c.Small[0], name)
		default:
			d.fit(x+pad+width-room, y+high/2+0.9, room, normal, c.Right, false, c.Text, name)
		}
		x += columns[i].width
	}
}

// small writes up to two lines of small letters into a cell; a third and more wait for the end.
func (d *drawing) small(x, y, width, high float64, c cell, name string) {
	if len(c.Small) == 1 {
		d.fit(x, y+high/2+0.7, width, 5.4, c.Right, false, c.Small[0], name)
		return
	}
	second := c.Small[1]
	if more := len(c.Small) - 2; more > 0 {
		second += " +" + strconv.Itoa(more)
		d.rest = append(d.rest, pair{name, strings.Join(c.Small, " ")})
	}
	d.fit(x, y+2.4, width, small, c.Right, false, c.Small[0], name)
	d.fit(x, y+high-0.8, width, small, c.Right, false, second, name)
}

// totals draws the sums below their columns; the word before them stands over the first columns.
func (d *drawing) totals(v view, cells []cell, y float64, bold bool) {
	d.pen.Shade(left, y, inner, rowHigh, 0.94)
	x := left
	for i, c := range cells {
		room := columns[i].width
		if i == 0 {
			room += columns[1].width + columns[2].width
		}
		d.fit(x+pad, y+rowHigh/2+0.9, room-2*pad, normal, c.Right, bold, c.Text, v.Columns[i].Title)
		x += columns[i].width
	}
}

// wrapped writes a text into two lines of small letters; what is longer stands whole at the end.
func (d *drawing) wrapped(x, y, width, high float64, s, name string) {
	if s == "" {
		return
	}
	d.texts = append(d.texts, s)
	lines := d.wrap(s, small, width)
	if len(lines) == 1 {
		d.pen.Text(x, y+high/2+0.6, small, lines[0])
		return
	}
	if len(lines) > 2 {
		lines[1] = d.cut(lines[1]+lines[2], small, width)
		d.rest = append(d.rest, pair{name, s})
	}
	d.pen.Text(x, y+2.4, small, lines[0])
	d.pen.Text(x, y+high-0.8, small, lines[1])
}
