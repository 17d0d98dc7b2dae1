package sandbox

import (
	_ "embed"
	"encoding/json"
)

//go:embed texts.json
var textsFile []byte

// catalogue is the page's own texts: key, then language. What the bot says is not in it.
type catalogue map[string]map[string]string

func readTexts() catalogue {
	var c catalogue
	if err := json.Unmarshal(textsFile, &c); err != nil {
		panic("sandbox: texts.json: " + err.Error()) // it is embedded
	}
	return c
}

// in gives the texts of a language by their keys.
func (c catalogue) in(lang string) map[string]string {
	out := map[string]string{}
	for key, t := range c {
		out[key] = t[lang]
	}
	return out
}
