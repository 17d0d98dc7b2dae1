package export

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// Earlier is a file written before with the same layout (差分出力). A line it has is not written again, so the new file
// holds what was added or is different since, whoever changed it and why: a late punch, a correction, another name. A month
// that was locked, or locked once more, without another figure is no difference (seals).
type Earlier struct {
	lines map[[16]byte]int
	keeps bool   // seen is wanted
	seen  []byte // the keys of all lines that were asked about
}

// keySize is how many bytes a line is remembered by.
const keySize = 16

// Since is an earlier file as its Lines remember it. It keeps the lines of the new one.
func Since(lines []byte) *Earlier {
	e := &Earlier{lines: map[[16]byte]int{}, keeps: true}
	for len(lines) >= keySize {
		e.lines[[keySize]byte(lines)]++
		lines = lines[keySize:]
	}
	return e
}

// Lines remembers the new file, those left out among it: 16 bytes for each.
func (e *Earlier) Lines() []byte { return e.seen }

// ReadEarlier remembers the lines of a file, 16 bytes for each. Invalid: its header is not the layout's, so that every
// line would seem to be another.
func ReadEarlier(r io.Reader, l *Layout) (*Earlier, error) {
	e := &Earlier{lines: map[[16]byte]int{}}
	in := bufio.NewReader(r)
	if first, _ := in.Peek(len(mark)); string(first) == mark {
		_, _ = in.Discard(len(mark))
	}
	for n := 0; ; n++ {
		line, err := record(in, l)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return e, nil
		} else if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		switch {
		case n < len(l.Before):
		case n == len(l.Before) && l.Header:
			header, err := l.header()
			if err != nil {
				return nil, err
			}
			if !bytes.Equal(line, header) {
				return nil, domain.Errorf(domain.Invalid, "the earlier file was not written by layout %s: its header is another", l.Name)
			}
		default:
			e.lines[key(l.essence(line))]++
		}
	}
}

// record reads up to the newline that ends a line, which is none that stands in quotes.
func record(in *bufio.Reader, l *Layout) ([]byte, error) {
	var line []byte
	quoted := false
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if l.Quoting != "none" {
			for _, b := range part {
				if b == '"' {
					quoted = !quoted
				}
			}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return line, err
		case !quoted:
			return trim(line), nil
		}
	}
}

func trim(line []byte) []byte {
	line = line[:len(line)-1]
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

// seals are the fields of months and days that tell of their lock.
var seals = map[string]bool{"state": true, "lock_version": true, "digest": true}

// essence is a line without its seals.
func (l *Layout) essence(line []byte) []byte {
	sealed := func(c Column) bool { return seals[c.Field] }
	if l.Rows == PerPunch || !slices.ContainsFunc(l.Columns, sealed) { // the state of a punch is whether it counts
		return line
	}
	var rest []byte
	cell, quoted := 0, false
	for _, b := range line {
		if b == '"' && l.Quoting != "none" {
			quoted = !quoted
		}
		if b == l.delimiter() && !quoted {
			cell++
		}
		if cell >= len(l.Columns) || !sealed(l.Columns[cell]) {
			rest = append(rest, b)
		}
	}
	return rest
}

func key(line []byte) (k [16]byte) {
	sum := sha256.Sum256(line)
	copy(k[:], sum[:])
	return k
}

// has tells whether the earlier file has a line, and takes it off the ones that are left.
func (e *Earlier) has(line []byte) bool {
	if e == nil {
		return false
	}
	k := key(line)
	if e.keeps {
		e.seen = append(e.seen, k[:]...)
	}
	n, ok := e.lines[k]
	if !ok {
		return false
	}
	if n--; n == 0 {
		delete(e.lines, k)
	} else {
		e.lines[k] = n
	}
	return true
}

// left counts the lines that were in the earlier file only.
func (e *Earlier) left() int {
	if e == nil {
		return 0
	}
	n := 0
	for _, k := range e.lines {
		n += k
	}
	return n
}
