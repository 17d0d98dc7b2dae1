package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// maxAnswer is how much of a webhook's answer is read.
const maxAnswer = 1 << 20

// Delivery is how a webhook was taken.
type Delivery struct {
	Status int    // of the answer; 0: none came
	Acked  bool   // a 2xx came in time
	Body   []byte // of the answer
	Err    error
}

// parcel is one webhook that must be acknowledged.
type parcel struct {
	platform domain.Door
	path     string        // "/hooks/line/umi-line"
	timeout  time.Duration // the platform's patience
	// sign builds the request's headers and body for the nth attempt, which starts at 0. forged signs with another secret.
	sign    func(attempt int, forged bool) (http.Header, []byte)
	query   func(body []byte, forged bool) string // optional
	again   []time.Duration                       // after the first attempt, each since that; empty: never again
	first   time.Time
	attempt int
	taken   func(Delivery) // optional: sees the answer of an acknowledged attempt
}

// post sends a parcel; what is not acknowledged stays pending when the platform would send it again.
func (s *stage) post(ctx context.Context, p *parcel) Delivery {
	f := s.Faults(p.platform)
	if p.attempt == 0 {
		p.first = s.clock.Now()
	}
	if f.Lost {
		return Delivery{Err: fmt.Errorf("sandbox: %s loses webhooks now", p.platform)}
	}
	d := s.attempt(ctx, p, f.BadSignature)
	if f.Twice {
		s.attempt(ctx, p, f.BadSignature)
	}
	if d.Acked {
		if p.taken != nil {
			p.taken(d)
		}
		return d
	}
	s.log.Warn("sandbox: webhook not acknowledged", "platform", p.platform, "attempt", p.attempt, "status", d.Status, "error", d.Err)
	if p.attempt++; p.attempt <= len(p.again) {
		s.mu.Lock()
		s.pending = append(s.pending, p)
		s.mu.Unlock()
	}
	return d
}

func (s *stage) attempt(ctx context.Context, p *parcel, forged bool) Delivery {
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	header, body := p.sign(p.attempt, forged)
	s.mu.Lock()
	url := s.hooks + p.path
	s.mu.Unlock()
	if p.query != nil {
		url += "?" + p.query(body, forged)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return Delivery{Err: fmt.Errorf("sandbox: webhook: %w", err)}
	}
	req.Header = header
	res, err := s.client.Do(req)
	if err != nil {
		return Delivery{Err: fmt.Errorf("sandbox: webhook: %w", err)}
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return Delivery{Status: res.StatusCode, Err: fmt.Errorf("sandbox: webhook's answer: %w", err)}
	}
	return Delivery{Status: res.StatusCode, Acked: res.StatusCode/100 == 2, Body: answer}
}

// Redeliver sends at once everything a platform would send again later, and says how many were acknowledged.
func (s *stage) Redeliver(ctx context.Context, p domain.Door) int {
	return s.resend(ctx, func(q *parcel) bool { return q.platform == p })
}

// Run sends again what was not acknowledged when its time has come by the sandbox's clock, until ctx ends. Pages that are
// open are then let go, so that a server can stop. It is called once.
func (s *stage) Run(ctx context.Context) {
	defer close(s.ended)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			now := s.clock.Now()
			s.resend(ctx, func(q *parcel) bool { return q.due(now) })
		case <-ctx.Done():
			return
		}
	}
}

// due says whether the time of the next attempt has come.
func (p *parcel) due(now time.Time) bool { return !now.Before(p.first.Add(p.again[p.attempt-1])) }

func (s *stage) resend(ctx context.Context, due func(*parcel) bool) int {
	s.mu.Lock()
	var now, later []*parcel
	for _, p := range s.pending {
		if due(p) {
			now = append(now, p)
		} else {
			later = append(later, p)
		}
	}
	s.pending = later
	s.mu.Unlock()
	acked := 0
	for _, p := range now {
		if s.post(ctx, p).Acked {
			acked++
		}
	}
	return acked
}

// Pending counts the webhooks of a platform that wait to be sent again.
func (s *stage) Pending(p domain.Door) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, q := range s.pending {
		if q.platform == p {
			n++
		}
	}
	return n
}
