package ui

// Group is fields of a form under a heading; those of the first may have none.
type Group struct {
	Title  string
	Fields []Field
}

// Grouped are fields by the headings that stand before them.
func Grouped(fields []Field) []Group {
	groups := []Group{{}}
	for _, f := range fields {
		if f.Under != "" {
			groups = append(groups, Group{Title: f.Under})
		}
		last := &groups[len(groups)-1]
		last.Fields = append(last.Fields, f)
	}
	return groups
}
