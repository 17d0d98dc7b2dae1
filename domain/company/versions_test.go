package company

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

const datedFile = `%scompany: {code: umi, name: 海, boundary: "%s"}
closing_groups: [{code: end, name: 末日, day: %d, label: %s}]
work_patterns: [{code: std, name: 通常, start: "%s", end: "18:00"}, {code: late, name: 遅番, start: "12:00", end: "21:00"}]
employees: [{code: "1", name: 田中, closing_group: end, work_pattern: %s}]
`

func (b *bench) look(t *testing.T, from, boundary string, day int, label, start, pattern string) (Prospect, error) {
	t.Helper()
	if from != "" {
		from = "effective: " + from + "\n"
	}
	f, err := Parse(strings.NewReader(fmt.Sprintf(datedFile, from, boundary, day, label, start, pattern)), "umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Look(t.Context(), b, f, b.tools)
	if err == nil {
		_, err = Apply(t.Context(), b, f, b.tools)
	}
	return p, err
}

func TestVersionsOfMasters(t *testing.T) {
	b := newBench()
	for _, step := range []struct {
		name                    string
		from, boundary          string
		day                     int
		start, pattern          string
		details                 []string
		notes, versions, groups int // of the pattern, of the group
	}{
		{"a new company", "", "05:00", 31, "09:00", "std", []string{"company umi: new"}, 0, 0, 0},
		{"the same again", "", "05:00", 31, "09:00", "std", nil, 0, 0, 0},
		{"all of it from December on", "2026-12-01", "04:00", 15, "10:00", "late", []string{
			"company umi: boundary 5:00 → 4:00 from 2026-12-01", "closing group end: day 31 → 15 from 2026-12-01",
			"work pattern std: start 9:00 → 10:00 from 2026-12-01", "employee 1: work_pattern std → late from 2026-12-01"}, 0, 2, 2},
		{"twice changes nothing", "2026-12-01", "04:00", 15, "10:00", "late", nil, 0, 2, 2},
		{"that of now is still there", "", "05:00", 31, "09:00", "std", nil, 0, 2, 2},
		{"a version is changed", "2026-12-01", "04:00", 15, "11:00", "late", []string{"work pattern std: start 10:00 → 11:00 from 2026-12-01"}, 0, 2, 2},
		{"another before it", "2026-11-25", "05:00", 31, "08:00", "std", []string{"work pattern std: start 9:00 → 8:00 from 2026-11-25"}, 1, 3, 2},
		{"back to what it was makes them one", "2026-11-25", "05:00", 31, "09:00", "std", []string{"work pattern std: start 8:00 → 9:00 from 2026-11-25"}, 1, 2, 2},
		{"from the beginning as later", "", "04:00", 15, "11:00", "late", []string{
			"company umi: boundary 5:00 → 4:00", "closing group end: day 31 → 15", "work pattern std: start 9:00 → 11:00", "employee 1: work_pattern std → late"}, 4, 0, 0},
	} {
		p, err := b.look(t, step.from, step.boundary, step.day, "closing", step.start, step.pattern)
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		var details []string
		for _, d := range p.Details {
			details = append(details, d.String())
		}
		if !slices.Equal(details, step.details) {
			t.Errorf("%s: %q, want %q", step.name, details, step.details)
		}
		now, _ := b.Masters(t.Context(), "umi")
		if len(p.Notes) != step.notes || len(now.Patterns[0].Versions) != step.versions || len(now.Groups[0].Versions) != step.groups {
			t.Errorf("%s: notes %q, patterns %+v, groups %+v", step.name, p.Notes, now.Patterns[0].Versions, now.Groups[0].Versions)
		}
	}
}

// A closing that would leave a month empty is refused, and nothing is written.
func TestClosingThatCannotFollow(t *testing.T) {
	b := newBench()
	if _, err := b.look(t, "", "05:00", 15, "start", "09:00", "std"); err != nil {
		t.Fatal(err)
	}
	saves := b.saves
	if _, err := b.look(t, "2026-12-01", "05:00", 15, "closing", "09:00", "std"); !domain.Is(err, domain.Invalid) || b.saves != saves {
		t.Errorf("%v, saved %d times", err, b.saves-saves)
	}
	if _, err := b.look(t, "2026-12-01", "05:00", 20, "start", "09:00", "std"); err != nil {
		t.Error(err)
	}
}
