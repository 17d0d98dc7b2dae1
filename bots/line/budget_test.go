package line

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/outbox"
)

// TestBudget is which notice a channel pushes at which point of its month.
func TestBudget(t *testing.T) {
	day := func(d, hour int) time.Time { return time.Date(2026, 11, d, hour-9, 0, 0, 0, time.UTC) }
	free := func(used int64) budget {
		return budget{known: true, quota: Quota{Limited: true, Limit: 200, Used: used}}
	}
	for _, c := range []struct {
		name     string
		b        budget
		at       time.Time
		priority outbox.Priority
		want     bool
	}{
		{"nothing is known", budget{}, day(20, 10), outbox.Idle, true},
		{"no limit", budget{known: true, quota: Quota{Used: 100_000}}, day(20, 10), outbox.Idle, true},
		{"half the month, half the messages", free(95), day(16, 0), outbox.Idle, true},
		{"half the month, more than half the messages", free(110), day(16, 0), outbox.Idle, false},
		{"and the rest is pushed", free(110), day(16, 0), outbox.Normal, true},
		{"what was pushed since counts", budget{known: true, quota: Quota{Limited: true, Limit: 200, Used: 60}, pushed: 50}, day(16, 0), outbox.Idle, false},
		{"a busy first morning is no month", free(15), day(1, 10), outbox.Idle, true},
		{"the first month's day in Japan, the last in Greenwich", free(15), time.Date(2026, 10, 31, 15, 30, 0, 0, time.UTC), outbox.Idle, true},
		{"only the reserve is left", free(190), day(30, 10), outbox.Normal, false},
		{"which is for what is urgent", free(190), day(30, 10), outbox.Urgent, true},
		{"nothing is left", free(200), day(30, 10), outbox.Urgent, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.b.allows(c.priority, c.at); got != c.want {
				t.Errorf("got %v; forecast %d", got, Forecast(c.b.used(), c.at))
			}
		})
	}
}
