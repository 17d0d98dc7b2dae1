package store_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// The file that is written of a company changes nothing when it is applied to it, and says nothing of another company.
func TestACompanyFileComesBack(t *testing.T) {
	raw, err := os.ReadFile("../company/testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tools := company.Tools{Hash: func(s string) (string, error) { return "hash of " + s, nil }, Verify: func(hash, s string) bool { return hash == "hash of "+s },
			NewID: domain.IDs(time.Now), Now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
		apply := func(text string) company.Changes {
			t.Helper()
			file, err := company.Parse(strings.NewReader(text), "whole.yaml")
			if err != nil {
				t.Fatal(err, text)
			}
			changes, err := company.Apply(t.Context(), s.Masters(), file, tools)
			if err != nil {
				t.Fatal(err)
			}
			return changes
		}
		kawa := strings.NewReplacer("code: yama", "code: kawa", "name: 本社", "name: 川の本社", "key: yama", "key: kawa", "channel: yama", "channel: kawa").Replace(string(raw))
		apply(string(raw))
		apply(kawa)
		apply(strings.NewReplacer("2026-04-01", "2026-10-01", `"04:30"`, `"03:00"`, "work_pattern: night", "work_pattern: early").Replace(string(raw)))
		before, err := s.Masters().Masters(t.Context(), "yama")
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := before.Whole("2026-11-20").Write(&out, ""); err != nil {
			t.Fatal(err)
		}
		if changes := apply(out.String()); changes.Any() || strings.Contains(out.String(), "川") {
			t.Errorf("%s\n%s", changes, out.String())
		}
		after, err := s.Masters().Masters(t.Context(), "yama")
		if err != nil || !equal(before, after) {
			t.Errorf("the company is another one: %+v, %v", after, err)
		}
	})
}
