package company

import (
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a company file.
type Problem struct {
	File string
	Line int    // from 1; 0: the file as a whole
	Path string // employees[3].department
	Text string
}

// String is the problem in one line, for operators.
func (p Problem) String() string {
	s := p.File
	if p.Line > 0 {
		s = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	if p.Path != "" {
		s += ": " + p.Path
	}
	return s + ": " + p.Text
}

// Problems are all the things that are wrong with a file, by line.
type Problems []Problem

// Error is every problem, a line each.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int { return a.Line - b.Line })
	return p
}
