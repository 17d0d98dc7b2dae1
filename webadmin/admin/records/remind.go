package records

import (
	"errors"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Remind is what reminding one person now would be: of what, by which channel, when and at what cost (催促).
type Remind struct {
	Head
	Back, Action string
	Month        calendar.Month
	Lacks        []string
	Lines        []string // how it would go
	Error        string   // why it cannot be done
	Do           string
}

func (p *Pages) remind(v *shell.Visit) error {
	e, month, err := p.whom(v)
	if err != nil {
		return err
	}
	return p.showRemind(v, http.StatusOK, e, month, "")
}

// whom reads whose reminder it is.
func (p *Pages) whom(v *shell.Visit) (org.Employee, calendar.Month, error) {
	month, err := p.monthOf(v)
	if err != nil {
		return org.Employee{}, "", err
	}
	e, err := p.People.Employee(v.Request().Context(), v.Tenant.ID, domain.ID(v.Param("id")))
	return e, month, err
}

func (p *Pages) showRemind(v *shell.Visit, status int, e org.Employee, month calendar.Month, wrong string) error {
	t := teller(v)
	page := Remind{Head: head(v, t.T("records.remind.title", "name", e.DisplayName(t.Lang)), missingPath), Month: month, Error: wrong,
		Back: missingPath + "?month=" + string(month), Action: remindPath + string(e.ID)}
	page.Wide = false
	look, err := p.Reminders.Prompt(v.Request().Context(), v.Tenant, e.ID, month)
	if why := reason(err); why != "" && page.Error == "" {
		page.Error, err = t.T("records.remind."+why), nil
	}
	if domain.CodeOf(err) == domain.Invalid {
		err = nil
	}
	if err != nil {
		return err
	}
	for _, b := range look.Lacks {
		page.Lacks = append(page.Lacks, t.Date(b.Date)+" "+t.T("team.obstacle."+string(b.What)))
	}
	if page.Error == "" {
		if page.Lines, page.Do, err = p.manner(v, e, look); err != nil {
			return err
		}
	}
	return v.Show(status, page)
}

// manner says how a reminder would go, and what its button is called; no name: there is no button.
func (p *Pages) manner(v *shell.Visit, e org.Employee, look reminder.Prompt) (lines []string, do string, err error) {
	t := teller(v)
	switch {
	case look.Before != nil:
		return []string{t.T("records.remind.told", "at", t.When(*look.Before))}, "", nil
	case len(look.Owed) == 0:
		return []string{t.T("records.remind.nowhere")}, "", nil
	}
	f, err := p.Outlook.Foretell(v.Request().Context(), v.Tenant.ID, []org.Employee{e})
	if err != nil {
		return nil, "", err
	}
	for _, r := range f.Routes {
		lines = append(lines, t.T("records.remind.by", "door", t.Door(r.Kind)), cost(v, r.Quota))
	}
	if look.At.After(p.Now()) {
		return append(lines, t.T("records.remind.quiet_until", "at", t.When(look.At))), t.T("records.remind.later"), nil
	}
	return lines, t.T("records.remind.do"), nil
}

// cost says what one message takes of a channel's month.
func cost(v *shell.Visit, q *notice.Quota) string {
	switch {
	case q == nil:
		return v.T("records.remind.free")
	case q.Over > 0:
		return v.T("records.remind.over")
	case q.Unread || !q.Limited:
		return v.T("records.remind.cost")
	}
	return v.T("records.remind.left", "left", q.Limit-q.Used)
}

func (p *Pages) remindPost(v *shell.Visit) error {
	e, month, err := p.whom(v)
	if err != nil {
		return err
	}
	ctx, t := v.Request().Context(), teller(v)
	look, err := p.Reminders.Prompt(ctx, v.Tenant, e.ID, month)
	if err == nil && look.Before == nil && len(look.Owed) == 0 {
		return p.showRemind(v, http.StatusUnprocessableEntity, e, month, "")
	}
	if err == nil {
		err = p.Reminders.Remind(ctx, actor(v), p.Told, look)
	}
	switch {
	case domain.Is(err, domain.Conflict): // it was said today: the same press again, or somebody else
		return p.showRemind(v, http.StatusConflict, e, month, "")
	case domain.Is(err, domain.Invalid):
		return p.showRemind(v, http.StatusUnprocessableEntity, e, month, "")
	case err != nil:
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: t.T("records.remind.done", "name", e.DisplayName(t.Lang), "at", t.When(look.At))})
	return v.Go(missingPath + "?month=" + string(month))
}

// reason is why the domain refuses; empty: it does not say, or it does not refuse.
func reason(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	text, _ := e.Args["why"].(string)
	return text
}
