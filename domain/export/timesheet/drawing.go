package timesheet

import (
	"strings"

	"github.com/dakoku/dakoku/domain/export/pdf"
)

// drawing is a sheet that is being drawn.
type drawing struct {
	pen   *pdf.Page
	font  *pdf.Font
	first *pdf.Page
	texts []string // everything that was to be written, whole
	rest  []pair   // what was longer than its place, by what it is
}

// smallest is how far letters shrink before a text is cut, as a part of their size.
const smallest = 0.7

// fit writes a text into a width: smaller if it must be, and cut if that is not enough. What is cut is kept for the end.
func (d *drawing) fit(x, y, width, size float64, right, bold bool, s, label string) {
	if s == "" {
		return
	}
	d.texts = append(d.texts, s)
	shown := s
	if w := d.font.Width(s, size); w > width {
		if size *= max(width/w, smallest); width/w < smallest {
			shown = d.cut(s, size, width)
			d.rest = append(d.rest, pair{label, s})
		}
	}
	if right {
		x += width - d.font.Width(shown, size)
	}
	if bold {
		d.pen.Bold(x, y, size, shown)
	} else {
		d.pen.Text(x, y, size, shown)
	}
}

// cut is as much of a text as fits, with an ellipsis.
func (d *drawing) cut(s string, size, width float64) string {
	letters := []rune(s)
	for len(letters) > 0 && d.font.Width(string(letters)+"…", size) > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}

// wrap parts a text into lines of a width, between words where there are any.
func (d *drawing) wrap(s string, size, width float64) []string {
	var lines []string
	var line strings.Builder
	space := -1 // the last place in the line where it may be parted
	for _, r := range strings.ReplaceAll(s, "\n", " ") {
		if line.Len() > 0 && d.font.Width(line.String()+string(r), size) > width {
			text := line.String()
			at := len(text)
			if space > 0 && r != ' ' {
				at = space
			}
			lines = append(lines, strings.TrimRight(text[:at], " "))
			line.Reset()
			line.WriteString(strings.TrimLeft(text[at:], " "))
			space = -1
		}
		if r == ' ' {
			if line.Len() == 0 && len(lines) > 0 {
				continue
			}
			space = line.Len()
		}
		line.WriteRune(r)
	}
	return append(lines, line.String())
}
