// Package ui is what pages look like: templates, styles and the typed structs that fill them. It knows no route,
// no record and no person.
package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain/locale"
)

//go:embed templates static
var files embed.FS

// Page is what every page has.
type Page struct {
	Lang string // ja or en
}

// PageFor reads the language a browser prefers.
func PageFor(r *http.Request) Page {
	for tag := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		switch tag = strings.ToLower(strings.TrimSpace(tag)); {
		case strings.HasPrefix(tag, "ja"):
			return Page{Lang: "ja"}
		case strings.HasPrefix(tag, "en"):
			return Page{Lang: "en"}
		}
	}
	return Page{Lang: "ja"}
}

// T is a text in the page's language.
func (p Page) T(key string, pairs ...any) string { return locale.T(p.Lang, key, pairs...) }

// Start says what this is to somebody who opens the address.
type Start struct{ Page }

// Failure is the error page.
type Failure struct {
	Page
	Status int
}

// Said is the sentence for the status: what happened and what to do.
func (f Failure) Said() string {
	switch {
	case f.Status == http.StatusNotFound:
		return f.T("web.failure.not_found")
	case f.Status == http.StatusForbidden:
		return f.T("web.failure.forbidden")
	case f.Status < 500:
		return f.T("web.failure.refused")
	default:
		return f.T("web.failure.broken")
	}
}

// pages ties each template to the struct that fills it.
var pages = map[string]any{"start.html": Start{}, "failure.html": Failure{}}

var parsed = parse()

// parse reads every template at boot; one without a page, or a page without one, stops the program.
func parse() map[string]*template.Template {
	out := map[string]*template.Template{}
	names, _ := fs.Glob(files, "templates/*.html")
	for _, name := range names {
		stem := strings.TrimPrefix(name, "templates/")
		if stem == "layout.html" {
			continue
		}
		if _, ok := pages[stem]; !ok {
			panic("ui: template " + stem + " has no page")
		}
		out[stem] = template.Must(template.New("layout.html").ParseFS(files, "templates/layout.html", name))
	}
	for stem := range pages {
		if out[stem] == nil {
			panic("ui: page " + stem + " has no template")
		}
	}
	return out
}

// Render writes a page whole or not at all.
func Render(w http.ResponseWriter, status int, page any) error {
	for name, kind := range pages {
		if fmt.Sprintf("%T", kind) != fmt.Sprintf("%T", page) {
			continue
		}
		var b bytes.Buffer
		if err := parsed[name].Execute(&b, page); err != nil {
			return err
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, err := b.WriteTo(w)
		return err
	}
	return fmt.Errorf("ui: %T is no page", page)
}

// Static serves the embedded styles and scripts below prefix.
func Static(prefix string) http.Handler {
	sub, err := fs.Sub(files, "static")
	if err != nil {
		panic(err)
	}
	return http.StripPrefix(prefix, http.FileServerFS(sub))
}
