package records

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Home is what there is to look after of the records, and the ways there (記録).
type Home struct {
	Head
	Cards []Card
}

// Card leads to a page; State says what waits there.
type Card struct {
	Title, Path, Line string
	State             ui.Badge
}

func (p *Pages) home(v *shell.Visit) error {
	ctx := v.Request().Context()
	pending, err := p.Requests.Pending(ctx, v.Tenant.ID, "")
	if err != nil {
		return err
	}
	_, touches, err := p.Rulings.Held(ctx, v.Tenant.ID, true, 1, 1)
	if err != nil {
		return err
	}
	made, _, err := p.Exports.List(ctx, v.Tenant.ID, 1, 1)
	if err != nil {
		return err
	}
	page := Home{Head: head(v, v.T("records.title"), desk.Records)}
	card := func(path, name string, state ui.Badge) {
		page.Cards = append(page.Cards, Card{v.T("records.tab." + name), path, v.T("records.home." + name), state})
	}
	card("/team", "presence", ui.Badge{})
	card(missingPath, "missing", ui.Badge{})
	card("/team/queue", "queue", waits(v, "waiting", "…", len(pending)))
	card(dayPath, "day", ui.Badge{})
	card("/team/month", "month", ui.Badge{})
	card("/team/closing", "closing", ui.Badge{})
	last := ui.Badge{}
	if len(made) > 0 {
		last = ui.Badge{State: "out", Word: v.T("records.home.last", "at", teller(v).When(made[0].At))}
	}
	card(exportsPath, "exports", last)
	card(lintPath, "lint", ui.Badge{})
	card(auditPath, "audit", ui.Badge{})
	card(heldPath, "held", waits(v, "needs", "!", touches))
	card(receiptPath, "receipts", ui.Badge{})
	return v.Show(http.StatusOK, page)
}

// waits is how much waits somewhere; nothing for nothing.
func waits(v *shell.Visit, colour, shape string, n int) ui.Badge {
	if n == 0 {
		return ui.Badge{}
	}
	return ui.Badge{State: colour, Word: shape + " " + v.T("records.count", "count", strconv.Itoa(n))}
}
