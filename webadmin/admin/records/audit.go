package records

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Audit is who changed what, the newest first (監査記録).
type Audit struct {
	Head
	Filter    ui.Filter
	Rows      []Deed
	Older     string // where the next page is
	Newest    string // where the first is; empty: here
	CSV, JSON string
	Empty     ui.Empty
}

// Deed is one deed in words.
type Deed struct {
	When, Who, Door, What, Whose, Path string
	Lines                              []string // what changed, before → after
	Why                                string
}

// matters are the acts by what they are about, for the filter.
var matters = map[string][]audit.Act{
	"records":  {audit.Asked, audit.AskedAnew, audit.Approved, audit.Returned, audit.Rejected, audit.Withdrawn, audit.Undone, audit.Corrected, audit.HandedOn, audit.TakenBack, audit.Reminded, audit.Accepted, audit.Dismissed},
	"closing":  {audit.Closed, audit.Opened},
	"masters":  {audit.Masters, audit.Imported},
	"files":    {audit.Exported},
	"signin":   {audit.PasswordChanged, audit.Reissued, audit.PasscodeChosen, audit.PasscodeReissued, audit.FactorOn, audit.FactorOff, audit.RecoveryUsed, audit.DeviceKept, audit.DeviceDropped, audit.SignInEnded, audit.SignedOutAll, audit.LockedOut},
	"recorder": {audit.Offered, audit.Paired, audit.Rekeyed, audit.Unpaired},
	"chat":     {audit.Linked, audit.Parted, audit.Reran},
	"message":  {audit.Wrote, audit.Cancelled, audit.Recalled, audit.Nudged, audit.FileGone},
}

func (p *Pages) audit(v *shell.Visit) error {
	page := Audit{Head: head(v, v.T("records.tab.audit"), auditPath), Empty: ui.Empty{Title: v.T("records.audit.none"), Line: v.T("records.audit.none_why")},
		CSV: crew.With(v, auditPath+"/file", "format", "csv"), JSON: crew.With(v, auditPath+"/file", "format", "json")}
	about := []string{"", "records", "closing", "masters", "files", "signin", "chat", "recorder", "message"}
	page.Filter = ui.Filter{Page: page.Page, Path: auditPath, Fields: []ui.Field{
		{Name: "from", Label: v.T("records.from"), Type: "date", Value: v.QueryParam("from"), Max: 10},
		{Name: "to", Label: v.T("records.to"), Type: "date", Value: v.QueryParam("to"), Max: 10},
		{Name: "about", Label: v.T("records.about"), Choices: choices(v, "records.about.", v.QueryParam("about"), about...)},
		{Name: "person", Label: v.T("records.person"), Value: v.QueryParam("person"), Max: 100},
		{Name: "by", Label: v.T("records.by"), Value: v.QueryParam("by"), Max: 100},
		{Name: "text", Label: v.T("records.words"), Type: "search", Value: v.QueryParam("text"), Max: 100}}}
	q, some, err := p.deedsOf(v, &page.Filter)
	if err != nil {
		return err
	}
	if !some {
		return v.Show(http.StatusOK, page)
	}
	rows, err := p.Audit.Page(v.Request().Context(), q, place(v.QueryParam("before")), crew.PerPage+1)
	if err != nil {
		return err
	}
	if len(rows) > crew.PerPage {
		rows = rows[:crew.PerPage]
		last := rows[len(rows)-1]
		page.Older = crew.With(v, auditPath, "before", strconv.FormatInt(last.At.UnixMicro(), 10)+"_"+string(last.ID))
	}
	if v.QueryParam("before") != "" {
		page.Newest = crew.With(v, auditPath, "before", "")
	}
	d, err := p.scribe(v, rows)
	if err != nil {
		return err
	}
	for _, r := range rows {
		page.Rows = append(page.Rows, d.deed(r))
	}
	return v.Show(http.StatusOK, page)
}

// place reads where a page begins.
func place(text string) audit.Place {
	at, id, _ := strings.Cut(text, "_")
	micros, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return audit.Place{}
	}
	return audit.Place{At: time.UnixMicro(micros), ID: domain.ID(id)}
}

// deedsOf reads the filter; false: there can be none, as a field says.
func (p *Pages) deedsOf(v *shell.Visit, f *ui.Filter) (audit.Query, bool, error) {
	q := audit.Query{Tenant: v.Tenant.ID, Text: v.QueryParam("text"), Acts: matters[v.QueryParam("about")]}
	fine := true
	wrong := func(name, key string) {
		fine = false
		for i := range f.Fields {
			if f.Fields[i].Name == name {
				f.Fields[i].Error = v.T(key)
			}
		}
	}
	for name, at := range map[string]*time.Time{"from": &q.From, "to": &q.To} {
		text := v.QueryParam(name)
		date, err := calendar.ParseDate(text)
		switch {
		case text == "":
		case err != nil:
			wrong(name, "records.no_date")
		case name == "to":
			*at = date.Add(1).At(0, v.Tenant.Zone())
		default:
			*at = date.At(0, v.Tenant.Zone())
		}
	}
	for name, id := range map[string]*domain.ID{"person": &q.Employee, "by": &q.By} {
		text := v.QueryParam(name)
		if text == "" {
			continue
		}
		e, err := p.someone(v, text)
		if err != nil {
			return q, false, err
		}
		if *id = e; e == "" {
			wrong(name, "records.no_person")
		}
	}
	return q, fine, nil
}

// someone is the one person of a code, or of a name nobody else has; empty: nobody, or several.
func (p *Pages) someone(v *shell.Visit, text string) (domain.ID, error) {
	people, err := p.People.Employees(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return "", err
	}
	if i := slices.IndexFunc(people, func(e org.Employee) bool { return e.Code == text }); i >= 0 {
		return people[i].ID, nil
	}
	wanted, id := strings.ReplaceAll(crew.Fold(text), " ", ""), domain.ID("")
	for _, e := range people {
		for _, name := range []string{e.Name, e.Kana, e.Romaji} {
			if strings.ReplaceAll(crew.Fold(name), " ", "") != wanted {
				continue
			}
			if id != "" && id != e.ID {
				return "", nil
			}
			id = e.ID
		}
	}
	return id, nil
}

// act is what was done, in words; one the words do not know yet by its name.
func act(lang string, a audit.Act) string {
	if key := "records.act." + string(a); locale.Has(key) {
		return locale.T(lang, key)
	}
	return string(a)
}
