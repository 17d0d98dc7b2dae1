package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
	"sync/atomic"
	"time"
)

// platform plays LINE's API: it accepts every call, at once or after a while, and notes when each answer came.
type platform struct {
	*httptest.Server
	delay   atomic.Int64 // nanoseconds before each answer
	mu      sync.Mutex
	arrived map[string]time.Time // by reply token
}

var replyToken = regexp.MustCompile(`"replyToken":"([^"]+)"`)

func newPlatform() *platform {
	p := &platform{arrived: map[string]time.Time{}}
	p.Server = httptest.NewServer(http.HandlerFunc(p.answer))
	return p
}

func (p *platform) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if found := replyToken.FindSubmatch(body); found != nil {
		p.mu.Lock()
		p.arrived[string(found[1])] = time.Now()
		p.mu.Unlock()
	}
	if d := time.Duration(p.delay.Load()); d > 0 {
		select {
		case <-time.After(d):
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"sentMessages":[{"id":"1","quoteToken":"q"}]}`))
}

// since lists how long after its webhook each answer came, and forgets them.
func (p *platform) since(posted map[string]time.Time) []time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	var took []time.Duration
	for token, at := range p.arrived {
		if began, ok := posted[token]; ok {
			took = append(took, at.Sub(began))
		}
	}
	p.arrived = map[string]time.Time{}
	return took
}
