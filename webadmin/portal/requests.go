package portal

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Requests lists what a person has asked for and what became of it (申請一覧).
type Requests struct {
	ui.Page
	Form string
	List []Asked
	None ui.Empty
}

// Asked is one request and what can still be done about it.
type Asked struct {
	Number           int
	Date, DayPath    string
	Changes          string
	State            ui.Badge
	Grounds          []string
	By               string // who asked, when somebody else did
	Decided, Comment string
	Withdraw, Undo   bool
	Again            string // where it is changed and sent once more
}

func (o *Own) requests(v *shell.Visit) error {
	mine, err := o.Asking.Mine(v.Request().Context(), v.Actor(door), allMine)
	if err != nil {
		return err
	}
	mine = slices.DeleteFunc(mine, func(r workflow.Request) bool { return r.Employee != v.Person.ID })
	page := Requests{Page: v.Page(v.T("request.list")), Form: v.NewForm(),
		None: ui.Empty{Title: v.T("request.none"), Line: v.T("portal.requests_none"), To: ui.Link{Path: monthPath, Label: v.T("portal.open_month")}}}
	names := map[domain.ID]string{"": v.T("portal.by_rule")}
	for _, r := range mine {
		for _, id := range []domain.ID{r.By, r.DecidedBy} {
			if err := o.name(v, names, id); err != nil {
				return err
			}
		}
		page.List = append(page.List, asked(v, r, names))
	}
	return v.Show(http.StatusOK, page)
}

// asked is a request with what its person may still do.
func asked(v *shell.Visit, r workflow.Request, names map[domain.ID]string) Asked {
	t, own := teller(v.Who, v.Lang()), r.By == v.Person.ID
	a := Asked{Number: r.Number, Date: t.Date(r.Date), DayPath: to(dayPath, "d", string(r.Date)), Changes: t.Changes(r.Date, r.Changes), State: requestBadge(t, r.State),
		Comment: r.Comment, Withdraw: own && (r.State == workflow.Pending || r.State == workflow.Returned), Undo: own && r.State == workflow.Approved && r.AtOnce()}
	if own && r.State == workflow.Returned {
		a.Again = againPath(r)
	}
	if !own {
		a.By = t.T("portal.asked_by", "name", names[r.By])
	}
	if r.Note != nil && *r.Note != "" {
		a.Grounds = append(a.Grounds, t.T("correct.note", "note", *r.Note))
	}
	if r.DecidedAt != nil {
		a.Decided = t.T("portal.decided", "at", t.When(*r.DecidedAt), "name", names[r.DecidedBy])
	}
	return a
}

// withdrawPost takes one's own request back.
func (o *Own) withdrawPost(v *shell.Visit) error { return o.end(v, "withdraw", o.Asking.Withdraw) }

// undoRequestPost takes back what one's own correction has written at once.
func (o *Own) undoRequestPost(v *shell.Visit) error { return o.end(v, "take_back", o.Asking.Undo) }

type ending func(context.Context, domain.Actor, int, attendance.Ref) (workflow.Outcome, error)

func (o *Own) end(v *shell.Visit, what string, end ending) error {
	form, err := v.Form()
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(v.FormValue("number"))
	if err != nil {
		return domain.Refuse(domain.Invalid, "field", "number")
	}
	t := teller(v.Who, v.Lang())
	got, err := end(v.Request().Context(), v.Actor(door), number, ref(v, form, what+"/"+strconv.Itoa(number)))
	var refusal *domain.Error
	switch {
	case errors.As(err, &refusal) && refusal.Code == domain.NotFound:
		return err
	case errors.As(err, &refusal) && refusal.Code == domain.Forbidden:
		v.Say(ui.Notice{Tone: ui.Alert, Title: t.T("request.not_yours", "number", number), Lines: []string{t.T("refuse.nothing")}})
	case errors.As(err, &refusal) && refusal.Code == domain.Conflict:
		title := t.T("refuse.conflict")
		if refusal.Args["why"] == "stale" {
			title = t.T("request.built_on", "number", number)
		}
		v.Say(ui.Notice{Tone: ui.Alert, Title: title, Lines: []string{t.T("refuse.nothing")}})
	case err != nil:
		title, lines, ok := t.Refused(err, door)
		if !ok {
			return err
		}
		v.Say(ui.Notice{Tone: ui.Alert, Title: title, Lines: lines})
	default:
		if err := o.Herald.Tell(v.Request().Context(), got); err != nil {
			return err
		}
		v.Say(ui.Notice{Tone: ui.Good, Title: t.Ended(got.Request, got.Person.DisplayName(t.Lang))})
	}
	return v.Go(requestsPath)
}
