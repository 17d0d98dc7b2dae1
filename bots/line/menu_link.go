package line

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// menuMemory is how long the id behind a menu's alias is remembered, also when there is none: registering menus anew
// shows after this long.
const menuMemory = 10 * time.Minute

// menus remembers which rich menu belongs to which alias of which channel.
type menus struct {
	mu    sync.Mutex
	known map[menuKey]menuFound
	drawn map[string]drawing      // pictures by what they show: every channel has the same
	bare  map[domain.ID]time.Time // channels on which none was found, and when
}

type menuKey struct {
	channel domain.ID
	alias   string
}

type menuFound struct {
	id string // empty: not registered
	at time.Time
}

func newMenus() *menus {
	return &menus{known: map[menuKey]menuFound{}, drawn: map[string]drawing{}, bare: map[domain.ID]time.Time{}}
}

// picture draws a page's picture once.
func (m *menus) picture(page dialog.Reply) (drawing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := string(encode(page))
	if b, ok := m.drawn[key]; ok {
		return b, nil
	}
	b, err := picture(page)
	if err == nil {
		m.drawn[key] = b
	}
	return b, err
}

func (m *menus) get(key menuKey, now time.Time) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.known[key]
	return f.id, ok && now.Sub(f.at) < menuMemory
}

func (m *menus) set(key menuKey, id string, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known[key] = menuFound{id, now}
	if id != "" {
		delete(m.bare, key.channel)
	}
}

// Follows implements bots.Follower: a channel on which a menu was looked for and not found has none, until it is looked
// for again.
func (p *Platform) Follows(ch bots.Channel) bool {
	p.menus.mu.Lock()
	defer p.menus.mu.Unlock()
	at, bare := p.menus.bare[ch.ID]
	return !bare || p.cfg.Clock().Sub(at) >= menuMemory
}

func (m *menus) noteBare(channel domain.ID, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bare[channel] = now
}

// alias names the menu of a state in a language: https://developers.line.biz/en/reference/messaging-api/#rich-menu-alias
func alias(lang, state string) string { return "dakoku-" + lang + "-" + state }

// follow gives the person the menu that belongs to his state. A menu is a convenience, never the truth: without one the
// same words are typed.
func (p *Platform) follow(ctx context.Context, ch bots.Channel, item outbox.Item) outbox.Result {
	page := reply(item)
	r := outbox.Result{ID: item.ID, State: outbox.Sent}
	if page.State == "" || !chatID.MatchString(item.Address.User) {
		r.Note = "no menu for this"
		return r
	}
	id, a := p.menu(ctx, ch, alias(page.Lang, page.State))
	if a.verdict == accepted && id == "" {
		p.menus.noteBare(ch.ID, p.cfg.Clock())
		r.Note = "no menu registered"
		return r
	}
	if a.verdict == accepted {
		a = p.linkMenu(ctx, ch, item.Address.User, id)
	}
	if a.verdict == refused && a.status == http.StatusNotFound {
		p.menus.set(menuKey{ch.ID, alias(page.Lang, page.State)}, "", time.Time{}) // replaced meanwhile; ask again
		a.verdict = throttled
	}
	return p.outcome(ch, item, a, "menu ")
}

// menu finds the rich menu behind an alias; none is an empty id.
func (p *Platform) menu(ctx context.Context, ch bots.Channel, name string) (string, answer) {
	key := menuKey{ch.ID, name}
	if id, ok := p.menus.get(key, p.cfg.Clock()); ok {
		return id, answer{verdict: accepted}
	}
	c, err := p.client(ctx, ch)
	if err != nil {
		return "", answer{verdict: refused, note: err.Error()}
	}
	res, got, err := c.GetRichMenuAliasWithHttpInfo(name)
	a := read(res, err)
	id := ""
	switch {
	case a.verdict == accepted && got != nil:
		id = got.RichMenuId
	case a.status == http.StatusNotFound, a.status == http.StatusBadRequest: // LINE's words for an alias nobody made
		a.verdict = accepted
	default:
		return "", a
	}
	p.menus.set(key, id, p.cfg.Clock())
	return id, a
}

func (p *Platform) linkMenu(ctx context.Context, ch bots.Channel, user, id string) answer {
	c, err := p.client(ctx, ch)
	if err != nil {
		return answer{verdict: refused, note: err.Error()}
	}
	res, _, err := c.LinkRichMenuIdToUserWithHttpInfo(user, id)
	return read(res, err)
}
