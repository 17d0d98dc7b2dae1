package records

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// constants are the values of the constants of a type in a package of the domain; an empty type: of those whose names
// begin with the prefix.
func constants(t *testing.T, dir, kind, prefix string) []string {
	t.Helper()
	names, err := filepath.Glob("../../../domain/" + dir + "/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(dir, err)
	}
	var all []string
	for _, name := range names {
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			typed, _ := spec.Type.(*ast.Ident)
			if kind != "" && (typed == nil || typed.Name != kind) || !strings.HasPrefix(spec.Names[0].Name, prefix) {
				return true
			}
			if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
				value, _ := strconv.Unquote(text.Value)
				all = append(all, value)
			}
			return true
		})
	}
	return all
}

// TestEverythingHasWords finds what a page would show by the name the program has for it.
func TestEverythingHasWords(t *testing.T) {
	for _, c := range []struct{ prefix, dir, kind, named string }{
		{"records.act.", "audit", "Act", ""}, {"records.why.", "terminal", "Why", ""}, {"records.hold.", "worktime", "Hold", ""},
		{"records.check.", "worktime", "Check", ""}, {"records.kind.", "company", "", "Kind"}, {"records.punch.", "worktime", "PunchState", ""},
		{"records.confidence.", "export", "Confidence", ""}, {"records.grain.", "export", "Grain", ""}, {"records.encoding.", "export", "Encoding", ""},
		{"records.unit.", "export", "Unit", ""}, {"team.obstacle.", "worktime", "Obstacle", ""},
	} {
		values := constants(t, c.dir, c.kind, c.named)
		if len(values) == 0 {
			t.Errorf("no %s%s in domain/%s", c.kind, c.named, c.dir)
		}
		for _, value := range values {
			if key := c.prefix + strings.ReplaceAll(value, " ", "_"); value != "" && !locale.Has(key) {
				t.Errorf("%s has no words", key)
			}
		}
	}
	unsaid := map[string]bool{"ID": true, "Tenant": true, "Versions": true, "Revision": true, "CreatedAt": true, "UpdatedAt": true, "Rules": true, "FilePassword": true, "FilePasscode": true}
	for _, record := range []any{org.Tenant{}, org.Rules{}, org.Department{}, org.Site{}, closing.Group{}, worktime.Pattern{}, worktime.ReasonCode{}, org.PermissionGroup{},
		org.Channel{}, terminal.Recorder{}, org.Employee{}} {
		kind := reflect.TypeOf(record)
		for i := range kind.NumField() {
			if name := kind.Field(i).Name; !unsaid[name] && !locale.Has("records.field."+snake(name)) {
				t.Errorf("%s.%s has no words: records.field.%s", kind, name, snake(name))
			}
		}
	}
}

// snake is a field's name as the company file has it.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
