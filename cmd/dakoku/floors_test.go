package main

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the prefix of our own imports.
const module = "github.com/dakoku/dakoku/"

// features are the packages of the domain a floor above them may use; each row lists what its package may import
// besides the standard library. A name that ends in /… allows a whole tree.
var features = []string{"domain", "domain/calendar", "domain/locale", "domain/org", "domain/vocabulary", "domain/closing",
	"domain/worktime", "domain/attendance", "domain/workflow", "domain/audit", "domain/inbox", "domain/outbox", "domain/reminder", "domain/terminal", "domain/notice"}

// floors is the table of design: a package imports only what its row names. Code that has no row fails.
var floors = map[string][]string{
	"migrations": {},
	"fixtures":   {},

	"domain":                    {},
	"domain/calendar":           {"domain", "golang.org/x/text/…"},
	"domain/locale":             {"domain", "golang.org/x/text/…"},
	"domain/org":                {"domain", "domain/calendar", "domain/audit"},
	"domain/inbox":              {"domain", "domain/calendar"},
	"domain/outbox":             {"domain", "domain/calendar"},
	"domain/audit":              {"domain", "domain/calendar"},
	"domain/vocabulary":         {"domain", "domain/calendar", "golang.org/x/text/…"},
	"domain/notice":             {"domain", "domain/calendar", "domain/org", "domain/audit", "domain/outbox"},
	"domain/closing":            {"domain", "domain/calendar", "domain/org"},
	"domain/worktime":           {"domain", "domain/calendar", "domain/org", "domain/closing"},
	"domain/attendance":         {"domain", "domain/calendar", "domain/org", "domain/closing", "domain/worktime", "domain/audit"},
	"domain/workflow":           {"domain", "domain/calendar", "domain/org", "domain/closing", "domain/worktime", "domain/attendance", "domain/audit"},
	"domain/reminder":           {"domain", "domain/calendar", "domain/org", "domain/closing", "domain/worktime", "domain/attendance", "domain/workflow", "domain/outbox", "domain/audit"},
	"domain/terminal":           {"domain", "domain/calendar", "domain/org", "domain/closing", "domain/worktime", "domain/attendance", "domain/audit", "golang.org/x/text/unicode/norm"},
	"domain/company":            append([]string{"go.yaml.in/yaml/v3"}, features...),
	"domain/company/staff":      append([]string{"domain/company", "domain/export", "golang.org/x/text/unicode/norm"}, features...),
	"domain/export":             append([]string{"go.yaml.in/yaml/v3", "golang.org/x/text/…"}, features...),
	"domain/export/pdf":         {"golang.org/x/text/unicode/norm"},
	"domain/export/pdf/pdftest": {},
	"domain/export/timesheet":   append([]string{"domain/export", "domain/export/pdf"}, features...),
	"domain/store": append([]string{"domain/company", "domain/export", "dialog", "migrations", "gorm.io/…", "github.com/jackc/pgx/v5/…", "modernc.org/sqlite/…",
		"github.com/pressly/goose/v3/…", "github.com/riverqueue/river/…"}, features...),
	"domain/notice/content":     {"domain", "golang.org/x/text/encoding/japanese"},
	"domain/store/blobs":        {"domain", "github.com/aws/aws-sdk-go-v2/…", "github.com/aws/smithy-go"},
	"domain/store/blobs/s3test": {},
	"domain/store/storetest":    {"domain", "domain/store", "migrations", "github.com/jackc/pgx/v5/…"},

	"dialog":            {"domain", "golang.org/x/text/unicode/norm", "github.com/rivo/uniseg"},
	"dialog/dialogtest": {"domain", "dialog"},
	"dialog/redis":      {"domain", "dialog", "github.com/redis/go-redis/v9/…"},
	"dialog/flows":      append([]string{"dialog", "domain/telling"}, features...),

	"bots":               {"domain", "dialog", "domain/inbox", "domain/outbox"},
	"bots/line":          {"bots", "domain", "dialog", "domain/inbox", "domain/outbox", "github.com/line/line-bot-sdk-go/v8/…", "github.com/rivo/uniseg", "golang.org/x/time/rate"},
	"bots/chatwork":      {"bots", "domain", "dialog", "domain/inbox", "domain/outbox", "golang.org/x/time/rate"},
	"bots/slack":         {"bots", "domain", "dialog", "domain/inbox", "domain/outbox", "github.com/slack-go/slack/…", "golang.org/x/time/rate"},
	"bots/sandbox/shape": {},
	"bots/sandbox":       {"bots", "bots/line", "bots/chatwork", "bots/slack", "domain", "dialog", "domain/inbox", "domain/outbox", "github.com/rivo/uniseg"},

	"domain/telling": {"domain", "domain/calendar", "domain/locale", "domain/worktime", "domain/attendance", "domain/workflow"},
	"webadmin/ui":    {"domain/locale"},
	"webadmin/shell": {"domain", "domain/locale", "domain/org", "webadmin/ui", "github.com/labstack/echo/v4", "github.com/alexedwards/scs/v2"},
	"webadmin/auth": append([]string{"webadmin/ui", "webadmin/shell", "github.com/labstack/echo/v4", "github.com/alexedwards/scs/v2",
		"golang.org/x/crypto/argon2", "golang.org/x/text/unicode/norm", "github.com/pquerna/otp/…", "github.com/skip2/go-qrcode"}, features...),
	"webadmin/live":           {"domain", "webadmin/shell"},
	"webadmin/files":          append([]string{"webadmin/ui", "webadmin/shell"}, features...),
	"webadmin/record":         append([]string{"webadmin/ui", "webadmin/shell", "domain/telling"}, features...),
	"webadmin/portal":         append([]string{"webadmin/record", "webadmin/ui", "webadmin/shell", "webadmin/live", "domain/telling", "domain/export/timesheet", "github.com/skip2/go-qrcode"}, features...),
	"webadmin/team":           append([]string{"webadmin/record", "webadmin/crew", "webadmin/ui", "webadmin/shell", "webadmin/live", "domain/telling"}, features...),
	"webadmin/notices":        append([]string{"domain/notice/content", "webadmin/crew", "webadmin/files", "webadmin/ui", "webadmin/shell", "webadmin/live", "domain/telling"}, features...),
	"webadmin/admin/desk":     append([]string{"domain/company", "webadmin/crew", "webadmin/ui", "webadmin/shell", "domain/telling"}, features...),
	"webadmin/admin":          append([]string{"domain/company/…", "webadmin/admin/desk", "webadmin/crew", "webadmin/ui", "webadmin/shell", "webadmin/live", "domain/telling", "github.com/skip2/go-qrcode"}, features...),
	"webadmin/admin/people":   append([]string{"domain/company/…", "webadmin/admin/desk", "webadmin/crew", "webadmin/ui", "webadmin/shell", "domain/telling", "github.com/skip2/go-qrcode", "golang.org/x/text/unicode/norm"}, features...),
	"webadmin/admin/masters":  append([]string{"domain/company", "webadmin/admin/desk", "webadmin/crew", "webadmin/ui", "webadmin/shell", "domain/telling"}, features...),
	"webadmin/admin/channels": append([]string{"domain/company", "webadmin/admin/desk", "webadmin/ui", "webadmin/shell", "domain/telling"}, features...),
	"webadmin/crew":           {"domain", "domain/calendar", "domain/org", "domain/closing", "domain/export", "webadmin/ui", "webadmin/shell"},
	"webadmin/admin/records":  append([]string{"domain/export/…", "webadmin/admin/desk", "webadmin/crew", "webadmin/ui", "webadmin/shell", "webadmin/live", "domain/telling"}, features...),
	"webadmin/admin/setup":    append([]string{"domain/company", "webadmin/live", "webadmin/admin/desk", "webadmin/ui", "webadmin/shell", "domain/telling"}, features...),
	"webadmin/recorder":       append([]string{"webadmin/ui", "webadmin/shell", "domain/telling"}, features...),
	"webadmin":                {"domain", "domain/locale", "webadmin/…", "github.com/labstack/echo/v4/…"},
}

