package timesheet

import (
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/export/pdf"
	"github.com/dakoku/dakoku/domain/locale"
)

// Paper writes sheets as one PDF, a person after the other (勤務表PDF).
type Paper struct {
	doc  *pdf.Document
	font *pdf.Font
	lang string
	lost []Lost
}

// Lost is a text with letters the font has not: 〓 stands for them on the sheet.
type Lost struct {
	Code, Text, Letters string
}

// NewPaper begins a document. title is what readers show above it; made is its time, and nothing else of it depends on when.
func NewPaper(w io.Writer, title, lang string, made time.Time) (*Paper, error) {
	font, err := pdf.Gothic()
	if err != nil {
		return nil, err
	}
	return &Paper{doc: pdf.New(w, font, title, locale.Lang(lang), made), font: font, lang: locale.Lang(lang)}, nil
}

// Add writes a person's month: a page, and more only for texts that are longer than their place.
func (p *Paper) Add(s Sheet) error {
	v := s.read(p.lang)
	d := &drawing{pen: p.doc.Page(), font: p.font}
	d.sheet(v)
	rest := d.continued(p.doc.Page, v)
	slices.Sort(d.texts)
	for _, text := range slices.Compact(d.texts) {
		if missing := p.font.Missing(text); len(missing) > 0 {
			p.lost = append(p.lost, Lost{v.Code, text, string(missing)})
		}
	}
	pages := append([]*pdf.Page{d.first}, rest...)
	mark := strings.TrimSpace(v.Code + " " + v.Name)
	for _, page := range pages {
		if err := p.doc.Add(page, mark); err != nil {
			return err
		}
		mark = ""
	}
	return nil
}

// Close ends the document.
func (p *Paper) Close() error { return p.doc.Close() }

// Lost lists the texts that could not be written whole, so far.
func (p *Paper) Lost() []Lost { return p.lost }
