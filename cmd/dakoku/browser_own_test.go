package main

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2EOwnCorrection puts a forgotten clock-out right on a telephone, in both languages: from what is missing today over
// the form and what it would do to the request. The pages on the way are inspected, pictures are kept.
func TestE2EOwnCorrection(t *testing.T) {
	t.Parallel()
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
			e := eye.Open(t, eye.Light, server.URL, c.lang)
			eye.Try(t, e.Ctx, chromedp.EmulateViewport(360, 740))
			e.GoTo(shell.SignInPath)
			e.Fill("#company", "umi", "#login", c.login, "#password", c.login+"-demo")
			eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
			eye.Shows(t, e.Ctx, "main", c.missing)
			e.Inspect("own-today")
			eye.Try(t, e.Ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`.lines a.button`))
			e.Until(`!!document.querySelector('#a_1') && document.readyState === 'complete'`)
			e.Fill("#k_1", "out", "#a_1", "8:00", "#note", "会議")
			eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
			e.Until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
			e.Inspect("own-day-wrong")
			e.Fill("#a_1", "18:30")
			eye.Try(t, e.Ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`form.stack > button`))
			e.Until(`!!document.querySelector('.beforeafter') && document.readyState === 'complete'`)
			e.Inspect("own-check")
			p.wantAsked(p.asked("umi")...) // looking has written nothing
			before := len(p.asked("umi"))
			eye.Try(t, e.Ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`button[value=send]`))
			eye.Shows(t, e.Ctx, "main", c.sent)
			eye.Shows(t, e.Ctx, "main", c.waits)
			e.Inspect("own-requests")
			if got := len(p.asked("umi")); got != before+1 {
				t.Errorf("%d requests, want %d", got, before+1)
			}
			p.decide("sato", workflow.Decision{Number: number, Verb: workflow.Return, Comment: "時刻を確かめてください"})
			e.Look("own-returned", "/portal", "/portal/month", "/portal/day?d=2026-11-20", "/portal/requests", "/portal/why?d=2026-11-19&f=ot", "/portal/receipts", "/portal/chat")
			eye.Try(t, e.Ctx, chromedp.EmulateViewport(360, 740), chromedp.Click(`form.stack > button`))
			e.Until(`!!document.querySelector('.qr') && document.readyState === 'complete'`)
			e.Inspect("own-chat-code")
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
	e := eye.Open(t, eye.Light, server.URL, "")
	e.GoTo(shell.SignInPath)
	e.Fill("#company", "umi", "#login", "tanaka", "#password", "tanaka-demo")
	listens := `performance.getEntriesByType('resource').some(r => r.name.includes('live.js')) && news.readyState === EventSource.OPEN`
	eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
	e.Until(listens)
	p.punch("tanaka", "in", p.now)
	e.Until(`document.querySelector('.state .badge.in') !== null`)
}
