package team

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Closing is how far each closing group is from being closed (締め).
type Closing struct {
	ui.Page
	Tabs       ui.Tabs
	Month      string
	Prev, Next string
	Groups     []Forecast
	Empty      ui.Empty
}

// Forecast is what keeps a closing group from being closed, in one glance.
type Forecast struct {
	Name, Span, Path string
	State            ui.Badge
	Bar              ui.Bar
	Left             []Left
	Holders          string // who holds what waits to be decided
	Running          string // that the period is not over; empty: it is
	PDF              string
}

// Left is a kind of thing that remains to be done.
type Left struct {
	ui.Badge
	Path string
}

// tally is what is known of a closing group's people.
type tally struct {
	closing.Group
	period  closing.Period
	locked  bool
	version int
	all     int
	ready   int
	people  map[worktime.Obstacle]int
	holders map[domain.ID]int
	blocked []blocked
}

// blocked is a person whose month is not ready.
type blocked struct {
	org.Employee
	list []worktime.Blocker
}

func (p *Pages) closing(v *shell.Visit) error {
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	tallies, err := p.tally(v, c, month, "")
	if err != nil {
		return err
	}
	d, err := p.desk(v)
	if err != nil {
		return err
	}
	t := d.t
	page := Closing{Page: v.Page(v.T("team.tab.closing")), Tabs: tabs(v, closingPath), Month: t.Month(month), Empty: nobody(v, c),
		Prev: crew.With(v, closingPath, "month", string(month.Add(-1))), Next: crew.With(v, closingPath, "month", string(month.Add(1)))}
	for _, x := range tallies {
		page.Groups = append(page.Groups, d.forecast(x, month, v.Tenant.DateAt(p.Now())))
	}
	return v.Show(http.StatusOK, page)
}

// tally looks at the months of everybody the visitor may see, by closing group; only of one where it is given.
func (p *Pages) tally(v *shell.Visit, c crew.Crew, month calendar.Month, only domain.ID) ([]*tally, error) {
	ctx := v.Request().Context()
	waiting, err := p.waiting(v, c.Groups, month)
	if err != nil {
		return nil, err
	}
	byID := map[domain.ID]*tally{}
	var all []*tally
	err = p.Records.Each(ctx, v.Tenant.ID, month, c.In(c.People, month, only), true, p.Now(), func(e org.Employee, m worktime.Aggregate) error {
		g := closing.Of(c.Groups, e).In(month)
		x := byID[g.ID]
		if x == nil {
			x = &tally{Group: g, period: g.Period(month), people: map[worktime.Obstacle]int{}, holders: map[domain.ID]int{}}
			byID[g.ID], all = x, append(all, x)
		}
		x.add(e, m, waiting[e.ID])
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		rows, err := p.Groups.Locks(ctx, v.Tenant.ID, x.ID, month)
		if err != nil {
			return nil, err
		}
		x.locked, x.version = closing.StateOf(rows, "").Locked, closing.Times(rows, "")
	}
	slices.SortFunc(all, func(a, b *tally) int { return cmp.Compare(a.Code, b.Code) })
	return all, nil
}

// add takes a person's month up. A day without a punch may well be a day off: it keeps nobody from being ready.
func (x *tally) add(e org.Employee, m worktime.Aggregate, waiting []asking) {
	x.all++
	var days []calendar.Date
	for _, a := range waiting {
		days = append(days, a.Date)
		x.holders[a.By]++
	}
	list := m.Blockers(days...)
	kinds := map[worktime.Obstacle]bool{}
	for _, b := range list {
		kinds[b.What] = true
	}
	for what := range kinds {
		x.people[what]++
	}
	if len(list) > 0 {
		x.blocked = append(x.blocked, blocked{e, list})
	}
	if len(kinds) == 0 || len(kinds) == 1 && kinds[worktime.NoPunch] {
		x.ready++
	}
}

// obstacleColours are the colours of the kinds; the others need a person.
var obstacleColours = map[worktime.Obstacle]string{worktime.NoPunch: "out", worktime.Unanswered: "waiting", worktime.GoingOn: "in", worktime.AfterLock: "locked"}

// obstacleBadge is a kind of obstacle and how many people have it.
func obstacleBadge(t telling.Teller, what worktime.Obstacle, n int) ui.Badge {
	colour := cmp.Or(obstacleColours[what], "needs")
	shape := map[string]string{"needs": "!", "waiting": "…", "out": "○", "in": "●", "locked": "🔒"}[colour]
	return ui.Badge{State: colour, Word: shape + " " + t.T("team.obstacle."+string(what)) + " " + t.T("team.persons", "count", n)}
}

func (d desk) forecast(x *tally, month calendar.Month, today calendar.Date) Forecast {
	t := d.t
	f := Forecast{Name: cmp.Or(x.Name, t.T("team.no_group")), Span: span(t, x.period), State: ui.Badge{State: "out", Word: "○ " + t.T("timesheet.open")},
		Bar: ui.Bar{Part: x.ready, Full: x.all, Label: t.T("team.ready", "ready", x.ready, "all", x.all)}}
	if x.locked {
		f.State = ui.Badge{State: "locked", Word: "🔒 " + t.T("timesheet.locked", "version", x.version)}
	}
	if x.period.To >= today {
		f.Running = t.T("team.running", "date", t.Date(x.period.To))
	}
	if x.ID != "" {
		f.Path = groupAt(x.ID, month)
		f.PDF = sheetsPath + "?format=pdf&month=" + string(month) + "&group=" + string(x.ID)
	}
	for _, what := range worktime.Obstacles {
		if n := x.people[what]; n > 0 {
			f.Left = append(f.Left, Left{obstacleBadge(t, what, n), f.Path})
		}
	}
	f.Holders = d.holders(x.holders)
	return f
}

// holders says who holds what waits.
func (d desk) holders(all map[domain.ID]int) string {
	var list []string
	for id, n := range all {
		name := d.t.T("request.admins")
		if id != "" {
			name = d.name(id)
		}
		list = append(list, d.t.T("team.holder", "name", name, "count", n))
	}
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	if len(list) > mostHolders {
		list = append(list[:mostHolders], d.t.T("who.more", "count", len(list)-mostHolders))
	}
	return d.t.T("team.holders", "names", locale.List(d.t.Lang, list))
}

// mostHolders is how many names a sentence bears.
const mostHolders = 8

// groupAt is the address of a closing group's month.
func groupAt(id domain.ID, month calendar.Month) string {
	return closingPath + "/" + string(id) + "?month=" + string(month)
}
