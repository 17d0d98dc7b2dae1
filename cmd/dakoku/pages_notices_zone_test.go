package main

import (
	"bytes"
	"net/url"
	"testing"
	"time"

	"github.com/dakoku/dakoku/fixtures"
)

// TestNoticeZone ends a survey by the company's own clock, wherever the server stands: its last second counts, and the next
// does not.
func TestNoticeZone(t *testing.T) {
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	p := newPages(t, "sqlite", string(bytes.Replace(demo, []byte("Asia/Tokyo"), []byte("America/New_York"), 1)))
	b := p.as("sato")
	seen := b.follow(b.send("POST", "/messages/new", written("deadline", "2026-12-01T18:00")))
	seen.wants(t, 200, "締切 12/1(火) 18:00")
	b.follow(b.send("POST", seen.sends(), url.Values{"revision": {seen.revision()}})).wants(t, 200, "送信を始めました")
	m, err := p.app.store.Messages().ByNumber(t.Context(), p.tenant("umi").ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	deadline := time.Date(2026, 12, 1, 23, 0, 0, 0, time.UTC) // 18:00 in New York's winter
	if !m.Survey.Deadline.Equal(deadline) {
		t.Fatalf("it ends at %s, not at %s", m.Survey.Deadline, deadline)
	}
	p.proceeds(m)
	for _, c := range []struct {
		at   time.Time
		who  string
		says string
	}{
		{deadline.Add(-time.Second), "tanaka", "✓ 「参加」で受け付けました"},
		{deadline, "yamada", "このアンケートは 12/1(火) 18:00 に締め切りました"},
	} {
		p.now = c.at
		who := p.as(c.who)
		who.follow(who.send("POST", "/portal/messages/1", url.Values{"choice": {"0"}})).wants(t, 200, c.says)
	}
}
