package main

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2EMyRecorder is a telephone: it punches with the sign-in, is tapped twice, takes back, stays signed in, and without
// a connection says that nothing was recorded.
func TestE2EMyRecorder(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	e := eye{t: t, ctx: chromium(t, 1), base: server.URL}
	try(t, e.ctx, chromedp.EmulateViewport(360, 740))
	e.goTo(shell.SignInPath)
	if evaluate[string](e, `document.documentElement.lang`) == "en" {
		try(t, e.ctx, chromedp.Click(`button[name=lang]`))
		shows(t, e.ctx, "h1", "サインイン")
	}
	e.fill("#company", "umi", "#login", "tanaka", "#password", "tanaka-demo")
	try(t, e.ctx, chromedp.Click(`input[name=keep]`), chromedp.Click(`button[value=in]`))
	shows(t, e.ctx, "main", "✓ 出勤 9:01 11/20(金) 受付")
	shows(t, e.ctx, ".state", "● 出勤中")
	shot(t, e.ctx, "me-punched-and-signed-in")
	e.goTo("/me")
	try(t, e.ctx, chromedp.DoubleClick(`button[value=break_start]`))
	shows(t, e.ctx, "main", "✓ 休憩 9:01")
	shows(t, e.ctx, ".state", "◐ 休憩中")
	try(t, e.ctx, chromedp.Click(`.lines button`))
	shows(t, e.ctx, "main", "✓ 取り消しました: 休憩 9:01")
	p.wantPunches("1001", "in effective", "break_start void")
	if _, err := chromedp.Run(e.ctx, chromedp.Evaluate[bool](`navigator.serviceWorker.ready.then(() => true)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	server.CloseClientConnections()
	server.Listener.Close()
	// a second tap of the same finger finds nothing to press, for a moment
	e.until(`(s => s.animationName === 'rest' && s.pointerEvents === 'auto')(getComputedStyle(document.querySelector('.punch')))`)
	try(t, e.ctx, chromedp.Click(`button[value=out]`))
	shows(t, e.ctx, "main", "打刻は記録されていません")
	shot(t, e.ctx, "me-offline")
	p.wantPunches("1001", "in effective", "break_start void")
}
