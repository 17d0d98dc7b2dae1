package calendar

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/fixtures"
)

// spokenCase is a case of fixtures/phrases/time-expressions.yaml; its head says what the fields mean.
type spokenCase struct {
	ID, Lang, Text, Reference string
	Expect                    struct {
		spokenPunch `yaml:",inline"`
		Intent      string
		Target      string
		Code        string
		Candidates  []spokenPunch
		Punches     []spokenPunch
		From, To    string
	}
	Ambiguous bool
}

type spokenPunch struct {
	Kind, Clock, Instant string
	Date                 string `yaml:"business_date"`
}

func spokenCases(t testing.TB) []spokenCase {
	t.Helper()
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/time-expressions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Count int
		Cases []spokenCase
	}
	if err := yaml.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	if len(table.Cases) != table.Count || table.Count == 0 {
		t.Fatalf("the table says %d cases and has %d", table.Count, len(table.Cases))
	}
	return table.Cases
}

// The words of the sentences around the dates and times. What they want is the vocabulary's; cut out, they leave what
// an answer would say.
var (
	sentenceWords = regexp.MustCompile(`[のをに、]*(clock in|clock out|going direct,|paid leave|left|worked|break at|` +
		`\bin\b|\bout\b|\boff\b|break|退勤しました|退勤取り消し|出勤した|休憩入りました|休憩終わり|休憩|退勤|出勤|働きました|勤務|` +
		`に?訂正|にして|中抜け|直行|直帰|電車遅延で|時間休|有給|午後半休|休みます|早退します)[はを]?`)
	// silent are the cases that say no date or time, or say one in a sentence that is none of a punch.
	silent = []string{"none", "query", "cancel", "late_notice"}
	// wordOnly are punch words without a time, wherever they are not cut out above.
	wordOnly = regexp.MustCompile(`^(しゅっきん|おはようございます|お疲れ様でした|入ります|戻り|外出します|戻りました)$`)
	// manyDays are the ranges of days, which the grammar does not read.
	manyDays = []string{"TE-106", "TE-118"}
)

func (c spokenCase) said(t *testing.T) Said {
	t.Helper()
	at, err := time.Parse(time.RFC3339, c.Reference)
	if err != nil {
		t.Fatal(err)
	}
	return Said{At: at, Zone: tokyo, Boundary: DefaultBoundary}
}

func (c spokenCase) about() About {
	a := About{English: c.Lang == "en", Slots: map[Slot]Clock{ShiftStart: 9 * 60, ShiftEnd: 18 * 60, BreakStart: 12 * 60}}
	switch {
	case c.Expect.Intent == "leave" || c.Expect.Intent == "early_leave_notice":
		a.Lean = Future
	case slices.Contains([]string{c.Expect.Intent, c.Expect.Target}, "clock_out"):
		a.Side = End
	case slices.Contains([]string{c.Expect.Intent, c.Expect.Target}, "clock_in"):
		a.Side = Start
	}
	return a
}

func (w When) matches(p spokenPunch) bool {
	instant := ""
	if w.Timed {
		instant = w.At.In(tokyo).Format(time.RFC3339)
	}
	return string(w.Day) == p.Date && (instant == p.Instant || p.Instant == "" && p.Clock != "")
}

func TestSpokenCases(t *testing.T) {
	for _, c := range spokenCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			words := strings.TrimSpace(sentenceWords.ReplaceAllString(c.Text, " "))
			m, err := c.said(t).Read(words, c.about())
			why, _ := WhyOf(err)
			switch {
			case words == "" || wordOnly.MatchString(words) || slices.Contains(manyDays, c.ID) || slices.Contains(silent, c.Expect.Intent):
				if why != NotATime {
					t.Fatalf("%q: %+v %v, want no time", words, m, err)
				}
			case c.Expect.Intent == "error":
				want := map[string]Why{"invalid_time": NoSuchTime, "invalid_date": NoSuchDate, "future_punch": NotYet}[c.Expect.Code]
				if why != want {
					t.Fatalf("%q: %+v %v, want %s", words, m, err, want)
				}
			case err != nil:
				t.Fatalf("%q: %v", words, err)
			default:
				c.compare(t, words, m)
			}
		})
	}
}

func (c spokenCase) compare(t *testing.T, words string, m Meaning) {
	t.Helper()
	e := c.Expect
	ok := m.When.matches(e.spokenPunch)
	if len(e.Punches) == 2 {
		ok = m.From.matches(e.Punches[0]) && m.When.matches(e.Punches[1])
	}
	if ok && len(e.Candidates) > 0 {
		ok = m.Other.matches(e.Candidates[0])
	}
	if e.From != "" {
		ok = m.From.At.Format("15:04") == e.From && m.At.Format("15:04") == e.To
	}
	// Leave and 戻りました are in doubt for other reasons than their date.
	if !ok || c.Ambiguous != (m.Doubt != "") && e.Intent != "leave" {
		t.Errorf("%q: %+v\nwant %+v, ambiguous %t", words, m, e, c.Ambiguous)
	}
}
