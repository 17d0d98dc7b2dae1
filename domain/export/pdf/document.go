package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf16"
)

// The numbers of the objects that are written last; pages come after them.
const (
	catalogue = iota + 1
	pageTree
	fontObject
	cidFont
	descriptor
	fontData
	toUnicode
	info
	outline
	firstPage
)

// Document is a PDF 1.7 that is being written (ISO 32000-1).
type Document struct {
	out     counter
	font    *Font
	used    map[uint16]rune
	offsets map[int]int64 // of each object
	next    int           // number of an object that is not there yet
	pages   []int
	marks   []bookmark
	title   string
	lang    string
	made    time.Time
}

// bookmark is an entry of the reader's table of contents.
type bookmark struct {
	text string
	page int
}

// counter knows how much was written and keeps the first error.
type counter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counter) Write(b []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.w.Write(b)
	c.n, c.err = c.n+int64(n), err
	return n, err
}

// New begins a document in a language (ja or en). The same pages at the same time are the same bytes.
func New(w io.Writer, font *Font, title, lang string, made time.Time) *Document {
	d := &Document{out: counter{w: w}, font: font, used: map[uint16]rune{}, offsets: map[int]int64{}, next: firstPage,
		title: title, lang: lang, made: made}
	fmt.Fprint(&d.out, "%PDF-1.7\n%\xe6\x89\x93\xe5\n")
	return d
}

// Page begins a page; it is not part of the document until it is added.
func (d *Document) Page() *Page { return &Page{font: d.font, used: d.used} }

// Add writes a page. A text in the table of contents leads to it, unless it is empty.
func (d *Document) Add(p *Page, contents string) error {
	page, content := d.next, d.next+1
	d.next += 2
	d.object(page, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</Font<</F %d 0 R>>>>/Contents %d 0 R>>",
		pageTree, Width*mm, Height*mm, fontObject, content))
	d.stream(content, "", p.ops.Bytes())
	d.pages = append(d.pages, page)
	if contents != "" {
		d.marks = append(d.marks, bookmark{contents, page})
	}
	return d.out.err
}

// Close writes the font with the letters that were used, and the rest. A document needs a page.
func (d *Document) Close() error {
	var kids bytes.Buffer
	for _, n := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", n)
	}
	d.object(pageTree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(d.pages), kids.Bytes()))
	d.object(catalogue, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>>>",
		pageTree, outline, d.lang))
	made := d.made.UTC().Format("D:20060102150405Z")
	d.object(info, fmt.Sprintf("<</Title%s/Producer(Dakoku)/CreationDate(%s)>>", text(d.title), made))
	d.contents()
	d.fonts()
	return d.finish()
}

// contents writes the table of contents.
func (d *Document) contents() {
	first := d.next
	d.next += len(d.marks)
	for i, m := range d.marks {
		around := ""
		if i > 0 {
			around += fmt.Sprintf("/Prev %d 0 R", first+i-1)
		}
		if i < len(d.marks)-1 {
			around += fmt.Sprintf("/Next %d 0 R", first+i+1)
		}
		d.object(first+i, fmt.Sprintf("<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>", text(m.text), outline, m.page, around))
	}
	ends := ""
	if len(d.marks) > 0 {
		ends = fmt.Sprintf("/First %d 0 R/Last %d 0 R", first, first+len(d.marks)-1)
	}
	d.object(outline, fmt.Sprintf("<</Type/Outlines/Count %d%s>>", len(d.marks), ends))
}

// finish writes where each object is.
func (d *Document) finish() error {
	at := d.out.n
	fmt.Fprintf(&d.out, "xref\n0 %d\n0000000000 65535 f \n", d.next)
	for n := 1; n < d.next; n++ {
		fmt.Fprintf(&d.out, "%010d 00000 n \n", d.offsets[n])
	}
	fmt.Fprintf(&d.out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", d.next, catalogue, info, at)
	return d.out.err
}

func (d *Document) object(number int, body string) {
	d.offsets[number] = d.out.n
	fmt.Fprintf(&d.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

// stream writes an object of packed bytes.
func (d *Document) stream(number int, more string, body []byte) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, err := z.Write(body)
	if closed := z.Close(); err == nil {
		err = closed
	}
	if err != nil && d.out.err == nil {
		d.out.err = err
	}
	d.object(number, fmt.Sprintf("<</Filter/FlateDecode/Length %d%s>>\nstream\n%s\nendstream", packed.Len(), more, packed.Bytes()))
}

// text is a text string: UTF-16 with its mark, in hexadecimal.
func text(s string) string {
	raw := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		raw = append(raw, byte(u>>8), byte(u))
	}
	return "<" + hex.EncodeToString(raw) + ">"
}

// glyphs are those that were used, in order.
func (d *Document) glyphs() []uint16 {
	list := make([]uint16, 0, len(d.used))
	for g := range d.used {
		list = append(list, g)
	}
	slices.Sort(list)
	return list
}
