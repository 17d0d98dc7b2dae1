package flows

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// leaveCalled finds the company's reason behind a word of leave, with its amount where that must be said: "111 am". false:
// the word says no kind (休み), or the company has no such leave.
func (c company) leaveCalled(word string) (code string, ok bool) {
	for _, r := range c.leaves() {
		if slices.ContainsFunc(names(r), func(name string) bool { return dialog.Fold(name) == dialog.Fold(word) }) {
			return r.Code, true
		}
	}
	for means, words := range locale.Days() {
		off, unit, _ := strings.Cut(means, " ")
		if slices.Contains(words, word) {
			return c.leaveOf(worktime.TimeOff(off), worktime.Unit(unit))
		}
	}
	return "", false
}

// leaveOf is the company's first reason that is of a kind of leave and takes so much of a day.
func (c company) leaveOf(off worktime.TimeOff, unit worktime.Unit) (code string, ok bool) {
	for _, r := range c.reasons {
		for _, said := range []string{r.Code, r.Code + " " + string(unit)} {
			taken, err := worktime.ParseTaken(c.reasons, said)
			if err == nil && !r.Means.Inactive && r.Means.Off == off && taken.Unit == unit {
				return said, true
			}
		}
	}
	return "", false
}
