package bots

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"time"
)

func TestAPulseIsNotedOnceAMinute(t *testing.T) {
	now := time.Date(2026, 11, 20, 0, 1, 0, 0, time.UTC)
	var told []int
	p := newPulse(func(_ context.Context, ch Channel, _ time.Time, refused int) error {
		told = append(told, refused)
		return nil
	}, slog.New(slog.DiscardHandler))
	ch := Channel{ID: "c1"}
	for range 3 {
		p.beat(t.Context(), ch, http.StatusOK, now)
		p.beat(t.Context(), ch, http.StatusUnauthorized, now)
	}
	p.beat(t.Context(), ch, http.StatusServiceUnavailable, now)
	p.beat(t.Context(), Channel{}, http.StatusOK, now)
	if want := []int{0, 1}; !slices.Equal(told, want) {
		t.Fatalf("told %v, want %v", told, want)
	}
	now = now.Add(pulseEvery)
	p.beat(t.Context(), ch, http.StatusUnauthorized, now)
	if want := []int{0, 1, 3}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v: what was not told is counted", told, want)
	}
}
