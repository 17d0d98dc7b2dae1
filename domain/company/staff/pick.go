package staff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// Pick are lines of a file: all of them when it is empty.
type Pick []span

type span struct{ from, to int }

// ParsePick reads "2-50,60". Invalid: it is none.
func ParsePick(text string) (Pick, error) {
	var p Pick
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(strings.TrimSpace(part), "-")
		if !ranged {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, wrong := strconv.Atoi(last)
		if err != nil || wrong != nil || from < 2 || to < from {
			return nil, domain.Errorf(domain.Invalid, "%q are no lines like 2-50,60; the first person is on line 2", part)
		}
		p = append(p, span{from, to})
	}
	return p, nil
}

// Has tells whether a line is among them.
func (p Pick) Has(line int) bool {
	return len(p) == 0 || slices.ContainsFunc(p, func(s span) bool { return s.from <= line && line <= s.to })
}

// String is the form that ParsePick reads.
func (p Pick) String() string {
	var parts []string
	for _, s := range p {
		if s.from == s.to {
			parts = append(parts, strconv.Itoa(s.from))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", s.from, s.to))
		}
	}
	return strings.Join(parts, ",")
}

// with adds a line after all the others.
func (p Pick) with(line int) Pick {
	if n := len(p); n > 0 && p[n-1].to == line-1 {
		p[n-1].to = line
		return p
	}
	return append(p, span{line, line})
}
