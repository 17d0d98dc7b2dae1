package calendar

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// listOf is a list of the computed holidays of some years, as the Cabinet Office writes it.
func listOf(from, to int) string {
	var b strings.Builder
	b.WriteString("国民の祝日・休日月日,国民の祝日・休日名称\r\n")
	for d := NewDate(from, 1, 1); d.Year() <= to; d = d.Add(1) {
		if National(d) {
			fmt.Fprintf(&b, "%d/%d/%d,祝日\r\n", d.Year(), d.Month(), d.Day())
		}
	}
	return b.String()
}

func TestReadHolidays(t *testing.T) {
	list := listOf(2025, 2027)
	sjis, err := japanese.ShiftJIS.NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"Shift_JIS": sjis, "UTF-8": list, "UTF-8 with a mark": "\ufeff" + list, "dashes": strings.ReplaceAll(list, "/", "-")} {
		got, wrong, err := ReadHolidays(strings.NewReader(text))
		if err != nil || len(wrong) > 0 || len(got) != strings.Count(list, "\n")-1 || got[0] != (ListedHoliday{"2025-01-01", "祝日"}) {
			t.Errorf("%s: %d holidays %v %v", name, len(got), wrong, err)
		}
	}
	// The layout of 2016 and 2017: the names first, two columns a year.
	old := "平成28年(2016年),,平成29年(2017年),\r\n名称,月日,名称,月日\r\n"
	var years [2][]Date
	for i := range years {
		for d := NewDate(2016+i, 1, 1); d.Year() == 2016+i; d = d.Add(1) {
			if National(d) {
				years[i] = append(years[i], d)
			}
		}
	}
	for i := range years[1] {
		first := ","
		if i < len(years[0]) {
			first = "名," + strings.ReplaceAll(string(years[0][i]), "-", "/")
		}
		old += first + ",名," + strings.ReplaceAll(string(years[1][i]), "-", "/") + "\r\n"
	}
	if got, wrong, err := ReadHolidays(strings.NewReader(old)); err != nil || len(wrong) > 0 || len(got) != len(years[0])+len(years[1]) {
		t.Errorf("the layout of 2017: %d holidays, not %d, %v %v", len(got), len(years[0])+len(years[1]), wrong, err)
	}
}

func TestReadHolidaysNamesEveryWrongLine(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"no such day":      {listOf(2026, 2026) + "2026/2/30,祝日\r\n", "no date like"},
		"twice":            {listOf(2026, 2026) + "2026/1/1,元日\r\n", "there twice"},
		"no name":          {listOf(2026, 2026) + "2026/12/31,\r\n", "has no name"},
		"no date":          {listOf(2026, 2026) + "12.31,大晦日\r\n", "no date like"},
		"cut off":          {listOf(2026, 2027)[:500], "has only"},
		"a year is absent": {listOf(2026, 2026) + strings.SplitN(listOf(2028, 2028), "\r\n", 2)[1], "2027 has only 0"},
		"nothing":          {"国民の祝日・休日月日,国民の祝日・休日名称\r\n", "no holiday"},
	} {
		_, wrong, err := ReadHolidays(strings.NewReader(tc.text))
		said := fmt.Sprint(wrong)
		if err != nil || !strings.Contains(said, tc.want) {
			t.Errorf("%s: %v %v", name, said, err)
		}
	}
}
