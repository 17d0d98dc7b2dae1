package sandbox

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// TestTexts: every text is there in both languages, every key that is used exists, and every key is used.
func TestTexts(t *testing.T) {
	c := readTexts()
	for key, langs := range c {
		for _, lang := range []string{"ja", "en"} {
			if strings.TrimSpace(langs[lang]) == "" {
				t.Errorf("%s has no %s", key, lang)
			}
		}
		if len(langs) != 2 {
			t.Errorf("%s has %d languages", key, len(langs))
		}
	}
	source := ""
	err := fs.WalkDir(static, "static", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(static, path)
		source += string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.T\.([a-z0-9_]+)|\bt\('([a-z0-9_]+)'\)`).FindAllStringSubmatch(source, -1) {
		key := m[1] + m[2]
		used[key] = true
		if c[key] == nil {
			t.Errorf("%s is used and has no text", key)
		}
	}
	for key := range c {
		// Some keys are put together: t(`kind_${kind}`), flag('twice').
		if !used[key] && !strings.Contains(source, "'"+key+"'") && !regexp.MustCompile(`^(kind|state|down)_`).MatchString(key) {
			t.Errorf("%s is not used", key)
		}
	}
}
