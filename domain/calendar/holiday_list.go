package calendar

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// ListedHoliday is a national holiday as a list names it.
type ListedHoliday struct {
	Date Date
	Name string
}

// WrongLine is a line of a list that cannot be read, and why.
type WrongLine struct {
	Line int
	Why  string
}

const (
	// maxList is far more than the Cabinet Office's list since 1955 has (about 20 KB).
	maxList = 1 << 20

	// leastHolidays is how many national holidays a year has had since 1955 (9, then more). A list with fewer is cut off,
	// and what it lacks would be taken for days on which people work.
	leastHolidays = 9
)

// ReadHolidays reads the Cabinet Office's syukujitsu.csv (国民の祝日・休日), in Shift_JIS or UTF-8: a date and a name in
// neighbouring columns. Its layout has changed since 2016, from columns for each year to one pair of columns; both are
// read, whichever of the two comes first (https://github.com/holiday-jp/holiday_jp, spec/syukujitsu_csv_spec.rb).
// The holidays are in the order of time. Every line that is wrong is told; of a list that has one nothing is to be used.
func ReadHolidays(in io.Reader) ([]ListedHoliday, []WrongLine, error) {
	raw, err := io.ReadAll(io.LimitReader(in, maxList))
	if err != nil {
		return nil, nil, err
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		if raw, err = japanese.ShiftJIS.NewDecoder().Bytes(raw); err != nil {
			return nil, nil, err
		}
	}
	rows := csv.NewReader(bytes.NewReader(raw))
	rows.FieldsPerRecord, rows.LazyQuotes = -1, true
	named := map[Date]string{}
	var wrong []WrongLine
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := rows.FieldPos(0)
		if err := readRow(row, named); err != nil {
			wrong = append(wrong, WrongLine{line, err.Error()})
		}
	}
	var list []ListedHoliday
	years := map[int]int{}
	for d, name := range named {
		list = append(list, ListedHoliday{d, name})
		years[d.Year()]++
	}
	slices.SortFunc(list, func(a, b ListedHoliday) int { return strings.Compare(string(a.Date), string(b.Date)) })
	if len(list) == 0 {
		return nil, append(wrong, WrongLine{1, "no holiday in the whole file"}), nil
	}
	for year := list[0].Date.Year(); year <= list[len(list)-1].Date.Year(); year++ {
		if years[year] < leastHolidays {
			wrong = append(wrong, WrongLine{0, fmt.Sprintf("%d has only %d holidays: the list is not whole", year, years[year])})
		}
	}
	return list, wrong, nil
}

// readRow reads the dates of a line, each with the name beside it. A line without digits is a heading.
func readRow(row []string, named map[Date]string) error {
	found := 0
	for i, cell := range row {
		cell = strings.TrimSpace(cell)
		if !strings.ContainsAny(cell, "/-") || strings.ContainsFunc(cell, func(r rune) bool { return r > '9' }) {
			continue
		}
		d, err := listedDate(cell)
		if err != nil {
			return err
		}
		name := ""
		for _, beside := range []int{i + 1, i - 1} {
			if beside >= 0 && beside < len(row) && name == "" {
				if _, err := listedDate(row[beside]); err != nil {
					name = strings.TrimSpace(row[beside])
				}
			}
		}
		if name == "" {
			return fmt.Errorf("%s has no name", cell)
		}
		if other, twice := named[d]; twice {
			return fmt.Errorf("%s is there twice, as %s and %s", d, other, name)
		}
		named[d] = name
		found++
	}
	if text := strings.Join(row, ""); found == 0 && strings.ContainsAny(text, "0123456789") && !strings.Contains(text, "年") {
		return fmt.Errorf("%q has no date like 2026/1/1", strings.Join(row, ","))
	}
	return nil
}

// listedDate reads 2026/1/1 or 2026-01-01.
func listedDate(s string) (Date, error) {
	for _, layout := range []string{"2006/1/2", "2006-1-2"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return DateOf(t), nil
		}
	}
	return "", fmt.Errorf("%q is no date like 2026/1/1", s)
}
