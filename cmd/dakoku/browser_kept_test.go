package main

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2EKept lets a session end while somebody fills in a form: what he typed is there again once he has signed in, and is not
// there for somebody else.
func TestE2EKept(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	e := eye{t: t, ctx: chromium(t, 1), base: server.URL}
	signIn := func(login string) {
		e.fill("#company", "umi", "#login", login, "#password", login+"-demo")
		try(t, e.ctx, chromedp.Click(`form.stack > button`))
	}
	const page, typed = "/portal/day?d=2026-11-19", `[...document.querySelectorAll('#a_1, #note')].map(f => f.value).join(' ')`
	for _, c := range []struct{ login, want string }{{"tanaka", "9:10 電車"}, {"yamada", " "}} {
		e.goTo(shell.SignInPath)
		signIn("tanaka")
		e.until(`!!document.querySelector('.self')`)
		e.goTo(page)
		e.fill("#a_1", "9:10", "#note", "電車")
		p.set(p.read().Add(3 * time.Hour))
		try(t, e.ctx, chromedp.Click(`form[action="/portal/day"] button`))
		e.until(`location.pathname === '` + shell.SignInPath + `' && document.readyState === 'complete'`)
		signIn(c.login)
		e.until(`location.pathname === '/portal/day' && document.readyState === 'complete'`)
		if got := evaluate[string](e, typed); got != c.want {
			t.Errorf("%s finds %q, want %q", c.login, got, c.want)
		}
		try(t, e.ctx, chromedp.Click(`.self button`))
		e.until(`location.pathname === '` + shell.SignInPath + `' && document.readyState === 'complete'`)
	}
}
