package company

import (
	"testing"

	"github.com/dakoku/dakoku/domain/org"
)

// Storage does not tell an empty list from none.
func TestSame(t *testing.T) {
	later := func(minutes int) org.Rounding {
		return org.Rounding{Punches: map[string]org.Step{"in": {To: org.Later, Minutes: minutes}}}
	}
	given := org.Rules{Rounding: later(5)}
	read := org.Rules{Rounding: later(5), AutoBreak: []org.AutoBreak{}}
	other := org.Rules{Rounding: later(15)}
	if !same(given, read) || same(given, other) {
		t.Errorf("same: %t, other: %t", same(given, read), same(given, other))
	}
	if !same(org.Employee{Cards: nil}, org.Employee{Cards: []string{}}) || same(org.Employee{Active: true}, org.Employee{}) {
		t.Error("an empty list differs from none, or a false from a true does not")
	}
	if same(org.Tenant{Words: org.Words{"in": {"おはー"}}}, org.Tenant{}) {
		t.Error("words that are gone are no change")
	}
}
