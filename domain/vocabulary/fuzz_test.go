package vocabulary

import (
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Whatever is typed, no match panics, names an impossible date or claims a time that has not come.
func FuzzMatch(f *testing.F) {
	for _, p := range phrases(f) {
		f.Add(p.Text, int64(1795165200), 300)
	}
	f.Add("[qt][qt]a[/qt]", int64(0), 0)
	f.Add("2/29 退勤 35:59", int64(1835000000), 1439)
	f.Add("9999分前に退勤", int64(951782400), 60)
	options := bot
	options.Greetings = true
	v := vocabulary(f, map[string][]string{"in": {"おはー", "(F)"}}, options)
	f.Fuzz(func(t *testing.T, text string, unix int64, boundary int) {
		said := calendar.Said{
			At: time.Unix(unix%4e9, 0), Zone: tokyo, Boundary: calendar.Clock(uint(boundary) % (24 * 60)),
		}
		m := v.Match(text, said)
		for _, day := range []calendar.Date{m.Day, m.Date, m.Until} {
			if _, err := calendar.ParseDate(string(day)); day != "" && err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
		switch m.Intent {
		case None:
			if m != (Match{}) {
				t.Errorf("%q: silence says %+v", text, m)
			}
		case Request:
			at := calendar.ClockOn(m.At, m.Day, tokyo)
			if said.NotYet(m.At) || m.Kind == "" || at < 0 || at >= 48*60 {
				t.Errorf("%q: %+v, clock %s", text, m, at)
			}
		case Punch:
			if m.Kind == "" || m.Day != "" || !m.At.IsZero() {
				t.Errorf("%q: %+v", text, m)
			}
		case Ask:
			if m.Problem.Why == "" {
				t.Errorf("%q: asks without a reason", text)
			}
		}
	})
}

// A long message is turned away before anything is computed; a short one costs microseconds.
func BenchmarkMatch(b *testing.B) {
	v := vocabulary(b, nil, bot)
	said := saidAt(b, evening)
	for name, text := range map[string]string{
		"word":     "出勤",
		"sentence": "一昨日の退勤を翌1:30に訂正してください",
		"talk":     "お疲れ様です、明日の会議は10:30からでよろしいでしょうか。",
		"long":     strings.Repeat("昨日の退勤を、", 700),
		"quoted":   strings.Repeat("[qt]", 1000) + strings.Repeat("[/qt]", 1000),
		"blanks":   strings.Repeat(" ", 5000) + "退",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				v.Match(text, said)
			}
		})
	}
}
