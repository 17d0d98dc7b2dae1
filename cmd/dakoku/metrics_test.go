package main

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestMetrics checks that what platforms send cannot make series without end, and that only what was said counts as
// delivered.
func TestMetrics(t *testing.T) {
	m := newMetrics()
	for i := range 10 * labelsMost {
		m.stats.Dropped(domain.Slack, fmt.Sprint("unknown event ", i))
	}
	m.stats.Sent(domain.Slack, string(outbox.Owed), time.Hour)
	m.stats.Sent(domain.Slack, string(outbox.Sent), time.Second)
	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	said := w.Body.String()
	if n := strings.Count(said, "\ndakoku_events_dropped_total{"); n != labelsMost+1 {
		t.Errorf("%d reasons", n)
	}
	for _, want := range []string{fmt.Sprintf(`reason="other"} %d`, 9*labelsMost), `dakoku_delivery_seconds_count{channel="slack"} 1`,
		`dakoku_deliveries_total{channel="slack",outcome="owed"} 1`} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s in\n%s", want, said)
		}
	}
}
