package company

import (
	"testing"

	"github.com/dakoku/dakoku/domain/org"
)

// Storage gives numbers back without their Go type and does not tell an empty list from none.
func TestSame(t *testing.T) {
	given := org.Rules{Rounding: map[string]any{"in": map[string]any{"minutes": 5, "to": "later"}}}
	read := org.Rules{Rounding: map[string]any{"in": map[string]any{"minutes": 5.0, "to": "later"}}, AutoBreak: []org.AutoBreak{}}
	other := org.Rules{Rounding: map[string]any{"in": map[string]any{"minutes": 15.0, "to": "later"}}}
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
