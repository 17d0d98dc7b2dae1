package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// name is the font's in the document; six letters and a plus sign say that it is a part of it.
const name = "DAKOKU+BIZUDPGothic"

// fonts writes the font: glyphs are shown by their numbers (Identity-H), with a table back to letters for searching and copying.
func (d *Document) fonts() {
	f, used := d.font, d.glyphs()
	d.object(fontObject, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, cidFont, toUnicode))
	var widths strings.Builder
	for _, g := range used {
		fmt.Fprintf(&widths, "%d[%d]", g, f.scaled(f.advance(g)))
	}
	d.object(cidFont, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/DW 1000/W[%s]/CIDToGIDMap/Identity>>", name, descriptor, widths.String()))
	hhea, head := f.tables["hhea"], f.tables["head"]
	d.object(descriptor, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, f.signed(head[36:]), f.signed(head[38:]), f.signed(head[40:]), f.signed(head[42:]),
		f.signed(hhea[4:]), f.signed(hhea[6:]), f.signed(hhea[4:]), fontData))
	file := f.subset(d.used)
	d.stream(fontData, fmt.Sprintf("/Length1 %d", len(file)), file)
	d.stream(toUnicode, "", letters(used, d.used))
}

// scaled is a length of the font in thousandths of the em square.
func (f *Font) scaled(units int) int { return units * 1000 / f.perEm }

func (f *Font) signed(b []byte) int { return f.scaled(int(int16(binary.BigEndian.Uint16(b)))) }

// letters is the table from glyphs to letters (ISO 32000-1, 9.10.3), at most a hundred a section.
func letters(used []uint16, of map[uint16]rune) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/CMapName/Adobe-Identity-UCS def\n" +
		"1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n")
	for len(used) > 0 {
		n := min(100, len(used))
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, g := range used[:n] {
			fmt.Fprintf(&b, "<%04x><", g)
			for _, u := range utf16.Encode([]rune{of[g]}) {
				fmt.Fprintf(&b, "%04x", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
		used = used[n:]
	}
	b.WriteString("endcmap\nend\nend\n")
	return b.Bytes()
}
