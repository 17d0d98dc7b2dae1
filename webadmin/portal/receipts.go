package portal

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Receipts lists a person's own punches of a month with their receipts (受付番号), each checked against its hash.
type Receipts struct {
	ui.Page
	Period     string
	Prev, Next string
	Query      ui.Field
	Asked      bool // for one receipt, of whatever month
	List       []Sealed
	Faults     int
	Download   string
}

// Sealed is a punch and whether it is what was sealed.
type Sealed struct {
	Date, DayPath    string
	Kind, Time, Door string
	Receipt, Hash    string
	Seq              int64
	Counts, Holds    bool
}

func (o *Own) receipts(v *shell.Visit) error {
	asked, err := monthAsked(v)
	if err != nil {
		return err
	}
	ctx, now, t := v.Request().Context(), o.Now(), teller(v.Who, v.Lang())
	month, err := o.Records.Month(ctx, v.Tenant.ID, v.Person.ID, asked, now)
	if err != nil {
		return err
	}
	p, receipt := month.Period, strings.ToUpper(v.Text("receipt"))
	page := Receipts{Page: v.Page(v.T("portal.receipts")), Asked: receipt != "",
		Period: t.T("month.title", "month", t.Month(p.Month), "from", t.Short(p.From), "to", t.Short(p.To)),
		Prev:   to(receiptsPath, "m", string(p.Month.Add(-1))), Download: to(ledgerPath, "m", string(p.Month)),
		Query: ui.Field{Name: "receipt", Label: v.T("portal.receipt"), Hint: v.T("portal.receipt_hint"), Value: receipt, Max: 8}}
	if p.To < calendar.DateOf(now.In(v.Tenant.Zone())) {
		page.Next = to(receiptsPath, "m", string(p.Month.Add(1)))
	}
	from, until := p.From, p.To
	if page.Asked {
		from, until = "", ""
	}
	err = o.Book.Chain(ctx, v.Tenant.ID, v.Person.ID, from, until, func(x worktime.Punch) error {
		if page.Asked && x.Receipt != receipt {
			return nil
		}
		s := sealed(t, x)
		if !s.Holds {
			page.Faults++
		}
		page.List = append(page.List, s)
		return nil
	})
	slices.Reverse(page.List)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

func sealed(t telling.Teller, p worktime.Punch) Sealed {
	return Sealed{Date: t.Date(p.Date), DayPath: to(dayPath, "d", string(p.Date)), Kind: t.Kind(p), Time: t.Clock(p.At, p.Date), Door: t.Door(p.Source),
		Receipt: p.Receipt, Hash: p.Hash, Seq: p.Seq, Counts: p.State == worktime.Effective, Holds: attendance.Digest(p) == p.Hash}
}

// ledger downloads the person's own punches of a month, as the company's ledger has them.
func (o *Own) ledger(v *shell.Visit) error {
	asked, err := monthAsked(v)
	if err != nil {
		return err
	}
	ctx, zone := v.Request().Context(), v.Tenant.Zone()
	month, err := o.Records.Month(ctx, v.Tenant.ID, v.Person.ID, asked, o.Now())
	if err != nil {
		return err
	}
	v.BeginFile("application/jsonl; charset=utf-8", "dakoku-"+v.Person.Code+"-"+string(month.Period.Month)+".jsonl")
	out := json.NewEncoder(v.Response())
	out.SetEscapeHTML(false)
	return v.EndFile(o.Book.Chain(ctx, v.Tenant.ID, v.Person.ID, month.Period.From, month.Period.To, func(p worktime.Punch) error {
		return out.Encode(attendance.Line(p, v.Person.Code, zone))
	}))
}
