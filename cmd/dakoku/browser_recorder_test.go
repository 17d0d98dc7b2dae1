package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/terminal"
)

// cable is the network between a recorder and the server: it can be cut.
type cable struct {
	*httptest.Server
	cut atomic.Bool
}

func (p *pagesOf) cable() *cable {
	w := &cable{}
	w.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if !w.cut.Load() {
			p.handler.ServeHTTP(out, r)
			return
		}
		if conn, _, err := http.NewResponseController(out).Hijack(); err == nil {
			conn.Close()
		}
	}))
	p.t.Cleanup(w.Close)
	return w
}

// digits presses the pad.
func digits(e eye.Page, code, next string) {
	e.Until(`document.querySelectorAll('.digits button').length === 12`)
	for _, d := range strings.Split(code, "") {
		e.Press(d)
	}
	e.Press(next)
}

// setUp pairs a browser of a language with the demo company's recorder.
func (p *pagesOf) setUp(w *cable, lang string, width, height int64) eye.Page {
	p.t.Helper()
	e := eye.Open(p.t, eye.Light, w.URL, lang, chromedp.Flag("accept-lang", lang), chromedp.Flag("lang", lang))
	eye.Try(p.t, e.Ctx, chromedp.EmulateViewport(width, height))
	e.GoTo(atDoor)
	e.Fill("#code", p.pairingCode("umi", "door", "nakamura"))
	eye.Try(p.t, e.Ctx, chromedp.Click(`form.stack > button`))
	e.Until(`!!document.querySelector('#seconds') && document.querySelector('#seconds').textContent.length === 3`)
	return e
}

// TestE2ERecorder is R3 and R4 as people do it, on the tablets a recorder is, and on a telephone.
func TestE2ERecorder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		lang          string
		width, height int64
		key, person   string
		next, in      string
		done, said    string
		login, undone string
	}{
		{"tablet-ja", "ja", 1280, 800, "た", "田中 太郎", "つぎへ", "出勤", "✓ 出勤 9:01 11/20(金) 受付", "おはようございます", "IDとパスワードで打刻", "取消"},
		{"tablet-en", "en-US", 800, 1280, "た", "Taro Tanaka", "Next", "In", "✓ In 9:01 Fri 20 Nov", "Good morning.", "Punch with ID and password", "Undo"},
		{"phone-ja", "ja", 360, 740, "た", "田中 太郎", "つぎへ", "出勤", "✓ 出勤 9:01 11/20(金) 受付", "おはようございます", "IDとパスワードで打刻", "取消"},
		{"pc-en", "en-US", 1600, 1000, "た", "Taro Tanaka", "Next", "In", "✓ In 9:01 Fri 20 Nov", "Good morning.", "Punch with ID and password", "Undo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPages(t, "sqlite")
			e := p.setUp(p.cable(), c.lang, c.width, c.height)
			look := func(name string) {
				t.Helper()
				e.InspectAt("recorder-"+c.name+"-"+name, eye.Screen{Name: fmt.Sprintf("%dx%d", c.width, c.height), Width: c.width, Height: c.height})
			}
			look("clock")
			e.Press(c.key)
			e.Until(`!!document.querySelector('.names')`)
			look("names")
			e.Press(c.person)
			e.Until(`document.querySelectorAll('.digits button').length === 12`)
			look("passcode")
			digits(e, "1234", c.next)
			e.Until(`!!document.querySelector('.press')`)
			look("press")
			e.Press(c.in)
			eye.Shows(t, e.Ctx, "main", c.done)
			eye.Shows(t, e.Ctx, "main", c.said)
			look("done")
			p.wantAtDoor("1001", "in 09:01 effective")
			e.Press(c.undone)
			e.Until(`document.readyState === 'complete' && !!document.querySelector('.rest') && !document.querySelector('#undo')`)
			look("undone")
			p.wantAtDoor("1001", "in 09:01 void")
			e.Until(`!!document.querySelector('#clock')`) // the clock comes back by itself
			e.Press(c.login)
			e.Until(`!!document.querySelector('#login')`)
			look("login")
			e.Fill("#login", "emma", "#password", "emma-demo")
			e.Press(c.next)
			e.Press(c.in)
			eye.Shows(t, e.Ctx, "main", c.done)
			p.wantAtDoor("1005", "in 09:01 effective")
		})
	}
}

