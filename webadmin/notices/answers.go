package notices

import (
	"fmt"
	"strconv"

	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// answers gives what was answered as CSV: of an anonymous survey no more than the page tells.
func (p *Pages) answers(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	r, err := p.Notices.Results(v.Request().Context(), actor(v), n)
	if err != nil {
		return err
	}
	if err := r.Concealed(); err != nil {
		return err
	}
	name := fmt.Sprintf("message-%d", n)
	if s := r.Message.Survey; s != nil && s.Anonymous {
		return together(v, name, r)
	}
	t := crew.NewTable(v, name, v.T("notices.code"), v.T("notices.name"), v.T("notices.delivery"), v.T("notices.opened"), v.T("notices.answered_at"), v.T("notices.ballot"),
		v.T("notices.comments"))
	for _, x := range r.Answers {
		row := reader(v, r.Message.Survey, x)
		if err = t.Row(row.Code, row.Name, row.Delivery.Word, row.Opened, row.Answered, row.Answer, row.Comment); err != nil {
			break
		}
	}
	return t.Close(err)
}

// together gives an anonymous survey's answers by department, as far as the page tells them, and the comments in an order
// that is nobody's.
func together(v *shell.Visit, name string, r notice.Results) (err error) {
	t := crew.NewTable(v, name, v.T("notices.department"), v.T("notices.ballot"), v.T("notices.count"), v.T("notices.comments"))
	c := chart(v, r)
	var rows [][]string
	for _, d := range c.Rows {
		for i, count := range d.Counts {
			rows = append(rows, []string{d.Name, r.Message.Survey.Options[i], count, ""})
		}
	}
	if len(c.Rows) == 0 {
		for i, count := range r.Counts {
			rows = append(rows, []string{"", r.Message.Survey.Options[i], strconv.Itoa(count), ""})
		}
	}
	for _, said := range r.Comments {
		rows = append(rows, []string{"", "", "", said})
	}
	for _, row := range rows {
		if err = t.Row(row...); err != nil {
			break
		}
	}
	return t.Close(err)
}
