package notices

import (
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Sent is what was sent or waits to be (送信したメッセージ): administrators see everybody's, others their own.
type Sent struct {
	ui.Page
	Tabs   ui.Tabs
	Filter ui.Filter
	Rows   []Dispatch
	Paging ui.Paging
	Empty  ui.Empty
	New    ui.Link
}

// Dispatch is one message of the list, with how far it has come.
type Dispatch struct {
	Path, Title, Line string
	Number            int
	State             ui.Badge
	Progress          *ui.Bar // nil: nobody has it
	Figures           string
}

// stateNames are the states a list can be narrowed to.
var stateNames = []string{string(notice.Scheduled), string(notice.Sending), string(notice.Sent), string(notice.Recalled), string(notice.Cancelled)}

func (p *Pages) sent(v *shell.Visit) error {
	q := notice.Sought{Words: words(v), Surveys: v.QueryParam("kind") == "survey", Page: crew.At(v), Size: crew.PerPage}
	for _, s := range stateNames {
		if v.QueryParam("state") == s {
			q.States = []notice.State{notice.State(s)}
		}
	}
	list, total, err := p.Notices.Sent(v.Request().Context(), actor(v), q)
	refused := domain.Is(err, domain.Forbidden)
	if err != nil && !refused {
		return err
	}
	var senders []domain.ID
	for _, s := range list {
		senders = append(senders, s.By)
	}
	names, err := p.names(v, senders...)
	if err != nil {
		return err
	}
	page := Sent{Page: v.Page(v.T("notices.sent")), Tabs: p.tabs(v, sentPath), New: ui.Link{Path: newPath, Label: v.T("notices.write")},
		Empty: ui.Empty{Title: v.T("notices.sent_none"), Line: v.T("notices.sent_none_why")}}
	if refused {
		page.Empty, page.New = ui.Empty{Title: v.T("notices.may_not"), Line: v.T("notices.may_not_why")}, ui.Link{}
	} else if len(v.QueryParams()) > 0 {
		page.Empty = notFound(v, sentPath)
	}
	page.Filter = ui.Filter{Page: page.Page, Path: sentPath, Fields: []ui.Field{search(v), choice(v, "state", "notices.state", stateNames...), choice(v, "kind", "notices.kind", "survey")}}
	page.Paging = crew.Leaf(v, page.Page, sentPath, total)
	for _, s := range list {
		page.Rows = append(page.Rows, p.dispatch(v, s, names[s.By]))
	}
	return show(v, page)
}

func (p *Pages) dispatch(v *shell.Visit, s notice.Standing, sender string) Dispatch {
	d := Dispatch{Path: sentPath + "/" + strconv.Itoa(s.Number), Title: s.Title, Number: s.Number, State: p.state(v, s.Message),
		Line: v.T("notices.from", "name", sender, "at", teller(v).When(s.At))}
	if s.Survey != nil {
		d.Line += " · " + v.T("notice.deadline", "deadline", teller(v).When(s.Survey.Deadline))
	}
	switch {
	case s.To == 0:
	case s.State == notice.Sending:
		d.Progress = &ui.Bar{Label: v.T("notices.progress", "part", s.To, "full", s.Total), Part: s.To, Full: s.Total}
	case s.Survey != nil:
		d.Progress = &ui.Bar{Label: v.T("notices.progress.answered", "part", s.Answered, "full", s.To), Part: s.Answered, Full: s.To}
	default:
		d.Progress = &ui.Bar{Label: v.T("notices.progress.opened", "part", s.Opened, "full", s.To), Part: s.Opened, Full: s.To}
	}
	if s.To > 0 {
		d.Figures = v.T("notices.told", "told", s.Passed, "to", s.To)
		if s.Unreached > 0 {
			d.Figures += " · " + v.T("notices.unreached", "count", s.Unreached)
		}
	}
	return d
}

// state is how far a message has come, as word and shape.
func (p *Pages) state(v *shell.Visit, m notice.Message) ui.Badge {
	badge := func(colour, word string) ui.Badge { return ui.Badge{State: colour, Word: v.T("notices.badge." + word)} }
	switch {
	case m.State == notice.Scheduled && !m.At.After(p.Now()), m.State == notice.Sending:
		return badge("break", "sending")
	case m.State == notice.Scheduled:
		return badge("waiting", "scheduled")
	case m.State == notice.Cancelled:
		return badge("out", "cancelled")
	case m.State == notice.Recalled:
		return badge("needs", "recalled")
	case m.Survey == nil:
		return badge("in", "sent")
	case p.Now().Before(m.Survey.Deadline):
		return badge("in", "open")
	}
	return badge("out", "closed")
}
