package notices

import (
	"errors"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Check shows a draft as it would arrive, to whom, by which channels and at what cost, before it is sent (送信前の確認).
type Check struct {
	ui.Page
	Lines    []string
	Previews []notice.Preview
	Names    map[domain.Door]string
	Files    []Attachment
	Count    string
	Who      []string
	More     string
	Ways     []Way
	Lost     []string // who is on no channel
	LostMore string
	Edit     string
	Send     string
	Revision int
	Button   string
}

// mostShown is how many people are named before they are counted.
const mostShown = 100

func (p *Pages) check(v *shell.Visit) error {
	ctx := v.Request().Context()
	d, held, err := p.Notices.Draft(ctx, actor(v), domain.ID(v.Param("id")))
	if err != nil {
		return err
	}
	if d.Template {
		return domain.Errorf(domain.NotFound, "notices: a template is not sent")
	}
	here := draftPath + string(d.ID)
	_, to, err := p.Notices.SubmitDraft(ctx, actor(v), d.ID, d.Revision, true)
	if wrong(err) != "" {
		return v.Go(here + "?check=1")
	}
	if err != nil {
		return err
	}
	page := Check{Page: v.Page(v.T("notices.check")), Edit: here, Send: here + "/send", Revision: d.Revision, Count: v.T("notices.people", "count", len(to)),
		Names: map[domain.Door]string{}, Button: v.T("notices.send_button", "count", len(to))}
	if page.Previews, err = p.Notices.Preview(ctx, actor(v), d.Content, held); err != nil {
		return err
	}
	for _, x := range page.Previews {
		page.Names[x.Kind] = v.T("name.door." + string(x.Kind))
	}
	if err := p.summary(v, d.Content, &page); err != nil {
		return err
	}
	for _, f := range held {
		page.Files = append(page.Files, attachment(v, f, here))
	}
	if page.Who, page.More = named(v, to); len(to) == 0 {
		page.Button = v.T("notices.send_nobody")
	}
	return p.foresee(v, to, page)
}

// foresee adds how people would be told, and who cannot be.
func (p *Pages) foresee(v *shell.Visit, to []org.Employee, page Check) error {
	ctx := v.Request().Context()
	f, err := p.Notices.Outlook.Foretell(ctx, v.Tenant.ID, to)
	if err != nil {
		return err
	}
	page.Ways = ways(v, f)
	if f.Nowhere > 0 {
		linked, err := p.Notices.Facts.Linked(ctx, v.Tenant.ID)
		if err != nil {
			return err
		}
		var lost []org.Employee
		for _, e := range to {
			if !linked[e.ID] {
				lost = append(lost, e)
			}
		}
		page.Lost, page.LostMore = named(v, lost)
	}
	return show(v, page)
}

// summary says when, to whom and with which survey.
func (p *Pages) summary(v *shell.Visit, c notice.Content, page *Check) error {
	names, err := p.names(v, shown(c.Audience.Employees, mostNamed)...)
	if err != nil {
		return err
	}
	w, err := p.places(v)
	if err != nil {
		return err
	}
	at := v.T("notices.now")
	if c.At.After(p.Now()) {
		at = teller(v).When(c.At)
		page.Button = v.T("notices.schedule_button", "at", at)
	}
	page.Lines = []string{v.T("notices.when", "at", at), v.T("notices.to", "audience", w.audience(v, c.Audience, names))}
	if c.Survey != nil {
		page.Lines = append(page.Lines, v.T("notices.asks", "count", len(c.Survey.Options))+" · "+until(v, c.Survey))
	}
	return nil
}

// named are people by name, and how many more there are.
func named(v *shell.Visit, people []org.Employee) (who []string, more string) {
	for i, e := range people {
		if i == mostShown {
			return who, v.T("notices.more", "count", len(people)-mostShown)
		}
		who = append(who, e.DisplayName(v.Lang()))
	}
	return who, ""
}

// sendPost sends a draft, or has it wait for its time. The same press again finds no draft any more.
func (p *Pages) sendPost(v *shell.Visit) error {
	id := domain.ID(v.Param("id"))
	revision, _ := strconv.Atoi(v.FormValue("revision"))
	m, to, err := p.Notices.SubmitDraft(v.Request().Context(), actor(v), id, revision, false)
	switch {
	case domain.Is(err, domain.NotFound):
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("notices.draft_gone"), Lines: []string{v.T("notices.draft_gone_why")}})
		return v.Go(sentPath)
	case domain.Is(err, domain.Conflict):
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("notices.draft_moved")})
		return v.Go(draftPath + string(id) + "/check")
	case wrong(err) != "":
		return v.Go(draftPath + string(id) + "?check=1")
	case err != nil:
		return err
	}
	said := v.T("notices.begun", "count", len(to))
	if m.At.After(p.Now()) {
		said = v.T("notices.planned", "at", teller(v).When(m.At), "count", len(to))
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: said})
	return v.Go(sentPath + "/" + strconv.Itoa(m.Number))
}

// wrong is what of a draft keeps it from being sent; empty: it is no such error.
func wrong(err error) string {
	var refusal *domain.Error
	if !errors.As(err, &refusal) || refusal.Code != domain.Invalid && refusal.Code != domain.Forbidden && refusal.Code != domain.NotFound {
		return ""
	}
	why, _ := refusal.Args["why"].(string)
	return why
}
