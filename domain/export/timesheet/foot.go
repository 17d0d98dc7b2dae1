package timesheet

import "github.com/dakoku/dakoku/domain/export/pdf"

// counts draws the days and figures that have no column, seven in a row, and tells where they end.
func (d *drawing) counts(v view, y float64) float64 {
	const across = 7
	width := inner / across
	for i, p := range v.Counts {
		x := left + float64(i%across)*width
		if i > 0 && i%across == 0 {
			y += countRow
		}
		d.pen.Box(x, y, width, countRow, 0.2)
		d.fit(x+pad, y+3.2, width-11.5, 5.4, false, false, p.Label, p.Label)
		d.fit(x+width-11, y+3.2, 11-pad, normal, true, false, p.Text, p.Label)
	}
	return y + countRow
}

// foot draws the agreement, the lock, what the marks mean, and the places for seals.
func (d *drawing) foot(v view, y float64) {
	d.seals(v, y)
	width := inner - 3*sealSide - 4
	at := y + 2
	for _, text := range append(append([]string{}, v.Foot...), v.Marks) {
		d.texts = append(d.texts, text)
		lines := d.wrap(text, 5.6, width)
		if len(lines) > 3 {
			lines[2] = d.cut(lines[2]+lines[3], 5.6, width)
			lines = lines[:3]
			d.rest = append(d.rest, pair{v.T("timesheet.foot"), text})
		}
		for _, l := range lines {
			d.pen.Text(left, at, 5.6, l)
			at += 2.7
		}
		at += 0.6
	}
	d.fit(left, bottom, 80, 5.6, false, false, v.Printed, "")
}

// seals draws the places for seals.
func (d *drawing) seals(v view, y float64) {
	x := left + inner - float64(len(v.Seals))*sealSide
	for _, s := range v.Seals {
		d.pen.Box(x, y, sealSide, sealSide, 0.3)
		d.pen.Line(x, y+4, x+sealSide, y+4, 0.3)
		d.fit(x+pad, y+2.9, sealSide-2*pad, 5.6, false, false, s.Title, s.Title)
		d.fit(x+pad, y+11.5, sealSide-2*pad, normal, false, false, s.Name, s.Title)
		d.fit(x+pad, y+15, sealSide-2*pad, 5.6, false, false, s.When, s.Title)
		x += sealSide
	}
}

// continued draws what was longer than its place on pages of its own, whole, and numbers all the pages.
func (d *drawing) continued(begin func() *pdf.Page, v view) []*pdf.Page {
	pages := []*pdf.Page{d.first}
	y := bottom
	for _, p := range d.rest {
		lines := d.wrap(p.Text, 7.5, inner-50)
		for i, l := range lines {
			if y+8 > bottom {
				d.pen = begin()
				pages = append(pages, d.pen)
				d.pen.Bold(left, titleAt, 10, d.cutTo(v.Title+" "+v.Code+" "+v.Name+" "+v.T("timesheet.more"), 10, inner))
				y = titleAt + 8
			}
			if i == 0 {
				d.pen.Text(left, y, 7.5, d.cutTo(p.Label, 7.5, 46))
			}
			d.pen.Text(left+50, y, 7.5, l)
			y += 4.2
		}
		y += 1.5
	}
	for i, page := range pages {
		n := v.page(i+1, len(pages))
		page.Text(left+inner-d.font.Width(n, 5.6), bottom, 5.6, n)
	}
	return pages[1:]
}

// cutTo is a text that fits, cut only if it has to be.
func (d *drawing) cutTo(s string, size, width float64) string {
	if d.font.Width(s, size) <= width {
		return s
	}
	return d.cut(s, size, width)
}
