package ui

import (
	"strings"

	"github.com/dakoku/dakoku/domain/locale"
)

// Page is what every page has; a page's own struct embeds it.
type Page struct {
	Lang    string // ja or en
	Title   string
	Here    string // the page's own path and query, for coming back from the language switch
	Company string // of whoever is signed in
	Person  string // empty: nobody is
	Nav     []Link
	Notices []Notice
	Wide    bool // a table that uses the full width; else one column
	Bare    bool // no navigation: sign-in
	Alone   bool // nothing around it: the recorder at the door
}

// Link leads to another page.
type Link struct {
	Path, Label string
	Current     bool
}

// Tone says what kind of news something is. The word comes first; a shape and a colour go with it.
type Tone string

// The tones.
const (
	Good  Tone = "good" // done
	Info  Tone = "info"
	Alert Tone = "alert" // needs a person
)

// Notice is something that just happened: what was recorded or refused, and what to do.
type Notice struct {
	Tone  Tone     `json:"tone"`
	Title string   `json:"title"`
	Lines []string `json:"lines,omitempty"`
	To    Link     `json:"to,omitzero"` // where it can be undone or looked at; empty: nowhere
}

// Mark is the notice's shape, for eyes that do not tell its colour.
func (n Notice) Mark() string {
	switch n.Tone {
	case Good:
		return "✓"
	case Alert:
		return "!"
	}
	return "i"
}

// Marked tells whether the words bring their own mark.
func (n Notice) Marked() bool { return strings.HasPrefix(n.Title, "✓") }

// T is a text in the page's language.
func (p Page) T(key string, pairs ...any) string { return locale.T(p.Lang, key, pairs...) }

// Other is the language one can change to, by its own name.
func (p Page) Other() Link {
	if p.Lang == locale.English {
		return Link{Path: locale.Japanese, Label: "日本語"}
	}
	return Link{Path: locale.English, Label: "English"}
}

// Leave is the button that ends the session.
func (p Page) Leave() Submit { return Submit{Label: p.T("web.sign_out"), Quiet: true} }
