package main

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2EKept lets a session end while somebody fills in a form: what he typed is there again once he has signed in, and is not
// there for somebody else.
func TestE2EKept(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	e := eye.Open(t, eye.Light, server.URL, "")
	signIn := func(login string) {
		e.Fill("#company", "umi", "#login", login, "#password", login+"-demo")
		eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
	}
	const page, typed = "/portal/day?d=2026-11-19", `[...document.querySelectorAll('#a_1, #note')].map(f => f.value).join(' ')`
	for _, c := range []struct{ login, want string }{{"tanaka", "9:10 電車"}, {"yamada", " "}} {
		e.GoTo(shell.SignInPath)
		signIn("tanaka")
		e.Until(`!!document.querySelector('.self')`)
		e.GoTo(page)
		e.Fill("#a_1", "9:10", "#note", "電車")
		p.set(p.read().Add(3 * time.Hour))
		eye.Try(t, e.Ctx, chromedp.Click(`form[action="/portal/day"] button`))
		e.Until(`location.pathname === '` + shell.SignInPath + `' && document.readyState === 'complete'`)
		signIn(c.login)
		e.Until(`location.pathname === '/portal/day' && document.readyState === 'complete'`)
		if got := eye.Evaluate[string](e, typed); got != c.want {
			t.Errorf("%s finds %q, want %q", c.login, got, c.want)
		}
		eye.Try(t, e.Ctx, chromedp.Click(`.self button`))
		e.Until(`location.pathname === '` + shell.SignInPath + `' && document.readyState === 'complete'`)
	}
}
