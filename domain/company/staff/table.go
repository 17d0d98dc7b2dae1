package staff

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/export"
)

// Table is a list of people that was read, cell by cell. What the cells mean is not known yet.
type Table struct {
	Name    string
	SHA256  string   // of the file as it came
	Ignored []string // titles of columns that say nothing here
	Unkept  []string // titles of columns that are known but that Dakoku has no place for
	rows    []row
}

// row is a line with its cells.
type row struct {
	line  int
	cells map[Column]string
	fault *Fault // the line cannot be read at all
}

// largest is far more than a list of ten thousand people (about 2 MB).
const largest = 32 << 20

// Read reads a list of people: UTF-8 with or without a mark or Shift_JIS, commas or tabs, a header by name in any order.
// mapping says which title of the file stands for which column, "" being none. Invalid: the file is no such list.
func Read(in io.Reader, name string, mapping map[string]string) (Table, error) {
	t := Table{Name: name}
	decoded, sum, err := decode(in, name)
	if err != nil {
		return t, err
	}
	t.SHA256 = sum
	lines := reader(decoded)
	titles, err := header(lines, name)
	if err != nil {
		return t, err
	}
	columns, err := t.header(titles, mapping)
	if err != nil {
		return t, err
	}
	for {
		r, err := next(lines, columns)
		if errors.Is(err, io.EOF) {
			return t, nil
		} else if err != nil {
			return t, err
		}
		if r.fault != nil || len(r.cells) > 0 {
			t.rows = append(t.rows, r)
		}
	}
}

// decode is the text of a list, and the digest of the file as it came.
func decode(in io.Reader, name string) (text []byte, digest string, err error) {
	raw, err := io.ReadAll(io.LimitReader(in, largest+1))
	if err != nil {
		return nil, "", err
	}
	if len(raw) > largest {
		return nil, "", domain.Errorf(domain.Invalid, "%s is longer than %d bytes", name, largest)
	}
	sum := sha256.Sum256(raw)
	decoder, err := export.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, "", err
	}
	text, err = io.ReadAll(decoder)
	return text, hex.EncodeToString(sum[:]), err
}

// reader reads the lines of a list with the separator its first line has.
func reader(text []byte) *csv.Reader {
	lines := csv.NewReader(bytes.NewReader(text))
	lines.FieldsPerRecord = -1
	if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(first, []byte("\t")) > bytes.Count(first, []byte(",")) {
		lines.Comma = '\t'
	}
	return lines
}

// header is the first line of a list.
func header(lines *csv.Reader, name string) ([]string, error) {
	titles, err := lines.Read()
	if errors.Is(err, io.EOF) {
		return nil, domain.Errorf(domain.Invalid, "%s is empty", name)
	} else if err != nil {
		return nil, domain.Errorf(domain.Invalid, "%s: line 1: %w", name, err)
	}
	return titles, nil
}

// header finds out what the columns are; "" says nothing.
func (t *Table) header(titles []string, mapping map[string]string) ([]Column, error) {
	columns, seen, used := make([]Column, len(titles)), map[Column]bool{}, map[string]bool{}
	means := map[string]string{}
	for from, to := range mapping {
		if _, known := byTitle[plainTitle(to)]; !known && to != "" {
			return nil, domain.Errorf(domain.Invalid, "there is no column %q to map %q to", to, from)
		}
		means[plainTitle(from)] = plainTitle(to)
	}
	for i, title := range titles {
		plain := plainTitle(title)
		if to, mapped := means[plain]; mapped {
			used[plain], plain = true, to
		}
		c, known := byTitle[plain]
		switch {
		case !known && unkept[plain]:
			t.Unkept = append(t.Unkept, title)
		case !known && title != "":
			t.Ignored = append(t.Ignored, title)
		case known && seen[c]:
			return nil, domain.Errorf(domain.Invalid, "%s: line 1: two columns are %s", t.Name, c)
		case known:
			columns[i], seen[c] = c, true
		}
	}
	for from := range mapping {
		if !used[plainTitle(from)] {
			return nil, domain.Errorf(domain.Invalid, "%s: line 1: no column %q to be mapped", t.Name, from)
		}
	}
	if !seen[Code] {
		return nil, domain.Errorf(domain.Invalid, "%s: line 1: no column %s; --map \"TITLE=%s\" says which one it is", t.Name, Code, Code)
	}
	return columns, nil
}

func plainTitle(title string) string {
	return strings.ToLower(strings.TrimSpace(norm.NFKC.String(title)))
}

// next reads a line. A line of empty cells has none.
func next(lines *csv.Reader, columns []Column) (row, error) {
	cells, err := lines.Read()
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return row{line: broken.StartLine, fault: &Fault{Why: Quote}}, nil
	} else if err != nil {
		return row{}, err
	}
	r := row{cells: map[Column]string{}}
	r.line, _ = lines.FieldPos(0)
	filled := false
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		switch {
		case strings.ContainsRune(cell, '\ufffd'):
			r.fault = &Fault{Why: Bytes}
		case i >= len(columns) && cell != "":
			r.fault = &Fault{Why: Cells, Value: cell}
		case i < len(columns) && columns[i] != "":
			r.cells[columns[i]] = cell
		}
		filled = filled || cell != ""
	}
	if !filled {
		r.cells = nil
	}
	return r, nil
}
