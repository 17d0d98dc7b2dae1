package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// screen is one way to look at pages.
type screen struct {
	name          string
	width, height int64
}

var screens = []screen{{"360x740", 360, 740}, {"768x1024", 768, 1024}, {"1280x800", 1280, 800}}

// notPages are addresses that give something else than a page.
var notPages = []string{"/portal/events", "/team/events", "/portal/receipts.jsonl", "/portal/timesheet.pdf", "/portal/timesheet.csv", "/portal/timesheet.html", "/me/app.webmanifest", "/me/worker.js"}

// sights are the pages an employee may open, one he may not, and one that is not there. A manager's and an administrator's
// are looked at by the tests that follow them through their work.
func sights(p *pagesOf) []string {
	all := []string{"/admin"}
	for _, r := range p.shell.Routes() {
		if r.Method == "GET" && r.Path != "/" && r.Need != shell.AsManager && r.Need != shell.AsAdmin && r.Need != shell.AsOwner && !strings.Contains(r.Path, ":") && !slices.Contains(notPages, r.Path) {
			all = append(all, r.Path)
		}
	}
	return append(all, "/nowhere")
}

// chromium opens a browser of its own that prefers the scheme; 0 is dark, 1 light.
func chromium(t *testing.T, scheme int, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	program := os.Getenv("TEST_CHROMIUM")
	if program == "" {
		t.Fatal("set TEST_CHROMIUM or run make test")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(4*time.Minute), // a busy machine starts it slowly
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("blink-settings", fmt.Sprint("preferredColorScheme=", scheme)))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 15*time.Minute) // ends a hopeless test
	t.Cleanup(cancel)
	return ctx
}

// TestE2EPages looks at every page in a real browser, as a phone, a tablet and a PC show it, in both languages, light and
// dark: nothing is wider than the screen or clipped, and axe-core finds nothing against WCAG 2.2 AA. Pictures are kept.
func TestE2EPages(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../webadmin/ui/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p := newPages(t, "sqlite")
	for _, login := range []string{"tanaka", "emma"} { // their day is not empty
		b := p.as(login)
		b.send("POST", "/me/punch", press(b.get("/me").form(), string(worktime.In)))
	}
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	for scheme, shade := range []string{"dark", "light"} {
		for lang, login := range map[string]string{"ja": "tanaka", "en": "emma"} {
			t.Run(shade+" "+lang, func(t *testing.T) {
				e := eye{t: t, ctx: chromium(t, scheme), base: server.URL, axe: string(axe), as: shade + "-" + lang}
				e.goTo(shell.SignInPath)
				if now := evaluate[string](e, `document.documentElement.lang`); now != lang {
					try(t, e.ctx, chromedp.Click(`button[name=lang]`))
					e.until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
				}
				e.look("signed-out", shell.SignInPath, "/me/offline", "/nowhere")
				e.goTo(shell.SignInPath)
				e.fill("#company", "umi", "#login", login, "#password", "wrong")
				try(t, e.ctx, chromedp.Click(`form.stack > button`))
				e.until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
				e.inspect("signed-out-wrong")
				e.fill("#password", login+"-demo")
				try(t, e.ctx, chromedp.Click(`form.stack > button`))
				e.until(`!!document.querySelector('.punch') && document.readyState === 'complete'`)
				e.look("signed-in", slices.DeleteFunc(sights(p), func(path string) bool { return path == shell.SignInPath })...)
			})
		}
	}
}

// eye looks at pages in one browser.
type eye struct {
	t             *testing.T
	ctx           context.Context
	base, axe, as string
}

func evaluate[T any](e eye, script string) T {
	e.t.Helper()
	got, err := chromedp.Run(e.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		e.t.Fatalf("%s: %v", script[:min(len(script), 80)], err)
	}
	return got
}

// until waits for a page on which the script is true; between two pages there is none.
func (e eye) until(script string) {
	e.t.Helper()
	eventually(e.t, script, func() bool {
		so, err := chromedp.Run(e.ctx, chromedp.Evaluate[bool](script))
		return err == nil && so
	})
}

func (e eye) goTo(path string) {
	e.t.Helper()
	try(e.t, e.ctx, chromedp.Navigate(e.base+path), chromedp.WaitVisible("#main"))
}

// fill puts values into fields: selector, value, selector, value.
func (e eye) fill(pairs ...string) {
	e.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		try(e.t, e.ctx, chromedp.SetValue(pairs[i], pairs[i+1]))
	}
}

// look opens pages and inspects each on every screen.
func (e eye) look(who string, paths ...string) {
	e.t.Helper()
	for _, path := range paths {
		e.goTo(path)
		e.inspect(who + strings.ReplaceAll(path, "/", "-"))
	}
}

// inspect looks at the page that is open, on every screen.
func (e eye) inspect(name string) {
	e.t.Helper()
	for _, s := range screens {
		e.inspectAt(name, s)
	}
}

// inspectAt looks at the page that is open on one screen.
func (e eye) inspectAt(name string, s screen) {
	e.t.Helper()
	at := fmt.Sprintf("%s %s %s", name, e.as, s.name)
	try(e.t, e.ctx, chromedp.EmulateViewport(s.width, s.height))
	for _, wrong := range evaluate[[]string](e, measure) {
		e.t.Errorf("%s: %s", at, wrong)
	}
	defer shot(e.t, e.ctx, strings.ReplaceAll(at, " ", "-"))
	if s == screens[1] {
		return // between the two that differ most there is nothing new for a screen reader
	}
	if !evaluate[bool](e, `!!window.axe`) {
		evaluate[bool](e, e.axe+";true")
	}
	found, err := chromedp.Run(e.ctx, chromedp.Evaluate[[]string](`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r =>
		r.violations.flatMap(v => v.nodes.filter(n => v.id !== 'target-size' || !document.querySelector(n.target[0])?.closest('.bar nav, .tabs')).map(n => v.id + ': ' + v.help + ': ' + n.html + ' ' + (n.any[0] ? n.any[0].message : ''))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		e.t.Fatalf("%s: axe: %v", at, err)
	}
	for _, wrong := range found {
		e.t.Errorf("%s: %s", at, wrong)
	}
}

// measure finds what is wider than the screen, clipped, or too small to be touched. Rows of links that are scrolled on a
// phone have their last ones beyond the edge, and are measured by hand: they are 44 pixels high.
const measure = `(() => {
	const wrong = []
	if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is ' + document.documentElement.scrollWidth + ' wide')
	for (const el of document.querySelectorAll('body *')) {
		const box = el.getBoundingClientRect(), style = getComputedStyle(el)
		if (!box.width || el.closest('.hidden, .skip, [hidden]')) continue
		const inline = style.display === 'inline'
		if (style.overflowX !== 'visible' && !el.closest('.scroll, .tabs, .bar nav, input, select') && el.scrollWidth > el.clientWidth + 1) wrong.push('clipped: ' + el.outerHTML.slice(0, 80))
		if (box.right > innerWidth + 1 && !el.closest('.scroll, .tabs, .bar nav')) wrong.push('beyond the edge: ' + el.outerHTML.slice(0, 80))
		if ((el.matches('button, select, input:not([type=checkbox], [type=radio], [type=hidden])') || el.matches('a') && !inline) && box.height < 43.5) wrong.push('only ' + box.height + ' high: ' + el.outerHTML.slice(0, 80))
	}
	return wrong
})()`
