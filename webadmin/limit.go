package webadmin

import (
	"fmt"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/dakoku/dakoku/webadmin/shell"
)

// limit refuses what is larger than a form may be before it is read. Pages that take files have a limit of their own.
func limit(doors []shell.Door) echo.MiddlewareFunc {
	own := map[string]bool{}
	for _, d := range doors {
		for _, r := range d.Routes {
			own[r.Method+" "+r.Path] = own[r.Method+" "+r.Path] || r.Max > 0
		}
	}
	return middleware.BodyLimitWithConfig(middleware.BodyLimitConfig{
		Limit:   fmt.Sprintf("%dB", shell.MaxForm),
		Skipper: func(c echo.Context) bool { return own[c.Request().Method+" "+c.Path()] },
	})
}
