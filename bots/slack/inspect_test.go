package slack

import (
	"testing"

	"github.com/dakoku/dakoku/bots"
)

func TestStatusOfANote(t *testing.T) {
	p := New(Config{})
	for note, want := range map[string]int{
		"the connection to Slack is broken, install the app again: invalid_auth": 401, "not_in_channel": 403, "ratelimited": 429,
		bots.Uncertain + "missing_scope": 401, "no bot token for workspace T1: install the app": 0, "": 0,
	} {
		if got := p.Status(note); got != want {
			t.Errorf("%q: %d, want %d", note, got, want)
		}
	}
}
