package bots

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
)

// TestStrangersAreNotedOnceAnHour notes who wrote and is nobody's, and nobody else.
func TestStrangersAreNotedOnceAnHour(t *testing.T) {
	at := time.Date(2026, 11, 20, 0, 1, 0, 0, time.UTC)
	var noted []string
	s := newStrangers(func(_ context.Context, _ Channel, user string, _ time.Time) error {
		noted = append(noted, user)
		return nil
	}, slog.New(slog.DiscardHandler))
	meet := func(user string, known bool, kind dialog.Kind, after time.Duration) {
		x := &turn{ch: Channel{ID: "c1"}, reading: Reading{User: user, Activity: dialog.Activity{Kind: kind, At: at.Add(after)}}}
		if known {
			x.person.Employee = "e1"
		}
		s.meet(t.Context(), x)
	}
	meet("U1", false, dialog.Said, 0)
	meet("U1", false, dialog.Said, time.Minute)
	meet("U2", true, dialog.Said, 0)
	meet("U3", false, dialog.Left, 0)
	meet("", false, dialog.Said, 0)
	meet("U1", false, dialog.Reacted, strangerEvery)
	if want := []string{"U1", "U1"}; !slices.Equal(noted, want) {
		t.Errorf("noted %v, want %v", noted, want)
	}
}
