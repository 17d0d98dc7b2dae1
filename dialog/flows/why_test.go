package flows

import (
	"testing"

	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

func TestWhatAsksWhy(t *testing.T) {
	for _, tc := range []struct {
		text string
		want worktime.Question
	}{
		{"なぜ残業1:30？", worktime.Question{Field: "ot", Minutes: 90}},
		{"なぜ残業１：３０？", worktime.Question{Field: "ot", Minutes: 90}},
		{"残業1時間30分はなぜですか", worktime.Question{Field: "ot", Minutes: 90}},
		{"どうして深夜残業が45分なの？", worktime.Question{Field: "night_ot", Minutes: 45}},
		{"なんで昨日の遅刻は", worktime.Question{Field: "late", Date: "2026-11-19"}},
		{"なぜ11/4の法定休日", worktime.Question{Field: "legal_holiday", Date: "2026-11-04"}},
		{"なぜ月曜の残業", worktime.Question{Field: "ot", Date: "2026-11-16"}},
		{"なぜ今月の残業25:30", worktime.Question{Field: "ot", Minutes: 1530, Period: true}},
		{"なぜ10月の残業12:30？", worktime.Question{Field: "ot", Minutes: 750, Period: true, Month: "2026-10"}},
		{"2025年12月の深夜はなぜ", worktime.Question{Field: "night", Period: true, Month: "2025-12"}},
		{"why overtime in October", worktime.Question{Field: "ot", Period: true, Month: "2026-10"}},
		{"10/3 なぜ残業", worktime.Question{Field: "ot", Date: "2026-10-03"}},
		{"10月3日なぜ残業1:30？", worktime.Question{Field: "ot", Date: "2026-10-03", Minutes: 90}},
		{"oct 3 why overtime", worktime.Question{Field: "ot", Date: "2026-10-03"}},
		{"なぜ60時間超", worktime.Question{Field: "ot_over60"}},
		{"なぜ8:04？", worktime.Question{Minutes: 484}},
		{"Why is my overtime 1:30?", worktime.Question{Field: "ot", Minutes: 90}},
		{"why night work this month", worktime.Question{Field: "night", Period: true}},
	} {
		t.Run(tc.text, func(t *testing.T) {
			if got, ok := asksWhy(tc.text, "2026-11-20"); !ok || got != tc.want {
				t.Errorf("got %+v %t, want %+v", got, ok, tc.want)
			}
		})
	}
}

func TestWhatDoesNotAskWhy(t *testing.T) {
	for _, text := range []string{
		"なぜ", "why", "why?", "残業1:30", "なぜ会議", "なぜ残業を頼まれたのか", "なぜ今日は遅刻したの", "why are you late", "山田さんなぜ遅刻", "somewhy overtime", "昨日の残業", "なぜ昨日の今月の残業", "なぜ13月の残業", "なぜ今月の10月の残業", "",
	} {
		if got, ok := asksWhy(text, "2026-11-20"); ok {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// Whatever can be asked about has a name, and every word asks about something that can be explained.
func TestEveryFigureHasAName(t *testing.T) {
	asked := map[string]bool{"why": true, "joining": true, "polite": true, "hours": true, "minutes": true, period: true}
	for _, field := range worktime.Explained {
		asked[field] = true
		if !locale.Has("why.figure."+field) || len(locale.Asks()[field]) == 0 {
			t.Errorf("%s has no name or no word", field)
		}
	}
	for means := range locale.Asks() {
		if !asked[means] {
			t.Errorf("%s cannot be explained", means)
		}
	}
}
