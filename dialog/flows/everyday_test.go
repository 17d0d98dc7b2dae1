package flows_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/fixtures"
)

// TestEverydayPhrases says what people type who have not read the help: only a whole word punches, and all the rest gets an
// answer that fits.
func TestEverydayPhrases(t *testing.T) {
	t.Parallel()
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/everyday.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Cases []struct{ Text, Does, Says string }
	}
	if err := yaml.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"in": "出勤", "out": "退勤", "break_start": "休憩", "break_end": "戻り", "leave": "外出", "return": "再入"}
	s := newStage(t, "umi")
	for _, fact := range []string{"11/19 出勤 09:01", "11/19 退勤 18:02", "11/20 出勤 08:57"} {
		s.fact("打刻 田中 " + fact + " line")
	}
	for _, c := range table.Cases {
		s.at("2026-11-20 12:10 line")
		before := s.punches()
		_, result, err := s.flows.Turn(context.Background(), nil, s.turn("田中", c.Text))
		if err != nil {
			t.Fatalf("%q: %v", c.Text, err)
		}
		did := "nothing"
		for _, p := range s.punches()[len(before):] {
			did = names[string(p.Kind)]
			_, err := s.ledger.Void(context.Background(), s.turn("田中", "x").Person.Actor, p.ID,
				attendance.Ref{Source: domain.LINE, ID: "void " + string(p.ID)})
			s.ok(err)
		}
		said := dialog.PlainText(result.Replies)
		if did != c.Does || !strings.Contains(said, c.Says) || (c.Says == "") != (said == "") {
			t.Errorf("%q does %s, want %s; says %q, want %q", c.Text, did, c.Does, said, c.Says)
		}
	}
}
