package notices

import (
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Detail is what became of one message, and the result of its survey (結果).
type Detail struct {
	ui.Page
	Tabs               ui.Tabs
	State              ui.Badge
	Lines              []string
	Sending            *ui.Bar // nil: it is not being sent at this moment
	Events             string
	Chart              *Chart // nil: it asks nothing, or nobody has it
	Steps              []Step
	Lost               []string // whom no channel could tell
	More               string   // how many more of them there are
	Changes            []string // what was different at the sending
	Body               []Span
	Files              []Attachment
	People, CSV        string
	Remind, Stop       string // where it is done; empty: it cannot be
	StopWord, StopHint string
	Base               string
}

// Step is how many people a message has come how far with, and the way to them; without a path they are not told apart.
type Step struct{ Word, Path, Number string }

// mostLost is how many people are named who were not told; the rest stands in the list of people.
const mostLost = 20

func (p *Pages) detail(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	r, err := p.Notices.Results(v.Request().Context(), actor(v), n)
	if err != nil {
		return err
	}
	m, t := r.Message, teller(v)
	base := sentPath + "/" + strconv.Itoa(n)
	page := Detail{Page: v.Page(m.Title), Tabs: p.tabs(v, ""), State: p.state(v, m), Base: base, Events: base + "/events", Body: spans(m.Body)}
	if err := p.about(v, m, &page); err != nil {
		return err
	}
	if m.State == notice.Sending {
		page.Sending = &ui.Bar{Label: v.T("notices.progress", "part", r.To, "full", m.Total), Part: r.To, Full: m.Total}
	}
	if r.To > 0 {
		page.Steps, page.People = steps(v, r, base+"/people"), base+"/people"
		page.Chart = chart(v, r)
	}
	for i, e := range r.Unreached {
		if i == mostLost {
			page.More = v.T("notices.more", "count", len(r.Unreached)-mostLost)
			break
		}
		page.Lost = append(page.Lost, e.DisplayName(t.Lang))
	}
	if m.Survey != nil && r.To > 0 && r.Concealed() == nil {
		page.CSV = base + "/answers.csv"
	}
	p.acts(v, m, &page)
	return show(v, page)
}

// acts are what can be done with a message now.
func (p *Pages) acts(v *shell.Visit, m notice.Message, page *Detail) {
	switch m.State {
	case notice.Scheduled:
		page.StopWord, page.StopHint = v.T("notices.cancel"), v.T("notices.cancel_hint")
	case notice.Sending, notice.Sent:
		page.StopWord, page.StopHint = v.T("notices.recall"), v.T("notices.recall_hint")
	default:
		return
	}
	page.Stop = page.Base + "/stop"
	if m.State == notice.Sent && m.Survey != nil && p.Now().Before(m.Survey.Deadline) {
		page.Remind = page.Base + "/remind"
	}
}

// about says who sent a message to whom, when, and what was different then.
func (p *Pages) about(v *shell.Visit, m notice.Message, page *Detail) error {
	ids := append(shown(m.Audience.Employees, mostNamed), m.By)
	if m.Changes != nil {
		ids = slices.Concat(ids, shown(m.Changes.Left, mostLost), shown(m.Changes.Moved, mostLost))
	}
	names, err := p.names(v, ids...)
	if err != nil {
		return err
	}
	w, err := p.places(v)
	if err != nil {
		return err
	}
	page.Lines = []string{v.T("notices.number", "number", m.Number) + " · " + v.T("notices.from", "name", names[m.By], "at", teller(v).When(m.At)),
		v.T("notices.to", "audience", w.audience(v, m.Audience, names))}
	if m.Survey != nil {
		page.Lines = append(page.Lines, until(v, m.Survey))
	}
	if m.Note != "" {
		page.Lines = append(page.Lines, v.T("notices.given_up"))
	}
	if m.Changes != nil {
		page.Changes = w.changes(v, *m.Changes, names)
	}
	held, err := p.Notices.Files.FilesOf(v.Request().Context(), v.Tenant.ID, m.ID)
	for _, f := range held {
		page.Files = append(page.Files, attachment(v, f, inboxPath+"/"+strconv.Itoa(m.Number)))
	}
	return err
}

// steps count the recipients by how far a message has come with them, as far as their channels can tell.
func steps(v *shell.Visit, r notice.Results, path string) (out []Step) {
	add := func(key string, n int, filter string) {
		if n == 0 {
			return
		}
		if r.Message.Survey != nil && r.Message.Survey.Anonymous {
			filter = ""
		} else {
			filter = path + "?show=" + filter
		}
		out = append(out, Step{v.T("notices.delivery." + key), filter, strconv.Itoa(n)})
	}
	for _, d := range notice.Deliveries {
		add(string(d), r.Deliveries[d], string(d))
	}
	add("opened", r.Opened, "opened")
	if r.Message.Survey != nil {
		add("answered", r.Answered, "answered")
	}
	return out
}

// stopPost cancels a message nobody has yet, or recalls one.
func (p *Pages) stopPost(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	m, err := p.Notices.Stop(v.Request().Context(), actor(v), n)
	switch {
	case domain.Is(err, domain.Conflict) && slices.Contains([]notice.State{notice.Cancelled, notice.Recalled}, m.State):
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("notices.stopped_before")})
	case err != nil:
		return err
	case m.State == notice.Cancelled:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("notices.cancelled"), Lines: []string{v.T("notices.cancelled_why")}})
	default:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("notices.recalled"), Lines: []string{v.T("notices.recalled_why")}})
	}
	return v.Go(sentPath + "/" + strconv.Itoa(n))
}

// events tells the page of a message when anything became of it.
func (p *Pages) events(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	r, err := p.Notices.Results(v.Request().Context(), actor(v), n)
	if err != nil {
		return err
	}
	return p.Bell.Follow(v, r.Message.ID)
}
