package eye

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// Screen is one way to look at pages, in CSS pixels.
type Screen struct {
	Name          string
	Width, Height int64
}

// Screens are those every page is looked at on: a telephone's, a tablet's and a PC's.
var Screens = []Screen{{"360x740", 360, 740}, {"768x1024", 768, 1024}, {"1280x800", 1280, 800}}

// axe is axe-core's script, wherever in the repository the test stands.
var axe = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for at := dir; at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			dir = at
			break
		}
	}
	script, err := os.ReadFile(filepath.Join(dir, "webadmin/ui/testdata/axe/axe.min.js"))
	return string(script), err
})

// Look opens pages and inspects each on every screen.
func (e Page) Look(who string, paths ...string) {
	e.t.Helper()
	for _, path := range paths {
		e.GoTo(path)
		e.Inspect(who + strings.ReplaceAll(path, "/", "-"))
	}
}

// Inspect looks at the page that is open, on every screen.
func (e Page) Inspect(name string) {
	e.t.Helper()
	for _, s := range Screens {
		e.InspectAt(name, s)
	}
}

// InspectAt looks at the page that is open on one screen.
func (e Page) InspectAt(name string, s Screen) {
	e.t.Helper()
	at := fmt.Sprintf("%s %s %s", name, e.as, s.Name)
	Try(e.t, e.Ctx, chromedp.EmulateViewport(s.Width, s.Height))
	for _, wrong := range Evaluate[[]string](e, measure) {
		e.t.Errorf("%s: %s", at, wrong)
	}
	defer Shot(e.t, e.Ctx, strings.ReplaceAll(at, " ", "-"))
	if s == Screens[1] {
		return // between the two that differ most there is nothing new for a screen reader
	}
	if !Evaluate[bool](e, `!!window.axe`) {
		script, err := axe()
		if err != nil {
			e.t.Fatal(err)
		}
		Evaluate[bool](e, script+";true")
	}
	found, err := chromedp.Run(e.Ctx, chromedp.Evaluate[[]string](`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r =>
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
