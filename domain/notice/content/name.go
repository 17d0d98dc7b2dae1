// Package content looks into files that people attach: what they are, by their bytes, and what they may be called. It
// takes in only what is exactly one thing of a kind that runs nothing by itself, and knows nothing of messages.
package content

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxName is how long a name stays, in bytes: the most a name has on the file systems people save it on. 200 Japanese
	// letters are 600 bytes and are cut in front of the ending, at a whole letter.
	maxName = 255
	// maxStem leaves room for the ending and for the " (1)" that browsers add.
	maxStem = 230
)

// Name is what a file may be called: without folders, without letters that draw nothing or turn the reading direction, and
// not longer than can be saved. A name of nothing is "file".
func Name(given string) string {
	name := strings.ToValidUTF8(given, "")
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
			return -1
		case strings.ContainsRune(`<>:"/|?*`, r): // no Windows name has them
			return '_'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	name = strings.TrimRight(name, " .")
	ending := path.Ext(name)
	if len(ending) > maxName-maxStem {
		ending = ""
	}
	stem := strings.Trim(short(strings.TrimSuffix(name, ending), maxStem), " .")
	if stem == "" {
		stem = "file"
	}
	return stem + ending
}

// short cuts a text at a whole letter.
func short(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
