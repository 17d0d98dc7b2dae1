package ui

import "strings"

// Field is one line of a form: its label above, what is wrong beside it, and the value kept.
type Field struct {
	Name, Label  string
	Type         string // text unless given
	Value        string // never a password's
	Hint         string // what is expected, below the label
	Error        string // what is wrong with what was given, and what would do
	Autocomplete string // the browser's word for it; "off" unless given
	Mode         string // inputmode: numeric, email …
	Required     bool
	Focus        bool // where typing begins
	Max          int  // characters; 0: MaxText
	Min          string
	Choices      []Choice // a select, when there are any
	Ticks        bool     // its Choices are ticked, any number of them
	Rows         int      // a box of so many lines instead of one line
	Under        string   // a heading that stands before it
	Folded       bool     // what stands below that heading is folded away
	Theirs       string   // what somebody else has made of it meanwhile, as a sentence
}

// MaxText is how long a line of a form may be unless its field says otherwise.
const MaxText = 200

// Choice is one of several.
type Choice struct {
	Value, Label string
	Chosen       bool
	Retired      bool // offered no more: shown only where it is chosen
}

// Kind is the input's type.
func (f Field) Kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// Limit is the most characters it takes.
func (f Field) Limit() int {
	if f.Max == 0 {
		return MaxText
	}
	return f.Max
}

// Fill is the browser's word for what belongs here.
func (f Field) Fill() string {
	if f.Autocomplete == "" {
		return "off"
	}
	return f.Autocomplete
}

// Described names what a screen reader says after the label.
func (f Field) Described() string {
	var parts []string
	for _, part := range [][2]string{{f.Hint, "-hint"}, {f.Theirs, "-theirs"}, {f.Error, "-error"}} {
		if part[0] != "" {
			parts = append(parts, f.Name+part[1])
		}
	}
	return strings.Join(parts, " ")
}
