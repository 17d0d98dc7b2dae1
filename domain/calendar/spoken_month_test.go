package calendar

import "testing"

func TestSpokenPeriod(t *testing.T) {
	for text, want := range map[string]Month{
		"今月": "2026-12", "先月": "2026-11", "先月分": "2026-11", "先々月": "2026-10", "来月": "2027-01", "last month": "2026-11", "next month": "2027-01",
		"12月": "2026-12", "1月": "2026-01", "11月": "2026-11", "2027年1月": "2027-01", "december": "2026-12", "may": "2026-05", "jan 2027": "2027-01",
		"先月末": "", "10/3": "", "10月3日": "", "months": "", "": "", "分": "",
	} {
		if got, ok := SpokenPeriod(text, "2026-12"); got != want || ok != (want != "") { // a period of that name may run in November
			t.Errorf("%q: %q %t, want %q", text, got, ok, want)
		}
	}
}

func TestSpokenMonth(t *testing.T) {
	for text, want := range map[string]Month{
		"10月": "2026-10", "11月": "2026-11", "12月": "2026-12", "1月": "2026-01", "十月": "2026-10", "10月度": "2026-10", "10月分": "2026-10",
		"2025年10月": "2025-10", "october": "2026-10", "oct": "2026-10", "oct 2025": "2025-10", "december": "2026-12",
		"13月": "", "0月": "", "10": "", "10月1日": "", "月": "", "0年1月": "", "octopus": "", "oct 5": "", "": "", "2025年": "",
	} {
		if got, ok := SpokenMonth(text, "2026-11-20"); got != want || ok != (want != "") {
			t.Errorf("%q: %q %t, want %q", text, got, ok, want)
		}
	}
}
