package calendar

import "testing"

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
