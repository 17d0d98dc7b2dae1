package main

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2ETeam is a manager's morning in a real browser, in each size and language: somebody's forgotten clock-out waits,
// is looked at and approved; another is sent back with a reason; a day is corrected after it was shown; and every page is
// looked at on the way.
func TestE2ETeam(t *testing.T) {
	t.Parallel()
	for i, lang := range []string{"ja", "en"} {
		for _, s := range eye.Screens {
			t.Run(lang+" "+s.Name, func(t *testing.T) {
				p, asked := teamOf(t)
				server := httptest.NewServer(p.handler)
				t.Cleanup(server.Close)
				e := eye.Open(t, i, server.URL, lang)
				eye.Try(t, e.Ctx, chromedp.EmulateViewport(s.Width, s.Height))
				e.GoTo(shell.SignInPath)
				e.Fill("#company", "umi", "#login", "sato", "#password", "sato-demo")
				eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
				e.Until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
				if eye.Evaluate[string](e, `document.documentElement.lang`) != lang { // his own setting
					eye.Try(t, e.Ctx, chromedp.Click(`button[name=lang]`))
					e.Until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
				}
				says := func(selector, ja, en string) {
					t.Helper()
					want := ja
					if lang == "en" {
						want = en
					}
					eye.Shows(t, e.Ctx, selector, want)
				}
				e.GoTo("/team/queue")
				says("h1", "承認待ち 3件", "3")
				e.InspectAt("queue", s)
				request := fmt.Sprint("#r", asked["umi emma"])
				eye.Try(t, e.Ctx, chromedp.Click(request+` summary`))
				e.Fill(request+" textarea", "その日は何時までいましたか？")
				e.InspectAt("queue-open", s)
				eye.Try(t, e.Ctx, chromedp.Click(request+` button[value=return]`))
				says("main", "差し戻しました", "Sent back")
				eye.Try(t, e.Ctx, chromedp.Click(`.bulk button`))
				says("main", "2件を承認しました", "Approved: 2")
				e.InspectAt("queue-done", s)
				p.wantDay("1001", "2026-11-19", "in effective", "out effective")
				p.wantDay("1005", "2026-11-19", "in effective")
				_, tanaka := p.someone("umi", "tanaka")
				own := "/team/person/" + string(tanaka.ID)
				for name, path := range map[string]string{"presence": "/team", "month": "/team/month?month=2026-11", "closing": "/team/closing?month=2026-11",
					"history": "/team/history", "person": own + "?month=2026-11", "request": fmt.Sprint("/team/request/", asked["umi tanaka"])} {
					e.GoTo(path)
					e.InspectAt(name, s)
				}
				e.GoTo(own + "/day?date=2026-11-19")
				e.Fill(`input[name^=t_]`, "8:50")
				eye.Try(t, e.Ctx, chromedp.Click(`#correct button`))
				says("main", "出勤 8:58 → 8:50", "8:58 → 8:50")
				e.InspectAt("day-shown", s)
				eye.Try(t, e.Ctx, chromedp.Click(`button[value=send]`))
				says("main", "申請しました", "Sent")
				e.InspectAt("day", s)
			})
		}
	}
}

// TestE2ETeamCloses is an administrator who closes a month in a real browser.
func TestE2ETeamCloses(t *testing.T) {
	t.Parallel()
	p, _ := teamOf(t)
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	s := eye.Screens[0]
	e := eye.Open(t, eye.Light, server.URL, "admin")
	eye.Try(t, e.Ctx, chromedp.EmulateViewport(s.Width, s.Height))
	e.GoTo(shell.SignInPath)
	if eye.Evaluate[string](e, `document.documentElement.lang`) == "en" {
		eye.Try(t, e.Ctx, chromedp.Click(`button[name=lang]`))
		eye.Shows(t, e.Ctx, "h1", "サインイン")
	}
	e.Fill("#company", "umi", "#login", "suzuki", "#password", "suzuki-demo")
	eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
	e.Until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
	e.GoTo("/team/closing?month=2026-11")
	e.InspectAt("closing", s)
	eye.Try(t, e.Ctx, chromedp.Click(`article h2 a`))
	eye.Shows(t, e.Ctx, "main", "月を確定する")
	e.InspectAt("group", s)
	e.Fill("#reason", "11月分")
	eye.Try(t, e.Ctx, chromedp.Click(`button[value=lock]`))
	eye.Shows(t, e.Ctx, "main", "を確定しました")
	e.InspectAt("group-locked", s)
}
