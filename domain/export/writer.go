package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// Report is what is to be known about a written file.
type Report struct {
	Rows    int
	Same    int    // lines left out because an earlier file has them
	Gone    int    // lines of that earlier file that are not so any more
	SHA256  string // of the whole file
	Guarded int    // texts a spreadsheet would have run, made harmless
	Lost    int    // cells with letters the encoding lacks
	Cells   []Cell // the first of those
}

// Cell is a place in the file where letters had to be replaced by 〓.
type Cell struct {
	Row     int // from 1, the header not counted
	Column  string
	Text    string // as it should have been
	Letters string // the ones that are lost
}

// mostCells is how many lost cells a report names one by one.
const mostCells = 100

// flushAt is the buffer between us and the file: what has been written before is never held.
const flushAt = 32 << 10

// Writer writes one file line by line, without remembering any.
type Writer struct {
	layout  *Layout
	columns []column
	letters letters
	out     *bufio.Writer
	sum     hash.Hash
	earlier *Earlier
	report  Report
	line    []byte
}

// NewWriter begins a file: its mark, the lines before the header and the header. earlier, which may be nil, is a file
// whose lines are left out.
func NewWriter(out io.Writer, l *Layout, earlier *Earlier) (*Writer, error) {
	w := &Writer{layout: l, columns: columnsOf(l), letters: lettersOf(l.Encoding), sum: sha256.New(), earlier: earlier}
	w.out = bufio.NewWriterSize(io.MultiWriter(out, w.sum), flushAt)
	if l.Encoding == UTF8BOM {
		_, _ = w.out.WriteString(mark) // a failure shows when it is flushed
	}
	for _, line := range l.Before {
		encoded, _ := w.letters.encode(line)
		_, _ = w.out.WriteString(encoded + l.newline())
	}
	if l.Header {
		header, err := l.header()
		if err != nil {
			return nil, err
		}
		_, _ = w.out.Write(append(header, l.newline()...))
	}
	return w, w.out.Flush() // early, so that whoever waits sees that something comes
}

// header is the line of titles, without its newline.
func (l *Layout) header() ([]byte, error) {
	var line []byte
	letters := lettersOf(l.Encoding)
	for i, c := range l.Columns {
		encoded, _ := letters.encode(c.Title)
		var err error
		if line, err = l.cell(line, i, encoded); err != nil {
			return nil, err
		}
	}
	return line, nil
}

// mark is the byte order mark by which Excel knows UTF-8.
const mark = "\ufeff"

func (l *Layout) newline() string {
	if l.Newline == "lf" {
		return "\n"
	}
	return "\r\n"
}

func (l *Layout) delimiter() byte {
	if l.Delimiter == "tab" {
		return '\t'
	}
	return ','
}

// Write adds a row. Invalid: a value does not fit the layout; the error names the person and the column.
func (w *Writer) Write(row Row) error {
	if w.layout.Idle == "skip" && idle(row) {
		return nil
	}
	w.line = w.line[:0]
	for i := range w.columns {
		c := &w.columns[i]
		s, err := c.write(w.layout, row)
		if err != nil {
			return err
		}
		if c.isText() {
			var guarded bool
			if s, guarded = harmless(s, w.layout.Formulas); guarded {
				w.report.Guarded++
			}
		}
		encoded, lost := w.letters.encode(s)
		if len(lost) > 0 {
			w.lose(c.Title, s, lost)
		}
		if w.line, err = w.layout.cell(w.line, i, encoded); err != nil {
			return domain.Errorf(domain.Invalid, "employee %s, column %d (%s): %w", row.Text("code"), i+1, c.Title, err)
		}
	}
	if w.earlier.has(w.layout.essence(w.line)) {
		w.report.Same++
		return nil
	}
	w.report.Rows++
	_, err := w.out.Write(append(w.line, w.layout.newline()...))
	return err
}

// Written counts the lines that are in the file so far: those left out are not.
func (w *Writer) Written() int { return w.report.Rows }

// idle tells whether a person has nothing in the period.
func idle(row Row) bool {
	worked, _ := row.Value("worked")
	came, _ := row.Value("days_worked")
	return worked == 0 && came == 0
}

func (w *Writer) lose(title, s string, lost []rune) {
	w.report.Lost++
	if len(w.report.Cells) < mostCells {
		w.report.Cells = append(w.report.Cells, Cell{w.report.Rows + w.report.Same + 1, title, s, string(lost)})
	}
}

// cell adds a cell to a line, quoted as the layout wants.
func (l *Layout) cell(line []byte, i int, s string) ([]byte, error) {
	delimiter := l.delimiter()
	if i > 0 {
		line = append(line, delimiter)
	}
	switch special := l.Quoting != "all" && special(s, delimiter); {
	case l.Quoting == "none" && special:
		return nil, domain.Errorf(domain.Invalid, "a file without quotes cannot hold %q", s)
	case l.Quoting == "all" || special:
		line = append(line, '"')
		line = append(line, strings.ReplaceAll(s, `"`, `""`)...)
		return append(line, '"'), nil
	}
	return append(line, s...), nil
}

// special tells whether a text holds what ends a cell or a line. All of that lies at or below the comma, and little else.
func special(s string, delimiter byte) bool {
	for i := range len(s) {
		if b := s[i]; b <= ',' && (b == delimiter || b == '"' || b == '\r' || b == '\n') {
			return true
		}
	}
	return false
}

// Close ends the file and reports on it. It does not close what is written to.
func (w *Writer) Close() (Report, error) {
	err := w.out.Flush()
	w.report.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	w.report.Gone = w.earlier.left()
	return w.report, err
}
