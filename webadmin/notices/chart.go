package notices

import (
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Chart is a survey's result: a bar for each answer, which says in words all it shows, and the same by department.
type Chart struct {
	Title    string // how many answered
	Turnout  ui.Bar
	Hidden   string // why nothing more is told
	Note     string
	Bars     []Slice
	Columns  []string
	Rows     []Division
	Comments []string
	More     string // how many more comments there are
}

// Slice is an answer's share.
type Slice struct {
	ui.Bar
	Name, Number, Share string
	Most                bool // nothing was chosen more often
}

// Division is a department's answers.
type Division struct {
	Name, To, Answered string
	Counts             []string
}

// mostComments is how many comments a page shows; all are in the CSV.
const mostComments = 50

// chart draws what was answered; nil: the message asks nothing.
func chart(v *shell.Visit, r notice.Results) *Chart {
	s := r.Message.Survey
	if s == nil {
		return nil
	}
	c := &Chart{Title: v.T("notices.progress.answered", "part", r.Answered, "full", r.To)}
	c.Turnout = ui.Bar{Label: v.T("notices.turnout", "share", share(r.Answered, r.To)), Part: r.Answered, Full: r.To}
	if r.Hidden != "" {
		c.Hidden = v.T("notices.hidden."+r.Hidden, "least", notice.MinGroup, "deadline", teller(v).When(s.Deadline))
		return c
	}
	if s.Multiple {
		c.Note = v.T("notices.multiple_note")
	}
	whole, most := 0, slices.Max(r.Counts)
	for _, g := range r.Groups {
		whole += g.Answered
	}
	for i, o := range s.Options {
		n := r.Counts[i]
		c.Bars = append(c.Bars, Slice{Bar: ui.Bar{Part: n, Full: max(whole, 1)}, Name: o, Number: v.T("notices.persons", "count", n), Share: share(n, whole),
			Most: n == most && n > 0})
	}
	c.divide(v, r)
	for i, said := range r.Comments {
		if i == mostComments {
			c.More = v.T("notices.more", "count", len(r.Comments)-mostComments)
			break
		}
		c.Comments = append(c.Comments, said)
	}
	return c
}

// divide adds the table by department, where there is more than one.
func (c *Chart) divide(v *shell.Visit, r notice.Results) {
	if len(r.Groups) < 2 {
		return
	}
	c.Columns = r.Message.Survey.Options
	for _, g := range r.Groups {
		d := Division{Name: g.Name, To: strconv.Itoa(g.To), Answered: strconv.Itoa(g.Answered)}
		switch {
		case g.Pooled:
			d.Name = v.T("notices.pooled")
		case d.Name == "":
			d.Name = v.T("notices.no_department")
		}
		for _, n := range g.Counts {
			d.Counts = append(d.Counts, strconv.Itoa(n))
		}
		c.Rows = append(c.Rows, d)
	}
}

// share is a part of a whole in percent.
func share(part, whole int) string {
	if whole == 0 {
		return "0%"
	}
	return strconv.Itoa((100*part+whole/2)/whole) + "%"
}
