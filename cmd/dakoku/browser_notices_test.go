package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/webadmin/shell"
)

// enter signs somebody in and changes to the language, which is his own from then on.
func (e eye) enter(login, lang string) {
	e.t.Helper()
	e.goTo(shell.SignInPath)
	e.fill("#company", "umi", "#login", login, "#password", login+"-demo")
	try(e.t, e.ctx, chromedp.Click(`form.stack > button`))
	e.until(`location.pathname !== '/sign-in' && document.readyState === 'complete'`)
	if evaluate[string](e, `document.documentElement.lang`) != lang {
		try(e.t, e.ctx, chromedp.Click(`button[name=lang]`))
		e.until("document.documentElement.lang === '" + lang + "' && document.readyState === 'complete'")
	}
}

// lands waits for a page whose address ends so.
func (e eye) lands(end string) {
	e.t.Helper()
	e.until(`new RegExp(` + "`" + end + "$`" + `).test(location.pathname) && document.readyState === 'complete'`)
}

// TestE2ESurvey is a survey from its writing to its chart in real browsers, in both languages: written, looked at, sent,
// answered by a button in LINE's window and on the web, while the sender's page grows by itself.
func TestE2ESurvey(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../webadmin/ui/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p := newProcess(t, "sqlite:"+filepath.Join(t.TempDir(), "sandbox.db"), nil)
	p.start("sandbox")
	for i, c := range []struct{ lang, sender, begun, none, one, two, his string }{
		{"ja", "suzuki", "名への送信を始めました", "0 / 11名が回答", "1 / 11名が回答", "2 / 11名が回答", "回答は「参加します」です"},
		{"en", "nakamura", "people has begun", "0 of 11 answered", "1 of 11 answered", "2 of 11 answered", "Your answer is “参加します”"},
	} {
		t.Run(c.lang, func(t *testing.T) {
			look := func(login string) eye {
				e := eye{t: t, ctx: chromium(t, i), base: "http://" + p.addr, axe: string(axe), as: c.lang}
				e.enter(login, c.lang)
				return e
			}
			small := screens[2*i] // the pages on the way, each on one screen; the others on all
			e := look(c.sender)
			e.goTo("/messages/new")
			e.inspect("message-new")
			e.fill("#title", "12/11 忘年会に参加しますか？", "#body", "会場は決まり次第お知らせします。\nhttps://example.com/party", "#options", "参加します")
			try(t, e.ctx, chromedp.Click(`[name=whole][value=all]`), chromedp.Click(`button[value=look]`))
			e.until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
			e.inspectAt("message-wrong", small)
			e.fill("#options", "参加します\n参加しません\nまだわかりません", "#deadline", time.Now().Add(48*time.Hour).Format("2006-01-02T15:04"))
			try(t, e.ctx, chromedp.Click(`#comment`), chromedp.Click(`button[value=look]`))
			e.lands("/check")
			shows(t, e.ctx, ".looks", "参加しません")
			e.inspect("message-check")
			try(t, e.ctx, chromedp.Click(`form.stack > button`))
			e.lands("/messages/[0-9]+")
			shows(t, e.ctx, "main", c.begun)
			shows(t, e.ctx, "#live", c.none) // by itself, as everything that follows

			kato := browse(t, 1600, 1000, "http://"+p.addr+"/sandbox/?lang=ja")
			_, err := chromedp.Run(kato, chromedp.Evaluate[bool](`(() => { const who = document.querySelector('#who'); who.value = '1102'; who.dispatchEvent(new Event('change')); return true })()`))
			if err != nil {
				t.Fatal(err)
			}
			shows(t, kato, "#line-feed", "忘年会に参加しますか")
			shows(t, kato, "#line-quick", "参加します")
			try(t, kato, chromedp.Click("#line-quick button:nth-of-type(1)"))
			shows(t, kato, "#line-feed", "「参加します」で受け付けました")
			shows(t, e.ctx, "#live", c.one)

			number := evaluate[string](e, `location.pathname.split('/').pop()`)
			web := look("kato")
			web.goTo("/portal/messages/" + number)
			shows(t, web.ctx, ".ballot", c.his) // what he pressed in LINE
			web.inspectAt("message-answered", small)
			web = look("emma")
			web.goTo("/portal/messages")
			web.inspectAt("messages", small)
			try(t, web.ctx, chromedp.Click(`.mails a[href$="/`+number+`"]`))
			web.lands("/portal/messages/" + number)
			web.inspect("message")
			try(t, web.ctx, chromedp.Click(`[name=choice][value="1"]`), chromedp.SendKeys("#comment", "その日は出張です"), chromedp.Click(`.ballot button`))
			shows(t, web.ctx, ".notice", "参加しません")
			web.goTo("/portal/surveys")
			web.inspectAt("message-surveys", small)

			shows(t, e.ctx, "#live", c.two)
			shows(t, e.ctx, ".chart", "参加しません")
			shows(t, e.ctx, ".comments", "その日は出張です")
			e.inspect("message-result")
			e = look(c.sender)
			e.look("message", "/messages", "/messages/"+number+"/people")
			for name, path := range map[string]string{"remind": "/messages/" + number + "/remind", "drafts": "/messages/drafts", "lists": "/messages/lists"} {
				e.goTo(path)
				e.inspectAt("message-"+name, small)
			}
		})
	}
	p.stop()
}
