package portal

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/webadmin/shell"
)

// eventsLife is how long one stream lasts. The browser comes back by itself, and is asked anew who it is.
const eventsLife = 5 * time.Minute

// events tells the page when the person's record was written to (server-sent events,
// https://html.spec.whatwg.org/multipage/server-sent-events.html). What was written the page reads for itself.
func (o *Own) events(v *shell.Visit) error {
	if v.Request().Header.Get("Accept") != "text/event-stream" { // somebody opened the address as a page
		return v.NoContent(http.StatusNoContent)
	}
	ctx, cancel := context.WithTimeout(v.Request().Context(), eventsLife)
	defer cancel()
	ring, err := o.Bell.Listen(ctx, v.Tenant.ID, v.Person.ID)
	if err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy before us shall not hold it back
	v.Response().WriteHeader(http.StatusOK)
	say := func(text string) error {
		if _, err := io.WriteString(v.Response(), text); err != nil {
			return err
		}
		return http.NewResponseController(v.Response().Writer).Flush()
	}
	if err := say("retry: 3000\n\n"); err != nil {
		return nil // the page is gone
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ring:
			if say("data: changed\n\n") != nil {
				return nil
			}
		}
	}
}
