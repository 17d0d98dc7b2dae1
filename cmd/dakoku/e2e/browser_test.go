package e2e

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
)

// TestE2ESandboxPage plays people in the sandbox's three windows in a real browser: by word, by button and by emoji,
// with the receipt and the ledger beside them.
func TestE2ESandboxPage(t *testing.T) {
	t.Parallel()
	p := newProcess(t, "sqlite:"+filepath.Join(t.TempDir(), "sandbox.db"), nil)
	p.start("sandbox")
	page := "http://" + p.addr + "/sandbox/?lang="
	choose := func(ctx context.Context, code string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => { const who = document.querySelector('#who'); who.value = '`+code+`'; who.dispatchEvent(new Event('change')); return who.value === '`+code+`' })()`)); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("Japanese on a wide screen", func(t *testing.T) {
		ctx := eye.Sandbox(t, 1600, 1000, page+"ja")
		choose(ctx, "1001") // 田中, by word and button on LINE
		eye.Try(t, ctx, chromedp.SendKeys("#line-text", "出勤\r"))
		eye.Shows(t, ctx, "#line-feed", "✓ 出勤")
		eye.Shows(t, ctx, "#line-feed", "受付")
		eye.Shows(t, ctx, "#ledger-lines", "田中")
		eye.Try(t, ctx, chromedp.Click("#line-quick button:nth-of-type(2)"))
		eye.Shows(t, ctx, "#line-feed", "✓ 休憩")
		choose(ctx, "0901") // 佐藤, by emoji on Slack
		eye.Try(t, ctx, chromedp.SendKeys("#slack-text", ":sunrise:\r"))
		eye.Shows(t, ctx, "#slack-feed", "✓ 出勤")
		eye.Shows(t, ctx, "#ledger-lines", "佐藤")
		choose(ctx, "1002") // by emoticon on Chatwork
		eye.Try(t, ctx, chromedp.SendKeys("#cw-text", "(F)"), chromedp.Click("#cw-form .send"))
		eye.Shows(t, ctx, "#cw-feed", "✓ 出勤")
		eye.Shows(t, ctx, "#ledger-lines", "Chatwork")
		eye.Shows(t, ctx, "#problem-count", "0")
		eye.Shot(t, ctx, "sandbox-ja-1600x1000")
	})
	t.Run("English on a phone", func(t *testing.T) {
		ctx := eye.Sandbox(t, 360, 740, page+"en")
		eye.Shot(t, ctx, "sandbox-en-360x740")
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > window.innerWidth`))
		if err != nil || wide {
			t.Errorf("the page is wider than the phone (%v)", err)
		}
		choose(ctx, "1001")
		eye.Try(t, ctx, chromedp.SendKeys("#line-text", "today\r"))
		eye.Shows(t, ctx, "#line-feed", "休憩") // the page is in English, the person's own language is Japanese
	})
	if lines := ledger(p, "umi"); len(lines) != 4 {
		t.Errorf("%d punches, want 4", len(lines))
	}
	p.verb("verify", "--company", "umi")
	p.stop()
}
