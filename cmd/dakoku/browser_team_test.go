package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2ETeam is a manager's morning in a real browser, in each size and language: somebody's forgotten clock-out waits,
// is looked at and approved; another is sent back with a reason; a day is corrected after it was shown; and every page is
// looked at on the way.
func TestE2ETeam(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../webadmin/ui/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	for i, lang := range []string{"ja", "en"} {
		for _, s := range screens {
			t.Run(lang+" "+s.name, func(t *testing.T) {
				p, asked := teamOf(t)
				server := httptest.NewServer(p.handler)
				t.Cleanup(server.Close)
				e := eye{t: t, ctx: chromium(t, i), base: server.URL, axe: string(axe), as: lang}
				try(t, e.ctx, chromedp.EmulateViewport(s.width, s.height))
				e.goTo(shell.SignInPath)
				e.fill("#company", "umi", "#login", "sato", "#password", "sato-demo")
				try(t, e.ctx, chromedp.Click(`form.stack > button`))
				e.until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
				if evaluate[string](e, `document.documentElement.lang`) != lang { // his own setting
					try(t, e.ctx, chromedp.Click(`button[name=lang]`))
					e.until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
				}
				says := func(selector, ja, en string) {
					t.Helper()
					want := ja
					if lang == "en" {
						want = en
					}
					shows(t, e.ctx, selector, want)
				}
				e.goTo("/team/queue")
				says("h1", "承認待ち 3件", "3")
				e.inspectAt("queue", s)
				request := fmt.Sprint("#r", asked["umi emma"])
				try(t, e.ctx, chromedp.Click(request+` summary`))
				e.fill(request+" textarea", "その日は何時までいましたか？")
				e.inspectAt("queue-open", s)
				try(t, e.ctx, chromedp.Click(request+` button[value=return]`))
				says("main", "差し戻しました", "Sent back")
				try(t, e.ctx, chromedp.Click(`.bulk button`))
				says("main", "2件を承認しました", "Approved: 2")
				e.inspectAt("queue-done", s)
				p.wantDay("1001", "2026-11-19", "in effective", "out effective")
				p.wantDay("1005", "2026-11-19", "in effective")
				_, tanaka := p.someone("umi", "tanaka")
				own := "/team/person/" + string(tanaka.ID)
				for name, path := range map[string]string{"presence": "/team", "month": "/team/month?month=2026-11", "closing": "/team/closing?month=2026-11",
					"history": "/team/history", "person": own + "?month=2026-11", "request": fmt.Sprint("/team/request/", asked["umi tanaka"])} {
					e.goTo(path)
					e.inspectAt(name, s)
				}
				e.goTo(own + "/day?date=2026-11-19")
				e.fill(`input[name^=t_]`, "8:50")
				try(t, e.ctx, chromedp.Click(`#correct button`))
				says("main", "出勤 8:58 → 8:50", "8:58 → 8:50")
				e.inspectAt("day-shown", s)
				try(t, e.ctx, chromedp.Click(`button[value=send]`))
				says("main", "申請しました", "Sent")
				e.inspectAt("day", s)
			})
		}
	}
}

// TestE2ETeamCloses is an administrator who closes a month in a real browser.
func TestE2ETeamCloses(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../webadmin/ui/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p, _ := teamOf(t)
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	s := screens[0]
	e := eye{t: t, ctx: chromium(t, 1), base: server.URL, axe: string(axe), as: "admin"}
	try(t, e.ctx, chromedp.EmulateViewport(s.width, s.height))
	e.goTo(shell.SignInPath)
	if evaluate[string](e, `document.documentElement.lang`) == "en" {
		try(t, e.ctx, chromedp.Click(`button[name=lang]`))
		shows(t, e.ctx, "h1", "サインイン")
	}
	e.fill("#company", "umi", "#login", "suzuki", "#password", "suzuki-demo")
	try(t, e.ctx, chromedp.Click(`form.stack > button`))
	e.until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
	e.goTo("/team/closing?month=2026-11")
	e.inspectAt("closing", s)
	try(t, e.ctx, chromedp.Click(`article h2 a`))
	shows(t, e.ctx, "main", "月を確定する")
	e.inspectAt("group", s)
	e.fill("#reason", "11月分")
	try(t, e.ctx, chromedp.Click(`button[value=lock]`))
	shows(t, e.ctx, "main", "を確定しました")
	e.inspectAt("group-locked", s)
}
