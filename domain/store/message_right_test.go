package store_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/migrations"
)

// TestWhoCouldWriteStillMay: groups of before get the right to write messages if they may see people, once.
func TestWhoCouldWriteStillMay(t *testing.T) {
	text, err := migrations.Files.ReadFile("00025_message_right.sql")
	if err != nil {
		t.Fatal(err)
	}
	for engine, kind := range map[string]string{"sqlite": "TEXT", "postgres": "JSONB"} {
		s := storetest.Open(t, engine)
		m := masters("a")
		m.Permissions = nil
		want := map[domain.ID][]org.Right{}
		for id, c := range map[domain.ID][2][]org.Right{
			"sees":   {{org.View}, {org.View, org.Message}},
			"all":    {{org.View, org.Correct, org.Approve}, {org.View, org.Correct, org.Approve, org.Message}},
			"blind":  {{org.Approve}, {org.Approve}},
			"writes": {{org.Message, org.View}, {org.Message, org.View}},
			"a-p":    {{}, {}},
		} {
			m.Permissions = append(m.Permissions, org.PermissionGroup{ID: id, Tenant: m.Tenant.ID, Code: string(id), Name: "管理", Can: c[0]})
			want[id] = c[1]
		}
		if err := s.Masters().Save(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		statement := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(string(text)), ";"), "{{JSON}}", kind)
		storetest.Query(t, s, statement+" RETURNING id", func(*sql.Rows) error { return nil })
		got, err := s.Masters().Masters(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range got.Permissions {
			if !slices.Equal(g.Can, want[g.ID]) {
				t.Errorf("%s, %s: %v, want %v", engine, g.ID, g.Can, want[g.ID])
			}
		}
	}
}
