package bots

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// keyless is a platform that says twice what it is told twice, unless it is told to look.
type keyless struct {
	*platform
	looks []string // the rows looked for
}

func (p *keyless) Looks(Channel) bool { return true }

func (p *keyless) Send(ctx context.Context, ch Channel, item outbox.Item, rides []outbox.Item) ([]outbox.Result, error) {
	line := item.Address.User + ": " + decode(item.Body).Title
	if strings.HasPrefix(item.Note, Uncertain) {
		p.mu.Lock()
		p.looks = append(p.looks, line)
		said := slices.Contains(p.sent, line)
		p.mu.Unlock()
		if said {
			return []outbox.Result{{ID: item.ID, State: outbox.Sent}}, nil
		}
	}
	return p.platform.Send(ctx, ch, item, rides)
}

// TestNoticeIsBegun kills a process around a notice that it tells. Whoever comes after it looks for that one, and for none
// of those nobody had begun, however they are found.
func TestNoticeIsBegun(t *testing.T) {
	for name, c := range map[string]struct {
		at    time.Duration // when it dies, at the next note
		after bool          // having written that
		looks []string
	}{
		"before it is begun": {0, false, nil},
		"begun and not said": {0, true, []string{"a: hello"}},
		"said and not noted": {time.Second, false, []string{"a: hello"}},
		"said and noted":     {time.Second, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			in(t, func(w *world) {
				slack := &keyless{platform: newPlatform(domain.Slack)}
				slack.takes = 2 * time.Second
				use := func(_ *WorkerConfig, dc *DeliveryConfig) { dc.Platforms = []Platform{slack} }
				first := w.node(use)
				row := says("hello")
				row.Kind = outbox.Notice
				keys := w.owe(domain.Slack, "a", row)
				if c.at == 0 {
					first.die("outbox.Settle", c.after)
				}
				first.delivery.Wake(keys...)
				w.pass(c.at)
				first.die("outbox.Settle", c.after)
				w.pass(3 * time.Second)
				if !first.died() {
					w.t.Fatal("it lives")
				}
				first.stop()
				w.owe(domain.Slack, "b", row) // found by the sweep
				second := w.node(use)
				w.pass(3 * time.Minute)
				if got := slices.Sorted(slices.Values(slack.read())); !slices.Equal(got, []string{"a: hello", "b: hello"}) {
					w.t.Errorf("%q", got)
				}
				if !slices.Equal(slack.looks, c.looks) {
					w.t.Errorf("looked for %q, want %q", slack.looks, c.looks)
				}
				w.end(second)
			})
		})
	}
}
