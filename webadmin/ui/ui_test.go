package ui

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// SmallPage is a page for the tests.
type SmallPage struct {
	Page
	Field Field
}

func set(t *testing.T, body string) *Set {
	t.Helper()
	return Parse(fstest.MapFS{"small_page.html": {Data: []byte(`{{define "body"}}` + body + `{{end}}`)}}, SmallPage{})
}

func render(t *testing.T, body string, page SmallPage) string {
	t.Helper()
	w := httptest.NewRecorder()
	if err := set(t, body).Render(w, 200, page); err != nil {
		t.Fatal(err)
	}
	return w.Body.String()
}

// TestParseStopsTheProgram wants a template for every page and a page for every template.
func TestParseStopsTheProgram(t *testing.T) {
	one := &fstest.MapFile{Data: []byte(`{{define "body"}}{{end}}`)}
	for name, files := range map[string]fstest.MapFS{
		"a page without a template": {},
		"a template without a page": {"small_page.html": one, "other.html": one},
		"a template that is broken": {"small_page.html": &fstest.MapFile{Data: []byte(`{{define "body"}}{{if}}`)}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not stop the program", name)
				}
			}()
			Parse(files, SmallPage{}).Ready()
		}()
	}
}

// TestAPageIsWholeOrNotThere fails in the middle of a page.
func TestAPageIsWholeOrNotThere(t *testing.T) {
	w := httptest.NewRecorder()
	if err := set(t, `begun {{.NoSuchField}}`).Render(w, 200, SmallPage{}); err == nil || w.Body.Len() > 0 {
		t.Errorf("%v, %q", err, w.Body)
	}
	if err := set(t, ``).Render(w, 200, struct{ Page }{}); err == nil {
		t.Error("a page of another set is rendered")
	}
}

func TestField(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Field
		has  []string
	}{
		{"plain", Field{Name: "q", Label: "社員番号", Value: `"<b>`}, []string{`<label for="q">社員番号`, `value="&#34;&lt;b&gt;"`, `type="text"`, `maxlength="200"`}},
		{"wrong", Field{Name: "q", Label: "L", Hint: "h", Error: "だめ"}, []string{`aria-invalid="true" autofocus`, `aria-describedby="q-hint q-error"`, `id="q-error"`, `だめ`}},
		{"choices", Field{Name: "q", Label: "L", Choices: []Choice{{Value: "a", Label: "A"}, {Value: "b", Label: "B", Chosen: true}}}, []string{`<select id="q"`, `value="b" selected`}},
	} {
		got := render(t, `{{template "field" .Field}}`, SmallPage{Page: Page{Lang: "ja"}, Field: c.f})
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in %s", c.name, want, got)
			}
		}
	}
}

func TestPaging(t *testing.T) {
	p := Paging{At: 2, Pages: 3, Path: "/people", Query: map[string][]string{"q": {"田中"}}}
	if p.Prev() != "/people?page=1&q=%E7%94%B0%E4%B8%AD" || p.Next() != "/people?page=3&q=%E7%94%B0%E4%B8%AD" {
		t.Errorf("%s %s", p.Prev(), p.Next())
	}
	if p.At = 3; p.Next() != "" {
		t.Error("there is no page after the last")
	}
}

func TestStaticFilesKeepTheirAddress(t *testing.T) {
	w := httptest.NewRecorder()
	Static().ServeHTTP(w, httptest.NewRequest("GET", Asset("dakoku.css"), nil))
	if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	w = httptest.NewRecorder()
	Static().ServeHTTP(w, httptest.NewRequest("GET", "/static/dakoku.css?v=old", nil))
	if w.Code != 200 || w.Header().Get("Cache-Control") != "" {
		t.Errorf("an old address is kept for ever: %v", w.Header())
	}
}
