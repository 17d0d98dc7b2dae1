package main

import (
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2EOwnCorrection puts a forgotten clock-out right on a telephone, in both languages: from what is missing today over
// the form and what it would do to the request. The pages on the way are inspected, pictures are kept.
func TestE2EOwnCorrection(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../webadmin/ui/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p := newPages(t, "sqlite")
	start := p.now
	for _, x := range []struct {
		kind string
		at   time.Time
	}{{"in", start.AddDate(0, 0, -1)}, {"out", start.AddDate(0, 0, -1).Add(11 * time.Hour)}, {"in", start}} {
		p.punch("tanaka", x.kind, x.at)
		p.punch("emma", x.kind, x.at)
	}
	p.now = start.Add(26 * time.Hour)
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	number := 1000
	for _, c := range []struct{ lang, login, missing, sent, waits string }{
		{"ja", "tanaka", "11/20(金) の退勤がありません", "申請しました", "… 申請中"},
		{"en", "emma", "Fri 20 Nov has no clock-out", "Sent (100", "…"},
	} {
		t.Run(c.lang, func(t *testing.T) {
			number++
			e := eye{t: t, ctx: chromium(t, 1), base: server.URL, axe: string(axe), as: c.lang}
			try(t, e.ctx, chromedp.EmulateViewport(360, 740))
			e.goTo(shell.SignInPath)
			e.fill("#company", "umi", "#login", c.login, "#password", c.login+"-demo")
			try(t, e.ctx, chromedp.Click(`form.stack > button`))
			shows(t, e.ctx, "main", c.missing)
			e.inspect("own-today")
			try(t, e.ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`.lines a.button`))
			e.until(`!!document.querySelector('#a_1') && document.readyState === 'complete'`)
			e.fill("#k_1", "out", "#a_1", "8:00", "#note", "会議")
			try(t, e.ctx, chromedp.Click(`form.stack > button`))
			e.until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
			e.inspect("own-day-wrong")
			e.fill("#a_1", "18:30")
			try(t, e.ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`form.stack > button`))
			e.until(`!!document.querySelector('.beforeafter') && document.readyState === 'complete'`)
			e.inspect("own-check")
			p.wantAsked(p.asked("umi")...) // looking has written nothing
			before := len(p.asked("umi"))
			try(t, e.ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`button[value=send]`))
			shows(t, e.ctx, "main", c.sent)
			shows(t, e.ctx, "main", c.waits)
			e.inspect("own-requests")
			if got := len(p.asked("umi")); got != before+1 {
				t.Errorf("%d requests, want %d", got, before+1)
			}
			p.decide("sato", workflow.Decision{Number: number, Verb: workflow.Return, Comment: "時刻を確かめてください"})
			e.look("own-returned", "/portal", "/portal/month", "/portal/day?d=2026-11-20", "/portal/requests", "/portal/why?d=2026-11-19&f=ot", "/portal/receipts", "/portal/chat")
			try(t, e.ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`form.stack > button`))
			e.until(`!!document.querySelector('.qr') && document.readyState === 'complete'`)
			e.inspect("own-chat-code")
		})
	}
}

// TestE2EOwnFollows keeps the page open while the person punches elsewhere: it follows by itself.
func TestE2EOwnFollows(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections) // before it: a page that listens holds its connection
	e := eye{t: t, ctx: chromium(t, 1), base: server.URL}
	e.goTo(shell.SignInPath)
	e.fill("#company", "umi", "#login", "tanaka", "#password", "tanaka-demo")
	listens := `performance.getEntriesByType('resource').some(r => r.name.includes('live.js')) && news.readyState === EventSource.OPEN`
	try(t, e.ctx, chromedp.Click(`form.stack > button`))
	e.until(listens)
	p.punch("tanaka", "in", p.now)
	e.until(`document.querySelector('.state .badge.in') !== null`)
}
