package pdf

import (
	"bytes"
	"fmt"
)

// mm is a millimetre in points. Places are in millimetres from the page's upper left corner, sizes of letters in points.
const mm = 72 / 25.4

// Width and Height are A4 portrait, in millimetres.
const (
	Width  = 210.0
	Height = 297.0
)

// Page is a page that is being drawn.
type Page struct {
	font *Font
	used map[uint16]rune
	ops  bytes.Buffer
}

// Text writes a text whose baseline begins at x, y.
func (p *Page) Text(x, y, size float64, s string) { p.write(x, y, size, s, "0 Tr") }

// Bold writes a text in heavier letters: drawn with an outline, because one weight of a Japanese font is large enough.
func (p *Page) Bold(x, y, size float64, s string) {
	p.write(x, y, size, s, fmt.Sprintf("2 Tr %.3f w", size/40))
}

func (p *Page) write(x, y, size float64, s, how string) {
	if s == "" {
		return
	}
	fmt.Fprintf(&p.ops, "BT %s /F %.2f Tf %.2f %.2f Td <", how, size, x*mm, (Height-y)*mm)
	p.font.shape(s, func(r rune, glyph uint16) {
		if _, ok := p.used[glyph]; !ok {
			p.used[glyph] = r
		}
		fmt.Fprintf(&p.ops, "%04x", glyph)
	})
	p.ops.WriteString("> Tj ET\n")
}

// Line draws a line of a thickness in points.
func (p *Page) Line(x1, y1, x2, y2, thick float64) {
	fmt.Fprintf(&p.ops, "%.2f w %.2f %.2f m %.2f %.2f l S\n", thick, x1*mm, (Height-y1)*mm, x2*mm, (Height-y2)*mm)
}

// Box draws the outline of a rectangle whose upper left corner is x, y.
func (p *Page) Box(x, y, width, height, thick float64) {
	fmt.Fprintf(&p.ops, "%.2f w %.2f %.2f %.2f %.2f re S\n", thick, x*mm, (Height-y-height)*mm, width*mm, height*mm)
}

// Shade fills a rectangle with a grey from 0, black, to 1, white.
func (p *Page) Shade(x, y, width, height, grey float64) {
	fmt.Fprintf(&p.ops, "q %.2f g %.2f %.2f %.2f %.2f re f Q\n", grey, x*mm, (Height-y-height)*mm, width*mm, height*mm)
}
