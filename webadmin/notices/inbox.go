package notices

import (
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Inbox is what a person was sent (受信したメッセージ), unread first, or the surveys he may still answer.
type Inbox struct {
	ui.Page
	Tabs   ui.Tabs
	Filter ui.Filter
	Rows   []Mail
	Paging ui.Paging
	Empty  ui.Empty
}

// Mail is one message of a list.
type Mail struct {
	Path, Title, Line string
	New               bool
	Badges            []ui.Badge
}

func (p *Pages) inbox(v *shell.Visit) error {
	list, total, unread, err := p.Notices.Box(v.Request().Context(), actor(v), notice.Sought{Words: words(v), Surveys: v.QueryParam("kind") == "survey",
		Page: crew.At(v), Size: crew.PerPage})
	if err != nil {
		return err
	}
	page := Inbox{Page: v.Page(v.T("notice.list", "count", unread)), Tabs: p.tabs(v, inboxPath),
		Empty: ui.Empty{Title: v.T("notice.none"), Line: v.T("notices.inbox_none")}}
	if total == 0 && len(v.QueryParams()) > 0 {
		page.Empty = notFound(v, inboxPath)
	}
	page.Filter = ui.Filter{Page: page.Page, Path: inboxPath, Fields: []ui.Field{search(v), choice(v, "kind", "notices.kind", "survey")}}
	page.Paging = crew.Leaf(v, page.Page, inboxPath, total)
	page.Rows, err = p.mails(v, list)
	if err != nil {
		return err
	}
	return show(v, page)
}

// surveys lists what may still be answered, the one that ends first first.
func (p *Pages) surveys(v *shell.Visit) error {
	list, err := p.Notices.Surveys(v.Request().Context(), actor(v), p.Now())
	if err != nil {
		return err
	}
	page := Inbox{Page: v.Page(v.T("notice.surveys", "count", len(list))), Tabs: p.tabs(v, surveysPath),
		Empty: ui.Empty{Title: v.T("notice.no_survey"), Line: v.T("notices.surveys_none"), To: ui.Link{Path: inboxPath, Label: v.T("notices.to_inbox")}}}
	if page.Rows, err = p.mails(v, list); err != nil {
		return err
	}
	return show(v, page)
}

// notFound is said where a filter finds nothing.
func notFound(v *shell.Visit, path string) ui.Empty {
	return ui.Empty{Title: v.T("notices.not_found"), Line: v.T("notices.not_found_why"), To: ui.Link{Path: path, Label: v.T("notices.show_all")}}
}

// mails are a person's messages as a list shows them.
func (p *Pages) mails(v *shell.Visit, list []notice.Letter) ([]Mail, error) {
	var senders []domain.ID
	for _, l := range list {
		senders = append(senders, l.By)
	}
	names, err := p.names(v, senders...)
	if err != nil {
		return nil, err
	}
	var out []Mail
	for _, l := range list {
		m := Mail{Path: inboxPath + "/" + strconv.Itoa(l.Number), Title: l.Title, New: l.To.OpenedAt == nil,
			Line: v.T("notices.from", "name", names[l.By], "at", teller(v).When(l.At))}
		if m.New {
			m.Badges = append(m.Badges, ui.Badge{State: "away", Word: v.T("notices.unread")})
		}
		if l.Survey != nil {
			m.Badges = append(m.Badges, p.answering(v, l))
			m.Line += " · " + v.T("notice.deadline", "deadline", teller(v).When(l.Survey.Deadline))
		}
		out = append(out, m)
	}
	return out, nil
}

// answering is how a person stands to a survey.
func (p *Pages) answering(v *shell.Visit, l notice.Letter) ui.Badge {
	switch {
	case l.To.AnsweredAt != nil:
		return ui.Badge{State: "in", Word: v.T("notices.answered")}
	case p.Now().Before(l.Survey.Deadline):
		return ui.Badge{State: "waiting", Word: v.T("notices.unanswered")}
	}
	return ui.Badge{State: "out", Word: v.T("notices.closed")}
}

// names are people as the visitor reads them.
func (p *Pages) names(v *shell.Visit, ids ...domain.ID) (map[domain.ID]string, error) {
	people, err := p.Company.EmployeesOf(v.Request().Context(), v.Tenant.ID, ids)
	names := make(map[domain.ID]string, len(people))
	for _, e := range people {
		names[e.ID] = e.DisplayName(v.Lang())
	}
	return names, err
}
