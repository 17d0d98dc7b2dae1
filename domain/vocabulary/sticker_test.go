package vocabulary

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// A sticker is a word like any other once a company lists it, and nothing before.
func TestSticker(t *testing.T) {
	said := calendar.Said{At: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Zone: time.UTC, Boundary: calendar.DefaultBoundary}
	for _, c := range []struct {
		name  string
		words map[string][]string
		want  Intent
	}{
		{"listed", map[string][]string{"in": {"sticker:446/1988"}}, Punch},
		{"another one listed", map[string][]string{"in": {"sticker:446/1989"}}, None},
		{"none listed", nil, None},
	} {
		v := New(c.words, Options{})
		if got := v.Match("sticker:446/1988", said).Intent; got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
