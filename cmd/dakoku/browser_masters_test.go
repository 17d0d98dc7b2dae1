package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/worktime"
)

// TestE2EMasters changes hours in a real browser as an administrator does, in both languages: a mistake, what it will
// change, the change, and the way back; every page of settings is looked at on the way.
func TestE2EMasters(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	p.records("umi", "tanaka", worktime.In, "2026-11-19", "9:00")
	p.records("umi", "tanaka", worktime.Out, "2026-11-19", "20:00")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	b := p.as("suzuki")
	id := p.linkTo(b, "/admin/masters/patterns", "通常")
	rounding := b.get("/admin/masters/rounding")
	b.follow(b.send("POST", "/admin/masters/rounding", rounding.filledIn("in_to", "later", "in_minutes", "5", "from", "2026-11-01", "sure", "1"))).wants(t, 200)
	for scheme, c := range []struct{ lang, save, back string }{{"ja", "この内容で保存", "変更前に戻す"}, {"en", "Save", "Put back what was before"}} {
		t.Run(c.lang, func(t *testing.T) {
			e := eye.Open(t, scheme, server.URL, c.lang)
			e.Enter("nakamura", c.lang)
			for _, path := range []string{"/admin", "/admin/found?q=d", "/admin/masters", "/admin/masters/departments", "/admin/masters/permissions/new", "/admin/masters/recorders/new",
				"/admin/masters/rounding", "/admin/masters/calendar", "/admin/masters/holidays", "/admin/masters/sites?q=nowhere"} {
				e.GoTo(path)
				e.InspectAt("masters"+strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(path), eye.Screens[0])
				e.InspectAt("masters"+strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(path), eye.Screens[2])
			}
			e.GoTo(id)
			e.Fill("#end", "8:00")
			eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
			e.Until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
			e.Inspect("masters-pattern-wrong")
			e.Fill("#start", "8:30", "#end", "17:30", "[name=from]", "")
			eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
			e.Until(`!!document.querySelector('[name=sure]') && document.readyState === 'complete'`)
			e.Inspect("masters-pattern-check")
			if said := eye.Evaluate[string](e, `document.querySelector('[name=sure]').textContent`); said != c.save {
				t.Errorf("the button says %q", said)
			}
			eye.Try(t, e.Ctx, chromedp.Click(`[name=sure]`))
			e.Until(`!!document.querySelector('.notice.good a') && document.readyState === 'complete'`)
			e.Inspect("masters-pattern-saved")
			if said := eye.Evaluate[string](e, `document.querySelector('.notice.good a').textContent`); said != c.back {
				t.Errorf("the way back says %q", said)
			}
			eye.Try(t, e.Ctx, chromedp.Click(`.notice.good a`))
			e.Until(`document.querySelector('#start')?.value === '9:00' && document.readyState === 'complete'`)
			eye.Try(t, e.Ctx, chromedp.Click(`details > summary`))
			e.Inspect("masters-pattern-back")
			eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
			e.Until(`!!document.querySelector('[name=sure]') && document.readyState === 'complete'`)
			eye.Try(t, e.Ctx, chromedp.Click(`[name=sure]`))
			e.Until(`!!document.querySelector('.notice.good') && document.readyState === 'complete'`)
		})
	}
}
