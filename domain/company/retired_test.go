package company

import (
	"context"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// noting is a store that remembers the deeds it was given.
type noting struct {
	*bench
	deeds []audit.Row
}

func (n *noting) Save(ctx context.Context, m Masters) error {
	n.deeds = append(n.deeds, m.Deeds...)
	return n.bench.Save(ctx, m)
}

// TestRetiredRecordsHaveNoDates retires records that have versions: all versions stay, and it counts at once.
func TestRetiredRecordsHaveNoDates(t *testing.T) {
	file := func(more, pattern string) File {
		f, err := Parse(strings.NewReader("effective: 2026-12-01\ncompany: {code: umi, name: 海}\ndepartments: [{code: b, name: B, place: 1"+more+"}, {code: a, name: A, place: 2}]\nsites: [{code: s, name: S"+more+
			"}]\nclosing_groups: [{code: g, name: G, day: 31"+more+"}]\nwork_patterns: [{code: w, name: W, start: \"9:00\", end: \""+pattern+"\""+more+"}]\npermission_groups: [{code: p, name: P, departments: [a], can: [view]"+more+"}]\n"), "umi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	s := &noting{bench: newBench()}
	for _, f := range []File{file("", "18:00"), file("", "17:00"), file(", active: off", "17:00")} {
		if _, err := Apply(t.Context(), s, f, s.tools); err != nil {
			t.Fatal(err)
		}
	}
	m, _ := s.Masters(t.Context(), "umi")
	w := m.Patterns[0]
	if !m.Departments[0].Retired || m.Departments[0].Place != 1 || m.Departments[1].Retired || !m.Sites[0].Retired || !m.Groups[0].Retired || !w.Retired || !m.Permissions[0].Retired {
		t.Errorf("not retired: %+v", m)
	}
	if before, _ := w.On("2026-11-30"); len(w.Versions) != 2 || !before.Retired || before.End != 18*60 {
		t.Errorf("its versions: %+v", w.Versions)
	}
	if f := m.File("2026-12-01"); !f.Departments[0].Retired || !f.Permissions[0].Retired || !f.Patterns[0].Retired {
		t.Errorf("the file says otherwise: %+v", f)
	}
	last := s.deeds[len(s.deeds)-1]
	if last.Act != audit.Masters || last.Ref == "" || last.Ref == string(m.Tenant.ID) {
		t.Errorf("the deed names no record: %+v", last)
	}
}

// TestASetOfHolidaysIsADeed tells the audit who gave a company its holidays, once.
func TestASetOfHolidaysIsADeed(t *testing.T) {
	s := &noting{bench: newBench()}
	if _, err := Apply(t.Context(), s, File{Tenant: org.Tenant{Code: "umi", Name: "海"}}, s.tools); err != nil {
		t.Fatal(err)
	}
	h := org.Holidays{Added: []calendar.Date{"2027-06-10"}, First: 2027, Last: 2027}
	for i, want := range []bool{true, true, false} {
		n := len(s.deeds)
		changed, err := SetHolidays(t.Context(), s, "umi", h, s.tools, i == 0)
		if err != nil || changed != want {
			t.Fatalf("%d: %v %v", i, changed, err)
		}
		if got := len(s.deeds) - n; got != map[int]int{1: 1}[i] {
			t.Errorf("%d: %d deeds", i, got)
		}
	}
	if d := s.deeds[len(s.deeds)-1]; d.Ref != "id-001" || !strings.Contains(strings.Join(d.After.Lines, ""), "2027-06-10") {
		t.Errorf("%+v", d)
	}
	if _, err := SetHolidays(t.Context(), s, "yama", h, s.tools, false); !domain.Is(err, domain.NotFound) {
		t.Errorf("another company: %v", err)
	}
}
