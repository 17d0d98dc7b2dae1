package setup

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Channels asks to connect the chat platforms that were chosen.
type Channels struct {
	head
	Rows []Row
	None bool // no chat was chosen
}

// chats are the doors that are chat platforms.
var chats = []domain.Door{domain.LINE, domain.Slack, domain.Chatwork}

func (p *Pages) channels(v *shell.Visit) error {
	connected, err := p.connected(v)
	if err != nil {
		return err
	}
	page, t := Channels{head: headOf(v, qChannels)}, teller(v)
	for _, d := range chats {
		if !connected[d] && !slices.Contains(v.Tenant.Setup.Doors, d) {
			continue
		}
		row := Row{Path: desk.Channels + "/new/" + string(d), Title: t.Door(d), Why: v.T("setup.channels.how"), State: ui.Badge{State: "out", Word: "○ " + v.T("setup.channels.not")}}
		if connected[d] {
			row.Path, row.Why, row.State = desk.Channels, "", ui.Badge{State: "in", Word: "✓ " + v.T("setup.channels.done")}
		}
		page.Rows = append(page.Rows, row)
	}
	page.None = len(page.Rows) == 0
	return v.Show(http.StatusOK, page)
}

// connected are the platforms the company has an active channel on.
func (p *Pages) connected(v *shell.Visit) (map[domain.Door]bool, error) {
	all, err := p.Accounts.ChannelsOf(v.Request().Context(), v.Tenant.ID)
	kinds := map[domain.Door]bool{}
	for _, ch := range all {
		kinds[ch.Kind] = kinds[ch.Kind] || ch.Active
	}
	return kinds, err
}

func (p *Pages) channelsPost(v *shell.Visit) error {
	if err := p.keep(v, qChannels, func(company.Masters, *company.File) error { return nil }); err != nil {
		return err
	}
	return v.Go(after(qChannels))
}
