package locale

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
)

//go:embed hints.json
var hintFile []byte

//go:embed days.json
var dayFile []byte

var hints, days = readHints(), readWords("days.json", dayFile)

// Hint is what a message is about that is no command, no punch word and no sentence: enough to answer it, never enough
// to record anything.
type Hint struct {
	Topic string
	Words []string // standing anywhere in the message
	Whole []string // being the whole message
}

func readHints() (list []Hint) {
	if err := json.Unmarshal(hintFile, &list); err != nil {
		panic("locale: hints.json: " + err.Error())
	}
	return list
}

// Hints are the topics in the order in which they are looked for. They are compared after NFKC and case folding.
func Hints() []Hint { return slices.Clone(hints) }

// Days are the words that stand with a day: "record" those behind one that is asked about, the others the words of a kind
// of leave and how much of the day it takes: "paid am" → 午前休.
func Days() map[string][]string { return maps.Clone(days) }
