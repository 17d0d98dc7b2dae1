package calendar

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for s, ok := range map[string]bool{
		"2026-11-20": true, "2028-02-29": true, "2026-02-29": false, "2026-13-01": false, "2026-11-31": false,
		"2026-1-2": false, "20261120": false, "": false, "2026-11-20 ": false,
	} {
		if d, err := ParseDate(s); (err == nil) != ok || ok && string(d) != s {
			t.Errorf("%q: %q %v", s, d, err)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, tc := range []struct {
		from Date
		days int
		to   Date
	}{
		{"2026-11-30", 1, "2026-12-01"}, {"2026-12-31", 1, "2027-01-01"}, {"2028-02-28", 1, "2028-02-29"},
		{"2026-03-01", -1, "2026-02-28"}, {"2026-01-01", 365, "2027-01-01"}, {"2026-11-20", 0, "2026-11-20"},
	} {
		if got := tc.from.Add(tc.days); got != tc.to {
			t.Errorf("%s + %d = %s, want %s", tc.from, tc.days, got, tc.to)
		}
		if got := tc.to.Sub(tc.from); got != tc.days {
			t.Errorf("%s - %s = %d, want %d", tc.to, tc.from, got, tc.days)
		}
	}
	d := Date("2026-11-20")
	if d.Weekday() != time.Friday || d.Year() != 2026 || d.Month() != time.November || d.Day() != 20 {
		t.Errorf("parts of %s", d)
	}
	if got := NewDate(2026, 13, 32); got != "2027-02-01" {
		t.Errorf("running over: %s", got)
	}
}

func TestDateAt(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	for minutes, want := range map[int]string{
		0: "2026-11-20T00:00:00+09:00", 538: "2026-11-20T08:58:00+09:00", 1530: "2026-11-21T01:30:00+09:00",
	} {
		if got := Date("2026-11-20").At(minutes, tokyo).Format(time.RFC3339); got != want {
			t.Errorf("%d: %s, want %s", minutes, got, want)
		}
	}
}

func TestDateInADatabase(t *testing.T) {
	for name, v := range map[string]any{"text": "2026-11-20", "bytes": []byte("2026-11-20")} {
		var d Date
		if err := d.Scan(v); err != nil || d != "2026-11-20" {
			t.Errorf("%s: %q %v", name, d, err)
		}
	}
	d := Date("2026-11-20")
	if v, err := d.Value(); err != nil || v != "2026-11-20" {
		t.Errorf("value: %v %v", v, err)
	}
	if err := d.Scan(nil); err != nil || d != "" {
		t.Errorf("null: %q %v", d, err)
	}
	if err := d.Scan(time.Now()); err == nil {
		t.Error("an instant is no date")
	}
}

func TestMonths(t *testing.T) {
	for s, ok := range map[string]bool{"2026-11": true, "2026-13": false, "2026-1": false, "2026-11-01": false, "": false} {
		if _, err := ParseMonth(s); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, tc := range []struct {
		month Month
		last  Date
		next  Month
	}{
		{"2026-02", "2026-02-28", "2026-03"}, {"2028-02", "2028-02-29", "2028-03"}, {"2026-12", "2026-12-31", "2027-01"},
	} {
		if got := tc.month.Last(); got != tc.last {
			t.Errorf("last of %s: %s", tc.month, got)
		}
		if got := tc.month.Add(1); got != tc.next || got.Add(-1) != tc.month || MonthOf(tc.last) != tc.month {
			t.Errorf("after %s: %s", tc.month, got)
		}
	}
	if got := Month("2026-11").Add(-23); got != "2024-12" {
		t.Errorf("23 months back: %s", got)
	}
}
