package calendar

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// cutDigits reads a whole number of least to most digits; a longer number is not cut in two.
func cutDigits(s string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i < least || i > most {
		return 0, s, false
	}
	n, _ = strconv.Atoi(s[:i])
	return n, s[i:], true
}

// cutNumber reads a number of up to most digits that stands before a unit, in digits or in kanji (漢数字): by place
// (二十三) or digit by digit (二三). The caller makes sure of the unit: 一 inside a word is no number.
func cutNumber(s string, most int) (n int, rest string, ok bool) {
	if n, rest, ok := cutDigits(s, 1, most); ok {
		return n, rest, true
	}
	n, digits, rest := cutKanji(s)
	after, tens := strings.CutPrefix(rest, "十")
	if !tens {
		return n, rest, digits > 0 && digits <= most
	}
	ones, more, rest := cutKanji(after)
	if digits == 0 {
		n = 1
	}
	return n*10 + ones, rest, digits <= 1 && more <= 1
}

// cutKanji reads kanji digits one by one, as far as they go; nobody writes more than four.
func cutKanji(s string) (n, digits int, rest string) {
	for digits < 5 {
		r, size := utf8.DecodeRuneInString(s)
		i := strings.IndexRune("〇一二三四五六七八九", r)
		if r == '零' {
			i = 0
		}
		if i < 0 {
			break
		}
		n, digits, s = n*10+i/len("一"), digits+1, s[size:]
	}
	return n, digits, s
}

// cutOne cuts the first of the words s begins with.
func cutOne(s string, words ...string) (rest string, ok bool) {
	for _, word := range words {
		if rest, ok := strings.CutPrefix(s, word); ok {
			return rest, true
		}
	}
	return s, false
}

// cutLatin is cutOne for words of letters, which end where the letters end: "may" is not the beginning of "maybe".
func cutLatin(s string, words ...string) (rest string, ok bool) {
	for _, word := range words {
		rest, ok := strings.CutPrefix(s, word)
		if ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return rest, true
		}
	}
	return s, false
}

func trimBlank(s string) string { return strings.TrimLeft(s, " ") }
