package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
)

// refusals are what an operator is told when the domain refuses and says no more than a code.
var refusals = map[domain.Code]string{
	domain.Invalid:     "something given is not valid",
	domain.NotFound:    "there is no such thing",
	domain.Conflict:    "it is not in the state this needs, or somebody changed it meanwhile; look again",
	domain.Forbidden:   "this person may not do that; an administrator or the owner may",
	domain.NotAllowed:  "this punch method is not allowed here",
	domain.Locked:      "the month is locked",
	domain.Expired:     "it is no longer valid",
	domain.TooMany:     "too many tries",
	domain.Unavailable: "it cannot be reached now; nothing was changed, try again",
}

// explain says an error for standard error, a line for each thing that is wrong: what happened and, where the domain
// says it, about what. Several things can be wrong with a company file and with the environment.
func explain(err error) []string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range joined.Unwrap() {
			lines = append(lines, explain(one)...)
		}
		return lines
	}
	if problems := (company.Problems)(nil); errors.As(err, &problems) {
		return strings.Split(problems.Error(), "\n")
	}
	var e *domain.Error
	if errors.As(err, &e) && e.Text == "" {
		return []string{refusal(e)}
	}
	return []string{strings.Join(strings.Fields(err.Error()), " ")}
}

func refusal(e *domain.Error) string {
	said := refusals[e.Code]
	if said == "" {
		said = string(e.Code)
	}
	var about []string
	for _, name := range slices.Sorted(maps.Keys(e.Args)) {
		about = append(about, fmt.Sprintf("%s: %v", name, e.Args[name]))
	}
	if len(about) > 0 {
		said += " (" + strings.Join(about, ", ") + ")"
	}
	return said
}
