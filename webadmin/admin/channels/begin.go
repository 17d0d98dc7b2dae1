package channels

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Begin is the first step of a connection: what it takes, and its name.
type Begin struct {
	ui.Page
	Tabs  ui.Tabs
	Back  ui.Link
	Needs []string // what must be at hand
	Key   ui.Field
	Go    string
}

// kindOf is the platform of the address.
func kindOf(v *shell.Visit) (domain.Door, error) {
	kind := domain.Door(v.Param("kind"))
	if !slices.Contains(Kinds, kind) {
		return "", domain.Errorf(domain.NotFound, "channels: no kind %q", kind)
	}
	return kind, nil
}

func (p *Pages) begin(v *shell.Visit) error {
	kind, err := kindOf(v)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, p.beginning(v, kind, v.Tenant.Code+"-"+string(kind), ""))
}

func (p *Pages) beginning(v *shell.Visit, kind domain.Door, key, wrong string) Begin {
	page := Begin{Page: v.Page(v.T("channels.connect", "door", teller(v).Door(kind))), Tabs: desk.Tabs(v, desk.Channels),
		Back: ui.Link{Path: desk.Channels, Label: v.T("channels.title")}, Go: v.T("channels.begin")}
	for _, need := range needs[kind] {
		page.Needs = append(page.Needs, v.T("channels.need."+string(kind)+"."+need))
	}
	page.Key = ui.Field{Name: "key", Label: v.T("channels.key"), Hint: v.T("channels.key.hint"), Value: key, Error: wrong, Required: true, Max: company.MaxCode}
	return page
}

// needs are what somebody should have before he begins.
var needs = map[domain.Door][]string{domain.LINE: {"account", "role"}, domain.Chatwork: {"account", "room"}, domain.Slack: {"workspace", "room"}}

// beginPost keeps the connection, switched off, so that it can be finished another day.
func (p *Pages) beginPost(v *shell.Visit) error {
	kind, err := kindOf(v)
	if err != nil {
		return err
	}
	ch := org.Channel{Key: v.Text("key"), Kind: kind, Options: map[string]string{}, Secrets: map[string]string{}}
	wrong := ""
	if !company.IsCode(ch.Key) || !pathSafe(ch.Key) {
		wrong = v.T("channels.key.wrong")
	}
	if wrong == "" {
		prospect, err := p.Desk.Save(v, desk.Edit{Kept: keptChannel(ch.Key), File: func(company.Masters) (company.File, error) {
			return company.File{Channels: []org.Channel{ch}}, nil
		}})
		switch {
		case domain.Is(err, domain.Conflict):
			wrong = v.T("channels.key.taken") // by this company or by another: which, is nobody's business
		case err != nil:
			return err
		default:
			for _, made := range prospect.After.Channels {
				if made.Key == ch.Key {
					return v.Go(at(made.ID))
				}
			}
		}
	}
	return v.Show(http.StatusUnprocessableEntity, p.beginning(v, kind, ch.Key, wrong))
}

// pathSafe tells whether a key can stand in an address as it is.
func pathSafe(key string) bool {
	for _, r := range key {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return key != ""
}

// keptChannel finds a channel among a company's masters.
func keptChannel(key string) func(company.Masters) any {
	return func(m company.Masters) any {
		for _, ch := range m.Channels {
			if ch.Key == key {
				return ch
			}
		}
		return nil
	}
}
