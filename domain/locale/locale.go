// Package locale holds every text a person sees, in Japanese and English, and the one way each kind of figure is
// written. It knows what is said, not when: who asks for a text decides that.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The languages. Anything else is read as Japanese.
const (
	Japanese = "ja"
	English  = "en"
)

//go:embed ja/*.json en/*.json
var files embed.FS

// catalogues are the texts by language and key. A catalogue that cannot be read stops the program at its start.
var catalogues = map[string]map[string]string{Japanese: read(Japanese), English: read(English)}

func read(lang string) map[string]string {
	all := map[string]string{}
	names, err := fs.Glob(files, lang+"/*.json")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("locale: no catalogue for %s", lang))
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		part := map[string]string{}
		if err := json.Unmarshal(data, &part); err != nil {
			panic(fmt.Sprintf("locale: %s: %v", name, err))
		}
		feature := strings.TrimSuffix(path.Base(name), ".json")
		for key, text := range part {
			all[feature+"."+key] = text
		}
	}
	return all
}

// Lang is the language that is used for what a person or platform asks for: "en-US" is English, unknown is Japanese.
func Lang(s string) string {
	if strings.HasPrefix(strings.ToLower(s), English) {
		return English
	}
	return Japanese
}

// T is the text of a key ("feature.name": the file it stands in and its name there) with its {placeholders} filled:
// T("ja", "punch.done", "time", "8:58"). A key that does not exist is a mistake in the program and panics.
func T(lang, key string, pairs ...any) string {
	text, ok := catalogues[Lang(lang)][key]
	if !ok {
		panic(fmt.Sprintf("locale: there is no text %q", key))
	}
	if len(pairs) == 0 {
		return text
	}
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return b.String()
		}
		value, ok := lookup(pairs, name)
		if !ok {
			value = "{" + name + "}"
		}
		b.WriteString(value)
		text = after
	}
}

func lookup(pairs []any, name string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return fmt.Sprint(pairs[i+1]), true
		}
	}
	return "", false
}

// Has tells whether there is a text of that key.
func Has(key string) bool {
	_, ok := catalogues[Japanese][key]
	return ok
}

// Keys lists every key, sorted.
func Keys() []string {
	var out []string
	for key := range catalogues[Japanese] {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}
