package records

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// write writes the file of an order, line by line; seen may look at each row that is in it.
func (p *Pages) write(v *shell.Visit, c crew.Crew, o order, w io.Writer, seen func(export.Row) error) (report export.Report, unlocked int, err error) {
	month := calendar.Month(o.month)
	people := c.In(c.Narrow(v), month, domain.ID(v.FormValue("group")))
	out, err := export.NewWriter(w, o.layout, o.lines)
	if err != nil {
		return report, 0, err
	}
	unlocked, err = p.Rows.Rows(v.Request().Context(), v.Tenant, people, month, o.layout, func(row export.Row) error {
		before := out.Written()
		if err := out.Write(row); err != nil || seen == nil || out.Written() == before {
			return err
		}
		return seen(row)
	})
	if err != nil {
		return report, unlocked, err
	}
	report, err = out.Close()
	return report, unlocked, err
}

// look writes the whole file to nowhere, so that what is to be known of it is known before it is downloaded.
func (p *Pages) look(v *shell.Visit, c crew.Crew, o order, page *Export) error {
	beginning := export.NewPreview(o.layout)
	report, unlocked, err := p.write(v, c, o, io.Discard, func(row export.Row) error {
		if beginning.Full() {
			return nil
		}
		return beginning.Add(o.layout, row)
	})
	if err != nil {
		return err
	}
	t := teller(v)
	page.Ready, page.File = true, o.file()
	page.Titles, page.Check = beginning.Titles, said(v, beginning.Check)
	for _, row := range beginning.Rows {
		cells := make([]Cell, len(row))
		for i, x := range row {
			cells[i] = reading(v, x)
		}
		page.Rows = append(page.Rows, cells)
	}
	for _, x := range report.Cells {
		page.Lost = append(page.Lost, Lost{x.Row, x.Column, x.Text, x.Letters})
	}
	page.Say = append(page.Say, ui.Badge{State: "in", Word: t.T("records.lines", "count", strconv.Itoa(report.Rows))})
	if o.base.ID != "" {
		page.Say = append(page.Say, ui.Badge{State: "away", Word: t.T("records.made.difference", "same", report.Same, "gone", report.Gone)})
	}
	if unlocked > 0 {
		page.Say = append(page.Say, ui.Badge{State: "needs", Word: "! " + t.T("records.unlocked", "count", unlocked)})
	}
	if report.Lost > 0 {
		page.Say = append(page.Say, ui.Badge{State: "needs", Word: "! " + t.T("records.lost", "count", report.Lost)})
	}
	if report.Guarded > 0 {
		page.Say = append(page.Say, ui.Badge{State: "out", Word: t.T("records.guarded", "count", report.Guarded)})
	}
	for _, f := range page.Fields {
		page.Kept = append(page.Kept, ui.Choice{Value: f.Name, Label: cmp.Or(v.FormValue(f.Name), f.Value)})
	}
	return nil
}

// reading says what a time means, and what a program that expects the other kind would take it for.
func reading(v *shell.Visit, c export.PreviewCell) Cell {
	cell := Cell{Text: c.Text}
	if !c.Timed || c.Text == "" {
		return cell
	}
	r := c.Reading
	switch {
	case r.Impossible:
		cell.Reading = v.T("records.reads.decimal", "decimal", locale.Duration(r.Decimal))
	case r.Either:
		cell.Reading = v.T("records.reads.clock", "clock", locale.Duration(c.Minutes))
	case r.Sexagesimal != r.Decimal:
		cell.Reading = v.T("records.reads.both", "clock", locale.Duration(r.Sexagesimal), "decimal", locale.Duration(r.Decimal))
		cell.Warn = true
	}
	return cell
}

// said tells whether the columns of hours hold the work once.
func said(v *shell.Visit, c export.Check) string {
	switch n := c.Difference(); {
	case c.Columns == 0:
		return ""
	case n > 0:
		return v.T("records.check.more", "time", locale.Duration(n))
	case n < 0:
		return v.T("records.check.less", "time", locale.Duration(-n))
	}
	return v.T("records.check.once")
}

// file is the name the file gets: the unit is in it, because the one mistaken for the other looks right.
func (o order) file() string {
	unit := map[export.Unit]string{export.Clock: "hmm", export.Dotted: "60", export.Decimal: "10", export.Minutes: "minutes"}[o.layout.Style.Unit]
	name := o.layout.Name + "-" + o.month
	if !strings.HasSuffix(o.layout.Name, "-"+unit) {
		name += "-" + unit
	}
	if o.base.ID != "" {
		name += "-diff"
	}
	if o.layout.Delimiter == "tab" {
		return name + ".txt"
	}
	return name + ".csv"
}
