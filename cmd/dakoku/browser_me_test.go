package main

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2EMyRecorder is a telephone: it punches with the sign-in, is tapped twice, takes back, stays signed in, and without
// a connection says that nothing was recorded.
func TestE2EMyRecorder(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	e := eye.Open(t, eye.Light, server.URL, "")
	eye.Try(t, e.Ctx, chromedp.EmulateViewport(360, 740))
	e.GoTo(shell.SignInPath)
	if eye.Evaluate[string](e, `document.documentElement.lang`) == "en" {
		eye.Try(t, e.Ctx, chromedp.Click(`button[name=lang]`))
		eye.Shows(t, e.Ctx, "h1", "サインイン")
	}
	e.Fill("#company", "umi", "#login", "tanaka", "#password", "tanaka-demo")
	eye.Try(t, e.Ctx, chromedp.Click(`input[name=keep]`), chromedp.Click(`button[value=in]`))
	eye.Shows(t, e.Ctx, "main", "✓ 出勤 9:01 11/20(金) 受付")
	eye.Shows(t, e.Ctx, ".state", "● 出勤中")
	eye.Shot(t, e.Ctx, "me-punched-and-signed-in")
	e.GoTo("/me")
	eye.Try(t, e.Ctx, chromedp.DoubleClick(`button[value=break_start]`))
	eye.Shows(t, e.Ctx, "main", "✓ 休憩 9:01")
	eye.Shows(t, e.Ctx, ".state", "◐ 休憩中")
	eye.Try(t, e.Ctx, chromedp.Click(`.lines button`))
	eye.Shows(t, e.Ctx, "main", "✓ 取り消しました: 休憩 9:01")
	p.wantPunches("1001", "in effective", "break_start void")
	if _, err := chromedp.Run(e.Ctx, chromedp.Evaluate[bool](`navigator.serviceWorker.ready.then(() => true)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	server.CloseClientConnections()
	server.Listener.Close()
	// a second tap of the same finger finds nothing to press, for a moment
	e.Until(`(s => s.animationName === 'rest' && s.pointerEvents === 'auto')(getComputedStyle(document.querySelector('.punch')))`)
	eye.Try(t, e.Ctx, chromedp.Click(`button[value=out]`))
	eye.Shows(t, e.Ctx, "main", "打刻は記録されていません")
	eye.Shot(t, e.Ctx, "me-offline")
	p.wantPunches("1001", "in effective", "break_start void")
}
