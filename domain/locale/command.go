package locale

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
)

//go:embed commands.json
var commandFile []byte

//go:embed asks.json
var askFile []byte

//go:embed verbs.json
var verbFile []byte

var commands, asks, verbs = readWords("commands.json", commandFile), readWords("asks.json", askFile), readWords("verbs.json", verbFile)

func readWords(name string, file []byte) map[string][]string {
	out := map[string][]string{}
	if err := json.Unmarshal(file, &out); err != nil {
		panic("locale: " + name + ": " + err.Error())
	}
	return out
}

// Asks are the words a question about a figure is made of: "why", "period", and the names of figures. They are matched
// inside a message, after NFKC and case folding.
func Asks() map[string][]string { return maps.Clone(asks) }

// Commands are the words every channel knows, by what they ask for: "today" → 今日, today. They are matched as the whole
// message, after NFKC and case folding. The first Japanese word comes first, the first English one second. Some are
// kept for conversations that are still to come, so that no company gives them another meaning meanwhile.
func Commands() map[string][]string { return maps.Clone(commands) }

// Verbs are the words that do something with a request, by what they do; its number follows them: 承認 1031. The first
// Japanese word comes first, the first English one second.
func Verbs() map[string][]string { return maps.Clone(verbs) }

// Verb is the word a person of that language types for a verb.
func Verb(lang, name string) string {
	if Lang(lang) == English {
		return verbs[name][1]
	}
	return verbs[name][0]
}

// Command is the word a person of that language types for a command.
func Command(lang, name string) string {
	words := commands[name]
	if Lang(lang) == English {
		return words[1]
	}
	return words[0]
}

// Reserved lists every word of Commands, sorted: a company may not give one of them another meaning.
func Reserved() []string {
	var out []string
	for _, words := range commands {
		out = append(out, words...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
