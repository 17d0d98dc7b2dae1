package webadmin

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// statuses maps the domain's refusals to HTTP, once.
var statuses = map[domain.Code]int{
	domain.Invalid: http.StatusUnprocessableEntity, domain.NotFound: http.StatusNotFound, domain.Conflict: http.StatusConflict,
	domain.Forbidden: http.StatusForbidden, domain.NotAllowed: http.StatusForbidden, domain.Locked: http.StatusConflict,
	domain.Expired: http.StatusGone, domain.TooMany: http.StatusTooManyRequests, domain.Unavailable: http.StatusServiceUnavailable,
}

// fail shows one page for every error; what went wrong inside goes to the log, not to the person.
func fail(log *slog.Logger) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		status := statusOf(err)
		if status >= 500 {
			log.Error("page failed", "path", c.Path(), "error", err)
		}
		page := ui.Failure{Page: ui.PageFor(c.Request()), Status: status}
		if err := ui.Render(c.Response(), status, page); err != nil {
			log.Error("error page failed", "error", err)
		}
	}
}

func statusOf(err error) int {
	if status, ok := statuses[domain.CodeOf(err)]; ok {
		return status
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		return h.Code
	}
	return http.StatusInternalServerError
}
