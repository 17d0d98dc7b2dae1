package shape

import (
	"unicode"
	"unicode/utf8"
)

// Count is the length of a text in a unit: "u16" (UTF-16 code units), "chars" (what a person sees as one character) or
// "runes" (code points). Chars joins combining marks, variation selectors, skin tones, joined emoji and flags; it knows
// no Hangul jamo or Indic clusters, and counts those too long rather than too short.
func Count(s, unit string) int {
	switch unit {
	case "u16":
		n := 0
		for _, r := range s {
			n++
			if r > 0xffff {
				n++
			}
		}
		return n
	case "chars":
		return chars(s)
	}
	return utf8.RuneCountInString(s)
}

func chars(s string) int {
	n, joined, flag := 0, false, false
	for _, r := range s {
		switch {
		case joined: // after a zero width joiner
			joined = false
		case r == '\u200d':
			joined = true
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Variation_Selector, r), r >= 0x1f3fb && r <= 0x1f3ff:
			if n == 0 {
				n++
			}
		case r >= 0x1f1e6 && r <= 0x1f1ff && flag: // the second half of a flag
			flag = false
		default:
			flag = r >= 0x1f1e6 && r <= 0x1f1ff
			n++
		}
	}
	return n
}
