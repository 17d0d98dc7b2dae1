package vocabulary

import (
	"slices"
	"strings"
)

// The rests of 誰が… that ask who is at work and who is off.
var (
	whoIn  = strings.Split("いる|いるの|います|いますか|出勤|出勤している|出勤しています|出勤していますか", "|")
	whoOff = strings.Split("休み|休みですか|休んで|休んでいる|休んでいます|休んでいますか", "|")
)

// who reads the two questions; a question mark may or may not close them.
func who(s string) Match {
	rest, ok := strings.CutPrefix(strings.Replace(s, "だれ", "誰", 1), "誰が")
	if !ok {
		return Match{}
	}
	rest = strings.TrimLeft(rest, " 、")
	switch {
	case slices.Contains(whoIn, rest):
		return Match{Intent: WhoIn}
	case slices.Contains(whoOff, strings.TrimPrefix(rest, "お")):
		return Match{Intent: WhoOff}
	}
	return Match{}
}
