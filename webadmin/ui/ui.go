// Package ui is what pages look like: the layout, the parts pages are put together from, styles, and typed structs that
// fill them. It knows no route, no record and no person.
package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"reflect"
	"strings"
	"sync"
	"unicode"
)

//go:embed templates static
var files embed.FS

// Set is the pages of one package. They are parsed when they are mounted: a verb at the command line would wait for them
// longer than for its work.
type Set struct {
	byType map[reflect.Type]func() *template.Template
}

// Parse names a package's templates. SignIn{} is filled into sign_in.html; a template without a page, or a page without a
// template, stops the program.
func Parse(own fs.FS, pages ...any) *Set {
	s := &Set{byType: map[reflect.Type]func() *template.Template{}}
	left := map[string]bool{}
	names, _ := fs.Glob(own, "*.html")
	for _, name := range names {
		left[name] = true
	}
	for _, page := range pages {
		kind := reflect.TypeOf(page)
		name := stem(kind.Name()) + ".html"
		if !left[name] {
			panic("ui: page " + kind.String() + " has no template " + name)
		}
		delete(left, name)
		s.byType[kind] = sync.OnceValue(func() *template.Template { return assemble(own, name) })
	}
	for name := range left {
		panic("ui: template " + path.Base(name) + " has no page")
	}
	return s
}

// stem is a type's name as a file has it: SignIn is sign_in.
func stem(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Ready parses all of the set; a template that cannot be parsed stops the program.
func (s *Set) Ready() {
	if s == nil {
		return
	}
	for _, parse := range s.byType {
		parse()
	}
}

// Has tells whether a page is one of the set.
func (s *Set) Has(page any) bool { return s != nil && s.byType[reflect.TypeOf(page)] != nil }

// Render writes a page whole or not at all.
func (s *Set) Render(w http.ResponseWriter, status int, page any) error {
	if !s.Has(page) {
		return fmt.Errorf("ui: %T is no page of this set", page)
	}
	var b bytes.Buffer
	if err := s.byType[reflect.TypeOf(page)]().Execute(&b, page); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	return err
}
