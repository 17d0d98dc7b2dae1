package export

import (
	"os"
	"strings"
	"testing"
)

// TestGuidesNameEveryPreset keeps the guides complete, in both languages.
func TestGuidesNameEveryPreset(t *testing.T) {
	all, err := Presets()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../../docs/files.md", "../../docs/files.ja.md"} {
		guide, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range all {
			if !strings.Contains(string(guide), "`"+l.Name+"`") {
				t.Errorf("%s does not name %s", name, l.Name)
			}
		}
	}
}
