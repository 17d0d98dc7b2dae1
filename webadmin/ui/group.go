package ui

import (
	"slices"
	"strings"
)

// Group is fields of a form under a heading; those of the first may have none.
type Group struct {
	Title  string
	Fields []Field
	Folded bool // only its heading is shown, with what stands in it, until it is opened
}

// Open tells whether a folded group has something to be looked at: a mistake, or what somebody else has made of it.
func (g Group) Open() bool {
	for _, f := range g.Fields {
		if f.Error != "" || f.Theirs != "" {
			return true
		}
	}
	return false
}

// Said is what stands in its fields, in one line.
func (g Group) Said() string {
	var said []string
	for _, f := range g.Fields {
		if f.Value != "" && len(f.Choices) == 0 {
			said = append(said, f.Label+" "+f.Value)
		}
		shown := slices.IndexFunc(f.Choices, func(c Choice) bool { return c.Chosen })
		if len(f.Choices) > 0 && (shown >= 0 || !f.Ticks) { // a select shows its first choice until another is chosen
			said = append(said, f.Choices[max(shown, 0)].Label)
		}
	}
	return strings.Join(said, " · ")
}

// Grouped are fields by the headings that stand before them.
func Grouped(fields []Field) []Group {
	groups := []Group{{}}
	for _, f := range fields {
		if f.Under != "" {
			groups = append(groups, Group{Title: f.Under, Folded: f.Folded})
		}
		last := &groups[len(groups)-1]
		last.Fields = append(last.Fields, f)
	}
	return groups
}
