package ui

import "testing"

// A folded group says what stands in it, and opens by itself where something is to be looked at.
func TestFoldedGroups(t *testing.T) {
	choices := []Choice{{Label: "none"}, {Value: "later", Label: "later"}}
	chosen := []Choice{{Label: "none"}, {Value: "later", Label: "later", Chosen: true}}
	for _, c := range []struct {
		name   string
		fields []Field
		said   string
		open   bool
	}{
		{"nothing chosen", []Field{{Label: "To", Choices: choices}, {Label: "Minutes"}}, "none", false},
		{"a rule", []Field{{Label: "To", Choices: chosen}, {Label: "Minutes", Value: "15"}}, "later · Minutes 15", false},
		{"no ticks", []Field{{Label: "Doors", Ticks: true, Choices: choices}}, "", false},
		{"a mistake", []Field{{Label: "Minutes", Value: "x", Error: "no number"}}, "Minutes x", true},
		{"another was quicker", []Field{{Label: "Minutes", Theirs: "5"}}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups := Grouped(append([]Field{{Label: "first", Under: "In", Folded: true}}, c.fields...))
			g := groups[len(groups)-1]
			g.Fields = g.Fields[1:]
			if !g.Folded || g.Said() != c.said || g.Open() != c.open {
				t.Errorf("folded %t, says %q, open %t", g.Folded, g.Said(), g.Open())
			}
		})
	}
}
