package line

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// lettering holds a sign and a word for each button and each state, drawn once with Noto Sans CJK (SIL Open Font
// License), because a program without fonts cannot write Japanese. Only their shape counts, not their colour. A
// button's file is named by its language and action, a state's by its language and state.
//
//go:embed menu/*.png
var lettering embed.FS

// Size of a menu's picture and of the strip that names the state.
// https://developers.line.biz/en/reference/messaging-api/#upload-rich-menu-image-requirements
const (
	menuWidth  = 2500
	menuHeight = 843
	stripTall  = 190
	gap        = 14
)

var (
	menuGround = color.RGBA{0xE5, 0xE7, 0xEB, 0xFF}
	tileGround = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	tileInk    = color.RGBA{0x1F, 0x29, 0x37, 0xFF}
	brightInk  = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	strongTile = color.RGBA{0x15, 0x80, 0x3D, 0xFF}
)

// stateInk is the colour of a state. The word and the sign beside it say the same.
var stateInk = map[string]color.RGBA{
	"unlinked": {0x6D, 0x28, 0xD9, 0xFF},
	"off":      {0x4B, 0x55, 0x63, 0xFF},
	"in":       {0x15, 0x80, 0x3D, 0xFF},
	"break":    {0xB4, 0x53, 0x09, 0xFF},
	"away":     {0x1D, 0x4E, 0xD8, 0xFF},
}

// tiles are the places of n buttons in a row below the strip. The picture and what can be tapped both follow them.
func tiles(n int) []image.Rectangle {
	out := make([]image.Rectangle, n)
	for i := range out {
		out[i] = image.Rect(menuWidth*i/n, stripTall, menuWidth*(i+1)/n, menuHeight)
	}
	return out
}

// shades is how many steps lead from a place's ground to its ink; few enough for all to fit into one palette, which
// makes a picture quick to draw and small.
const shades = 16

// drawing is a menu's picture, and a digest of what is to be seen on it, which no encoder changes.
type drawing struct {
	png    []byte
	digest [sha256.Size]byte
}

// picture draws a menu. A button nobody has drawn stays a plain tile: it works, and its label is read aloud.
func picture(page dialog.Reply) (drawing, error) {
	ground, ok := stateInk[page.State]
	if !ok {
		ground = tileInk
	}
	c := &canvas{image.NewPaletted(image.Rect(0, 0, menuWidth, menuHeight), color.Palette{menuGround})}
	state, plain, strong := c.mix(ground, brightInk), c.mix(tileGround, tileInk), c.mix(strongTile, brightInk)
	strip := image.Rect(0, 0, menuWidth, stripTall)
	if err := c.place(strip, state, page.Lang+"-state-"+page.State); err != nil {
		return drawing{}, err
	}
	for i, r := range tiles(len(page.Choices)) {
		choice, look := page.Choices[i], plain
		if choice.Strong {
			look = strong
		}
		name := page.Lang + "-" + strings.ReplaceAll(choice.Action.String(), " ", "-")
		if err := c.place(r.Inset(gap), look, name); err != nil {
			return drawing{}, err
		}
	}
	var out bytes.Buffer
	quick := png.Encoder{CompressionLevel: png.BestSpeed} // large flat areas become small anyhow
	if err := quick.Encode(&out, c.img); err != nil {
		return drawing{}, domain.Errorf(domain.Invalid, "line: menu picture: %w", err)
	}
	return drawing{out.Bytes(), sha256.Sum256(append(fmt.Append(nil, c.img.Palette), c.img.Pix...))}, nil
}

type canvas struct{ img *image.Paletted }

// mix adds the shades from a ground to an ink to the palette and answers the place of the first.
func (c *canvas) mix(ground, ink color.RGBA) uint8 {
	first := uint8(len(c.img.Palette))
	for i := range shades {
		step := func(a, b uint8) uint8 { return uint8((int(a)*(shades-1-i) + int(b)*i) / (shades - 1)) }
		c.img.Palette = append(c.img.Palette, color.RGBA{step(ground.R, ink.R), step(ground.G, ink.G), step(ground.B, ink.B), 0xFF})
	}
	return first
}

// place fills a place with a look's ground and puts a drawn word into its middle.
func (c *canvas) place(r image.Rectangle, look uint8, name string) error {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.img.Pix[c.img.PixOffset(r.Min.X, y):c.img.PixOffset(r.Max.X, y)]
		for x := range row {
			row[x] = look
		}
	}
	f, err := lettering.Open("menu/" + name + ".png")
	if err != nil {
		return nil //nolint:nilerr // not drawn
	}
	defer f.Close() //nolint:errcheck // read only, from memory
	shape, err := png.Decode(f)
	if err != nil {
		return domain.Errorf(domain.Invalid, "line: %s: %w", name, err)
	}
	drawn, ok := shape.(*image.NRGBA) // what a PNG with transparency is read as
	if !ok {
		return domain.Errorf(domain.Invalid, "line: %s has no transparent ground", name)
	}
	size := drawn.Bounds().Size()
	at := r.Min.Add(r.Size().Sub(size).Div(2))
	for y := max(0, -at.Y); y < min(size.Y, menuHeight-at.Y); y++ { // a drawing's margin may be larger than the place
		line := drawn.Pix[y*drawn.Stride:]
		row := c.img.Pix[c.img.PixOffset(at.X, at.Y+y):]
		for x := range size.X {
			if level := line[4*x+3] / (256 / shades); level > 0 {
				row[x] = look + level
			}
		}
	}
	return nil
}
