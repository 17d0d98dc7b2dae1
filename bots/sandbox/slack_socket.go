package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/dakoku/dakoku/domain"
)

// socket is one connection of the app in Socket Mode.
type socket struct {
	conn  *wsConn
	mu    sync.Mutex
	waits map[string]chan []byte // by envelope: where its acknowledgement is waited for
}

// openSocket upgrades the connection, says hello, and reads acknowledgements until it ends.
func (k *Slack) openSocket(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrade(w, r)
	if err != nil {
		k.problem(domain.Slack, "socket", "", "%v", err)
		http.Error(w, "not a websocket", http.StatusBadRequest)
		return
	}
	defer conn.Close()
	ended := make(chan struct{})
	defer close(ended)
	go conn.keepAlive(ended)
	s := &socket{conn: conn, waits: map[string]chan []byte{}}
	hello := object{"type": "hello", "num_connections": 1, "connection_info": object{"app_id": k.cfg.App},
		"debug_info": object{"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060}}
	if err := s.send(hello); err != nil {
		return
	}
	k.mu.Lock()
	k.sockets = append(k.sockets, s)
	k.mu.Unlock()
	k.touch()
	for {
		raw, err := conn.Read()
		if err != nil {
			break
		}
		s.acknowledge(raw)
	}
	k.mu.Lock()
	for i, x := range k.sockets {
		if x == s {
			k.sockets = append(k.sockets[:i:i], k.sockets[i+1:]...)
			break
		}
	}
	k.mu.Unlock()
	k.touch()
}

// Sockets counts the connections of the app in Socket Mode.
func (k *Slack) Sockets() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.sockets)
}

// Refresh asks the newest connection to come again, as Slack does every few hours.
func (k *Slack) Refresh() {
	if s := k.socket(); s != nil {
		_ = s.send(object{"type": "disconnect", "reason": "refresh_requested", "debug_info": object{"host": "sandbox"}}) // it may have gone by itself
		s.conn.Close()
	}
}

func (k *Slack) socket() *socket {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.sockets); n > 0 {
		return k.sockets[n-1]
	}
	return nil
}

func (s *socket) send(v object) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("sandbox: socket: %w", err)
	}
	return s.conn.Write(raw)
}

func (s *socket) acknowledge(raw []byte) {
	var a struct {
		Envelope string          `json:"envelope_id"`
		Payload  json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(raw, &a) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.waits[a.Envelope]; ch != nil {
		ch <- a.Payload
		delete(s.waits, a.Envelope)
	}
}

// throughSocket sends a parcel and waits for its acknowledgement, three times at most for an event.
func (k *Slack) throughSocket(ctx context.Context, s *socket, p *slackParcel) Delivery {
	tries, twice := 1, k.Faults(domain.Slack).Twice
	if p.kind == "events_api" {
		tries += len(slackAgain)
	}
	var d Delivery
	for n := range tries {
		if d = k.envelope(ctx, s, p, n); d.Acked {
			break
		}
	}
	if twice {
		k.envelope(ctx, s, p, 0)
	}
	return d
}

func (k *Slack) envelope(ctx context.Context, s *socket, p *slackParcel, attempt int) Delivery {
	k.mu.Lock()
	id := fmt.Sprintf("57d6a792-0000-4000-8000-%012x", k.next())
	k.mu.Unlock()
	done := make(chan []byte, 1)
	s.mu.Lock()
	s.waits[id] = done
	s.mu.Unlock()
	e := object{"type": p.kind, "envelope_id": id, "payload": p.body, "accepts_response_payload": p.kind != "events_api"}
	if p.kind == "events_api" {
		e["retry_attempt"], e["retry_reason"] = attempt, ""
	}
	if err := s.send(e); err != nil {
		return Delivery{Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, slackPatience)
	defer cancel()
	select {
	case body := <-done:
		return Delivery{Status: http.StatusOK, Acked: true, Body: body}
	case <-ctx.Done():
		s.mu.Lock()
		delete(s.waits, id)
		s.mu.Unlock()
		return Delivery{Err: errors.Join(errors.New("sandbox: the socket's acknowledgement did not come"), ctx.Err())}
	}
}
