package terminal

import (
	"testing"

	"github.com/dakoku/dakoku/domain/org"
)

// TestInitial finds people under the key they look for.
func TestInitial(t *testing.T) {
	for _, c := range []struct{ kana, romaji, row, letter, latin string }{
		{"たなか たろう", "Taro Tanaka", "た", "た", "T"},
		{"がもう", "", "か", "か", "G"},
		{"ジョン", "John Smith", "さ", "し", "S"},
		{"ｶﾞﾝﾀﾞﾑ", "", "か", "か", "G"},
		{"ふくだ", "", "は", "ふ", "F"},
		{"ぴーたー", "Peter O'Neil", "は", "ひ", "O"},
		{"えま うぃるそん", "Emma Wilson", "あ", "え", "W"},
		{"ヴィオラ", "", "あ", "う", "V"},
		{"ぢんない", "", "た", "ち", "J"},
		{"ょしだ", "Émile Éluard", "や", "よ", "E"},
		{"", "", Other, "", Other},
		{"山田", "山田", Other, "", Other},
		{"  ", " ", Other, "", Other},
	} {
		e := org.Employee{Kana: c.kana, Romaji: c.romaji}
		if row, letter, latin := Kana.Of(e), Kana.Letter(e), Latin.Of(e); row != c.row || letter != c.letter || latin != c.latin {
			t.Errorf("%q %q: %s %s %s, want %s %s %s", c.kana, c.romaji, row, letter, latin, c.row, c.letter, c.latin)
		}
	}
}
