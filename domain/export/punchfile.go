package export

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
)

// PunchLine is a line of a list of punches to be imported.
type PunchLine struct {
	Line  int // from 1, the header being the first
	Entry PunchEntry
	Err   error // what is wrong with the line; the others are not concerned
}

// PunchFile reads lists of punches (打刻CSV): the one Dakoku writes, or another with a header by the same names. It
// recognises UTF-8 with and without a mark, Shift_JIS, commas and tabs.
type PunchFile struct {
	Ignored []string // titles of columns that say nothing here
	csv     *csv.Reader
	columns map[string]int
	zone    *time.Location
}

// titles are the columns a file may have, by what they mean.
var titles = map[string]string{
	"社員コード": "code", "社員番号": "code", "従業員コード": "code", "employee": "code", "code": "code",
	"種別": "kind", "打刻種別": "kind", "kind": "kind",
	"打刻日時": "at", "日時": "at", "at": "at",
	"勤務日": "date", "日付": "date", "年月日": "date", "date": "date", "business_date": "date",
	"時刻": "time", "打刻時刻": "time", "time": "time",
	"状態": "state", "state": "state",
}

// OpenPunches reads the header of a file. zone is whose clock times without an offset are. Invalid: a column is missing.
func OpenPunches(file io.ReadSeeker, zone *time.Location) (*PunchFile, error) {
	decoded, err := Decode(file)
	if err != nil {
		return nil, err
	}
	f := &PunchFile{csv: csv.NewReader(decoded), columns: map[string]int{}, zone: zone}
	f.csv.FieldsPerRecord = -1
	header, err := f.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, domain.Errorf(domain.Invalid, "the file is empty")
	} else if err != nil {
		return nil, domain.Errorf(domain.Invalid, "line 1: %w", err)
	}
	if len(header) == 1 && strings.Contains(header[0], "\t") {
		header, f.csv.Comma = strings.Split(header[0], "\t"), '\t'
	}
	for i, title := range header {
		meaning, known := titles[strings.ToLower(strings.TrimSpace(norm.NFKC.String(title)))]
		if _, twice := f.columns[meaning]; !known || twice {
			f.Ignored = append(f.Ignored, title)
			continue
		}
		f.columns[meaning] = i
	}
	return f, f.complete()
}

// complete refuses a header without which no line says anything.
func (f *PunchFile) complete() error {
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { _, ok := f.columns[n]; return !ok })
	}
	switch {
	case !has("code"):
		return domain.Errorf(domain.Invalid, "line 1: no column 社員コード (employee)")
	case !has("kind"):
		return domain.Errorf(domain.Invalid, "line 1: no column 種別 (kind)")
	case !has("at") && !has("date", "time"):
		return domain.Errorf(domain.Invalid, "line 1: no column 打刻日時 (at), nor 勤務日 and 時刻 (date and time)")
	}
	return nil
}

// Decode finds out in which encoding a file is and reads it as UTF-8. Only a whole look tells: the first letters that
// are not ASCII may stand on any line.
func Decode(file io.ReadSeeker) (io.Reader, error) {
	_, invalid := io.Copy(io.Discard, transform.NewReader(file, encoding.UTF8Validator))
	if invalid != nil && !errors.Is(invalid, encoding.ErrInvalidUTF8) {
		return nil, invalid
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if invalid != nil {
		return transform.NewReader(file, japanese.ShiftJIS.NewDecoder()), nil
	}
	return transform.NewReader(file, unicode.BOMOverride(encoding.Nop.NewDecoder())), nil
}

// Next reads a line; io.EOF after the last one.
func (f *PunchFile) Next() (PunchLine, error) {
	cells, err := f.csv.Read()
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return PunchLine{Line: broken.StartLine, Err: domain.Errorf(domain.Invalid, "%w", broken.Err)}, nil
	} else if err != nil {
		return PunchLine{}, err
	}
	l := PunchLine{}
	l.Line, _ = f.csv.FieldPos(0)
	cell := func(name string) string {
		if i, ok := f.columns[name]; ok && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	if slices.ContainsFunc(cells, func(s string) bool { return strings.ContainsRune(s, '\ufffd') }) {
		l.Err = domain.Errorf(domain.Invalid, "it has bytes that are neither UTF-8 nor Shift_JIS")
		return l, nil
	}
	l.Entry, l.Err = entry(cell, f.zone)
	return l, nil
}
