package vocabulary

import (
	"errors"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// Builtin lists the words of a kind that count without any setting.
func Builtin(kind Kind) []string { return listed(builtin[kind]) }

// Greetings lists the greetings of a kind that count where a company has switched them on.
func Greetings(kind Kind) []string { return listed(greetings[kind]) }

func listed(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}

// Faults are what Check finds, by the kind and the word as they were given.
func Faults(words map[string][]string, commands []string) map[[2]string]Fault {
	all := map[[2]string]Fault{}
	for _, err := range Check(words, commands) {
		var refusal *domain.Error
		if errors.As(err, &refusal) {
			kind, word := subject(err)
			all[[2]string{kind, word}], _ = refusal.Args["fault"].(Fault)
		}
	}
	return all
}