// TestE2ERecorderWithoutNetwork cuts the network during five punches, loads the page anew in the middle, and sends what
// waited twice: each is one punch at its own time, and the one with a wrong passcode waits for somebody to look at it.
func TestE2ERecorderWithoutNetwork(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	w := p.cable()
	e := p.setUp(w, "ja", 1280, 800)
	tenant, _ := p.app.company(t.Context(), "umi")
	r, _ := p.app.recorder(t.Context(), tenant, "door")
	eye.Eventually(t, "the device's key is known", func() bool {
		found, err := p.app.store.Recorders().Pairing(t.Context(), tenant.ID, r.ID)
		return err == nil && len(found.PublicKey) > 0
	})
	if _, err := chromedp.Run(e.Ctx, chromedp.Evaluate[bool](`navigator.serviceWorker.ready.then(() => true)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	e.Until(`!!navigator.serviceWorker.controller`)
	w.cut.Store(true)
	w.CloseClientConnections()
	e.Press("た") // the touch that finds out
	eye.Shows(t, e.Ctx, "main", "通信がありません")
	eye.Shot(t, e.Ctx, "recorder-offline-clock")
	for i, touch := range [][4]string{{"た", "田中 太郎", "1234", "出勤"}, {"や", "山田 一樹", "1002", "出勤"}, {"か", "小林 美咲", "9999", "出勤"},
		{"あ", "伊藤 さくら", "1004", "退勤"}, {"あ", "エマ・ウィルソン", "1005", "出勤"}} {
		e.Press(touch[0])
		e.Press(touch[1])
		if i == 0 {
			eye.Shot(t, e.Ctx, "recorder-offline-passcode")
		}
		digits(e, touch[2], "つぎへ")
		if i == 0 {
			eye.Shot(t, e.Ctx, "recorder-offline-kinds")
		}
		e.Press(touch[3])
		eye.Shows(t, e.Ctx, "main", "控えました。送信待ちです。")
		eye.Shows(t, e.Ctx, "main", "パスコードやパスワードの確認は、通信が戻ってからです。")
		if i == 2 {
			eye.Shot(t, e.Ctx, "recorder-offline-kept")
			e.GoTo(atDoor)
			eye.Shows(t, e.Ctx, "#waiting", "送信待ち 3件")
		} else {
			e.Press("時計へ")
		}
	}
	eye.Shows(t, e.Ctx, "#waiting", "送信待ち 5件")
	for _, s := range append(eye.Screens, eye.Screen{Name: "800x1280", Width: 800, Height: 1280}) {
		e.InspectAt("recorder-offline", s)
	}
	p.wantAtDoor("1001")
	waiting := eye.EvaluateLater[string](e, `queue.waiting().then(all => JSON.stringify({now: Date.now(), touches: all.map(({body, signature}) => ({body, signature}))}))`)
	if strings.Contains(waiting, "1234") && strings.Contains(waiting, `\"secret\"`) {
		t.Error("a passcode lies open on the device")
	}
	w.cut.Store(false)
	status := eye.EvaluateLater[int](e, `fetch('`+atDoor+`/touches', {method: 'POST', body: JSON.stringify(`+waiting+`)}).then(got => got.status)`)
	if status != http.StatusOK {
		t.Fatalf("the first sending was answered with %d", status)
	}
	eye.EvaluateLater[bool](e, `queue.send().then(() => true)`)
	e.GoTo(atDoor)
	eye.Shows(t, e.Ctx, "main", "確認の必要な打刻が1件あります。管理者に伝えてください。")
	if n := eye.EvaluateLater[int](e, `queue.count()`); n != 0 {
		t.Errorf("%d still wait", n)
	}
	eye.Shot(t, e.Ctx, "recorder-held")
	for code, want := range map[string]int{"1001": 1, "1002": 1, "1003": 0, "1004": 1, "1005": 1} {
		if got := p.countAtDoor(code); got != want {
			t.Errorf("%s has %d punches, want %d", code, got, want)
		}
	}
	events, err := p.app.store.Recorders().Events(t.Context(), terminal.Query{Tenant: tenant.ID, Limit: 10})
	if err != nil || len(events) != 5 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	for _, ev := range events {
		if held := ev.Employee == p.person("1003"); !ev.Offline || held != (ev.State == terminal.Held) || held != (ev.Why == terminal.Unproven) || p.now.Sub(ev.At) < 0 {
			t.Errorf("%+v", ev)
		}
	}
}
