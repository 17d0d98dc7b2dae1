package eye

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Eventually asks again until what is awaited is so; the limit only ends a hopeless test.
func Eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(4 * time.Minute)
	for !so() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("still not so: %s", what)
		}
	}
}

// Shows waits until an element's text contains what is wanted.
func Shows(t *testing.T, ctx context.Context, selector, want string) {
	t.Helper()
	Eventually(t, selector+" shows "+want, func() bool {
		text, err := chromedp.Run(ctx, chromedp.TextContent(selector))
		return err == nil && strings.Contains(strings.Join(strings.Fields(text), " "), want)
	})
}

// Try does steps that must succeed.
func Try(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// Shot keeps a picture of the page among the test's artefacts.
func Shot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
