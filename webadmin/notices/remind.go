package notices

import (
	"errors"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Remind asks whether those who have not answered are to be reminded now, and says what it costs.
type Remind struct {
	ui.Page
	Back     ui.Link
	Who      []string // of a survey that is not anonymous
	More     string
	Ways     string // what the routes tell
	Routes   []Way
	Path     string
	Revision int
	Button   string
	Nobody   string
}

func (p *Pages) remind(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	m, late, err := p.Notices.Waiting(v.Request().Context(), actor(v), n)
	base := sentPath + "/" + strconv.Itoa(n)
	if why := refusedFor(err); why != "" {
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("notices.remind." + why)})
		return v.Go(base)
	}
	if err != nil {
		return err
	}
	page := Remind{Page: v.Page(v.T("notices.remind_of", "title", m.Title)), Back: ui.Link{Path: base, Label: v.T("notices.back")}, Path: base + "/remind",
		Revision: m.Revision, Button: v.T("notices.remind_button", "count", len(late))}
	if len(late) == 0 {
		page.Nobody = v.T("notices.remind_nobody")
		return show(v, page)
	}
	page.Ways = v.T("notices.ways")
	told := late
	if m.Survey.Anonymous { // where few are on a channel, its count would tell who has not answered
		page.Ways = v.T("notices.ways_most")
		if told, err = p.recipients(v, m); err != nil {
			return err
		}
	}
	f, err := p.Notices.Outlook.Foretell(v.Request().Context(), v.Tenant.ID, told)
	if err != nil {
		return err
	}
	page.Routes = ways(v, f)
	if m.Survey.Anonymous {
		return show(v, page)
	}
	for i, e := range late {
		if i == mostShown {
			page.More = v.T("notices.more", "count", len(late)-mostShown)
			break
		}
		page.Who = append(page.Who, e.DisplayName(v.Lang()))
	}
	return show(v, page)
}

// recipients are the people who have a message.
func (p *Pages) recipients(v *shell.Visit, m notice.Message) ([]org.Employee, error) {
	ctx := v.Request().Context()
	list, err := p.Notices.Votes.Recipients(ctx, m.Tenant, m.ID)
	if err != nil {
		return nil, err
	}
	has := map[domain.ID]bool{}
	for _, r := range list {
		has[r.Employee] = true
	}
	people, err := p.Company.Employees(ctx, m.Tenant)
	return slices.DeleteFunc(people, func(e org.Employee) bool { return !e.Active || !has[e.ID] }), err
}

func (p *Pages) remindPost(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	revision, _ := strconv.Atoi(v.FormValue("revision"))
	count, err := p.Notices.Nudge(v.Request().Context(), actor(v), n, revision)
	why := refusedFor(err)
	switch {
	case why != "":
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("notices.remind." + why)})
	case err != nil:
		return err
	default:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("notices.reminded", "count", count)})
	}
	return v.Go(sentPath + "/" + strconv.Itoa(n))
}

// refusedFor is why nobody can be reminded; empty: it is another error, or none.
func refusedFor(err error) string {
	var refusal *domain.Error
	if !errors.As(err, &refusal) || refusal.Code != domain.Conflict {
		return ""
	}
	why, _ := refusal.Args["why"].(string)
	return why
}

// Way is the part of a sending that goes by one channel, with what it takes of its month.
type Way struct {
	Title string
	Lines []string
	Bar   *ui.Bar
	Over  string // what does not fit into the month
}

// ways say by which channels people would be told, and what it costs.
func ways(v *shell.Visit, f notice.Forecast) (out []Way) {
	for _, r := range f.Routes {
		w := Way{Title: v.T("notices.way", "channel", v.T("name.door."+string(r.Kind)), "count", r.People)}
		if q := r.Quota; q != nil {
			switch {
			case q.Unread:
				w.Lines = append(w.Lines, v.T("notices.quota.unread"))
			case !q.Limited:
				w.Lines = append(w.Lines, v.T("notices.quota.free", "used", q.Used, "takes", q.Takes))
			default:
				w.Lines = append(w.Lines, v.T("notices.quota.forecast", "forecast", q.Forecast))
				w.Bar = &ui.Bar{Label: v.T("notices.quota.limit", "limit", q.Limit, "used", q.Used, "takes", q.Takes, "left", max(q.Limit-q.Used-q.Takes, 0)),
					Part: int(min(q.Used+q.Takes, q.Limit)), Full: int(q.Limit)}
			}
			if q.Over > 0 {
				w.Over = v.T("notices.quota.over", "count", q.Over)
			}
		}
		out = append(out, w)
	}
	return out
}
