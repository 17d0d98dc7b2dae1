package live

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
)

const (
	// life is how long one stream lasts. The browser comes back by itself, and is asked anew who it is.
	life = 5 * time.Minute
	// pulse is how often a stream says that it is alive. One whose session has ended meanwhile is ended, too.
	pulse = 30 * time.Second
)

// Follow tells the page whenever the record of somebody, or of the whole company under its own id, was written to
// (server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html), until the page is left, its
// session ends or the server is shut. Where too many listen, the browser is told not to come back.
func (b *Bell) Follow(v *shell.Visit, of domain.ID) error {
	if v.Request().Header.Get("Accept") != "text/event-stream" { // somebody opened the address as a page
		return v.NoContent(http.StatusNoContent)
	}
	ctx, cancel := context.WithTimeout(v.Request().Context(), life)
	defer cancel()
	defer context.AfterFunc(b.closed, cancel)()
	ring, err := b.listen(ctx, v.Tenant.ID, of)
	if domain.Is(err, domain.Unavailable) {
		b.log.Warn("a page is not kept up to date", "error", err)
		return v.NoContent(http.StatusNoContent)
	}
	if err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy before us shall not hold it back
	v.Response().WriteHeader(http.StatusOK)
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	for text := "retry: 3000\n\n"; ; {
		if _, err := io.WriteString(v.Response(), text); err != nil {
			return nil // the page is gone
		}
		if err := http.NewResponseController(v.Response().Writer).Flush(); err != nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ring:
			text = "data: changed\n\n"
		case <-beat.C:
			text = ": \n\n"
		}
		if !v.Still() {
			return nil
		}
	}
}
