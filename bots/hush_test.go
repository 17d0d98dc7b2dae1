package bots

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestRushIsQuiet has a platform make a crowd wait: what waits for its turn says nothing, what fails says so once a minute.
func TestRushIsQuiet(t *testing.T) {
	for name, c := range map[string]struct {
		outcome result
		lines   int
	}{
		"waits for its turn":           {result{Result: outbox.Result{State: outbox.Owed, Note: Paced + "the limit"}}, 0},
		"doubtful, waits for its turn": {result{Result: outbox.Result{State: outbox.Owed, Note: Uncertain + Paced + "the limit"}}, 0},
		"fails":                        {result{err: domain.Errorf(domain.Unavailable, "500")}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			in(t, func(w *world) {
				var out bytes.Buffer
				for range 50 {
					w.line.next = append(w.line.next, func(outbox.Item) result { return c.outcome })
				}
				n := w.node(func(_ *WorkerConfig, dc *DeliveryConfig) { dc.Log = slog.New(slog.NewTextHandler(&out, nil)) })
				for i := range 50 {
					n.delivery.Wake(w.owe(domain.LINE, fmt.Sprint("u", i), says("hello"))...)
				}
				w.pass(30 * time.Second)
				if got := strings.Count(out.String(), "\n"); got != c.lines || len(w.line.read()) != 50 {
					w.t.Errorf("%d read, %d lines:\n%s", len(w.line.read()), got, out.String())
				}
				w.end(n)
			})
		})
	}
}

func TestHushCounts(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	h := newHush(slog.New(slog.NewTextHandler(&out, nil)), func() time.Time { return now })
	for range 5 {
		h.write(slog.LevelWarn, "a", "away", "error", errors.New("x"))
	}
	h.write(slog.LevelWarn, "b", "away")
	now = now.Add(hushFor)
	h.write(slog.LevelWarn, "a", "away")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 || !strings.Contains(lines[2], "alike_before=4") {
		t.Errorf("%q", lines)
	}
}

// TestDeliveryPageBug draws a page whose drawing panics: the others are delivered.
func TestDeliveryPageBug(t *testing.T) {
	in(t, func(w *world) {
		w.pages.bug = "e-u"
		page := outbox.Item{Kind: outbox.Refresh, Employee: "e-u", Conversation: "line/u#home", Body: []byte("{}")}
		n := w.node()
		n.delivery.Wake(w.owe(domain.LINE, "u", page, says("hello"))...)
		w.pass(time.Minute)
		if _, out := w.states(); out[outbox.Dead] != 1 || out[outbox.Sent] != 1 || !w.alerted("panic") {
			w.t.Errorf("%v, alert %v", out, w.alerted("panic"))
		}
		w.end(n)
	})
}
