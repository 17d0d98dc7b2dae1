package company

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a file holds, it is either read or refused with at least one line.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/wrong/*.yaml")
	for _, path := range append(files, "testdata/contract.yaml") {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Add("company: &a {code: *a, name: 海}")
	f.Add("company: {code: umi, name: 海}\nemployees: &e [*e]")
	f.Add("company: {<<: {code: umi}, name: 海}\nwords: {in: [[a]]}\n? [x]\n: y")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Parse(strings.NewReader(text), "f")
		var problems Problems
		if err != nil && (!errors.As(err, &problems) || len(problems) == 0 || strings.Count(err.Error(), "\n") != len(problems)-1) {
			t.Errorf("refused with %q", err)
		}
	})
}
