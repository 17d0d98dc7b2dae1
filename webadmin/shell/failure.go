package shell

import (
	"embed"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var pages = ui.Parse(files, Failure{})

// Failure is the page for errors: what happened, what was kept, what to do.
type Failure struct {
	ui.Page
	Status     int
	Said, Next string
}

// statuses maps the domain's refusals to HTTP, once.
var statuses = map[domain.Code]int{
	domain.Invalid: http.StatusUnprocessableEntity, domain.NotFound: http.StatusNotFound, domain.Conflict: http.StatusConflict,
	domain.Forbidden: http.StatusForbidden, domain.NotAllowed: http.StatusForbidden, domain.Locked: http.StatusConflict,
	domain.Expired: http.StatusGone, domain.TooMany: http.StatusTooManyRequests, domain.Unavailable: http.StatusServiceUnavailable,
}

// Fail shows one page for every error; what went wrong inside goes to the log, not to the person.
func (s *Shell) Fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status := StatusOf(err)
	if status >= 500 {
		s.Log.Error("page failed", "path", c.Path(), "error", err)
	}
	page := Failure{Page: ui.Page{Lang: browserLang(c.Request()), Here: "/", Bare: true}, Status: status}
	if v, ok := c.Get(visitKey).(*Visit); ok && v.In() {
		page.Page = v.Page("")
	}
	key := sentence(status, err)
	page.Said, page.Next = page.T(key), page.T(key+".next", "address", c.RealIP())
	page.Title = page.Said
	if err := pages.Render(c.Response(), status, page); err != nil {
		s.Log.Error("error page failed", "error", err)
	}
}

// StatusOf is the HTTP status of an error.
func StatusOf(err error) int {
	if status, ok := statuses[domain.CodeOf(err)]; ok {
		return status
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		return h.Code
	}
	return http.StatusInternalServerError
}

// sentence is the key of what is said; the same key with .next is what was kept and what to do.
func sentence(status int, err error) string {
	var e *domain.Error
	if errors.As(err, &e) && e.Code == domain.Forbidden {
		switch e.Args["why"] {
		case "address":
			return "web.failure.address"
		case "no_message":
			return "web.failure.no_message"
		}
	}
	switch {
	case status == http.StatusNotFound:
		return "web.failure.not_found"
	case status == http.StatusForbidden:
		return "web.failure.forbidden"
	case status == http.StatusConflict:
		return "web.failure.conflict"
	case status == http.StatusRequestEntityTooLarge:
		return "web.failure.too_large"
	case status == http.StatusTooManyRequests:
		return "web.failure.too_many"
	case status < 500:
		return "web.failure.refused"
	}
	return "web.failure.broken"
}
