// Package channels is the part of the console about chat: connecting LINE, Chatwork and Slack step by step, looking at a
// connection while it is set up and afterwards, chat words and what they would have done, and who is who in chat. It
// knows no platform's protocol: what is asked of one is asked through Checker.
package channels

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Chats{}, Begin{}, Channel{}, Check{}, Trouble{}, Words{}, Senders{}, Unreached{})

// Checker looks at channels from outside, by asking their platforms.
type Checker interface {
	// Check looks at everything; nothing is said to anybody.
	Check(ctx context.Context, ch org.Channel) (Report, error)
	// Try asks only whether the channel's token is taken and whose it is.
	Try(ctx context.Context, ch org.Channel) (Report, error)
	// Month tells how much of a month's messages is left, on platforms that count them; else nothing.
	Month(ctx context.Context, ch org.Channel) (Report, error)
	// Names are what users call themselves there, as far as the platform tells.
	Names(ctx context.Context, ch org.Channel, users []string) (map[string]string, error)
	// Draw makes the menus that stand below a chat, on platforms that have some. Again it makes only what is lacking.
	Draw(ctx context.Context, ch org.Channel) error
	// Status is the HTTP status the note of a row not sent tells of; 0: none.
	Status(kind domain.Door, note string) int
}

// Addresses are what is pasted at a platform.
type Addresses interface {
	// Hook is the address the platform calls.
	Hook(ch org.Channel) string
	// App is the app to be made at the platform, as text to paste there, and the address of a form filled in with it.
	App(ch org.Channel) (text, address string)
	// Install is the address by which a workspace adds the app; empty: the channel has no app that can be added so.
	Install(ch org.Channel) string
}

// Past reads what was said on a channel since a time, the newest first, of at most so many events.
type Past interface {
	Past(ctx context.Context, ch org.Channel, since time.Time, most int, each func(vocabulary.Past) error) error
}

// Herald tells people in chat.
type Herald interface {
	// Linked tells somebody that an administrator tied his account to him.
	Linked(ctx context.Context, account org.ChatAccount) error
}

// Linking makes numbers people link themselves with; org.Linking does.
type Linking interface {
	NewCode(ctx context.Context, actor domain.Actor, employee domain.ID) (string, org.LinkCode, error)
}

// People finds people; the store does.
type People interface {
	org.Directory
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error)
	Account(ctx context.Context, tenant, channel domain.ID, user string) (org.ChatAccount, error)
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	*desk.Desk
	Channels org.Desk
	Events   inbox.Desk
	Rows     outbox.Desk
	Checker  Checker
	Pasted   Addresses
	Past     Past
	Herald   Herald
	Linking  Linking
	People   People
}

// The addresses.
const (
	newPath       = desk.Channels + "/new/"
	wordsPath     = desk.Channels + "/words"
	sendersPath   = desk.Channels + "/senders"
	unreachedPath = desk.Channels + "/unreached"
)

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post, need, one := http.MethodGet, http.MethodPost, shell.AsAdmin, desk.Channels+"/:id"
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: desk.Channels, Need: need, Do: p.chats},
		{Method: get, Path: newPath + ":kind", Need: need, Do: p.begin},
		{Method: post, Path: newPath + ":kind", Need: need, Do: p.beginPost},
		{Method: get, Path: wordsPath, Need: need, Do: p.words},
		{Method: post, Path: wordsPath, Need: need, Do: p.wordsPost},
		{Method: get, Path: sendersPath, Need: need, Do: p.senders},
		{Method: post, Path: sendersPath, Need: need, Do: p.sendersPost},
		{Method: get, Path: unreachedPath, Need: need, Do: p.unreached},
		{Method: post, Path: unreachedPath, Need: need, Do: p.unreachedPost},
		{Method: get, Path: one, Need: need, Do: p.channel},
		{Method: post, Path: one, Need: need, Do: p.channelPost},
		{Method: get, Path: one + "/check", Need: need, Do: p.check},
		{Method: post, Path: one + "/check", Need: need, Do: p.checkPost},
		{Method: get, Path: one + "/trouble", Need: need, Do: p.trouble},
		{Method: post, Path: one + "/trouble", Need: need, Do: p.rerunPost},
	}}
}

func at(id domain.ID) string { return desk.Channels + "/" + string(id) }

// teller speaks to the visitor.
func teller(v *shell.Visit) telling.Teller {
	return telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
}

// asked is the channel of the address.
func (p *Pages) asked(v *shell.Visit) (org.Channel, error) {
	all, err := p.Channels.EveryChannel(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return org.Channel{}, err
	}
	for _, ch := range all {
		if ch.ID == domain.ID(v.Param("id")) {
			return ch, nil
		}
	}
	return org.Channel{}, domain.Errorf(domain.NotFound, "channels: no channel %q", v.Param("id"))
}
