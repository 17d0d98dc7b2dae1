package main

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
)

func TestExplain(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want []string
	}{
		"one thing":         {errors.New("away"), []string{"away"}},
		"lines of a driver": {fmt.Errorf("no database: %w", errors.New("failed:\n\t127.0.0.1: refused\n\t::1: refused")), []string{"no database: failed: 127.0.0.1: refused ::1: refused"}},
		"the environment":   {errors.Join(errors.New("A=1: no"), errors.New("B=2: no")), []string{"A=1: no", "B=2: no"}},
		"a company file":    {errors.Join(company.Problems{{File: "f", Line: 1, Text: "x"}, {File: "f", Line: 2, Text: "y"}}, nil), []string{"f:1: x", "f:2: y"}},
		"a bare refusal":    {errors.Join(domain.Refuse(domain.Locked), nil), []string{"the month is locked"}},
	} {
		if got := explain(c.err); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
