package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browse opens a Chromium of its own on a page and returns its context.
func browse(t *testing.T, width, height int64, url string) context.Context {
	t.Helper()
	program := os.Getenv("TEST_CHROMIUM")
	if program == "" {
		t.Fatal("set TEST_CHROMIUM or run make test")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(4*time.Minute), // a busy machine starts it slowly
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 15*time.Minute) // ends a hopeless test
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(url), chromedp.WaitVisible("#who")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// shot keeps a picture of the page among the test's artefacts.
func shot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// shows waits until an element's text contains what is wanted.
func shows(t *testing.T, ctx context.Context, selector, want string) {
	t.Helper()
	eventually(t, selector+" shows "+want, func() bool {
		text, err := chromedp.Run(ctx, chromedp.TextContent(selector))
		return err == nil && strings.Contains(strings.Join(strings.Fields(text), " "), want)
	})
}

func try(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

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
		ctx := browse(t, 1600, 1000, page+"ja")
		choose(ctx, "1001") // 田中, by word and button on LINE
		try(t, ctx, chromedp.SendKeys("#line-text", "出勤\r"))
		shows(t, ctx, "#line-feed", "✓ 出勤")
		shows(t, ctx, "#line-feed", "受付")
		shows(t, ctx, "#ledger-lines", "田中")
		try(t, ctx, chromedp.Click("#line-quick button:nth-of-type(2)"))
		shows(t, ctx, "#line-feed", "✓ 休憩")
		choose(ctx, "0901") // 佐藤, by emoji on Slack
		try(t, ctx, chromedp.SendKeys("#slack-text", ":sunrise:\r"))
		shows(t, ctx, "#slack-feed", "✓ 出勤")
		shows(t, ctx, "#ledger-lines", "佐藤")
		choose(ctx, "1002") // by emoticon on Chatwork
		try(t, ctx, chromedp.SendKeys("#cw-text", "(F)"), chromedp.Click("#cw-form .send"))
		shows(t, ctx, "#cw-feed", "✓ 出勤")
		shows(t, ctx, "#ledger-lines", "Chatwork")
		shows(t, ctx, "#problem-count", "0")
		shot(t, ctx, "sandbox-ja-1600x1000")
	})
	t.Run("English on a phone", func(t *testing.T) {
		ctx := browse(t, 360, 740, page+"en")
		shot(t, ctx, "sandbox-en-360x740")
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > window.innerWidth`))
		if err != nil || wide {
			t.Errorf("the page is wider than the phone (%v)", err)
		}
		choose(ctx, "1001")
		try(t, ctx, chromedp.SendKeys("#line-text", "today\r"))
		shows(t, ctx, "#line-feed", "休憩") // the page is in English, the person's own language is Japanese
	})
	if lines := ledger(p, "umi"); len(lines) != 4 {
		t.Errorf("%d punches, want 4", len(lines))
	}
	p.verb("verify", "--company", "umi")
	p.stop()
}
