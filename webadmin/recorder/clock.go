package recorder

import (
	"net/http"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Clock is the page that stands at the door: the time, and what leads to a punch.
type Clock struct {
	Page
	Place       string // the company and where the recorder stands
	Date, Time  string
	Instant     string // milliseconds since 1970, for the running clock
	Offset      string // minutes the company's clock is ahead of UTC
	Own         bool   // the clock shows this device's time
	Keys        []ui.Link
	Departments []ui.Link // "all" is the first
	ByPasscode  bool
	ByPassword  bool
	Login       string // where login and password are asked for
	Held        int    // touches of the last day somebody has to look at
	Other       ui.Link
}

// heldFor is how long the recorder says that a touch was held.
const heldFor = 24 * time.Hour

// maxHeld is where counting them ends.
const maxHeld = 99

func (p *Pages) clock(v *visit) error {
	err := p.find(v)
	if domain.Is(err, domain.NotFound) {
		return p.pair(v, http.StatusOK, "")
	}
	if err != nil {
		return err
	}
	if c, err := v.Cookie(deviceCookie); err == nil {
		p.keep(v, c.Value)
	}
	ctx, now, d := v.Request().Context(), p.Now(), v.device
	held, err := p.Recorders.Store.Events(ctx, terminal.Query{Tenant: d.Tenant.ID, Recorder: d.Recorder.ID, Held: true, Since: now.Add(-heldFor), Limit: maxHeld})
	if err != nil {
		return err
	}
	here := now.In(d.Tenant.Zone())
	_, offset := here.Zone()
	page := Clock{Page: v.page(d.Recorder.Name), Date: locale.Date(v.lang, here), Time: locale.Clock(here.Hour()*60 + here.Minute()),
		Instant: strconv.FormatInt(now.UnixMilli(), 10), Offset: strconv.Itoa(offset / 60), Own: v.lang == locale.English,
		ByPasscode: d.Recorder.Lets(terminal.ByPasscode), ByPassword: d.Recorder.Lets(terminal.ByPassword), Login: v.link("/login"), Held: len(held)}
	page.Idle = 0
	page.Place = d.Tenant.Name + " " + d.Recorder.Name
	if d.Recorder.Site != "" {
		site, err := p.People.Site(ctx, d.Tenant.ID, d.Recorder.Site)
		if err != nil {
			return err
		}
		page.Place = d.Tenant.Name + " " + site.Name + " " + d.Recorder.Name
	}
	page.Other = page.Page.Other()
	page.Other.Path = v.base + "?lang=" + page.Other.Path
	if page.ByPasscode {
		if err := p.keys(v, &page); err != nil {
			return err
		}
	}
	return v.Show(http.StatusOK, page)
}

// keys are the initial letters somebody's name begins with, of the department that is chosen.
func (p *Pages) keys(v *visit, page *Clock) error {
	roster, err := p.Recorders.Roster(v.Request().Context(), v.device)
	if err != nil {
		return err
	}
	dep := v.QueryParam("dept")
	page.Departments = v.departments(roster, "", dep)
	used := map[string]bool{}
	for _, n := range roster.Names {
		if dep == "" || string(n.Department) == dep {
			used[n.Key] = true
		}
	}
	for _, key := range append(v.device.Recorder.Keyboard.Keys(), terminal.Other) {
		if used[key] {
			page.Keys = append(page.Keys, ui.Link{Path: v.link("/names", "key", key, "dept", dep), Label: v.keyLabel(key)})
		}
	}
	return nil
}

func (v *visit) keyLabel(key string) string {
	if key == terminal.Other {
		return v.T("door.other")
	}
	return key
}

// departments are those somebody can be chosen of; with one there is nothing to choose.
func (v *visit) departments(r terminal.Roster, path, chosen string, pairs ...string) []ui.Link {
	if len(r.Departments) < 2 {
		return nil
	}
	links := []ui.Link{{Path: v.link(path, pairs...), Label: v.T("door.all"), Current: chosen == ""}}
	for _, d := range r.Departments {
		links = append(links, ui.Link{Path: v.link(path, append([]string{"dept", string(d.ID)}, pairs...)...), Label: d.Name, Current: chosen == string(d.ID)})
	}
	return links
}
