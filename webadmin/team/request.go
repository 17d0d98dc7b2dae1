package team

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Request is one request with all that happened to it.
type Request struct {
	ui.Page
	Tabs    ui.Tabs
	Card    Card
	Form    string
	Decides bool   // the visitor may decide about it now
	Undo    string // the label of the button that takes the approval back; empty: there is none
	Why     string // why he may not decide
	Deeds   []Deed
}

// Deed is a line of the audit.
type Deed struct{ At, Who, What, Why string }

// numbered reads which request the address names.
func numbered(v *shell.Visit) (int, error) {
	n, err := strconv.Atoi(v.Param("number"))
	if err != nil {
		return 0, domain.Errorf(domain.NotFound, "team: request %q", v.Param("number"))
	}
	return n, nil
}

func (p *Pages) request(v *shell.Visit) error {
	n, err := numbered(v)
	if err != nil {
		return err
	}
	return p.showRequest(v, http.StatusOK, n, "", "")
}

// showRequest shows a request as it is now; comment is what was typed, wrong what is wrong with it.
func (p *Pages) showRequest(v *shell.Visit, status, number int, comment, wrong string, notices ...ui.Notice) error {
	ctx := v.Request().Context()
	c, err := p.Decisions.ByNumber(ctx, actor(v), number)
	if err != nil {
		return err
	}
	d, err := p.desk(v)
	if err != nil {
		return err
	}
	page := Request{Page: v.Page(d.t.T("team.request", "number", number)), Tabs: tabs(v, queuePath), Card: d.card(c), Form: v.NewForm()}
	page.Notices = append(page.Notices, notices...)
	page.Card.Comment, page.Card.Error = comment, wrong
	own := c.By == v.Person.ID || c.Request.Employee == v.Person.ID
	switch {
	case own:
		page.Why = d.t.T("decide.own")
	case c.State == workflow.Pending:
		if page.Decides, err = p.Decisions.MayDecide(ctx, actor(v), c.Request); err != nil {
			return err
		}
		if !page.Decides {
			page.Why = d.t.T("decide.not_approver")
		}
	case c.State == workflow.Approved:
		page.Undo = d.t.T("team.undo")
	}
	if page.Deeds, err = p.deeds(v, d, c.Request); err != nil {
		return err
	}
	return v.Show(status, page)
}

// deeds are what the audit knows of a request.
func (p *Pages) deeds(v *shell.Visit, d desk, r workflow.Request) ([]Deed, error) {
	var all []Deed
	q := audit.Query{Tenant: v.Tenant.ID, Employee: r.Employee, From: r.CreatedAt}
	err := p.Audit.Each(v.Request().Context(), q, func(row audit.Row) error {
		if row.Number == r.Number && locale.Has("team.act."+string(row.Act)) {
			all = append(all, Deed{At: moment(d.t, row.At), Who: d.name(row.By), What: d.t.T("team.act." + string(row.Act)), Why: row.Why})
		}
		return nil
	})
	return all, err
}

// requestPost decides about a request, as it was shown.
func (p *Pages) requestPost(v *shell.Visit) error {
	n, err := numbered(v)
	if err != nil {
		return err
	}
	form, err := v.Form()
	if err != nil {
		return err
	}
	ctx := v.Request().Context()
	w := workflow.Decision{Number: n, Verb: workflow.Verb(v.FormValue("verb")), Comment: v.FormValue("comment"), Day: v.Text("day")}
	w.Revision, _ = strconv.Atoi(v.FormValue("revision"))
	out, err := p.Decisions.Decide(ctx, actor(v), w, ref(v, form, strconv.Itoa(n)+"/"+string(w.Verb)))
	d, deskErr := p.desk(v)
	if deskErr != nil {
		return deskErr
	}
	if err == nil {
		if err := p.Herald.Tell(ctx, out); err != nil {
			return err
		}
		v.Say(ui.Notice{Tone: ui.Good, Title: d.verdict(out.Card)})
		return v.Go(queuePath)
	}
	said, ok := d.undecided(n, out, err)
	switch {
	case !ok || domain.Is(err, domain.NotFound):
		return err
	case domain.Is(err, domain.Invalid) && (why(err) == "comment" || why(err) == "comment_long"):
		return p.showRequest(v, http.StatusUnprocessableEntity, n, w.Comment, said)
	}
	return p.showRequest(v, shell.StatusOf(err), n, w.Comment, "", ui.Notice{Tone: ui.Alert, Title: said, Lines: []string{d.t.T("decide.look", "number", n)}})
}

// undoPost takes an approval back.
func (p *Pages) undoPost(v *shell.Visit) error {
	n, err := numbered(v)
	if err != nil {
		return err
	}
	form, err := v.Form()
	if err != nil {
		return err
	}
	ctx := v.Request().Context()
	if _, err := p.Decisions.ByNumber(ctx, actor(v), n); err != nil {
		return err // what he does not see he is told nothing of
	}
	out, err := p.Decisions.Undo(ctx, actor(v), n, ref(v, form, strconv.Itoa(n)+"/undo"))
	d, deskErr := p.desk(v)
	if deskErr != nil {
		return deskErr
	}
	if err != nil {
		said, ok := d.undecided(n, out, err)
		if !ok {
			return err
		}
		if domain.Is(err, domain.Conflict) && why(err) == "stale" {
			said = d.t.T("request.built_on", "number", n)
		}
		return p.showRequest(v, shell.StatusOf(err), n, "", "", ui.Notice{Tone: ui.Alert, Title: said, Lines: []string{d.t.T("refuse.nothing")}})
	}
	if err := p.Herald.Tell(ctx, out); err != nil {
		return err
	}
	key := "request.undone"
	if out.AtOnce() {
		key = "request.undone_direct"
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: d.t.T(key, "number", n, "name", named(d.t, out.Person), "date", d.t.Date(out.Request.Date))})
	return v.Go(requestAt(n))
}
