package records

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Receipt is what the chain says of a receipt (受付番号の照合).
type Receipt struct {
	Head
	Filter ui.Filter
	Asked  bool
	Rows   []Sealed
	Empty  ui.Empty
}

// Sealed is a punch that carries the receipt.
type Sealed struct {
	Name, Code, Date, DayPath     string
	Kind, Time, Door, State, Hash string
	Seq                           int64
	Holds                         ui.Badge
}

// receiptDays is how far back a receipt is looked for unless a date is given: the month that is closed, and the two
// before it.
const receiptDays = 92

func (p *Pages) receipt(v *shell.Visit) error {
	today := v.Tenant.DateAt(p.Now())
	to, err := calendar.ParseDate(cmp.Or(v.QueryParam("date"), string(today)))
	if err != nil {
		return domain.Errorf(domain.NotFound, "records: %w", err)
	}
	from := to
	if v.QueryParam("date") == "" {
		from = to.Add(-receiptDays)
	}
	asked := strings.ToUpper(v.Text("receipt"))
	page := Receipt{Head: head(v, v.T("records.tab.receipts"), receiptPath), Asked: asked != "",
		Empty: ui.Empty{Title: v.T("records.receipt.none"), Line: v.T("records.receipt.none_why")}}
	page.Filter = ui.Filter{Page: page.Page, Path: receiptPath, Fields: []ui.Field{
		{Name: "receipt", Label: v.T("records.receipt"), Value: asked, Max: 8, Required: true},
		{Name: "date", Label: v.T("records.receipt.date"), Type: "date", Value: v.QueryParam("date"), Max: 10}}}
	if !page.Asked {
		return v.Show(http.StatusOK, page)
	}
	ctx, t := v.Request().Context(), teller(v)
	found, err := p.Lookup.Receipted(ctx, v.Tenant.ID, asked, from, to)
	if err != nil {
		return err
	}
	ids := map[domain.ID]bool{}
	for _, x := range found {
		ids[x.Employee] = true
	}
	names, err := p.names(v, ids)
	if err != nil {
		return err
	}
	for _, x := range found {
		around, err := p.Lookup.Around(ctx, v.Tenant.ID, x.Seq)
		if err != nil {
			return err
		}
		row := Sealed{Name: names[x.Employee].DisplayName(t.Lang), Code: names[x.Employee].Code, Date: t.Date(x.Date), DayPath: personDay(x.Employee, x.Date),
			Kind: t.Kind(x), Time: t.Clock(x.At, x.Date), Door: t.Door(x.Source), State: t.T("records.punch." + string(x.State)), Hash: x.Hash, Seq: x.Seq,
			Holds: ui.Badge{State: "in", Word: "✓ " + t.T("records.receipt.holds")}}
		if fault := attendance.Fits(x, around); fault != "" {
			row.Holds = ui.Badge{State: "needs", Word: "! " + t.T("records.receipt."+string(fault))}
		}
		page.Rows = append(page.Rows, row)
	}
	return v.Show(http.StatusOK, page)
}
