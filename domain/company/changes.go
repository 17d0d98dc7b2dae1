package company

import (
	"fmt"
	"strings"
)

// Count says what became of the records of one kind.
type Count struct {
	Kind                      string // "employees"
	Added, Changed, Unchanged int
	Kept                      int // known to the company, not in the file, left as they are
}

// Changes say what applying a file did.
type Changes struct {
	Company string
	Counts  []Count
	Details []Detail // what changes in records that were there before, and which records are new
	Notes   []string // what the file does not change although it may look so, a line each
}

// Any tells whether anything was written.
func (c Changes) Any() bool {
	for _, n := range c.Counts {
		if n.Added+n.Changed > 0 {
			return true
		}
	}
	return false
}

// String is the summary in one line, for operators.
func (c Changes) String() string {
	if !c.Any() {
		return c.Company + ": nothing changed"
	}
	var parts []string
	for _, n := range c.Counts {
		if n.Added+n.Changed > 0 {
			parts = append(parts, n.String())
		}
	}
	return c.Company + ": " + strings.Join(parts, "; ")
}

// String is the count of one kind: "employees 2 added, 10 unchanged".
func (n Count) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{n.Added, "added"}, {n.Changed, "changed"}, {n.Unchanged, "unchanged"}, {n.Kept, "not in the file, kept"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return n.Kind + " " + strings.Join(parts, ", ")
}
