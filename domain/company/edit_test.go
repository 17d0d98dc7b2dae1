package company

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

const edited = `company: {code: c, name: C}
departments: [{code: sales, name: Sales}]
work_patterns: [{code: std, name: 通常, start: "9:00", end: "18:00"}]
`

func TestLookAtOneRecord(t *testing.T) {
	b := newBench()
	file, err := Parse(strings.NewReader(edited), "c.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(t.Context(), b, file, b.tools); err != nil {
		t.Fatal(err)
	}
	var shown string
	p, err := LookAt(t.Context(), b, "c", b.tools, func(m Masters) (File, error) {
		w := m.File("2026-12-01").Patterns[0]
		shown = Print(w)
		w.Start = calendar.Clock(600)
		return File{Effective: "2026-12-01", Patterns: []worktime.Pattern{w}, Departments: []Department{{Code: "east", Name: "East", Parent: "sales"}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range p.Details {
		lines = append(lines, d.String())
	}
	want := "department east: new; work pattern std: start 9:00 → 10:00 from 2026-12-01"
	if got := strings.Join(lines, "; "); got != want {
		t.Errorf("details %q, want %q", got, want)
	}
	if err := p.Save(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	now, _ := b.Masters(t.Context(), "c")
	if len(now.Departments) != 2 || now.Departments[1].Parent != now.Departments[0].ID || now.Patterns[0].Start != 540 || len(now.Patterns[0].Versions) != 2 {
		t.Errorf("afterwards %+v %+v", now.Departments, now.Patterns)
	}
	if Print(now.File("2026-11-30").Patterns[0]) != shown || Print(now.File("2026-12-01").Patterns[0]) == shown {
		t.Error("the digest does not follow the record")
	}
	deeds := p.save.Deeds
	if len(deeds) != 2 || deeds[1].Before.Master == nil || !strings.Contains(string(deeds[1].Before.Master.Record), `"Start":540`) ||
		deeds[1].After.Master.Fields[0].After != "10:00" || deeds[0].Before.Master != nil {
		t.Errorf("deeds %+v", deeds)
	}
}

func TestLookAtNamesOnlyWhatIsThere(t *testing.T) {
	b := newBench()
	file, err := Parse(strings.NewReader(edited), "c.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(t.Context(), b, file, b.tools); err != nil {
		t.Fatal(err)
	}
	_, err = LookAt(t.Context(), b, "c", b.tools, func(Masters) (File, error) {
		return File{Departments: []Department{{Code: "east", Name: "East", Parent: "nowhere"}}}, nil
	})
	if !domain.Is(err, domain.Invalid) {
		t.Errorf("a parent that is not there: %v", err)
	}
	if _, err := LookAt(t.Context(), b, "nobody", b.tools, nil); !domain.Is(err, domain.NotFound) {
		t.Errorf("no company: %v", err)
	}
}
