package ui

// Filter narrows a list; it is a form by GET whose fields stand side by side.
type Filter struct {
	Page
	Path   string
	Fields []Field
	Kept   []Choice // what else stands in the address: Value is its name, Label what it says
}

// Tabs lead between pages that belong together.
type Tabs struct {
	Label string // what they belong to, for screen readers
	Links []Link
}

// Bar is a part of a whole as a bar with its words; it is drawn as SVG.
type Bar struct {
	Label      string // the words, which say all the bar shows
	Part, Full int
}

// Wide is how much of the bar is filled, of 1000.
func (b Bar) Wide() int {
	if b.Full <= 0 {
		return 1000
	}
	return 1000 * b.Part / b.Full
}
