package desk

import (
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// History is the page of all changes of one record, the newest first (変更履歴).
type History struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Filter ui.Filter
	Past   []ui.Past
	Older  string // where the next page is; empty: this is the last
	Newest string // where the first is; empty: here
	Empty  ui.Empty
}

// Telling says a change in words; false: it is none of this page's. newer is the change after it, which has the record as
// this one left it; nil: the record is as it left it.
type Telling func(row audit.Row, newer *audit.Row) (ui.Past, bool, error)

// Latest is how many changes stand on the page of a record itself.
const Latest = 10

// Lately are the last changes of a record in words.
func (d *Desk) Lately(v *shell.Visit, ref domain.ID, tell Telling) (list []ui.Past, err error) {
	err = d.walk(v, ref, func(row audit.Row, newer *audit.Row) (bool, error) {
		said, ours, err := tell(row, newer)
		if ours {
			list = append(list, said)
		}
		return len(list) < Latest, err
	})
	return list, err
}

// perPage is how many changes stand on a page of them.
const perPage = 30

// History is the page of the changes of a record that the visitor looks for: by dates, by who made them, by what they say.
func (d *Desk) History(v *shell.Visit, ref domain.ID, title string, back ui.Link, open string, tell Telling) (History, error) {
	path := back.Path + "/past"
	page := History{Page: v.Page(title), Tabs: Tabs(v, open), Back: back, Empty: ui.Empty{Title: v.T("admin.desk.past.none"), Line: v.T("admin.desk.past.none.line")}}
	page.Filter = ui.Filter{Page: page.Page, Path: path, Fields: []ui.Field{
		{Name: "from", Label: v.T("records.from"), Type: "date", Value: v.QueryParam("from"), Max: 10},
		{Name: "to", Label: v.T("records.to"), Type: "date", Value: v.QueryParam("to"), Max: 10},
		{Name: "q", Label: v.T("admin.desk.past.words"), Type: "search", Value: v.QueryParam("q"), Max: 100}}}
	from, to, ok := d.span(v, &page.Filter)
	if !ok {
		return page, nil
	}
	words, passed := strings.Fields(crew.Fold(v.QueryParam("q"))), v.QueryParam("after") == ""
	if !passed {
		page.Newest = crew.With(v, path, "after", "")
	}
	last := ""
	err := d.walk(v, ref, func(row audit.Row, newer *audit.Row) (bool, error) {
		date := calendar.DateOf(row.At.In(v.Tenant.Zone()))
		here := passed && from <= date && (to == "" || date <= to)
		passed = passed || string(row.ID) == v.QueryParam("after")
		if !here {
			return date >= from, nil
		}
		said, ours, err := tell(row, newer)
		if err != nil || !ours || !crew.Finds(words, texts(said)...) {
			return true, err
		}
		if len(page.Past) == perPage {
			page.Older = crew.With(v, path, "after", last)
			return false, nil
		}
		page.Past, last = append(page.Past, said), string(row.ID)
		return true, nil
	})
	return page, err
}

// span reads the dates of a filter; false: one is none, as its field says. Empty: without end.
func (d *Desk) span(v *shell.Visit, f *ui.Filter) (from, to calendar.Date, ok bool) {
	ok = true
	for i, at := range []*calendar.Date{&from, &to} {
		field := &f.Fields[i]
		date, err := calendar.ParseDate(field.Value)
		if field.Value != "" && err != nil {
			field.Error, ok = v.T("records.no_date"), false
			continue
		}
		*at = date
	}
	return from, to, ok
}

// texts are what a change says.
func texts(p ui.Past) []string {
	all := []string{p.Who, p.Why}
	for _, c := range p.Changes {
		all = append(all, c.Label, c.Before, c.After)
	}
	return all
}
