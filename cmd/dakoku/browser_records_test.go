package main

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestE2ERecords looks at the console's pages about what was recorded in a real browser, in each size and language, with
// something on each of them; a file is looked at and had.
func TestE2ERecords(t *testing.T) {
	t.Parallel()
	for i, lang := range []string{"ja", "en"} {
		p, _ := teamOf(t)
		p.records("umi", "ito", worktime.In, "2026-11-19", "9:00")
		held := p.records("umi", "ito", worktime.In, "2026-11-19", "9:20")
		_, ito := p.someone("umi", "ito")
		touch := p.touch("umi", "e-seen", ito.ID, "passcode")
		server := httptest.NewServer(p.handler)
		t.Cleanup(server.Close)
		p.as("nakamura").send("POST", "/admin/records/export", url.Values{"layout": {"aggregates"}, "month": {"2026-11"}})
		for _, s := range eye.Screens {
			t.Run(lang+" "+s.Name, func(t *testing.T) {
				e := eye.Open(t, i, server.URL, lang)
				eye.Try(t, e.Ctx, chromedp.EmulateViewport(s.Width, s.Height))
				e.GoTo(shell.SignInPath)
				e.Fill("#company", "umi", "#login", "nakamura", "#password", "nakamura-demo")
				eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
				e.Until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
				if eye.Evaluate[string](e, `document.documentElement.lang`) != lang {
					eye.Try(t, e.Ctx, chromedp.Click(`button[name=lang]`))
					e.Until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
				}
				for name, path := range map[string]string{"records": "", "missing": "/missing?month=2026-11", "remind": "/remind/" + string(ito.ID) + "?month=2026-11",
					"day": "/day?date=2026-11-19", "exports": "/exports", "export": "/export?layout=aggregates-60&look=1&month=2026-11", "lint": "/lint?month=2026-11",
					"audit": "/audit", "held": "/held", "held-punches": "/held?of=punches", "touch": touch[len("/admin/records"):],
					"receipts": "/receipts?receipt=" + held.Receipt} {
					e.GoTo("/admin/records" + path)
					e.InspectAt("records-"+name, s)
				}
			})
		}
	}
}
