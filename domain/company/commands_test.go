package company

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/vocabulary"
)

// A command that punches means the same to the grammar, so that it also takes a time; every other command means
// nothing to it.
func TestCommandsAndWordsAgree(t *testing.T) {
	v := vocabulary.New(nil, vocabulary.Options{Greetings: true, Outings: true})
	punches := map[string]vocabulary.Kind{
		"in": vocabulary.In, "out": vocabulary.Out, "break": vocabulary.BreakIn, "back": vocabulary.BreakOut,
		"leave": vocabulary.OutingIn, "return": vocabulary.OutingOut,
	}
	said := calendar.Said{At: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Zone: time.UTC, Boundary: calendar.DefaultBoundary}
	for name, words := range locale.Commands() {
		for _, word := range words {
			if got := v.Match(word, said); got.Kind != punches[name] {
				t.Errorf("%s: %q is %+v, want %q", name, word, got, punches[name])
			}
		}
	}
}
