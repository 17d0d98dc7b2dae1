// Package recorder is the shared recorder at the door: a clock that everybody can read, and a few touches from it to a
// punch. It decides nothing about a record and nothing about who somebody is; it asks the domain.
package recorder

import (
	"context"
	"embed"
	"net/http"
	"net/url"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Pair{}, Clock{}, Names{}, Passcode{}, Login{}, Press{}, Done{}, Offline{})

// Ledger takes punches back; attendance.Service does.
type Ledger interface {
	Void(ctx context.Context, actor domain.Actor, punch domain.ID, ref attendance.Ref) (attendance.Undone, error)
}

// Records tells what was recorded; attendance.Service does.
type Records interface {
	Today(ctx context.Context, tenant, employee domain.ID, now time.Time) (attendance.Today, error)
}

// People finds who holds a ticket, and where a recorder stands.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	Site(ctx context.Context, tenant, id domain.ID) (org.Site, error)
}

// Pages are the pages of this package. All fields but Secure are needed.
type Pages struct {
	Recorders *terminal.Service
	Ledger    Ledger
	Records   Records
	People    People
	Now       domain.Clock
	Secure    bool // these pages are reached by HTTPS only
}

// at is where a recorder's pages begin. A company's code is part of it: codes of recorders repeat.
const at = "/r/:company/:recorder"

// Door lists the routes. Anyone may open them: who comes is a device, and each page asks for its key.
func (p *Pages) Door() shell.Door {
	d := shell.Door{Pages: templates}
	add := func(method, path string, do func(*visit) error) {
		d.Routes = append(d.Routes, shell.Route{Method: method, Path: at + path, Need: shell.Anyone, Do: p.visited(do)})
	}
	get, post := http.MethodGet, http.MethodPost
	add(get, "", p.clock)
	add(post, "/pair", p.pairPost)
	add(get, "/names", p.paired(p.names))
	add(get, "/who/:person", p.paired(p.passcode))
	add(post, "/who/:person", p.paired(p.passcodePost))
	add(get, "/login", p.paired(p.login))
	add(post, "/login", p.paired(p.loginPost))
	add(post, "/punch", p.paired(p.punchPost))
	add(post, "/undo", p.paired(p.undoPost))
	add(get, "/offline", p.offline)
	add(get, "/worker.js", p.worker)
	add(get, "/kit", p.known(p.kit))
	add(post, "/key", p.known(p.keyPost))
	add(post, "/touches", p.known(p.touchesPost))
	return d
}

// visit is a request to a recorder's page.
type visit struct {
	*shell.Visit
	base   string // the recorder's own address
	lang   string
	chosen bool            // the language was chosen for this visit
	device terminal.Device // of a page that is opened by paired devices only
}

// visited reads what every page needs.
func (p *Pages) visited(do func(*visit) error) func(*shell.Visit) error {
	return func(sv *shell.Visit) error {
		v := &visit{Visit: sv, base: "/r/" + url.PathEscape(sv.Param("company")) + "/" + url.PathEscape(sv.Param("recorder"))}
		v.lang = sv.FormValue("lang")
		if v.chosen = v.lang == locale.Japanese || v.lang == locale.English; !v.chosen {
			v.lang = shell.Preferred(sv.Request())
		}
		return do(v)
	}
}

// deviceCookie is the key of the device that stands at a recorder.
const deviceCookie = "dakoku_recorder"

// deviceLife is the longest a browser keeps a cookie; each look at the clock renews it.
const deviceLife = 400 * 24 * time.Hour

// find tells which device comes. NotFound: none that is paired.
func (p *Pages) find(v *visit) (err error) {
	token := ""
	if c, err := v.Cookie(deviceCookie); err == nil {
		token = c.Value
	}
	v.device, err = p.Recorders.Device(v.Request().Context(), v.Param("company"), v.Param("recorder"), token, v.RealIP())
	return err
}

func (p *Pages) keep(v *visit, token string) {
	v.SetCookie(&http.Cookie{Name: deviceCookie, Value: token, Path: v.base, MaxAge: int(deviceLife.Seconds()), HttpOnly: true,
		Secure: p.Secure, SameSite: http.SameSiteLaxMode})
}

// paired lets paired devices in; others are led to where they can be paired.
func (p *Pages) paired(do func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		if err := p.find(v); domain.Is(err, domain.NotFound) {
			return v.Go(v.base)
		} else if err != nil {
			return err
		}
		return do(v)
	}
}

// known lets paired devices in; a script is told with a status that it is none.
func (p *Pages) known(do func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		if err := p.find(v); domain.Is(err, domain.NotFound) {
			return v.NoContent(http.StatusUnauthorized)
		} else if err != nil {
			return v.NoContent(shell.StatusOf(err))
		}
		return do(v)
	}
}

// T is a text in the visit's language.
func (v *visit) T(key string, pairs ...any) string { return locale.T(v.lang, key, pairs...) }

// page is what every page here begins with: nothing of who may be signed in to this browser.
func (v *visit) page(title string) Page {
	return Page{Page: ui.Page{Lang: v.lang, Title: title, Alone: true}, Base: v.base, Home: v.link(""), Chosen: v.chosen,
		Idle: int(idle.Seconds())}
}

// link is the address of a page here, in the language of this visit; the pairs are parameters.
func (v *visit) link(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if v.chosen {
		q.Set("lang", v.lang)
	}
	if len(q) == 0 {
		return v.base + path
	}
	return v.base + path + "?" + q.Encode()
}

func (v *visit) teller() telling.Teller {
	return telling.Teller{Lang: v.lang, Zone: v.device.Tenant.Zone()}
}

// idle is how long a page that shows somebody's name waits for a touch before the clock comes back.
const idle = 30 * time.Second

// Page is what every page of the recorder has.
type Page struct {
	ui.Page
	Base   string // where the recorder's addresses begin
	Home   string // the clock, in the language of this visit
	Chosen bool   // the language was chosen: forms carry it
	Idle   int    // seconds until the clock comes back; 0: it is the clock
}
