package eye

import "github.com/chromedp/chromedp"

// Evaluate runs a script on the page.
func Evaluate[T any](e Page, script string) T {
	e.t.Helper()
	got, err := chromedp.Run(e.Ctx, chromedp.Evaluate[T](script))
	if err != nil {
		e.t.Fatalf("%s: %v", script[:min(len(script), 80)], err)
	}
	return got
}

// Until waits for a page on which the script is true; between two pages there is none.
func (e Page) Until(script string) {
	e.t.Helper()
	Eventually(e.t, script, func() bool {
		so, err := chromedp.Run(e.Ctx, chromedp.Evaluate[bool](script))
		return err == nil && so
	})
}

// GoTo opens a page of the server.
func (e Page) GoTo(path string) {
	e.t.Helper()
	Try(e.t, e.Ctx, chromedp.Navigate(e.base+path), chromedp.WaitVisible("#main"))
}

// Fill puts values into fields: selector, value, selector, value.
func (e Page) Fill(pairs ...string) {
	e.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		Try(e.t, e.Ctx, chromedp.SetValue(pairs[i], pairs[i+1]))
	}
}

// Enter signs somebody in and changes to the language, which is his own from then on.
func (e Page) Enter(login, lang string) {
	e.t.Helper()
	e.GoTo("/sign-in")
	e.Fill("#company", "umi", "#login", login, "#password", login+"-demo")
	Try(e.t, e.Ctx, chromedp.Click(`form.stack > button`))
	e.Until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
	if Evaluate[string](e, `document.documentElement.lang`) != lang {
		Try(e.t, e.Ctx, chromedp.Click(`button[name=lang]`))
		e.Until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
	}
}

// Lands waits for a page whose address ends so.
func (e Page) Lands(end string) {
	e.t.Helper()
	e.Until(`new RegExp(` + "`" + end + "$`" + `).test(location.pathname) && document.readyState === 'complete'`)
}

// Press presses what can be pressed and says exactly this.
func (e Page) Press(says string) {
	e.t.Helper()
	e.Until(`!!document.body && document.readyState === 'complete' && [...document.querySelectorAll('a, button')].some(b => b.textContent.trim() === '` + says + `')`)
	Evaluate[bool](e, `(() => { [...document.querySelectorAll('a, button')].find(b => b.textContent.trim() === '`+says+`').click(); return true })()`)
}

// EvaluateLater waits for what a promise gives.
func EvaluateLater[T any](e Page, script string) T {
	e.t.Helper()
	got, err := chromedp.Run(e.Ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		e.t.Fatalf("%s: %v", script[:min(len(script), 80)], err)
	}
	return got
}
