package vocabulary

import (
	"io/fs"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/fixtures"
)

// phrase is a case of fixtures/phrases/phrases.yaml; its head says what the fields mean.
type phrase struct {
	Text  string
	Now   string
	Greet bool
	Want  *outcome
}

type outcome struct {
	Intent, Kind, Day, At, Date string
}

// tokyo is fixed: the table says its times are JST.
var tokyo = time.FixedZone("JST", 9*60*60)

// the bot of the table
var bot = Options{BotIDs: []string{"99", "U0BOT"}, BotNames: []string{"勤怠ボット"}, Outings: true}

func phrases(t testing.TB) []phrase {
	t.Helper()
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/phrases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Count int
		Cases []phrase
	}
	if err := yaml.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	if len(table.Cases) != table.Count || table.Count == 0 {
		t.Fatalf("the table says %d cases and has %d", table.Count, len(table.Cases))
	}
	return table.Cases
}

func vocabulary(t testing.TB, words map[string][]string, options Options) *Vocabulary {
	t.Helper()
	if refused := Check(words, nil); len(refused) > 0 {
		t.Fatal(refused)
	}
	return New(words, options)
}

func saidAt(t testing.TB, local string) calendar.Said {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04:05", local, tokyo)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.Said{At: at, Zone: tokyo, Boundary: calendar.DefaultBoundary}
}

// outcomeOf writes a match as the table does: an ask lists kind and instant only when it has an instant.
func outcomeOf(m Match) outcome {
	o := outcome{Intent: string(m.Intent), Date: string(m.Date), Kind: string(m.Kind)}
	switch {
	case m.Intent == Ask && m.At.IsZero():
		o.Kind = ""
	case m.Intent == Leave:
		o.Kind = m.LeaveKind
	case m.Intent == LeaveCancel:
		o.Kind = ""
	}
	if !m.At.IsZero() {
		o.At = m.At.In(tokyo).Format("2006-01-02T15:04")
	}
	if m.Intent == Request {
		o.Day = string(m.Day)
	}
	return o
}

func TestPhrases(t *testing.T) {
	for _, p := range phrases(t) {
		options := bot
		options.Greetings = p.Greet
		m := vocabulary(t, nil, options).Match(p.Text, saidAt(t, p.Now))
		want := outcome{}
		if p.Want != nil {
			want = *p.Want
		}
		if got := outcomeOf(m); got != want {
			t.Errorf("%q at %s, greetings %t:\n got %+v\nwant %+v", p.Text, p.Now, p.Greet, got, want)
		}
	}
}
