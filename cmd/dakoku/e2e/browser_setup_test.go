package e2e

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
)

// TestE2EHalfHour is a company's beginning in real browsers: its owner signs in, answers what is asked, copies what LINE's
// console shows, and sees his first punch from LINE's window arrive on the page. Each page is looked at on the way.
func TestE2EHalfHour(t *testing.T) {
	t.Parallel()
	p := newProcess(t, "sqlite:"+filepath.Join(t.TempDir(), "empty.db"), nil)
	p.start("sandbox", "--empty")
	line := eye.Sandbox(t, 1280, 900, "http://"+p.addr+"/sandbox/?lang=ja")
	of := func(id string) string {
		t.Helper()
		value, err := chromedp.Run(line, chromedp.Value("#"+id))
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	e := eye.Open(t, eye.Light, "http://"+p.addr, "ja")
	look := func(name string) {
		t.Helper()
		e.InspectAt(name, eye.Screens[0])
	}
	answer := func(page string, pairs ...string) {
		t.Helper()
		e.Until(`location.pathname === '/admin/setup/` + page + `' && document.readyState === 'complete'`)
		look("setup-" + page)
		e.Fill(pairs...)
		e.Press("次へ")
	}
	eye.Try(t, e.Ctx, chromedp.EmulateViewport(eye.Screens[0].Width, eye.Screens[0].Height))
	e.GoTo("/sign-in?company=first")
	e.Fill("#login", "suzuki", "#password", "suzuki-demo")
	eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
	eye.Shows(t, e.Ctx, "h1", "はじめの設定")
	look("setup")
	e.Press("続ける")
	answer("company", "#name", "喫茶しろくま")
	answer("closing", "#day", "20")
	answer("hours", "#start", "10:00", "#end", "19:00", "#break_from", "14:00", "#break_to", "15:00")
	answer("rounding")
	answer("workflow", "#workflow", "off")
	e.Until(`location.pathname === '/admin/setup/doors' && document.readyState === 'complete'`)
	eye.Try(t, e.Ctx, chromedp.Click(`input[value=line]`))
	answer("doors")
	answer("people", "#name1", "黒井 クマ", "#kana1", "くろい くま", "#department1", "店")

	e.Until(`location.pathname === '/admin/setup/channels' && document.readyState === 'complete'`)
	look("setup-channels")
	e.Press("LINE")
	e.Until(`location.pathname === '/admin/channels/new/line' && document.readyState === 'complete'`)
	e.Press("はじめる")
	e.Until(`!!document.querySelector('#step-keys') && document.readyState === 'complete'`)
	look("setup-line")
	e.Fill("#step-keys #secret", of("console-secret"), "#step-keys #token", of("console-token"))
	eye.Evaluate[bool](e, `document.querySelector('#step-keys form button').click(), true`)
	e.Until(`!!document.querySelector('#step-hook button[value=on]') && document.readyState === 'complete'`)
	hook, err := chromedp.Run(e.Ctx, chromedp.Value("#address"))
	if err != nil {
		t.Fatal(err)
	}
	eye.Try(t, line, chromedp.Click("#console summary"), chromedp.SetValue("#console-webhook", hook), chromedp.Click("#console-form button"))
	eye.Eventually(t, "LINE's console has the address", func() bool {
		kept, err := chromedp.Run(line, chromedp.Evaluate[bool](`!document.querySelector('#console').open && document.querySelector('#console-webhook').value === '`+hook+`'`))
		return err == nil && kept
	})
	e.Press("受信をはじめる")
	e.Until(`!document.querySelector('#step-hook button[value=on]') && document.readyState === 'complete'`)
	e.Press("いま確かめる")
	e.Until(`location.pathname.endsWith('/check') && !!document.querySelector('ul.found')`)
	look("setup-check")

	e.GoTo("/admin/setup/channels")
	answer("channels")
	e.Until(`location.pathname === '/admin/setup/trial' && document.readyState === 'complete'`)
	e.Press("連携番号を出す")
	e.Until(`!!document.querySelector('.code code')`)
	look("setup-trial")
	code, err := chromedp.Run(e.Ctx, chromedp.TextContent(".code code"))
	if err != nil {
		t.Fatal(err)
	}
	eye.Try(t, line, chromedp.Click("#line-follow"), chromedp.WaitVisible("#line-text"))
	eye.Shows(t, line, "#line-feed", "6桁の番号を送ってください") // he is greeted
	eye.Try(t, line, chromedp.SendKeys("#line-text", code+"\r"))
	eye.Shows(t, line, "#line-feed", "鈴木 花子")
	eye.Try(t, line, chromedp.SendKeys("#line-text", "はい\r"))
	eye.Shows(t, line, "#line-feed", "つながりました")
	eye.Eventually(t, "his menu is there", func() bool {
		there, err := chromedp.Run(line, chromedp.Evaluate[bool](`!!document.querySelector('#line-menu button')`))
		return err == nil && there
	})
	eye.Try(t, line, chromedp.SendKeys("#line-text", "出勤\r"))
	eye.Shows(t, line, "#line-feed", "✓ 出勤")
	eye.Shows(t, line, "#ledger-lines", "鈴木 花子")
	eye.Shows(t, e.Ctx, "#live", "はじめての打刻が届きました")
	look("setup-arrived")
	e.Press("設定を終える")
	eye.Shows(t, e.Ctx, "main", "準備ができました")
	look("setup-done")
}
