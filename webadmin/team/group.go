package team

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Group is a closing group's month: whose record is not ready and why, and the lock (月確定).
type Group struct {
	ui.Page
	Tabs       ui.Tabs
	Month      string
	Prev, Next string
	Forecast   Forecast
	Rows       []Unready
	Paging     ui.Paging
	Locks      []Deed
	Lock       *LockForm // nil: the visitor may not
}

// Unready is a person and what his month lacks.
type Unready struct {
	Name, Code, Path string
	Lacks            []string
}

// LockForm closes a month, or opens it again.
type LockForm struct {
	Action string
	Month  calendar.Month
	Rows   int // of the lock's history, as it was shown
	Locked bool
	Person domain.ID // empty: the whole group
	Title  string
	Warn   string // who would be frozen unfinished
	Reason ui.Field
}

func (p *Pages) group(v *shell.Visit) error { return p.showGroup(v, http.StatusOK, "", "") }

// showGroup shows a group's month; reason is what was typed, wrong what is wrong with it.
func (p *Pages) showGroup(v *shell.Visit, status int, reason, wrong string, notices ...ui.Notice) error {
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	id := domain.ID(v.Param("id"))
	tallies, err := p.tally(v, c, month, id)
	if err != nil {
		return err
	}
	if len(tallies) == 0 {
		return domain.Errorf(domain.NotFound, "team: nobody of group %s is for %s", id, v.Person.ID)
	}
	d, err := p.desk(v)
	if err != nil {
		return err
	}
	t, x := d.t, tallies[0]
	rows, err := p.Groups.Locks(v.Request().Context(), v.Tenant.ID, id, month)
	if err != nil {
		return err
	}
	page := Group{Page: v.Page(x.Name), Tabs: tabs(v, closingPath), Month: t.Month(month), Prev: groupAt(id, month.Add(-1)), Next: groupAt(id, month.Add(1)),
		Forecast: d.forecast(x, month, v.Tenant.DateAt(p.Now()))}
	page.Notices = append(page.Notices, notices...)
	shown, paging := crew.Cut(v, page.Page, closingPath+"/"+string(id), x.blocked)
	page.Paging = paging
	for _, b := range shown {
		page.Rows = append(page.Rows, Unready{Name: named(t, b.Employee), Code: b.Code, Path: ownMonth(b.ID, month), Lacks: lacks(t, b.list)})
	}
	for _, l := range slices.Backward(rows) {
		if l.Employee == "" || c.Has(l.Employee) {
			page.Locks = append(page.Locks, d.lock(l))
		}
	}
	if closes(v) {
		person := domain.ID(v.FormValue("person"))
		if person != "" && !c.Has(person) {
			return domain.Errorf(domain.NotFound, "team: nobody of id %s", person)
		}
		page.Lock = d.lockForm(x, month, rows, person, reason, wrong)
	}
	return v.Show(status, page)
}

// closes tells whether the visitor may close months.
func closes(v *shell.Visit) bool {
	return v.Person.Role == domain.Admin || v.Person.Role == domain.Owner
}

func (d desk) lockForm(x *tally, month calendar.Month, rows []closing.Lock, person domain.ID, reason, wrong string) *LockForm {
	t := d.t
	f := &LockForm{Action: closingPath + "/" + string(x.ID), Month: month, Rows: len(rows), Locked: closing.StateOf(rows, person).Locked, Person: person,
		Reason: ui.Field{Name: "reason", Label: t.T("team.lock.reason"), Hint: t.T("team.lock.reason_why"), Value: reason, Error: wrong, Required: true}}
	whose := x.Name
	if person != "" {
		whose = d.name(person)
	}
	f.Title = t.T("team.lock.do", "whose", whose, "month", t.Month(month))
	if f.Locked {
		f.Title = t.T("team.lock.undo", "whose", whose, "month", t.Month(month))
	} else if left := x.all - x.ready; left > 0 && person == "" {
		f.Warn = t.T("team.lock.unfinished", "count", left)
	}
	return f
}

// lock is a line of the lock's history.
func (d desk) lock(l closing.Lock) Deed {
	key := "team.lock.closed"
	if !l.Locked {
		key = "team.lock.opened"
	}
	what := d.t.T(key)
	if l.Employee != "" {
		what = d.name(l.Employee) + " " + what
	}
	return Deed{At: moment(d.t, l.At), Who: d.name(l.By), What: what, Why: l.Reason}
}

// lacks gathers a person's days by kind.
func lacks(t telling.Teller, list []worktime.Blocker) []string {
	days := map[worktime.Obstacle][]string{}
	for _, b := range list {
		days[b.What] = append(days[b.What], t.Short(b.Date))
	}
	var said []string
	for _, what := range worktime.Obstacles {
		if all := days[what]; len(all) > mostDays {
			days[what] = append(all[:mostDays], t.T("month.more", "count", len(all)-mostDays))
		}
		if len(days[what]) > 0 {
			said = append(said, t.T("team.obstacle."+string(what))+": "+locale.List(t.Lang, days[what]))
		}
	}
	return said
}

// mostDays is how many days of a kind are named before the others are counted.
const mostDays = 7

// groupPost closes the month or opens it again. The form is bound to the history it was shown with: sent twice, or after
// somebody else, it changes nothing more.
func (p *Pages) groupPost(v *shell.Visit) error {
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	ctx, t := v.Request().Context(), teller(v)
	o := closing.Order{Group: domain.ID(v.Param("id")), Month: month, Employee: domain.ID(v.FormValue("person")), Reason: v.Text("reason")}
	if o.Employee != "" {
		if _, err := p.who(v, o.Employee); err != nil {
			return err
		}
	}
	if o.Reason == "" {
		return p.showGroup(v, http.StatusUnprocessableEntity, "", t.T("team.lock.reason_needed"))
	}
	rows, err := p.Groups.Locks(ctx, v.Tenant.ID, o.Group, month)
	if err != nil {
		return err
	}
	wants := v.FormValue("do") == "lock"
	seen, _ := strconv.Atoi(v.FormValue("rows"))
	if last := closing.StateOf(rows, o.Employee); seen != len(rows) && last.By == v.Person.ID && last.Locked == wants && last.Reason == o.Reason {
		return v.Go(groupAt(o.Group, month)) // the same form again
	}
	if seen != len(rows) {
		return p.showGroup(v, http.StatusConflict, o.Reason, "", ui.Notice{Tone: ui.Alert, Title: t.T("team.lock.changed"), Lines: []string{t.T("refuse.nothing")}})
	}
	done, act := "team.lock.locked", p.Locks.Lock
	if !wants {
		done, act = "team.lock.unlocked", p.Locks.Unlock
	}
	_, err = act(ctx, actor(v), o)
	if domain.Is(err, domain.Conflict) {
		return p.showGroup(v, http.StatusConflict, o.Reason, "", ui.Notice{Tone: ui.Alert, Title: t.T("team.lock.changed"), Lines: []string{t.T("refuse.nothing")}})
	}
	if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: t.T(done, "month", t.Month(month))})
	return v.Go(groupAt(o.Group, month))
}
