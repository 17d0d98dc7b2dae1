package export

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/unicode/norm"
)

// geta (〓) stands where a letter cannot be written, as in print.
const geta = "〓"

// alike are letters that CP932 has under another code point than the one people type on a Mac or a telephone.
var alike = strings.NewReplacer("\u301c", "\uff5e", "\u2212", "\uff0d", "\u2014", "\u2015", "\u2016", "\u2225", "\u00a5", "\uffe5", "\u00a0", " ")

// letters turns text into the bytes of an encoding.
type letters struct{ shiftJIS *encoding.Encoder }

func lettersOf(e Encoding) letters {
	if e == ShiftJIS {
		return letters{japanese.ShiftJIS.NewEncoder()}
	}
	return letters{}
}

// encode writes a text, every letter the encoding lacks as 〓. lost lists those letters.
func (l letters) encode(s string) (encoded string, lost []rune) {
	if l.shiftJIS == nil || ascii(s) {
		return s, nil
	}
	s = alike.Replace(norm.NFC.String(s))
	if encoded, err := l.shiftJIS.String(s); err == nil {
		return encoded, nil
	}
	var b strings.Builder
	for _, r := range s {
		one, err := l.shiftJIS.String(string(r))
		if err != nil {
			lost = append(lost, r)
			one, _ = l.shiftJIS.String(geta)
		}
		b.WriteString(one)
	}
	return b.String(), lost
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wide is what a letter that a spreadsheet takes for the beginning of a formula is in full width; empty: it takes no other.
func wide(first byte) string {
	switch first {
	case '=':
		return "＝"
	case '+':
		return "＋"
	case '-':
		return "－"
	case '@':
		return "＠"
	case '\t', '\r':
		return " "
	}
	return ""
}

// harmless keeps a spreadsheet from taking a text for a formula. guarded tells whether it had to be changed.
func harmless(s, how string) (safe string, guarded bool) {
	if s == "" || wide(s[0]) == "" {
		return s, false
	}
	if how == "fullwidth" {
		return wide(s[0]) + s[1:], true
	}
	return "'" + s, true
}

// Harmless is a text no spreadsheet takes for a formula.
func Harmless(s string) string {
	safe, _ := harmless(s, "")
	return safe
}
