package calendar

import (
	"strings"
	"testing"
	"time"
)

// Whatever is typed, Read does not panic, names no day or time that does not exist, claims no time that has not come,
// and gives no second reading without saying why.
func FuzzRead(f *testing.F) {
	for _, c := range spokenCases(f) {
		f.Add(strings.TrimSpace(sentenceWords.ReplaceAllString(c.Text, " ")), int64(1795569300), 300, uint8(End))
	}
	for _, text := range []string{
		"2/29 35:59", "翌23:59", "9999分前", "9:00〜35:59", "0時5分前", "令和元年5月1日 夜12時", "12月31日の深夜4時59分", "32日 9時",
		"quarter to 1 next day", "31日 12時", "22:00-21:59", "十十時", "一二三四年五月六日", "9時から99時間59分", "30-0",
	} {
		f.Add(text, int64(1835000000), 1439, uint8(AnySide))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64, boundary int, side uint8) {
		said := Said{At: time.Unix(unix%4e9, 0), Zone: tokyo, Boundary: Clock(uint(boundary) % (24 * 60))}
		about := About{Side: Side(side % 3), Lean: Lean(side / 3 % 2), English: side%5 == 0, Slots: map[Slot]Clock{ShiftEnd: 18 * 60}}
		m, err := said.Read(text, about)
		if err != nil {
			if why, _ := WhyOf(err); why == "" || m != (Meaning{}) {
				t.Fatalf("%q: %+v %v", text, m, err)
			}
			return
		}
		for _, w := range []When{m.When, m.From, m.Other} {
			if _, err := ParseDate(string(w.Day)); w.Day != "" && err != nil || w.Timed && w.Day == "" {
				t.Errorf("%q: %+v %v", text, w, err)
			}
			if clock := ClockOn(w.At, w.Day, tokyo); w.Timed && (clock < 0 || clock >= 48*60) {
				t.Errorf("%q: %s on %s", text, clock, w.Day)
			}
		}
		switch {
		case m.Timed && about.Lean == Past && said.NotYet(m.At):
			t.Errorf("%q: %v has not come", text, m.At)
		case m.Other != (When{}) && m.Doubt == "", m.Doubt != "" && m.Text == "":
			t.Errorf("%q: a second reading or a doubt without a word: %+v", text, m)
		case m.From.Timed && !m.From.At.Before(m.At):
			t.Errorf("%q: ends before it begins: %+v", text, m)
		}
	})
}
