package team

import (
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Card is a request as whoever decides it sees it: what, why, on what grounds, and what it does to the hours.
type Card struct {
	Number   int
	Path     string
	Name     string
	Code     string
	Place    string // department
	Date     string
	DayPath  string
	Asked    string // by whom and when
	Shown    *Shown
	Grounds  []string
	State    ui.Badge
	Matches  bool
	Changed  string // what was asked for when the day was still another; empty: it is the same
	Refused  string // why it cannot be approved
	Revision int
	Day      string // the version of the day that is shown, where it changed
	Approve  string // the label of the button; empty: it cannot be
	Comment  string // what was typed
	Error    string // what is wrong with it
	Most     int    // letters of a comment
	Pick     string // names the request as it is shown, for deciding many at once; empty: it does not match
}

// Shown is a day before and after: what one sees before one decides.
type Shown struct {
	Changes       string
	Before, After []string
	Effect        string
}

// shown lays out what a correction does.
func shown(t telling.Teller, p workflow.Preview, changes string) *Shown {
	return &Shown{Changes: changes, Before: record.Recorded(t, p.Before), After: record.Recorded(t, p.After), Effect: t.Effect(p)}
}

// requestAt is the address of a request.
func requestAt(number int) string { return requestPath + strconv.Itoa(number) }

// desk is what cards are laid out with.
type desk struct {
	t       telling.Teller
	tenant  org.Tenant
	places  map[domain.ID]string
	reasons []worktime.ReasonCode
	people  map[domain.ID]org.Employee
}

// desk reads what cards are written with, and the names of everybody: a history may name anyone.
func (p *Pages) desk(v *shell.Visit) (desk, error) {
	people, err := p.People.Employees(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return desk{}, err
	}
	return p.deskWith(v, people)
}

// deskOf is a desk that knows the names of a few.
func (p *Pages) deskOf(v *shell.Visit, ids []domain.ID) (desk, error) {
	people, err := p.People.EmployeesOf(v.Request().Context(), v.Tenant.ID, ids)
	if err != nil {
		return desk{}, err
	}
	return p.deskWith(v, people)
}

func (p *Pages) deskWith(v *shell.Visit, people []org.Employee) (desk, error) {
	ctx := v.Request().Context()
	d := desk{t: teller(v), tenant: v.Tenant, places: map[domain.ID]string{}, people: map[domain.ID]org.Employee{}}
	for _, e := range people {
		d.people[e.ID] = e
	}
	all, err := p.People.Departments(ctx, v.Tenant.ID)
	if err != nil {
		return d, err
	}
	for _, x := range all {
		d.places[x.ID] = x.Name
	}
	d.reasons, err = p.Reasons.Reasons(ctx, v.Tenant.ID)
	return d, err
}

// name is a person's name; of nobody it is the company's rule.
func (d desk) name(id domain.ID) string {
	if e, known := d.people[id]; known {
		return named(d.t, e)
	}
	return d.t.T("timesheet.automatic")
}

// when is an instant of the company's clock: "11/20(金) 9:01".
func (d desk) when(r workflow.Request) (asked, decided string) {
	asked = moment(d.t, r.CreatedAt)
	if r.DecidedAt != nil {
		decided = moment(d.t, *r.DecidedAt)
	}
	return asked, decided
}

// card lays a request out.
func (d desk) card(c workflow.Card) Card {
	t := d.t
	out := Card{Number: c.Number, Path: requestAt(c.Number), Name: named(t, c.Person), Code: c.Person.Code, Place: d.places[c.Person.Department],
		Date: t.Date(c.Request.Date), DayPath: dayOf(c.Request.Employee, c.Request.Date), State: stateBadge(t, c.State), Matches: c.Matches,
		Revision: c.Revision, Most: workflow.MaxComment}
	at, _ := d.when(c.Request)
	out.Asked = t.T("team.asked", "at", at)
	if c.By != c.Request.Employee {
		out.Asked = t.T("team.asked_by", "at", at, "name", d.name(c.By))
	}
	out.Shown = shown(t, c.Preview, t.Changes(c.Request.Date, c.Preview.Wish.Changes))
	out.Grounds = d.grounds(c.Request)
	if c.State != workflow.Pending {
		out.Shown.Before, out.Shown.Changes = nil, t.Changes(c.Request.Date, c.Request.Changes)
		return out
	}
	out.Approve = t.T("team.approve")
	if c.Stale {
		out.Changed = t.Changes(c.Request.Date, c.Request.Changes)
		out.Day, out.Approve = c.Before.Version, t.T("team.approve_shown")
	}
	if c.Refused != nil && !c.Stale || c.Refused != nil && why(c.Refused) != "stale" {
		out.Refused, out.Approve = d.cannot(c), ""
	}
	if c.Matches && !c.Stale && c.Refused == nil {
		out.Pick = strconv.Itoa(c.Number) + ":" + strconv.Itoa(c.Revision)
	}
	return out
}

// cannot says why a request cannot be approved.
func (d desk) cannot(c workflow.Card) string {
	if domain.Is(c.Refused, domain.Locked) {
		title, _, _ := d.t.Refused(c.Refused, domain.Console)
		return title
	}
	return d.t.Impossible(c.Refused, c.Request.Date)
}

// grounds are what a request says for itself: reasons, note, evidence.
func (d desk) grounds(r workflow.Request) []string {
	var all, reasons []string
	for _, said := range r.Reasons {
		if taken, err := worktime.ParseTaken(d.reasons, said); err == nil {
			said = d.t.Taken(taken)
		}
		reasons = append(reasons, said)
	}
	if len(reasons) > 0 {
		all = append(all, d.t.T("correct.reasons", "reasons", strings.Join(reasons, "・")))
	}
	if r.Note != nil && *r.Note != "" {
		all = append(all, d.t.T("correct.note", "note", *r.Note))
	}
	if r.Evidence != nil && locale.Has("team.evidence."+string(r.Evidence.Kind)) {
		all = append(all, d.t.T("correct.evidence", "why", d.t.T("team.evidence."+string(r.Evidence.Kind)), "time", d.t.Clock(r.Evidence.At, r.Date)))
	}
	return all
}

// picked reads "1031:2": a request and its revision as it was shown.
func picked(text string) (workflow.Decision, bool) {
	number, revision, ok := strings.Cut(text, ":")
	n, err := strconv.Atoi(number)
	seen, wrong := strconv.Atoi(revision)
	return workflow.Decision{Number: n, Verb: workflow.Approve, Revision: seen}, ok && err == nil && wrong == nil && n > 0 && seen > 0
}
