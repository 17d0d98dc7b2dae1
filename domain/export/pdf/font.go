package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"io"
	"sync"

	"golang.org/x/text/unicode/norm"
)

//go:embed font/BIZUDPGothic-Regular.ttf.gz
var packed []byte // BIZ UDPGothic, SIL Open Font License 1.1: font/OFL.txt

// geta (〓) stands where the font has no letter, as in print.
const geta = '〓'

// usual are letters of names the font lacks, with the shape everybody reads them by.
var usual = map[rune]rune{'𠮷': '吉'}

// Font is the TrueType font every document is written in.
type Font struct {
	tables  map[string][]byte
	glyphs  map[rune]uint16
	loca    []uint32 // where each glyph begins in glyf, and where the last ends
	perEm   int      // units of the em square
	metrics int      // glyphs with a width of their own; the others have the last one's
}

// Gothic is the embedded font, BIZ UDPGothic: 13,932 glyphs, among them those of JIS X 0213 that names need.
// It is unpacked when it is first asked for.
var Gothic = sync.OnceValues(func() (*Font, error) {
	unpack, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(unpack)
	if err != nil {
		return nil, err
	}
	return parseFont(raw)
})

var errFont = errors.New("pdf: not a TrueType font this package can read")

// parseFont reads the tables it needs of a TrueType font: https://learn.microsoft.com/typography/opentype/spec/otff
func parseFont(raw []byte) (*Font, error) {
	f := &Font{tables: map[string][]byte{}, glyphs: map[rune]uint16{}}
	for i := range int(binary.BigEndian.Uint16(raw[4:])) {
		entry := raw[12+16*i:]
		from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		f.tables[string(entry[:4])] = raw[from : from+length]
	}
	head, glyphs := f.tables["head"], int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	if binary.BigEndian.Uint16(head[50:]) != 1 { // long offsets
		return nil, errFont
	}
	f.perEm = int(binary.BigEndian.Uint16(head[18:]))
	f.metrics = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	for i := range glyphs + 1 {
		f.loca = append(f.loca, binary.BigEndian.Uint32(f.tables["loca"][4*i:]))
	}
	return f, f.readCharacters()
}

// readCharacters reads the table that covers all of Unicode (platform 3, encoding 10, format 12).
func (f *Font) readCharacters() error {
	cmap := f.tables["cmap"]
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		entry := cmap[4+8*i:]
		part := cmap[binary.BigEndian.Uint32(entry[4:]):]
		if binary.BigEndian.Uint32(entry) != 3<<16|10 || binary.BigEndian.Uint16(part) != 12 {
			continue
		}
		for g := range int(binary.BigEndian.Uint32(part[12:])) {
			group := part[16+12*g:]
			first, last := binary.BigEndian.Uint32(group), binary.BigEndian.Uint32(group[4:])
			glyph := binary.BigEndian.Uint32(group[8:])
			for c := first; c <= last; c++ {
				f.glyphs[rune(c)] = uint16(glyph + c - first)
			}
		}
		return nil
	}
	return errFont
}

// Missing lists the letters of a text that the font cannot write as they are: 〓 stands for them, and a variant of a
// kanji (異体字) is written in its usual shape.
func (f *Font) Missing(s string) []rune {
	var list []rune
	for _, r := range norm.NFC.String(s) {
		if _, ok := f.glyphs[r]; !ok {
			list = append(list, r)
		}
	}
	return list
}

// shape turns a text into glyphs.
func (f *Font) shape(s string, each func(r rune, glyph uint16)) {
	for _, r := range norm.NFC.String(s) {
		if selects(r) {
			continue
		}
		for _, shown := range []rune{r, usual[r], geta} {
			if glyph, ok := f.glyphs[shown]; ok {
				each(shown, glyph)
				break
			}
		}
	}
}

// selects tells whether a code point only chooses a shape of the letter before it.
func selects(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF }

// advance is a glyph's width in the font's units.
func (f *Font) advance(glyph uint16) int {
	return int(binary.BigEndian.Uint16(f.tables["hmtx"][4*min(int(glyph), f.metrics-1):]))
}

// Width is how wide a text is at a size in points, in millimetres.
func (f *Font) Width(s string, size float64) float64 {
	units := 0
	f.shape(s, func(_ rune, glyph uint16) { units += f.advance(glyph) })
	return float64(units) / float64(f.perEm) * size / mm
}
