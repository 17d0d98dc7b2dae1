package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// papers are the documents of the repository.
func papers(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		all = append(all, found...)
	}
	return all
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var link = regexp.MustCompile(`\]\(([^)\s#]+)(#[^)\s]*)?\)`)

// TestLinks follows each link of the documents to another file of the repository.
func TestLinks(t *testing.T) {
	for _, paper := range papers(t) {
		for _, m := range link.FindAllStringSubmatch(read(t, paper), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(paper), m[1])); err != nil {
				t.Errorf("%s leads to %s: %v", paper, m[1], err)
			}
		}
	}
}

var setting = regexp.MustCompile(`DAKOKU_[A-Z0-9_]+`)

// TestDocumented: each verb and each setting stands in both READMEs, and no setting there is one the program does not read.
func TestDocumented(t *testing.T) {
	var known []string
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if !strings.HasSuffix(s, "_test.go") {
			known = append(known, setting.FindAllString(read(t, s), -1)...)
		}
	}
	slices.Sort(known)
	known = slices.DeleteFunc(slices.Compact(known), func(name string) bool { return strings.HasSuffix(name, "_") }) // what names begin with
	for _, paper := range []string{"../../README.md", "../../README.ja.md"} {
		text := read(t, paper)
		for _, v := range verbs() {
			if !regexp.MustCompile("`(dakoku )?" + regexp.QuoteMeta(v.name) + "[` ]").MatchString(text) {
				t.Errorf("%s does not tell of the verb %s", paper, v.name)
			}
		}
		told := setting.FindAllString(text, -1)
		slices.Sort(told)
		told = slices.DeleteFunc(slices.Compact(told), func(name string) bool { return strings.HasSuffix(name, "_") })
		if !reflect.DeepEqual(told, known) {
			t.Errorf("%s tells of the settings %v, the program reads %v", paper, told, known)
		}
	}
}

// TestLostKey: what the operator is told to take out of the database after the key is lost is all that was sealed with it.
func TestLostKey(t *testing.T) {
	sealed := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \([^;]*?\n\s+secrets\s+\{\{BYTES}}`)
	var tables []string
	files, err := filepath.Glob("../../migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, m := range sealed.FindAllStringSubmatch(read(t, f), -1) {
			tables = append(tables, m[1])
		}
	}
	if len(tables) < 3 {
		t.Fatalf("only %v have secrets", tables)
	}
	for _, paper := range []string{"../../docs/operations.md", "../../docs/operations.ja.md"} {
		for _, table := range tables {
			if !strings.Contains(read(t, paper), "UPDATE "+table+" SET secrets = NULL;") {
				t.Errorf("%s does not tell of the secrets of %s", paper, table)
			}
		}
	}
}
