package dialog

// Unit is how a vendor counts the length of a text.
type Unit string

// The units.
const (
	Runes     Unit = "runes"     // Unicode code points
	UTF16     Unit = "utf16"     // UTF-16 code units: an emoji is two or more
	Graphemes Unit = "graphemes" // what a person sees as one character
)

// Limit is a length in a vendor's unit; Max 0 means there is no limit.
type Limit struct {
	Max  int
	Unit Unit
}

// Caps is what a channel can show. A connector hands it over as data; nothing switches on a channel's name.
type Caps struct {
	Choices     int   // buttons under a message; 0: choices are typed
	CardChoices int   // buttons on a card; 0: typed
	Cards       int   // cards in one message; 0: cards become text
	Links       int   // links under a message as buttons; 0: their addresses are written out
	Fields      bool  // labelled values side by side
	DatePicker  bool  // Want of a date and a datetime
	TimePicker  bool  // Want of a time
	Form        bool  // a sheet of several entries over the conversation, right after a press
	Label       Limit // of a button
	Text        Limit // of one message
	Messages    int   // messages in one answer; 0: one
	Reactions   bool  // the bot can acknowledge with a reaction
	Whisper     bool  // a message in a room that only one person sees
	Home        bool  // a page of the person's own that follows the state
	Menu        bool  // a menu that follows the state
	Edit        bool  // a sent message can be rewritten
}
