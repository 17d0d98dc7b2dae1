package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// How often a page hears: after a change at the earliest, and without one at the latest (the ledger may have grown by
// another door).
const (
	eventPause = 50 * time.Millisecond
	eventTick  = 2 * time.Second
)

// encode gives the state with the time now, and the state without it, to see whether anything else changed.
func (p *page) encode(r *http.Request) (full, still []byte, err error) {
	v := p.state(r.Context(), r.URL.Query().Get("as"))
	if still, err = json.Marshal(v); err != nil {
		return nil, nil, fmt.Errorf("sandbox: state: %w", err)
	}
	v.Now = p.clock.Now().In(p.zone)
	full, err = json.Marshal(v)
	return full, still, err
}

func (p *page) serveState(w http.ResponseWriter, r *http.Request) {
	full, _, err := p.encode(r)
	if err != nil {
		http.Error(w, "state", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(full) // the browser has gone when this fails
}

// serveEvents sends the state whenever it has changed, as server-sent events, until the browser goes.
func (p *page) serveEvents(w http.ResponseWriter, r *http.Request) {
	rc := http.NewResponseController(w)
	_ = rc.SetWriteDeadline(time.Time{}) // not every server has one
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	tick := time.NewTicker(eventTick)
	defer tick.Stop()
	var last []byte
	for {
		next := p.watch()
		full, still, err := p.encode(r)
		if err != nil {
			p.log.Error("sandbox: events", "error", err)
			return
		}
		if !bytes.Equal(still, last) {
			last = still
			if _, err := fmt.Fprintf(w, "data: %s\n\n", full); err != nil {
				return
			}
			if err := rc.Flush(); err != nil {
				return
			}
		}
		select {
		case <-next:
			select { // a rush is many changes; they are shown together
			case <-time.After(eventPause):
			case <-r.Context().Done():
				return
			}
		case <-tick.C:
		case <-p.ended:
			return
		case <-r.Context().Done():
			return
		}
	}
}
