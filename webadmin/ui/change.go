package ui

// Change is one field of a record before and after.
type Change struct{ Label, Before, After string }

// Preview is what a form would change, before it does (変更の確認). It is a form itself, which sends what was typed once
// more, with the word that it is meant: "sure"; "back" shows the form again.
type Preview struct {
	Page
	Path    string // where it is sent
	Changes []Change
	Lines   []string // what follows from it, a sentence each
	Kept    []Choice // what was typed: Value is the field's name, Label what stands in it
	Save    string   // the button
	Grave   bool     // something is taken away
}

// Confirm is the button that does it.
func (p Preview) Confirm() Submit {
	return Submit{Label: p.Save, Name: "sure", Value: "1", Grave: p.Grave}
}

// Return is the button that leads back to the form.
func (p Preview) Return() Submit {
	return Submit{Label: p.T("admin.desk.back"), Name: "back", Value: "1", Quiet: true}
}

// Past is a change that was made: when, by whom, what, and the way to put back what was before.
type Past struct {
	When, Who, Why string
	Changes        []Change
	Back           Link // empty: there is nothing before it
}
