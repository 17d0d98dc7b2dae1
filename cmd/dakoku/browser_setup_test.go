package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestE2EHalfHour is a company's beginning in real browsers: its owner signs in, answers what is asked, copies what LINE's
// console shows, and sees his first punch from LINE's window arrive on the page. Each page is looked at on the way.
func TestE2EHalfHour(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../webadmin/ui/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p := newProcess(t, "sqlite:"+filepath.Join(t.TempDir(), "empty.db"), nil)
	p.start("sandbox", "--empty")
	line := browse(t, 1280, 900, "http://"+p.addr+"/sandbox/?lang=ja")
	of := func(id string) string {
		t.Helper()
		value, err := chromedp.Run(line, chromedp.Value("#"+id))
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	e := eye{t: t, ctx: chromium(t, 1), base: "http://" + p.addr, axe: string(axe), as: "ja"}
	look := func(name string) {
		t.Helper()
		e.inspectAt(name, screens[0])
	}
	answer := func(page string, pairs ...string) {
		t.Helper()
		e.until(`location.pathname === '/admin/setup/` + page + `' && document.readyState === 'complete'`)
		look("setup-" + page)
		e.fill(pairs...)
		e.press("次へ")
	}
	try(t, e.ctx, chromedp.EmulateViewport(screens[0].width, screens[0].height))
	e.goTo("/sign-in?company=first")
	e.fill("#login", "suzuki", "#password", "suzuki-demo")
	try(t, e.ctx, chromedp.Click(`form.stack > button`))
	shows(t, e.ctx, "h1", "はじめの設定")
	look("setup")
	e.press("続ける")
	answer("company", "#name", "喫茶しろくま")
	answer("closing", "#day", "20")
	answer("hours", "#start", "10:00", "#end", "19:00", "#break_from", "14:00", "#break_to", "15:00")
	answer("rounding")
	answer("workflow", "#workflow", "off")
	e.until(`location.pathname === '/admin/setup/doors' && document.readyState === 'complete'`)
	try(t, e.ctx, chromedp.Click(`input[value=line]`))
	answer("doors")
	answer("people", "#name1", "黒井 クマ", "#kana1", "くろい くま", "#department1", "店")

	e.until(`location.pathname === '/admin/setup/channels' && document.readyState === 'complete'`)
	look("setup-channels")
	e.press("LINE")
	e.until(`location.pathname === '/admin/channels/new/line' && document.readyState === 'complete'`)
	e.press("はじめる")
	e.until(`!!document.querySelector('#step-keys') && document.readyState === 'complete'`)
	look("setup-line")
	e.fill("#step-keys #secret", of("console-secret"), "#step-keys #token", of("console-token"))
	evaluate[bool](e, `document.querySelector('#step-keys form button').click(), true`)
	e.until(`!!document.querySelector('#step-hook button[value=on]') && document.readyState === 'complete'`)
	hook, err := chromedp.Run(e.ctx, chromedp.Value("#address"))
	if err != nil {
		t.Fatal(err)
	}
	try(t, line, chromedp.Click("#console summary"), chromedp.SetValue("#console-webhook", hook), chromedp.Click("#console-form button"))
	eventually(t, "LINE's console has the address", func() bool {
		kept, err := chromedp.Run(line, chromedp.Evaluate[bool](`!document.querySelector('#console').open && document.querySelector('#console-webhook').value === '`+hook+`'`))
		return err == nil && kept
	})
	e.press("受信をはじめる")
	e.until(`!document.querySelector('#step-hook button[value=on]') && document.readyState === 'complete'`)
	e.press("いま確かめる")
	e.until(`location.pathname.endsWith('/check') && !!document.querySelector('ul.found')`)
	look("setup-check")

	e.goTo("/admin/setup/channels")
	answer("channels")
	e.until(`location.pathname === '/admin/setup/trial' && document.readyState === 'complete'`)
	e.press("連携番号を出す")
	e.until(`!!document.querySelector('.code code')`)
	look("setup-trial")
	code, err := chromedp.Run(e.ctx, chromedp.TextContent(".code code"))
	if err != nil {
		t.Fatal(err)
	}
	try(t, line, chromedp.Click("#line-follow"), chromedp.WaitVisible("#line-text"))
	shows(t, line, "#line-feed", "6桁の番号を送ってください") // he is greeted
	try(t, line, chromedp.SendKeys("#line-text", code+"\r"))
	shows(t, line, "#line-feed", "鈴木 花子")
	try(t, line, chromedp.SendKeys("#line-text", "はい\r"))
	shows(t, line, "#line-feed", "つながりました")
	eventually(t, "his menu is there", func() bool {
		there, err := chromedp.Run(line, chromedp.Evaluate[bool](`!!document.querySelector('#line-menu button')`))
		return err == nil && there
	})
	try(t, line, chromedp.SendKeys("#line-text", "出勤\r"))
	shows(t, line, "#line-feed", "✓ 出勤")
	shows(t, line, "#ledger-lines", "鈴木 花子")
	shows(t, e.ctx, "#live", "はじめての打刻が届きました")
	look("setup-arrived")
	e.press("設定を終える")
	shows(t, e.ctx, "main", "準備ができました")
	look("setup-done")
}
