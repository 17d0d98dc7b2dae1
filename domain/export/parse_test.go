package export

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

func TestWrongLayouts(t *testing.T) {
	for _, tc := range []struct{ name, text, says string }{
		{"nothing", "", `name: "" is not a name`},
		{"a name", "name: A b\n", `x.yaml:1: name: "A b" is not a name of small letters`},
		{"no columns", "name: a\ntitle: a\n", "x.yaml: columns: there are none"},
		{"a setting nobody knows", "name: a\ntitle: a\ncolour: red\n", "line 3: field colour is not a setting"},
		{"an encoding", "name: a\ntitle: a\nencoding: ebcdic\ncolumns: [{field: code}]\n", `x.yaml:3: encoding: "ebcdic" is not one of`},
		{"a grain", "name: a\ntitle: a\nrows: week\n", `x.yaml:3: rows: "week" is not one of`},
		{"a field", "name: a\ntitle: a\ncolumns:\n  - {field: code}\n  - {field: salary}\n", `x.yaml:5: columns[2]: "salary" is not a field of a line per employee (break, code,`},
		{"a field of another grain", "name: a\ntitle: a\nrows: punch\ncolumns:\n  - {field: worked}\n", `x.yaml:5: columns[1]: "worked" is not a field of a line per punch`},
		{"two contents", "name: a\ntitle: a\ncolumns: [{field: code, constant: x}]\n", "needs exactly one of field, sum, constant and blank"},
		{"no content", "name: a\ntitle: a\ncolumns: [{title: x}]\n", "needs exactly one of"},
		{"no title", "name: a\ntitle: a\nheader: true\ncolumns: [{field: code}]\n", "has no title, and the file has a header"},
		{"a sum of names", "name: a\ntitle: a\ncolumns: [{sum: [name, code]}]\n", `"name" cannot be added up`},
		{"a sum of clocks", "name: a\ntitle: a\nrows: day\ncolumns: [{sum: [in, out]}]\n", `"in" cannot be added up`},
		{"a sum of minutes and days", "name: a\ntitle: a\ncolumns: [{sum: [ot, days_worked]}]\n", "adds up fields of different kinds"},
		{"words for a number", "name: a\ntitle: a\ncolumns: [{field: ot, words: {a: b}}]\n", "only a text field has words"},
		{"a date format for a text", "name: a\ntitle: a\ncolumns: [{field: name, date: yyyy}]\n", "only a date field has a date format"},
		{"digits", "name: a\ntitle: a\nnumbers: {digits: 9}\ncolumns: [{field: ot}]\n", "x.yaml:3: numbers: 9 digits are not between 0 and 4"},
		{"a column's unit", "name: a\ntitle: a\ncolumns: [{field: ot, unit: days}]\n", `columns[1]: "days" is not one of`},
		{"a code", "name: a\ntitle: a\ncode: {width: 9, max: 5}\ncolumns: [{field: code}]\n", "width 9 and max 5 do not fit"},
		{"a title Shift_JIS lacks", "name: a\ntitle: a\nencoding: shift_jis\nheader: true\ncolumns:\n  - {title: 🍣, field: code}\n", `x.yaml:6: columns[1]: "🍣" has letters shift_jis lacks: 🍣`},
		{"a constant Shift_JIS lacks", "name: a\ntitle: a\nencoding: shift_jis\ncolumns: [{constant: 🍣}]\n", `columns[1]: "🍣" has letters`},
		{"a line above the header Shift_JIS lacks", "name: a\ntitle: a\nencoding: shift_jis\nbefore: [🍣]\ncolumns: [{constant: a}]\n", `x.yaml:4: before: "🍣" has letters`},
		{"punches of idle people", "name: a\ntitle: a\nrows: punch\nidle: skip\ncolumns: [{field: code}]\n", "x.yaml:4: idle: a list of punches has nobody without one"},
		{"like nothing", "name: a\nlike: nobody\n", `like: there is no layout "nobody" to be like`},
		{"no YAML", "name: [", "x.yaml: yaml:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse("x.yaml", []byte(tc.text))
			if !domain.Is(err, domain.Invalid) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v", err)
			}
			if err != nil && strings.Contains(err.Error(), "export.") {
				t.Errorf("it speaks of our types: %v", err)
			}
		})
	}
}

// TestEveryMistakeAtOnce names all that is wrong, a line each.
func TestEveryMistakeAtOnce(t *testing.T) {
	_, err := Parse("x.yaml", []byte("name: a\ntitle: a\nencoding: x\nquoting: y\ncolumns:\n  - {field: z}\n  - {}\n"))
	if err == nil || strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("%v", err)
	}
}

// TestLike takes over what is not said otherwise, and the unit reaches the columns taken over.
func TestLike(t *testing.T) {
	l, err := Parse("x.yaml", []byte("name: ours\nlike: yayoi-10\ntitle: うち\ncode: {width: 8}\nnumbers: {digits: 1}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if l.Name != "ours" || l.Product != "弥生給与" || l.Code != (Code{8, 20}) || l.Encoding != ShiftJIS || len(l.Columns) < 12 {
		t.Errorf("%+v", l)
	}
	if s := l.Columns[5].Style; s.Unit != Decimal || *s.Digits != 1 {
		t.Errorf("%+v", s)
	}
}

// TestPresetsSayWhatTheyAre keeps the confidence of a preset honest and its unit in its name.
func TestPresetsSayWhatTheyAre(t *testing.T) {
	all, err := Presets()
	if err != nil {
		t.Fatal(err)
	}
	units, said := map[Unit]string{Clock: "H:MM", Dotted: "h.mm", Decimal: "10進", Minutes: "分"}, map[string]string{}
	for _, l := range all {
		if l.Product != "Dakoku" && len(l.Sources) == 0 {
			t.Errorf("%s names no source", l.Name)
		}
		if l.Confidence == Low && l.Note == "" {
			t.Errorf("%s does not say what to check", l.Name)
		}
		if l.Rows == PerEmployee && !strings.Contains(l.Title, units[l.Style.Unit]) {
			t.Errorf("%s: %q does not say %s", l.Name, l.Title, l.Style.Unit)
		}
		if other := said[l.English]; l.English == "" || other != "" {
			t.Errorf("%s: %q in English, as %q", l.Name, l.English, other)
		}
		said[l.English] = l.Name
	}
	if _, _, err := Preset("nobody"); !domain.Is(err, domain.NotFound) || !strings.Contains(err.Error(), "yayoi-60") {
		t.Errorf("%v", err)
	}
}

func TestPreview(t *testing.T) {
	l := layout(t, "numbers: {unit: h.mm}\ncolumns: [{field: code}, {title: 残業, field: ot}, {field: days_worked}, {constant: x}]\n")
	p := NewPreview(l)
	for !p.Full() {
		if err := p.Add(l, &MonthRow{Person: somebody[2], Totals: worked[2]}); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(p.Titles, " "); got != "A 残業 C D" || len(p.Rows) != PreviewRows {
		t.Errorf("%s, %d rows", got, len(p.Rows))
	}
	row := p.Rows[0]
	if row[0].Text != "'=1+1" || row[2].Timed || row[3].Text != "x" {
		t.Errorf("%+v", row)
	}
	if want := (PreviewCell{"60.30", 3630, true, Reading{Sexagesimal: 3630, Decimal: 3618}}); row[1] != want {
		t.Errorf("%+v", row[1])
	}
	if columnName(25)+columnName(26)+columnName(701) != "ZAAZZ" {
		t.Error(columnName(26))
	}
}
