package terminal

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain/org"
)

// Other is the key of those whose name begins with none of the keyboard's letters, or who have no kana or romaji.
const Other = "#"

// kanaRows are the keys of the kana keyboard and the letters below each.
var kanaRows = []string{"あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わをん"}

// Keys are the keys of a keyboard in their order; Other is not among them.
func (k Keyboard) Keys() []string {
	var keys []string
	if k == Latin {
		for c := 'A'; c <= 'Z'; c++ {
			keys = append(keys, string(c))
		}
		return keys
	}
	for _, row := range kanaRows {
		keys = append(keys, string([]rune(row)[0]))
	}
	return keys
}

// Of is the key somebody is found under.
func (k Keyboard) Of(e org.Employee) string {
	if k == Latin {
		return latinKey(e)
	}
	first := string(kanaInitial(e.Kana))
	for _, row := range kanaRows {
		if first != "" && strings.Contains(row, first) {
			return string([]rune(row)[0])
		}
	}
	return Other
}

// Letter is the finer letter within a key of the kana keyboard: か, き, く …; the latin one has none.
func (k Keyboard) Letter(e org.Employee) string {
	if k == Latin {
		return ""
	}
	if r := kanaInitial(e.Kana); r != 0 && k.Of(e) != Other {
		return string(r)
	}
	return ""
}

// small letters are sorted with the large ones.
var small = strings.NewReplacer("ぁ", "あ", "ぃ", "い", "ぅ", "う", "ぇ", "え", "ぉ", "お", "っ", "つ", "ゃ", "や", "ゅ", "ゆ", "ょ", "よ", "ゎ", "わ", "ゐ", "い", "ゑ", "え")

// kanaInitial is the first letter of a reading as a plain hiragana: カ, ｶ, が and か are か. 0: it has none.
func kanaInitial(kana string) rune {
	for _, r := range norm.NFD.String(norm.NFKC.String(kana)) {
		if unicode.IsSpace(r) {
			continue
		}
		if r >= 'ァ' && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		for _, plain := range small.Replace(string(r)) {
			return plain
		}
	}
	return 0
}

// latinKey is the first letter of the family name. Romaji is written with the family name last; without it the reading
// tells, in Hepburn's letters.
func latinKey(e org.Employee) string {
	if words := strings.Fields(norm.NFD.String(norm.NFKC.String(e.Romaji))); len(words) > 0 {
		first := unicode.ToUpper([]rune(words[len(words)-1])[0])
		if first >= 'A' && first <= 'Z' {
			return string(first)
		}
	}
	return hepburn(norm.NFC.String(norm.NFKC.String(e.Kana)))
}

// hepburnOf lists the first letters of hiragana by the letter they are written with.
var hepburnOf = map[string]string{
	"A": "あぁ", "I": "いぃゐ", "U": "うぅ", "E": "えぇゑ", "O": "おぉ", "K": "かきくけこ", "G": "がぎぐげご", "S": "さしすせそ", "Z": "ざずぜぞづ", "J": "じぢ",
	"T": "たつてと", "C": "ち", "D": "だでど", "N": "なにぬねのん", "H": "はひへほ", "F": "ふ", "B": "ばびぶべぼ", "P": "ぱぴぷぺぽ", "M": "まみむめも",
	"Y": "やゆよ", "R": "らりるれろ", "W": "わを", "V": "ゔ",
}

func hepburn(kana string) string {
	for _, r := range kana {
		if unicode.IsSpace(r) {
			continue
		}
		if r >= 'ァ' && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		for latin, letters := range hepburnOf {
			if strings.ContainsRune(letters, r) {
				return latin
			}
		}
		break
	}
	return Other
}
