package timesheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// on is a sheet's line of a day of the month, as "text [mark] (small)".
func on(t *testing.T, s Sheet, title string, day int) string {
	t.Helper()
	v := s.read("ja")
	for i, h := range v.Columns {
		if h.Title == title {
			c := v.Lines[day-1].Cells[i]
			return strings.TrimSpace(strings.Join(append([]string{c.Text + c.Mark}, c.Small...), " "))
		}
	}
	t.Fatalf("there is no column %s", title)
	return ""
}

func TestCells(t *testing.T) {
	s := everything()
	for _, c := range []struct {
		name, column string
		day          int
		want         string
	}{
		{"a corrected in beside its original", "出勤", 1, "9:00＊ (9:18)"},
		{"an untouched out", "退勤", 1, "18:05"},
		{"an out nobody had punched", "退勤", 2, "18:30＊ (打刻なし)"},
		{"a night on its business date", "退勤", 3, "25:30"},
		{"a day off", "区分", 3, "所休"},
		{"a statutory holiday", "区分", 4, "法休"},
		{"a national holiday", "区分", 12, "祝"},
		{"an empty day is empty", "実働", 10, ""},
		{"an empty day has no out", "退勤", 10, ""},
		{"a missing out", "状態", 5, "◇ 申請中 1033 退勤なし"},
		{"outings", "外出–再入", 6, "10:00–11:00 15:00–15:30 16:00–16:10"},
		{"between two shifts", "外出–再入", 7, "(12:00–17:00)"},
		{"an import", "出勤", 8, "9:00†"},
		{"late", "遅刻", 9, "1:00"},
		{"left early", "早退", 9, "2:00"},
		{"two reasons", "事由", 1, "電車遅延 打刻漏れ"},
		{"reasons with their length", "事由", 8, "時間有休 2:00 特別休暇(有給) 午後"},
		{"a note", "メモ", 16, "met the customer in Yokohama, back by train"},
		{"sent back", "状態", 13, "差し戻し 1034 出勤なし"},
		{"taken back", "出勤", 14, "＊ (9:00)"},
		{"waiting", "状態", 14, "◇ 確認待ち"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := on(t, s, c.column, c.day); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// A correction of a correction still has the first punch beside it.
func TestTheOriginalIsTheFirst(t *testing.T) {
	var l ledger
	first := l.add(worktime.In, "2026-10-01", 558, worktime.Superseded).ID
	second := l.add(worktime.In, "2026-10-01", 550, worktime.Superseded)
	second.Source, second.Supersedes = domain.Correction, first
	id := second.ID
	third := l.add(worktime.In, "2026-10-01", 540, worktime.Effective)
	third.Source, third.Supersedes = domain.Correction, id
	if got := on(t, sheetOf(l), "出勤", 1); got != "9:00＊ (9:18)" {
		t.Errorf("%q", got)
	}
}

// TestEveryFigureIsTheSummarys holds the sheet to the calculation, whatever was punched.
func TestEveryFigureIsTheSummarys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l ledger
		for d := october.From; d <= october.To; d = d.Add(1) {
			in := rapid.IntRange(300, 1000).Draw(t, "in")
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
			case 1:
				l.add(worktime.In, d, in, worktime.Effective)
			default:
				l.day(d, in, in+rapid.IntRange(1, 900).Draw(t, "long"))
			}
		}
		s := sheetOf(l)
		v := s.read(rapid.SampledFrom(languages).Draw(t, "lang"))
		for i, c := range columns {
			if c.figure == "" {
				continue
			}
			sum := 0
			for n, day := range s.Month.Days {
				want, _ := day.Value(c.figure)
				if got := minutes(t, v.Lines[n].Cells[i].Text); got != want {
					t.Fatalf("%s of %s is %d, want %d", c.figure, day.Date, got, want)
				}
				sum += want
			}
			if total, _ := s.Month.Totals.Value(c.figure); minutes(t, v.Totals[i].Text) != total || total != sum {
				t.Fatalf("%s: the sheet says %s, the month %d, its days %d", c.figure, v.Totals[i].Text, total, sum)
			}
		}
	})
}

