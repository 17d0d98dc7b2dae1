package ui

import (
	"net/url"
	"strconv"
)

// Badge is a state as word, shape and colour; State names the colour (in, break, away, out, needs, waiting, locked).
// The word may bring its shape along, as locale's name.status texts do.
type Badge struct{ State, Word string }

// Paging leads through a long list.
type Paging struct {
	Page
	At, Pages int // from 1
	Total     int
	Path      string
	Query     url.Values // what else stands in the address; page is added
}

// Prev is the address of the page before; empty on the first.
func (p Paging) Prev() string { return p.to(p.At - 1) }

// Next is the address of the page after; empty on the last.
func (p Paging) Next() string { return p.to(p.At + 1) }

func (p Paging) to(n int) string {
	if n < 1 || n > p.Pages {
		return ""
	}
	q := url.Values{}
	for k, v := range p.Query {
		q[k] = v
	}
	q.Set("page", strconv.Itoa(n))
	return p.Path + "?" + q.Encode()
}

// Search is a box that narrows a list; it is a form by GET.
type Search struct {
	Page
	Path, Value, Label string
}

// Empty is shown where a list has nothing: what there would be, and what to do to get it.
type Empty struct {
	Title, Line string
	To          Link // empty: nothing to do
}

// Submit is a button that sends its form.
type Submit struct {
	Label       string
	Name, Value string // what it says of itself; may be empty
	Quiet       bool   // not the one thing to do here
	Grave       bool   // takes something away
}
