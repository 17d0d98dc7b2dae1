package main

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
)

// metrics counts what an operator watches at night. Labels are kinds and outcomes, never people or paths.
type metrics struct {
	registry *prometheus.Registry
	stats    bots.Stats
	reminded func(kind reminder.Kind, outcome string)
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry()}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "dakoku", Name: name, Help: help}, labels)
		m.registry.MustRegister(c)
		return c
	}
	seconds := func(name, help string, labels ...string) *prometheus.HistogramVec {
		h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: "dakoku", Name: name, Help: help,
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60, 600}}, labels)
		m.registry.MustRegister(h)
		return h
	}
	hooks := seconds("webhook_seconds", "Time to answer a webhook; its events are durable by then.", "channel", "status")
	events := counter("events_total", "Events received, new ones and ones known before.", "channel", "new")
	turns := counter("turns_total", "Events that left the inbox, or failed for now.", "channel", "outcome")
	waited := seconds("turn_wait_seconds", "Time from the receipt of an event to its turn.", "channel")
	took := seconds("turn_seconds", "Time a turn took.", "channel")
	dropped := counter("events_dropped_total", "Events read and deliberately not acted on.", "channel", "reason")
	sent := counter("deliveries_total", "Outcomes of telling somebody something.", "channel", "outcome")
	late := seconds("delivery_seconds", "Time from owing a message to the platform's acceptance.", "channel")
	reminders := counter("reminders_total", "What became of reminders: told, deferred, nowhere, late, passed, again.", "kind", "outcome")
	m.reminded = func(kind reminder.Kind, outcome string) { reminders.WithLabelValues(string(kind), outcome).Inc() }
	alerts := counter("alerts_total", "What somebody should look at.", "channel", "what")
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	var reasons labels
	m.stats = bots.Stats{
		Hook: func(kind domain.Door, status, n, fresh int, d time.Duration) {
			hooks.WithLabelValues(string(kind), strconv.Itoa(status)).Observe(d.Seconds())
			events.WithLabelValues(string(kind), "true").Add(float64(fresh))
			events.WithLabelValues(string(kind), "false").Add(float64(max(0, n-fresh)))
		},
		Turn: func(kind domain.Door, outcome string, w, d time.Duration) {
			turns.WithLabelValues(string(kind), outcome).Inc()
			waited.WithLabelValues(string(kind)).Observe(w.Seconds())
			took.WithLabelValues(string(kind)).Observe(d.Seconds())
		},
		Dropped: func(kind domain.Door, reason string) {
			dropped.WithLabelValues(string(kind), reasons.name(reason)).Inc()
		},
		Sent: func(kind domain.Door, outcome string, d time.Duration) {
			sent.WithLabelValues(string(kind), outcome).Inc()
			if outcome == string(outbox.Sent) {
				late.WithLabelValues(string(kind)).Observe(d.Seconds())
			}
		},
		Alert: func(kind domain.Door, what string) { alerts.WithLabelValues(string(kind), what).Inc() },
	}
	return m
}

// backlog shows how much waits: events without a turn, messages not sent yet, and messages kept for a reply. It is counted
// when somebody looks; a storage that is away shows nothing.
func (m *metrics) backlog(count func(context.Context) (map[string]int64, error)) {
	m.registry.MustRegister(&gauges{prometheus.NewDesc("dakoku_backlog", "What waits: new events, owed messages, messages kept for a reply.",
		[]string{"of"}, nil), count})
}

type gauges struct {
	desc  *prometheus.Desc
	count func(context.Context) (map[string]int64, error)
}

// Describe implements prometheus.Collector.
func (g *gauges) Describe(to chan<- *prometheus.Desc) { to <- g.desc }

// Collect implements prometheus.Collector.
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	counts, err := g.count(ctx)
	if err != nil {
		return
	}
	for of, n := range counts {
		to <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, float64(n), of)
	}
}

// labels bounds the values of a label that platforms have a say in.
type labels struct {
	mu    sync.Mutex
	known map[string]bool
}

// labelsMost is how many values a label has at most besides "other".
const labelsMost = 64

func (l *labels) name(value string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known[value] {
		if len(l.known) >= labelsMost {
			return "other"
		}
		if l.known == nil {
			l.known = map[string]bool{}
		}
		l.known[value] = true
	}
	return value
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
