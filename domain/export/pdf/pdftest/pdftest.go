// Package pdftest reads what package pdf writes, so that tests can see what stands where. It reads nothing else.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Text is a piece of text on a page.
type Text struct {
	X, Y  float64 // of the beginning of its baseline, in millimetres from the upper left corner
	Width float64 // in millimetres
	Size  float64 // in points
	Text  string
}

// Document is what was read.
type Document struct {
	Pages     [][]Text
	Contents  []string // the table of contents
	Font      []byte   // the embedded font file
	MediaBox  string   // of every page, in points
	PageSpots int      // how many pages the tree of pages counts
}

const (
	mm     = 72 / 25.4
	height = 297.0
)

var (
	entry   = regexp.MustCompile(`(\d{10}) 00000 n `)
	pages   = regexp.MustCompile(`/Type/Page/.*MediaBox\[([^\]]*)\].*/Contents (\d+) 0 R`)
	kids    = regexp.MustCompile(`/Type/Pages/Count (\d+)/Kids\[([\d R]*)\]`)
	widths  = regexp.MustCompile(`(\d+)\[(\d+)\]`)
	mapping = regexp.MustCompile(`<([0-9a-f]{4})><([0-9a-f]+)>\n`)
	shown   = regexp.MustCompile(`BT .*/F ([\d.]+) Tf (-?[\d.]+) (-?[\d.]+) Td <([0-9a-f]*)> Tj ET`)
	marks   = regexp.MustCompile(`<</Title<([0-9a-f]*)>/Parent`)
)

// Read reads a document and fails where one part does not lead to the next.
func Read(raw []byte) (Document, error) {
	objects, err := table(raw)
	if err != nil {
		return Document{}, err
	}
	var d Document
	advance, letters := map[string]float64{}, map[string]string{}
	for _, number := range slices.Sorted(maps.Keys(objects)) {
		body := objects[number]
		switch text := string(body); {
		case strings.Contains(text, "/CIDFontType2"):
			for _, m := range widths.FindAllStringSubmatch(text[strings.Index(text, "/W["):], -1) {
				glyph, _ := strconv.Atoi(m[1])
				advance[fmt.Sprintf("%04x", glyph)], _ = strconv.ParseFloat(m[2], 64)
			}
		case strings.Contains(text, "/Length1"):
			if d.Font, err = inflate(body); err != nil {
				return d, err
			}
		case strings.HasPrefix(text, "<</Title") && strings.Contains(text, "/Parent"):
			d.Contents = append(d.Contents, utf(marks.FindStringSubmatch(text)[1])[len("\ufeff"):])
		case strings.HasPrefix(text, "<</Filter"):
			stream, err := inflate(body)
			if err != nil {
				return d, err
			}
			if bytes.Contains(stream, []byte("begincmap")) {
				for _, m := range mapping.FindAllStringSubmatch(string(stream), -1) {
					letters[m[1]] = utf(m[2])
				}
			}
		}
	}
	return d, d.read(objects, advance, letters)
}

// read follows the tree of pages.
func (d *Document) read(objects map[int][]byte, advance map[string]float64, letters map[string]string) error {
	for _, body := range objects {
		tree := kids.FindStringSubmatch(string(body))
		if tree == nil {
			continue
		}
		d.PageSpots, _ = strconv.Atoi(tree[1])
		for kid := range strings.SplitSeq(strings.TrimSpace(tree[2]), " 0 R") {
			if kid = strings.TrimSpace(kid); kid == "" {
				continue
			}
			number, _ := strconv.Atoi(kid)
			page := pages.FindStringSubmatch(string(objects[number]))
			if page == nil {
				return fmt.Errorf("object %d is no page", number)
			}
			d.MediaBox = page[1]
			content, _ := strconv.Atoi(page[2])
			stream, err := inflate(objects[content])
			if err != nil {
				return err
			}
			d.Pages = append(d.Pages, texts(string(stream), advance, letters))
		}
	}
	return nil
}

func texts(stream string, advance map[string]float64, letters map[string]string) []Text {
	var list []Text
	for _, m := range shown.FindAllStringSubmatch(stream, -1) {
		var t Text
		t.Size, _ = strconv.ParseFloat(m[1], 64)
		t.X, _ = strconv.ParseFloat(m[2], 64)
		t.Y, _ = strconv.ParseFloat(m[3], 64)
		t.X, t.Y = t.X/mm, height-t.Y/mm
		for glyphs := m[4]; glyphs != ""; glyphs = glyphs[4:] {
			t.Text += letters[glyphs[:4]]
			t.Width += advance[glyphs[:4]] / 1000 * t.Size / mm
		}
		list = append(list, t)
	}
	return list
}

// table finds every object where the table at the end says it is.
func table(raw []byte) (map[int][]byte, error) {
	end := bytes.LastIndex(raw, []byte("startxref\n"))
	if !bytes.HasPrefix(raw, []byte("%PDF-1.7\n")) || end < 0 || !bytes.HasSuffix(raw, []byte("\n%%EOF\n")) {
		return nil, errors.New("neither begins nor ends as a PDF")
	}
	at, err := strconv.Atoi(string(bytes.Fields(raw[end:])[1]))
	if err != nil || !bytes.HasPrefix(raw[at:], []byte("xref\n")) {
		return nil, fmt.Errorf("no table at %d", at)
	}
	objects := map[int][]byte{}
	for i, m := range entry.FindAllStringSubmatch(string(raw[at:end]), -1) {
		place, _ := strconv.Atoi(m[1])
		body, ok := bytes.CutPrefix(raw[place:], fmt.Appendf(nil, "%d 0 obj\n", i+1))
		if !ok {
			return nil, fmt.Errorf("object %d is not at %d", i+1, place)
		}
		objects[i+1], _, _ = bytes.Cut(body, []byte("\nendobj\n"))
	}
	return objects, nil
}

func inflate(body []byte) ([]byte, error) {
	_, packed, ok := bytes.Cut(body, []byte("\nstream\n"))
	if !ok {
		return nil, errors.New("no stream")
	}
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func utf(text string) string {
	raw, _ := hex.DecodeString(text)
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
