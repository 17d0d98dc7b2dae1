package company

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

// TestOneOwnerAndAnAdministrator holds whatever a company file says.
func TestOneOwnerAndAnAdministrator(t *testing.T) {
	parse := func(people string) File {
		f, err := Parse(strings.NewReader("company: {code: umi, name: 海}\nemployees: ["+people+"]\n"), "umi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, c := range map[string]struct{ first, then, why string }{
		"a second owner":                {"{code: a, name: A, role: owner}", "{code: b, name: B, role: owner}", "owner"},
		"no owner":                      {"{code: a, name: A, role: owner}, {code: b, name: B, role: admin}", "{code: a, name: A, role: admin}", "owner"},
		"an owner who leaves":           {"{code: a, name: A, role: owner}", "{code: a, name: A, role: owner, left: 2026-12-31}", "owner"},
		"an owner who is barred":        {"{code: a, name: A, role: owner}", "{code: a, name: A, role: owner, active: off}", "owner"},
		"another owner":                 {"{code: a, name: A, role: owner}, {code: b, name: B}", "{code: a, name: A}, {code: b, name: B, role: owner}", ""},
		"the last administrator":        {"{code: a, name: A, role: admin}", "{code: a, name: A}", "administrator"},
		"one of two administrators":     {"{code: a, name: A, role: admin}, {code: b, name: B, role: admin}", "{code: a, name: A}", ""},
		"a company without either":      {"{code: a, name: A}", "{code: a, name: AA}", ""},
		"an owner for one without":      {"{code: a, name: A}", "{code: a, name: A, role: owner}", ""},
		"who has left is none already ": {"{code: a, name: A, role: owner, left: 2026-01-31}", "{code: b, name: B, role: owner}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench()
			b.apply(t, parse(c.first))
			_, err := Apply(t.Context(), b, parse(c.then), b.tools)
			if c.why == "" && err != nil || c.why != "" && (!domain.Is(err, domain.Invalid) || argOf(err, "why") != c.why) {
				t.Errorf("%v, want %q", err, c.why)
			}
		})
	}
}

func argOf(err error, name string) any {
	if e, ok := err.(*domain.Error); ok {
		return e.Args[name]
	}
	return nil
}
