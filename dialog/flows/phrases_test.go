package flows_test

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/fixtures"
)

// TestEveryCorrectionInThePhrasesIsAskedBack says every sentence of the phrase tables that gives a time of its own, in the
// person's own chat: each is shown before → after or asked about, and none is turned away.
func TestEveryCorrectionInThePhrasesIsAskedBack(t *testing.T) {
	var phrases struct {
		Cases []struct {
			Text, Now string
			Greet     bool
			Want      *struct{ Intent string }
		}
	}
	var times struct {
		Cases []struct {
			ID, Text, Reference string
			Expect              struct{ Intent, Clock, Instant string }
		}
	}
	for file, table := range map[string]any{"phrases/phrases.yaml": &phrases, "phrases/time-expressions.yaml": &times} {
		raw, err := fs.ReadFile(fixtures.Phrases, file)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(raw, table); err != nil {
			t.Fatal(err)
		}
	}
	s := newStage(t, "umi")
	s.at("2026-11-01 06:00 line")
	say := func(text string, at time.Time) {
		s.now = at
		turn := s.turn("田中", text)
		_, result, err := s.flows.Turn(context.Background(), nil, turn)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if len(result.Replies) == 0 || !slices.ContainsFunc(result.Replies, func(r dialog.Reply) bool { return r.Tone == dialog.Ask }) {
			t.Errorf("%q at %s: %s", text, at.Format("01-02 15:04"), strings.ReplaceAll(dialog.PlainText(result.Replies), "\n", " / "))
		}
	}
	for _, p := range phrases.Cases {
		if p.Want != nil && p.Want.Intent == "request" && !p.Greet {
			at, err := time.ParseInLocation("2006-01-02T15:04:05", p.Now, tokyo)
			s.ok(err)
			say(p.Text, at)
		}
	}
	wanted := []string{"correct", "correct_range", "outing_range"}
	for _, c := range times.Cases {
		at, err := time.Parse(time.RFC3339, c.Reference)
		s.ok(err)
		if slices.Contains(wanted, c.Expect.Intent) {
			say(c.Text, at)
		}
	}
}
