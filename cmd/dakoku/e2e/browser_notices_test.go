package e2e

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
)

// TestE2ESurvey is a survey from its writing to its chart in real browsers, in both languages: written, looked at, sent,
// answered by a button in LINE's window and on the web, while the sender's page grows by itself.
func TestE2ESurvey(t *testing.T) {
	t.Parallel()
	p := newProcess(t, "sqlite:"+filepath.Join(t.TempDir(), "sandbox.db"), nil)
	p.start("sandbox")
	for i, c := range []struct{ lang, sender, begun, none, one, two, his string }{
		{"ja", "suzuki", "名への送信を始めました", "0 / 11名が回答", "1 / 11名が回答", "2 / 11名が回答", "回答は「参加します」です"},
		{"en", "nakamura", "people has begun", "0 of 11 answered", "1 of 11 answered", "2 of 11 answered", "Your answer is “参加します”"},
	} {
		t.Run(c.lang, func(t *testing.T) {
			look := func(login string) eye.Page {
				e := eye.Open(t, i, "http://"+p.addr, c.lang)
				e.Enter(login, c.lang)
				return e
			}
			small := eye.Screens[2*i] // the pages on the way, each on one screen; the others on all
			e := look(c.sender)
			e.GoTo("/messages/new")
			e.Inspect("message-new")
			e.Fill("#title", "12/11 忘年会に参加しますか？", "#body", "会場は決まり次第お知らせします。\nhttps://example.com/party", "#options", "参加します")
			eye.Try(t, e.Ctx, chromedp.Click(`[name=whole][value=all]`), chromedp.Click(`button[value=look]`))
			e.Until(`!!document.querySelector('.wrong') && document.readyState === 'complete'`)
			e.InspectAt("message-wrong", small)
			e.Fill("#options", "参加します\n参加しません\nまだわかりません", "#deadline", time.Now().Add(48*time.Hour).Format("2006-01-02T15:04"))
			eye.Try(t, e.Ctx, chromedp.Click(`#comment`), chromedp.Click(`button[value=look]`))
			e.Lands("/check")
			eye.Shows(t, e.Ctx, ".looks", "参加しません")
			e.Inspect("message-check")
			eye.Try(t, e.Ctx, chromedp.Click(`form.stack > button`))
			e.Lands("/messages/[0-9]+")
			eye.Shows(t, e.Ctx, "main", c.begun)
			eye.Shows(t, e.Ctx, "#live", c.none) // by itself, as everything that follows

			kato := eye.Sandbox(t, 1600, 1000, "http://"+p.addr+"/sandbox/?lang=ja")
			_, err := chromedp.Run(kato, chromedp.Evaluate[bool](`(() => { const who = document.querySelector('#who'); who.value = '1102'; who.dispatchEvent(new Event('change')); return true })()`))
			if err != nil {
				t.Fatal(err)
			}
			eye.Shows(t, kato, "#line-feed", "忘年会に参加しますか")
			eye.Shows(t, kato, "#line-quick", "参加します")
			eye.Try(t, kato, chromedp.Click("#line-quick button:nth-of-type(1)"))
			eye.Shows(t, kato, "#line-feed", "「参加します」で受け付けました")
			eye.Shows(t, e.Ctx, "#live", c.one)

			number := eye.Evaluate[string](e, `location.pathname.split('/').pop()`)
			web := look("kato")
			web.GoTo("/portal/messages/" + number)
			eye.Shows(t, web.Ctx, ".ballot", c.his) // what he pressed in LINE
			web.InspectAt("message-answered", small)
			web = look("emma")
			web.GoTo("/portal/messages")
			web.InspectAt("messages", small)
			eye.Try(t, web.Ctx, chromedp.Click(`.mails a[href$="/`+number+`"]`))
			web.Lands("/portal/messages/" + number)
			web.Inspect("message")
			eye.Try(t, web.Ctx, chromedp.Click(`[name=choice][value="1"]`), chromedp.SendKeys("#comment", "その日は出張です"), chromedp.Click(`.ballot button`))
			eye.Shows(t, web.Ctx, ".notice", "参加しません")
			web.GoTo("/portal/surveys")
			web.InspectAt("message-surveys", small)

			eye.Shows(t, e.Ctx, "#live", c.two)
			eye.Shows(t, e.Ctx, ".chart", "参加しません")
			eye.Shows(t, e.Ctx, ".comments", "その日は出張です")
			e.Inspect("message-result")
			e = look(c.sender)
			e.Look("message", "/messages", "/messages/"+number+"/people")
			for name, path := range map[string]string{"remind": "/messages/" + number + "/remind", "drafts": "/messages/drafts", "lists": "/messages/lists"} {
				e.GoTo(path)
				e.InspectAt("message-"+name, small)
			}
		})
	}
	p.stop()
}
