// Package eye lets tests look at pages in a real browser, as people see them. Its pictures are the tests' artefacts.
package eye

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// What the machine prefers; pages follow it.
const (
	Dark  = 0
	Light = 1
)

const (
	startLimit = 4 * time.Minute  // a busy machine starts a browser slowly
	hopeless   = 15 * time.Minute // ends a test that waits for nothing
)

// Page is what is open in a browser of its own.
type Page struct {
	Ctx      context.Context // for chromedp
	t        *testing.T
	base, as string
}

// Open starts a Chromium that prefers the scheme and looks at the server at base. Its pictures are named after as. It ends
// with the test.
func Open(t *testing.T, scheme int, base, as string, more ...chromedp.ExecAllocatorOption) Page {
	t.Helper()
	more = append(more, chromedp.Flag("blink-settings", fmt.Sprint("preferredColorScheme=", scheme)))
	return Page{Ctx: chromium(t, more...), t: t, base: base, as: as}
}

// Sandbox starts a Chromium of a size on the page of the sandbox.
func Sandbox(t *testing.T, width, height int64, url string) context.Context {
	t.Helper()
	ctx := chromium(t)
	Try(t, ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(url), chromedp.WaitVisible("#who"))
	return ctx
}

func chromium(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	program := os.Getenv("TEST_CHROMIUM")
	if program == "" {
		t.Fatal("set TEST_CHROMIUM or run make test")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(startLimit),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, hopeless)
	t.Cleanup(cancel)
	return ctx
}
