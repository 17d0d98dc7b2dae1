package calendar

import (
	"testing"
	"time"
)

var jst = time.FixedZone("JST", 9*3600)

// The examples are published by other vendors of attendance recorders; each case names one.
func TestBusinessDate(t *testing.T) {
	for _, tc := range []struct {
		name     string
		at       string
		boundary Clock
		want     Date
	}{
		// https://support.focus-u.jp/hc/ja/articles/206185161
		{"Focus U: 4:50 with the boundary at 5:00", "2016-08-11T04:50:00", 300, "2016-08-10"},
		// https://biz.moneyforward.com/support/attendance/faq/employment_rules/15.html
		{"MF: the boundary sharp is the new day", "2024-04-02T05:00:00", 300, "2024-04-02"},
		{"a second before it is not", "2024-04-02T04:59:59", 300, "2024-04-01"},
		{"MF: the evening", "2024-04-02T23:00:00", 300, "2024-04-02"},
		// https://help.doreming.com/jp_jp/showArticle/vxxPHlOQrooA
		{"ドレミング: 8:50 with the boundary at 9:00", "2024-04-02T08:50:00", 540, "2024-04-01"},
		// https://supportexo.obc.jp/hc/ja/articles/48450957734041
		{"OBC: 22:00 with the boundary at 21:00", "2024-04-01T22:00:00", 1260, "2024-04-01"},
		{"OBC: 6:00 of the next morning", "2024-04-02T06:00:00", 1260, "2024-04-01"},
		{"midnight", "2024-04-02T00:00:00", 0, "2024-04-02"},
		// https://faq.ieyasu.co/kintai/4425/
		{"IEYASU: 19:00 of the evening before is the next day", "2024-04-01T19:00:00", -300, "2024-04-02"},
		{"a minute earlier is not", "2024-04-01T18:59:59", -300, "2024-04-01"},
		{"… and the morning is its own", "2024-04-02T04:00:00", -300, "2024-04-02"},
		{"over the year", "2027-01-01T04:59:59", 300, "2026-12-31"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02T15:04:05", tc.at, jst)
			if err != nil {
				t.Fatal(err)
			}
			if got := BusinessDate(at.UTC(), jst, tc.boundary); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestBusinessDateWhenClocksChange(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	// On 8 March 2026 the clock goes from 2:00 to 3:00; the boundary is 5:00 on the wall, four hours after midnight.
	for utc, want := range map[string]Date{"2026-03-08T08:59:59Z": "2026-03-07", "2026-03-08T09:00:00Z": "2026-03-08"} {
		at, _ := time.Parse(time.RFC3339, utc)
		if got := BusinessDate(at, newYork, DefaultBoundary); got != want {
			t.Errorf("%s: got %s, want %s", utc, got, want)
		}
	}
}

func TestClockOn(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-20T08:58:59": "8:58", "2026-11-21T01:30:00": "25:30", "2026-11-21T08:50:00": "32:50", "2026-11-20T00:00:00": "0:00",
	} {
		when, _ := time.ParseInLocation("2006-01-02T15:04:05", at, jst)
		if got := ClockOn(when.UTC(), "2026-11-20", jst).String(); got != want {
			t.Errorf("%s: got %s, want %s", at, got, want)
		}
	}
}

func TestParseClock(t *testing.T) {
	for s, want := range map[string]Clock{"9:05": 545, "09:05": 545, "25:30": 1530, "0:00": 0, "47:59": 2879} {
		if got, err := ParseClock(s); err != nil || got != want {
			t.Errorf("%q: %d %v", s, got, err)
		}
	}
	for _, s := range []string{"", "9", "9:5", "9:60", "48:00", "-1:00", "9:05pm", "9:05:00", "9.05", "９：０５", " 9:05", "9:-5", "9: 5", "+9:05"} {
		if got, err := ParseClock(s); err == nil {
			t.Errorf("%q is %s", s, got)
		}
	}
}
