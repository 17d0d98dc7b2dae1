package main

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
)

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

// TestE2EPages looks at every page in a real browser, as a phone, a tablet and a PC show it, in both languages, light and
// dark: nothing is wider than the screen or clipped, and axe-core finds nothing against WCAG 2.2 AA. Pictures are kept.
func TestE2EPages(t *testing.T) {
	t.Parallel()
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
				e := eye.Open(t, scheme, server.URL, shade+"-"+lang)
				e.GoTo(shell.SignInPath)
				if now := eye.Evaluate[string](e, `document.documentElement.lang`); now != lang {
					eye.Try(t, e.Ctx, chromedp.Click(`button[name=lang]`))
					e.Until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
				}
				e.Look("signed-out", shell.SignInPath, "/me/offline", "/nowhere")
				e.GoTo(shell.SignInPath)
				e.Fill("#company", "umi", "#login", login, "#password", "wrong")
				eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
				e.Until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
				e.Inspect("signed-out-wrong")
				e.Fill("#password", login+"-demo")
				eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
				e.Until(`!!document.querySelector('.punch') && document.readyState === 'complete'`)
				e.Look("signed-in", slices.DeleteFunc(sights(p), func(path string) bool { return path == shell.SignInPath })...)
			})
		}
	}
}
