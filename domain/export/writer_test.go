package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// layout parses a layout of a test.
func layout(t *testing.T, text string) *Layout {
	t.Helper()
	l, err := Parse("test.yaml", []byte("name: test\ntitle: Test\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// named is a row of somebody by name.
func named(code, name string) Row {
	return &MonthRow{Person: &Person{Employee: org.Employee{Code: code, Name: name}, Span: april}}
}

const names2 = "columns: [{title: コード, field: code}, {title: 氏名, field: name}]\n"

func TestFileShapes(t *testing.T) {
	for _, tc := range []struct{ name, layout, want string }{
		{"plain", "newline: lf\n", "1,田中\n"},
		{"windows", "", "1,田中\r\n"},
		{"a mark and a header", "encoding: utf-8-bom\nheader: true\nnewline: lf\n", "\ufeffコード,氏名\n1,田中\n"},
		{"tabs", "delimiter: tab\nnewline: lf\n", "1\t田中\n"},
		{"all quoted", "quoting: all\nnewline: lf\nheader: true\n", "\"コード\",\"氏名\"\n\"1\",\"田中\"\n"},
		{"lines before the header", "before: ['支給回,4']\nheader: true\nnewline: lf\n", "支給回,4\nコード,氏名\n1,田中\n"},
		{"a width", "code: {width: 6}\nnewline: lf\n", "000001,田中\n"},
		{"idle people left out", "idle: skip\nnewline: lf\n", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, report := written(t, layout(t, tc.layout+names2), nil, named("1", "田中"))
			if string(got) != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
			if len(report.SHA256) != 64 {
				t.Errorf("digest %q", report.SHA256)
			}
		})
	}
}

func TestFormulas(t *testing.T) {
	for _, tc := range []struct{ how, in, want string }{
		{"apostrophe", "=1+1", "'=1+1"}, {"apostrophe", "+81", "'+81"}, {"apostrophe", "-x", "'-x"}, {"apostrophe", "@a", "'@a"},
		{"apostrophe", "\ta", "'\ta"}, {"apostrophe", "\ra", "'\ra"}, {"apostrophe", "a=1", "a=1"}, {"apostrophe", "", ""},
		{"fullwidth", "=1+1", "＝1+1"}, {"fullwidth", "+81", "＋81"}, {"fullwidth", "-x", "－x"}, {"fullwidth", "@a", "＠a"},
		{"fullwidth", "\ta", " a"}, {"fullwidth", "\ra", " a"},
	} {
		got, report := written(t, layout(t, "formulas: "+tc.how+"\n"+names2), nil, named("1", tc.in))
		cells, err := csv.NewReader(bytes.NewReader(got)).Read()
		if err != nil || cells[1] != strings.ReplaceAll(tc.want, "\r\n", "\n") {
			t.Errorf("%s %q: %q (%v)", tc.how, tc.in, cells, err)
		}
		if (report.Guarded == 1) != (tc.in != tc.want) {
			t.Errorf("%s %q: %d guarded", tc.how, tc.in, report.Guarded)
		}
	}
}

// TestShiftJIS writes letters that CP932 has, has elsewhere, and lacks.
func TestShiftJIS(t *testing.T) {
	for _, tc := range []struct{ in, want, lost string }{
		{"①㈱Ⅲ髙﨑～ｱｲｳ", "①㈱Ⅲ髙﨑～ｱｲｳ", ""},
		{"〜−—‖¥\u00a0か\u3099", "～－―∥￥ が", ""},
		{"𠮷野é😀", "〓野〓〓", "𠮷é😀"},
	} {
		got, report := written(t, layout(t, "encoding: shift_jis\nnewline: lf\n"+names2), nil, named("1", "a"), named("2", tc.in))
		back, err := japanese.ShiftJIS.NewDecoder().String(string(got))
		if err != nil || back != "1,a\n2,"+tc.want+"\n" {
			t.Errorf("%q: %q (%v)", tc.in, back, err)
		}
		var cells []Cell
		if tc.lost != "" {
			cells = []Cell{{2, "氏名", tc.in, tc.lost}}
		}
		if !slices.Equal(report.Cells, cells) || report.Lost != len(cells) {
			t.Errorf("%q: lost %+v", tc.in, report)
		}
	}
}

func TestRefusedRows(t *testing.T) {
	negative := &MonthRow{Person: somebody[0], Totals: worktime.Totals{Figures: worktime.Figures{OT: 10, NightOT: 30}}}
	for _, tc := range []struct {
		name, layout string
		row          Row
		says         string
	}{
		{"a sum below zero", "columns: [{title: 普通残業, sum: [ot, -night_ot]}]\n", negative, "employee 0001: column 普通残業 is -20"},
		{"a code too long", "code: {max: 3}\nproduct: X\n" + names2, named("1234", "a"), "longer than the 3 letters X takes"},
		{"a comma without quotes", "quoting: none\n" + names2, named("1", "a,b"), "employee 1, column 2 (氏名): a file without quotes"},
		{"a newline without quotes", "quoting: none\n" + names2, named("1", "a\nb"), "without quotes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, err := NewWriter(io.Discard, layout(t, tc.layout), nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Write(tc.row); !domain.Is(err, domain.Invalid) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestQuotedAsCSV reads every preset's file with another reader: as many cells in every line as there are columns.
func TestQuotedAsCSV(t *testing.T) {
	all, err := Presets()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		got, _ := written(t, l, nil, sample(l.Rows)...)
		var in io.Reader = bytes.NewReader(bytes.TrimPrefix(got, []byte(mark)))
		if l.Encoding == ShiftJIS {
			in = japanese.ShiftJIS.NewDecoder().Reader(in)
		}
		r := csv.NewReader(in)
		r.FieldsPerRecord = len(l.Columns)
		lines, err := r.ReadAll()
		want := len(sample(l.Rows))
		if l.Header {
			want++
		}
		if err != nil || len(lines) != want {
			t.Errorf("%s: %d lines, %v", l.Name, len(lines), err)
		}
	}
}

// TestPremiumsAddUp keeps the split preset from paying a minute twice or not at all.
func TestPremiumsAddUp(t *testing.T) {
	l, _, err := Preset("yayoi-60")
	if err != nil {
		t.Fatal(err)
	}
	l.Style.Unit = Minutes
	for i, totals := range worked {
		sum := 0
		for _, c := range columnsOf(l) {
			if slices.Contains([]string{"所定労働時間", "法定内残業時間", "普通残業時間", "深夜残業時間", "60時間超残業時間", "60時間超深夜残業時間", "休日勤務時間"}, c.Title) {
				n, _ := c.sum(&MonthRow{Person: somebody[i], Totals: totals})
				sum += n
			}
		}
		classes := totals.ScheduledWorked + totals.WithinOT + totals.OT + totals.LegalHoliday
		if sum != classes {
			t.Errorf("person %d: %d, want %d", i, sum, classes)
		}
	}
}

// slow counts what reaches it.
type slow struct{ n int }

func (s *slow) Write(p []byte) (int, error) { s.n += len(p); return len(p), nil }

// TestStreams sees the header before any row, and rows long before the end.
func TestStreams(t *testing.T) {
	var out slow
	w, err := NewWriter(&out, layout(t, "header: true\n"+names2), nil)
	if err != nil || out.n == 0 {
		t.Fatalf("nothing before the first row: %v", err)
	}
	row := named("1", strings.Repeat("あ", 100))
	for range 1000 {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if held := 1000*305 - out.n; held > flushAt {
		t.Errorf("%d bytes are held back", held)
	}
}

// broken fails like a full disk.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestFullDisk(t *testing.T) {
	if _, err := NewWriter(broken{}, layout(t, "header: true\n"+names2), nil); err == nil {
		t.Error("a header that was not written is no error")
	}
	w, err := NewWriter(broken{}, layout(t, names2), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Write(named("1", "a"))
	if _, err := w.Close(); err == nil || !strings.Contains(fmt.Sprint(err), "disk full") {
		t.Errorf("%v", err)
	}
}
