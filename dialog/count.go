package dialog

import (
	"strings"

	"github.com/rivo/uniseg"
)

// ellipsis stands for what was cut; it is one rune, one UTF-16 unit and one grapheme.
const ellipsis = "…"

// Count is the length of s as the vendor counts it. An unknown unit counts runes.
func (u Unit) Count(s string) int {
	switch u {
	case UTF16:
		n := 0
		for _, r := range s {
			n++
			if r > 0xffff {
				n++ // a surrogate pair
			}
		}
		return n
	case Graphemes:
		return uniseg.GraphemeClusterCount(s)
	}
	n := 0
	for range s {
		n++
	}
	return n
}

// Fits tells whether s is within the limit.
func (l Limit) Fits(s string) bool { return l.Max <= 0 || l.Unit.Count(s) <= l.Max }

// Cut shortens s to the limit. It never cuts inside what a person sees as one character, and shows that it cut.
func (l Limit) Cut(s string) string {
	if l.Fits(s) {
		return s
	}
	room := Limit{Max: l.Max - 1, Unit: l.Unit}
	if room.Max == 0 {
		return ellipsis
	}
	return strings.TrimRight(room.Split(s)[0], " 　") + ellipsis
}

// Split divides s into pieces within the limit, between graphemes; nothing is lost. Only a grapheme that is by
// itself longer than the limit (a letter under a hundred accents) is divided between its runes.
func (l Limit) Split(s string) []string {
	if l.Fits(s) {
		return []string{s}
	}
	var pieces []string
	var piece strings.Builder
	used := 0
	add := func(part string) {
		n := l.Unit.Count(part)
		if used+n > l.Max && used > 0 {
			pieces = append(pieces, piece.String())
			piece.Reset()
			used = 0
		}
		piece.WriteString(part)
		used += n
	}
	for g := uniseg.NewGraphemes(s); g.Next(); {
		cluster := g.Str()
		if l.Fits(cluster) {
			add(cluster)
			continue
		}
		for _, r := range cluster {
			add(string(r))
		}
	}
	return append(pieces, piece.String())
}
