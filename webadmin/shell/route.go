package shell

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Route is one address of the pages and who may open it.
type Route struct {
	Method string // GET also answers HEAD
	Path   string // echo's pattern
	Need   Need
	Nav    string // the locale key of its entry in the navigation; empty: none
	Max    int64  // bytes of the largest form it takes; 0: MaxForm
	Do     func(*Visit) error
}

// Door is a package of pages: its templates and its routes, in the order of the navigation.
type Door struct {
	Pages  *ui.Set
	Routes []Route
}

// Mount adds doors to the router; each route checks who comes before anything else is done.
func (s *Shell) Mount(e *echo.Echo, doors ...Door) {
	s.doors = append(s.doors, doors...)
	keep := echo.WrapMiddleware(s.Sessions.LoadAndSave)
	for _, d := range doors {
		d.Pages.Ready()
		for _, r := range d.Routes {
			h := keep(s.guard(d, r))
			e.Add(r.Method, r.Path, h)
			if r.Method == http.MethodGet {
				e.HEAD(r.Path, h)
			}
		}
	}
}

// Routes lists what is mounted.
func (s *Shell) Routes() []Route {
	var all []Route
	for _, d := range s.doors {
		all = append(all, d.Routes...)
	}
	return all
}

// section is the page of the navigation that a route belongs to: the nearest above it, else the first of its door.
func (s *Shell) section(d Door, r Route) (nearest string) {
	for _, x := range s.Routes() {
		if x.Nav != "" && len(x.Path) > len(nearest) && strings.HasPrefix(r.Path+"/", x.Path+"/") {
			nearest = x.Path
		}
	}
	if i := slices.IndexFunc(d.Routes, func(x Route) bool { return x.Nav != "" }); nearest == "" && i >= 0 {
		return d.Routes[i].Path
	}
	return nearest
}

func (s *Shell) guard(d Door, r Route) echo.HandlerFunc {
	section := s.section(d, r)
	return func(c echo.Context) error {
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, cmp.Or(r.Max, MaxForm))
		c.Response().Header().Set("Cache-Control", "no-store") // what is on a page is nobody else's, also not the next one's at this screen
		v := &Visit{Context: c, shell: s, pages: d.Pages, route: r, section: section}
		c.Set(visitKey, v)
		who, err := s.Keeper.Who(c)
		if r.Need == Anyone && domain.Is(err, domain.Forbidden) {
			who, err = Who{}, nil // outside his company's network he is nobody, who may still sign out, or in elsewhere
		}
		if err != nil {
			return err
		}
		v.Who = who
		switch who.may(r.Need) {
		case enter:
			return r.Do(v)
		case signIn:
			if r.Method == http.MethodPost {
				v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("web.sign_in_again")})
			}
			return v.Go(SignInPath + "?next=" + url.QueryEscape(v.back()))
		case settle:
			return v.Go(who.Settle)
		default:
			return domain.Refuse(domain.Forbidden, "why", "role")
		}
	}
}

// SignInPath is where somebody proves who he is.
const SignInPath = "/sign-in"

// back is the page to come back to after a sign-in: this one, or where a form stood.
func (v *Visit) back() string {
	if v.Request().Method == http.MethodGet || v.Request().Method == http.MethodHead {
		return v.Request().URL.RequestURI()
	}
	from, err := url.Parse(v.Request().Referer())
	if err != nil || from.Host != v.Request().Host {
		return "/"
	}
	return Local(from.RequestURI())
}
