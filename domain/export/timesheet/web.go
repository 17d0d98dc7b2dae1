package timesheet

import (
	"embed"
	"html/template"
	"io"

	"github.com/dakoku/dakoku/domain/locale"
)

//go:embed page
var files embed.FS

var pages = template.Must(template.ParseFS(files, "page/sheet.html"))

// Style is the sheet's style sheet, for whoever shows sheets on a page of his own.
var Style = func() string {
	css, err := files.ReadFile("page/sheet.css")
	if err != nil {
		panic(err) // it is embedded
	}
	return string(css)
}()

// Web writes sheets as one page that stands alone: to look at, and to print on A4.
type Web struct {
	w    io.Writer
	lang string
}

// NewWeb begins a page.
func NewWeb(w io.Writer, title, lang string) (*Web, error) {
	lang = locale.Lang(lang)
	return &Web{w, lang}, pages.ExecuteTemplate(w, "begin", struct {
		Lang, Title string
		Style       template.CSS
	}{lang, title, template.CSS(Style)}) // #nosec G203: it is embedded
}

// Add writes a person's month.
func (p *Web) Add(s Sheet) error { return pages.ExecuteTemplate(p.w, "sheet", s.read(p.lang)) }

// Close ends the page.
func (p *Web) Close() error { return pages.ExecuteTemplate(p.w, "end", nil) }
