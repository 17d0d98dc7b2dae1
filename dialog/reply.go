package dialog

// Tone is what kind of message a reply is; a channel may show it by colour or reaction, never by tone alone.
type Tone string

// The tones.
const (
	Plain   Tone = ""        // an answer
	Success Tone = "success" // something was recorded
	Ask     Tone = "ask"     // a question is open
	Problem Tone = "problem" // something was not done, and why
)

// Reply is what is said, as meaning. A channel's capabilities decide its form (Fit), not its content.
type Reply struct {
	Lang    string   `json:"lang"`
	Tone    Tone     `json:"tone,omitempty"`
	Title   string   `json:"title"`             // the fact, one line
	Lines   []string `json:"lines,omitempty"`   // the figures and what follows, a line each
	Fields  []Field  `json:"fields,omitempty"`  // labelled values
	Cards   []Card   `json:"cards,omitempty"`   // things to decide on, each with its own choices
	Choices []Choice `json:"choices,omitempty"` // in the order people press them
	Links   []Link   `json:"links,omitempty"`   // addresses to open
	Want    *Want    `json:"want,omitempty"`    // a date or time is asked for
	Form    *Form    `json:"form,omitempty"`    // the same question as one sheet
	Private bool     `json:"private,omitempty"` // personal figures: never into a room others read
	State   string   `json:"state,omitempty"`   // the person's state, for menus that follow it: unlinked, off, in, break, away
	Brief   string   `json:"brief,omitempty"`   // what a room others read may be told instead of a private reply
}

// Link is an address to open, of one person's own perhaps.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// Field is a labelled value.
type Field struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Card is one thing to decide on.
type Card struct {
	Title   string   `json:"title"`
	Lines   []string `json:"lines,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
}

// Choice is something that can be pressed or typed.
type Choice struct {
	Label  string `json:"label"`
	Typed  string `json:"typed"` // what to type instead of pressing; never empty
	Action Action `json:"action"`
	Want   *Want  `json:"want,omitempty"` // pressing it opens a picker, where there is one
	Strong bool   `json:"strong,omitempty"`
}

// WantKind is the sort of value wanted.
type WantKind string

// The kinds.
const (
	WantDate     WantKind = "date"
	WantTime     WantKind = "time"
	WantDateTime WantKind = "datetime"
)

// Want asks for a value. Initial, Min and Max are of the form an Activity's Value has; empty: open.
type Want struct {
	Kind    WantKind `json:"kind"`
	Initial string   `json:"initial,omitempty"`
	Min     string   `json:"min,omitempty"`
	Max     string   `json:"max,omitempty"`
	Hint    string   `json:"hint,omitempty"` // an example of what to type, in the person's language, for channels without a picker
}
