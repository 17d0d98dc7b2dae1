package dialog

// Form asks for all values of an answer on one sheet laid over the conversation. It stands beside its question and never
// instead of it: where there is no sheet, or it could not be opened or was put away, the question is answered as ever.
type Form struct {
	Title  string  `json:"title"`
	Send   string  `json:"send"`   // the button that sends it
	Close  string  `json:"close"`  // the one that puts it away
	Inputs []Entry `json:"inputs"` // in the order of the sheet
}

// EntryKind is the sort of an entry.
type EntryKind string

// The kinds. Their values are those of an Activity: 2006-01-02, 15:04, the values of options, text.
const (
	EntryDate EntryKind = "date"
	EntryTime EntryKind = "time"
	EntryOne  EntryKind = "one"  // one of the options
	EntrySome EntryKind = "some" // up to Most of the options
	EntryTick EntryKind = "tick" // the only option, or not
	EntryText EntryKind = "text" // up to Most characters
)

// Entry is one value on a form.
type Entry struct {
	Name     string    `json:"name"` // under which Activity.Form has it
	Label    string    `json:"label"`
	Kind     EntryKind `json:"kind"`
	Initial  string    `json:"initial,omitempty"`
	Options  []Option  `json:"options,omitempty"`
	Most     int       `json:"most,omitempty"`
	Optional bool      `json:"optional,omitempty"`
}

// Option is one of several values, with what is read of it.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Values are what was filled in, by the names of the entries; what was left empty is missing.
type Values map[string][]string

// First is an entry's only value; empty: it was left empty.
func (v Values) First(name string) string {
	if len(v[name]) == 0 {
		return ""
	}
	return v[name][0]
}
