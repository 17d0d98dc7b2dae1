package line

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/outbox"
)

// TestQuotaStates is what LINE may say of a month's messages, and which notice is pushed then.
func TestQuotaStates(t *testing.T) {
	for _, c := range []struct {
		name, quota, used string // what LINE answers; a number is a status
		priority          outbox.Priority
		want              bool
	}{
		{"plenty", `{"type":"limited","value":200}`, `{"totalUsage":10}`, outbox.Normal, true},
		{"only the reserve", `{"type":"limited","value":200}`, `{"totalUsage":190}`, outbox.Normal, false},
		{"the reserve, urgent", `{"type":"limited","value":200}`, `{"totalUsage":190}`, outbox.Urgent, true},
		{"used up", `{"type":"limited","value":200}`, `{"totalUsage":200}`, outbox.Urgent, false},
		{"more than all", `{"type":"limited","value":200}`, `{"totalUsage":230}`, outbox.Urgent, false},
		{"no limit", `{"type":"none"}`, `{"totalUsage":90000}`, outbox.Idle, true},
		{"a plan without messages", `{"type":"limited","value":0}`, `{"totalUsage":0}`, outbox.Urgent, false},
		{"nobody can say", "500", "500", outbox.Normal, true},
		{"too often asked", "429", "429", outbox.Normal, true},
		{"the quota alone", `{"type":"limited","value":200}`, "503", outbox.Normal, true},
		{"no such call", "404", "404", outbox.Normal, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := quotaOf(t, func(path string) string {
				return map[bool]string{true: c.used, false: c.quota}[strings.HasSuffix(path, "consumption")]
			})
			item := row("1", "", hello)
			item.Priority = c.priority
			if got := s.p.affords(t.Context(), s.ch, item); got != c.want || s.p.Keeps(s.ch) == c.want {
				t.Errorf("pushed %v, keeps %v", got, s.p.Keeps(s.ch))
			}
			if !s.p.affords(t.Context(), s.ch, row("2", "token", hello)) {
				t.Error("an answer is not pushed")
			}
		})
	}
}

// TestQuotaOfANewMonth is asked for when the month changes in Japan, by which LINE counts, however lately it was asked.
func TestQuotaOfANewMonth(t *testing.T) {
	used := `{"totalUsage":200}`
	asked := 0
	s := quotaOf(t, func(path string) string {
		if asked++; strings.HasSuffix(path, "consumption") {
			return used
		}
		return `{"type":"limited","value":200}`
	})
	for _, c := range []struct {
		at    time.Time
		calls int
		want  bool
	}{
		{time.Date(2026, 11, 30, 14, 58, 0, 0, time.UTC), 2, false},
		{time.Date(2026, 11, 30, 14, 59, 59, 0, time.UTC), 2, false}, // asked a moment ago
		{time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC), 4, true},    // the first of December in Japan
		{time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), 6, true},      // in Greenwich nothing happens but that it is old
	} {
		s.p.cfg.Clock = func() time.Time { return c.at }
		if c.want {
			used = `{"totalUsage":0}`
		}
		if got := s.p.affords(t.Context(), s.ch, row("1", "", hello)); got != c.want || asked != c.calls {
			t.Errorf("%s: pushed %v after %d questions", c.at, got, asked)
		}
	}
}

// quotaOf is a platform whose process is old, with a LINE that answers by path.
func quotaOf(t *testing.T, says func(path string) string) *sending {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := map[string]int{"404": 404, "429": 429, "500": 500, "503": 503}
		said := says(r.URL.Path)
		if code, failed := status[said]; failed {
			refuse(w, code, "no")
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, said)
	}))
	t.Cleanup(server.Close)
	s := &sending{t: t, p: platform(t, Config{APIURL: server.URL, DataURL: server.URL}), ch: channel("secret")}
	s.p.born = s.p.born.Add(-keptYouth)
	return s
}
