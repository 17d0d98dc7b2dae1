package shape

import (
	"encoding/json"
	"testing"
)

const table = `
# a person
person
  name!   chars 1-5
  age     int 0-150
  mail    re mail
  role    enum boss|staff
  pets    list @pet 0-2
  boss    person
  note~   u16 0-3
  tags    list enum a|b 0-2

pet.cat
  lives   num
  quiet   bool
pet.dog pet.cat
  bark!   any
`

func TestCheck(t *testing.T) {
	tb := Parse(table, map[string]string{"mail": `^\S+@\S+$`}).Rule(func(o map[string]any, report func(string, string, ...any)) {
		if o["name"] == "boss" {
			report("/name", "is %s", "taken")
		}
	}, "person")
	for _, c := range []struct{ name, in, place string }{
		{"good", `{"name":"海","age":3,"mail":"a@b","role":"boss","pets":[{"type":"cat","lives":9,"quiet":true},{"type":"dog","bark":1}],"boss":{"name":"x"},"note":null,"tags":["a","b"]}`, ""},
		{"joined emoji are one character", `{"name":"👨‍👩‍👧👍🏽🇯🇵が゙x"}`, ""},
		{"surrogates are two units", `{"name":"x","note":"🍎🍎"}`, "/note"},
		{"missing", `{}`, "/name"},
		{"empty", `{"name":""}`, "/name"},
		{"too long", `{"name":"123456"}`, "/name"},
		{"not a string", `{"name":1}`, "/name"},
		{"null", `{"name":null}`, "/name"},
		{"unknown", `{"name":"x","shoe/size":1}`, "/shoe~1size"},
		{"too old", `{"name":"x","age":151}`, "/age"},
		{"negative", `{"name":"x","age":-1}`, "/age"},
		{"not whole", `{"name":"x","age":1.5}`, "/age"},
		{"pattern", `{"name":"x","mail":"a"}`, "/mail"},
		{"enum", `{"name":"x","role":"king"}`, "/role"},
		{"too many", `{"name":"x","pets":[{"type":"cat"},{"type":"cat"},{"type":"cat"}]}`, "/pets"},
		{"no list", `{"name":"x","pets":{}}`, "/pets"},
		{"no such type", `{"name":"x","pets":[{"type":"fish"}]}`, "/pets/0/type"},
		{"no object", `{"name":"x","pets":[1]}`, "/pets/0"},
		{"inside a union", `{"name":"x","pets":[{"type":"dog"}]}`, "/pets/0/bark"},
		{"not a bool", `{"name":"x","pets":[{"type":"cat","quiet":0}]}`, "/pets/0/quiet"},
		{"deep", `{"name":"x","boss":{"name":"x","boss":3}}`, "/boss/boss"},
		{"list of words", `{"name":"x","tags":["a","c"]}`, "/tags/1"},
		{"rule", `{"name":"boss"}`, "/name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var v any
			if err := json.Unmarshal([]byte(c.in), &v); err != nil {
				t.Fatal(err)
			}
			got := tb.Check("person", v)
			if c.place == "" && len(got) > 0 {
				t.Errorf("refused: %v", got)
			}
			if c.place != "" && (len(got) != 1 || got[0].Place != c.place) {
				t.Errorf("got %v, want one problem at %s", got, c.place)
			}
		})
	}
}

func TestTableMistakes(t *testing.T) {
	for name, text := range map[string]string{
		"unknown pattern": "a\n  b re nothing",
		"no range":        "a\n  b u16 many",
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("a broken table was taken")
				}
			}()
			Parse(text, nil)
		})
	}
}