func minutes(t *rapid.T, text string) int {
	if text == "" {
		return 0
	}
	var h, m int
	if _, err := fmt.Sscanf(text, "%d:%02d", &h, &m); err != nil {
		t.Fatalf("%q is no length of time", text)
	}
	return h*60 + m
}

func TestTheLockIsNamed(t *testing.T) {
	for _, c := range []struct {
		name, lang string
		sheet      Sheet
		state      string
		foot       []string
	}{
		{"open", "ja", ordinary(), "未確定", []string{"36協定: 時間外 21:42・法定休日 0:00", "この月は未確定です。数字はまだ変わることがあります。"}},
		{"locked", "ja", locked(), "確定(版2)", []string{"36協定: 時間外 21:42・法定休日 0:00", "月確定 版2: 2026-11-02 10:30 山田 一郎 「残業の申請を待って再確定」",
			"ダイジェスト SHA-256 " + locked().Month.Digest}},
		{"locked, in English", "en", locked(), "Final (version 2)", []string{"Overtime agreement: overtime 21:42, statutory holidays 0:00",
			`Locked, version 2: 2026-11-02 10:30 by 山田 一郎, "残業の申請を待って再確定"`, "Digest SHA-256 " + locked().Month.Digest}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := c.sheet.read(c.lang)
			if v.State != c.state || !slices.Equal(v.Foot, c.foot) {
				t.Errorf("%s\n%q", v.State, v.Foot)
			}
		})
	}
}

// Rounded totals stand above what they were.
func TestRoundedTotals(t *testing.T) {
	v := locked().read("ja")
	i := slices.IndexFunc(columns, func(c column) bool { return c.figure == "ot" })
	if v.Totals[i].Text != "21:00" || v.Exact[i].Text != "21:42" || ordinary().read("ja").Exact != nil {
		t.Errorf("%q, exact %q", v.Totals[i].Text, v.Exact[i].Text)
	}
}

func TestWebAndTableGolden(t *testing.T) {
	for name, s := range months() {
		for _, lang := range languages {
			t.Run(name+" "+lang, func(t *testing.T) {
				var page, table bytes.Buffer
				web, err := NewWeb(&page, "勤務表", lang)
				fail(t, err, web.Add(s), web.Close())
				out, err := NewTable(&table, lang)
				fail(t, err, out.Add(s), out.Close())
				same(t, name+"-"+lang+".csv", table.Bytes())
				for _, text := range []string{s.Company, s.read(lang).State, "<html lang=\"" + lang + "\">", "size: A4 portrait", locale.T(lang, "timesheet.mark.corrected")} {
					if !strings.Contains(page.String(), text) {
						t.Errorf("the page lacks %q", text)
					}
				}
				rows, err := csv.NewReader(&table).ReadAll()
				if err != nil || len(rows) != 1+31+1 {
					t.Errorf("%d lines, %v", len(rows), err)
				}
			})
		}
	}
}

// What somebody called himself runs neither in a browser nor in a spreadsheet.
func TestNamesAreHarmless(t *testing.T) {
	s := ordinary()
	person := *s.Person
	person.Employee.Name = `=HYPERLINK("x")<script>`
	s.Person = &person
	var page, table bytes.Buffer
	web, err := NewWeb(&page, "勤務表", "ja")
	fail(t, err, web.Add(s))
	out, err := NewTable(&table, "ja")
	fail(t, err, out.Add(s), out.Close())
	if strings.Contains(page.String(), "<script>") {
		t.Error("the page runs a name")
	}
	if !strings.Contains(table.String(), `"'=HYPERLINK(""x"")<script>"`) {
		t.Errorf("the table runs a name: %s", strings.SplitN(table.String(), "\n", 3)[1])
	}
}

func fail(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}