// TestFloors reads the imports of every package and fails on anything its row does not name.
func TestFloors(t *testing.T) {
	for dir, files := range packages(t) {
		if dir == "cmd/dakoku" || strings.HasPrefix(dir, "cmd/dakoku/") {
			continue // the only place that may import everything
		}
		row, ok := floors[dir]
		if !ok {
			t.Errorf("%s has no row in the table of floors", dir)
			continue
		}
		for _, file := range files {
			for _, spec := range parse(t, file, parser.ImportsOnly).Imports {
				if name := strings.Trim(spec.Path.Value, `"`); !allowed(dir, name, row) {
					t.Errorf("%s imports %s, which its floor may not", file, name)
				}
			}
		}
	}
}

func allowed(dir, name string, row []string) bool {
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	name = strings.TrimPrefix(name, module)
	if strings.HasPrefix(name, dir+"/") && dir != "domain" && dir != "dialog" && dir != "bots" {
		return true // a package's own inner packages
	}
	return slices.ContainsFunc(row, func(pattern string) bool {
		if tree, ok := strings.CutSuffix(pattern, "/…"); ok {
			return name == tree || strings.HasPrefix(name, tree+"/")
		}
		return name == pattern
	})
}

// TestHabits keeps the house small: file and function lengths, interface sizes and names that say nothing.
func TestHabits(t *testing.T) {
	var lengths []int
	empty := []string{"utils", "util", "helpers", "helper", "common", "types", "models", "manager", "misc"}
	for _, files := range packages(t) {
		for _, file := range files {
			n := lines(t, file)
			lengths = append(lengths, n)
			if n > 400 {
				t.Errorf("%s has %d lines; split it (at most 400)", file, n)
			}
			if stem := strings.TrimSuffix(path.Base(file), ".go"); slices.Contains(empty, stem) || slices.Contains(empty, path.Base(path.Dir(file))) {
				t.Errorf("%s: a name that says nothing", file)
			}
			checkDeclarations(t, file)
		}
	}
	slices.Sort(lengths)
	if len(lengths) == 0 {
		t.Fatal("no Go files found")
	}
	if m := lengths[len(lengths)/2]; m >= 100 {
		t.Errorf("median file has %d lines; keep it under 100", m)
	}
	if p := lengths[len(lengths)*9/10]; p > 250 {
		t.Errorf("one file in ten has more than %d lines; keep nine of ten under 250", p)
	}
}

func checkDeclarations(t *testing.T, file string) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, root(t)+"/"+file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if long := set.Position(n.End()).Line - set.Position(n.Pos()).Line; long > 60 {
				t.Errorf("%s: %s has %d lines (at most 60)", file, n.Name.Name, long)
			}
		case *ast.TypeSpec:
			if i, ok := n.Type.(*ast.InterfaceType); ok && i.Methods.NumFields() > 7 {
				t.Errorf("%s: interface %s has %d methods (at most 7)", file, n.Name.Name, i.Methods.NumFields())
			}
		}
		return true
	})
}

// packages lists the non-test Go files of every package, by folder from the root.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(root(t), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root(t), name)
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && rel != "." || d.Name() == "testdata" || rel == "var" || rel == "bin"):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go"):
			found[path.Dir(rel)] = append(found[path.Dir(rel)], rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func parse(t *testing.T, file string, mode parser.Mode) *ast.File {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), root(t)+"/"+file, nil, mode)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func lines(t *testing.T, file string) int {
	t.Helper()
	f, err := os.Open(root(t) + "/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); n++ {
	}
	return n
}

// root is the folder of go.mod, as seen from this package's tests.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
