package main

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// said puts messages into the company's inbox as LINE brings them.
func (c *connected) said(user string, at time.Time, text string) {
	c.t.Helper()
	c.set(at)
	if d, err := c.play.LINE.Say(c.t.Context(), user, text); err != nil || !d.Acked {
		c.t.Fatalf("%s: %v %v", text, d, err)
	}
}

// ran has what the user said be over: its turns have run.
func (c *connected) ran(user string) {
	c.t.Helper()
	box := c.app.store.Inbox()
	items, err := box.Pending(c.t.Context(), string(c.one("umi-line").ID)+"/"+user, c.now, 10)
	for _, i := range items {
		err = errors.Join(err, box.Retry(c.t.Context(), i.ID, inbox.Done, "", c.now))
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func TestWordsAreTriedBeforeTheyCount(t *testing.T) {
	c := newConnected(t, nil)
	day := time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC) // 9:00 in Japan
	c.said(tanakaLine, day, "出勤")
	c.said(tanakaLine, day.Add(2*time.Hour), "りょうかい")
	c.said(tanakaLine, day.Add(3*time.Hour), "りょうかい、あとで見ます")
	c.said(tanakaLine, day.Add(9*time.Hour), "退勤")
	c.said(tanakaLine, day.Add(9*time.Hour+time.Minute), "おはー")
	c.ran(tanakaLine)
	c.set(day.Add(24 * time.Hour))
	b := c.as("suzuki")
	page := b.get("/admin/channels/words")
	page.wants(t, 200, "出勤", "いつでも使えることば", "-みずー")
	form := url.Values{"shown": {page.printed()}, "words_in": {""}, "words_out": {"おつー\nりょうかい"}, "do": {"try"}}
	a := b.send("POST", "/admin/channels/words", form)
	a.wants(t, 200, "メッセージ5通のうち、いまのことばで打刻になるのは3通、試したことばでは3通", "新しく打刻になるもの りょうかい 退勤 1通・1人 ! 1通は打刻のつもりではなさそうです",
		"! 11/19(木) 11:00 田○○「りょうかい」", "打刻にならなくなるもの おはー 出勤", "-あとで見ます", "-田中 太郎「")
	if !strings.Contains(a.body, "りょうかい</textarea>") {
		t.Error("what was typed is lost")
	}
	if tenant, _ := c.app.company(t.Context(), "umi"); len(tenant.Words["in"]) != 3 {
		t.Error("trying saved something")
	}
	form.Set("do", "save")
	b.follow(b.send("POST", "/admin/channels/words", form)).wants(t, 200, "打刻ワードを保存しました", "打刻ワード 「おはー」「(F)」「:sunrise:」「おつー」「(roger)」「:beers:」 → 「おつー」「りょうかい」")
	tenant, _ := c.app.company(t.Context(), "umi")
	if len(tenant.Words["in"]) != 0 || len(tenant.Words["out"]) != 2 {
		t.Errorf("kept %v", tenant.Words)
	}
	if twin, _ := c.app.company(t.Context(), "mizu"); len(twin.Words["in"]) != 1 {
		t.Error("the twin's words changed")
	}
	b.send("POST", "/admin/channels/words", form).wants(t, 409, "ほかの管理者がこの設定を先に変えました")
}

func TestWordsThatCannotBeAreToldBesideTheirField(t *testing.T) {
	c := newConnected(t, nil)
	b := c.as("nakamura")
	a := b.send("POST", "/admin/channels/words", url.Values{"shown": {b.get("/admin/channels/words").printed()}, "do": {"save"},
		"words_in": {"退勤\n乙\n<script>alert(1)</script>\nおは1"}, "words_out": {"取消"}})
	a.wants(t, 422, "「退勤」はもう別の打刻のことばです", "「乙」は1文字です", "「おは1」には数字があります", "「取消」はチャットの命令に使われています")
	if strings.Contains(a.body, "<script>alert") {
		t.Error("a word is run")
	}
	if tenant, _ := c.app.company(t.Context(), "umi"); len(tenant.Words["in"]) != 3 {
		t.Error("something was saved")
	}
}

// TestSendersAreGivenToPeople finds out who wrote, and takes it back.
func TestSendersAreGivenToPeople(t *testing.T) {
	c := newConnected(t, nil)
	ctx, line := t.Context(), c.one("umi-line")
	const user = "U0123456789abcdef0123456789abcdef"
	for _, err := range []error{c.app.store.Org().NoteSender(ctx, line.Tenant, line.ID, user, c.now), c.app.store.Org().NoteSender(ctx, line.Tenant, line.ID, tanakaLine, c.now),
		c.app.store.Org().NoteSender(ctx, c.one("mizu-line").Tenant, c.one("mizu-line").ID, "Ufedcba9876543210fedcba9876543210", c.now)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b := c.as("suzuki")
	b.get("/admin/channels").wants(t, 200, "未登録の送信者 1件")
	b.get("/admin/channels/senders").wants(t, 200, user, "名前はわかりません", "-Ufedcba", "-"+tanakaLine)
	send := func(pairs ...string) answer {
		form := url.Values{"channel": {string(line.ID)}, "user": {user}}
		for i := 0; i+1 < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		return b.send("POST", "/admin/channels/senders", form)
	}
	send("find", "いない人").wants(t, 422, "「いない人」にあてはまる人はいません")
	send("find", "").wants(t, 422, "入力してください")
	send("find", "小林").wants(t, 200, "1003 小林 美咲 この人に登録")
	send("find", "田中").wants(t, 200, "いまのアカウントと入れかわります")
	kobayashi, other := c.employee("umi", "1003"), c.employee("mizu", "2")
	send("do", "assign", "employee", string(other)).wants(t, 404)
	done := send("do", "assign", "employee", string(kobayashi))
	b.follow(done).wants(t, 200, "小林 美咲 さんのアカウントとして登録しました", "LINE → 1003 小林 美咲 取り消す", "未登録の送信者はいません")
	b.follow(send("do", "assign", "employee", string(kobayashi))).wants(t, 200, "登録しました") // a double tap
	owed, err := c.app.store.Outbox().Head(ctx, string(line.ID)+"/"+user, c.now, 10)
	if err != nil || len(owed) != 1 || !strings.Contains(string(owed[0].Body), "小林 美咲 さんとして登録しました") {
		t.Errorf("told %d times, %v", len(owed), err)
	}
	send("do", "assign", "employee", string(c.employee("umi", "1001")))
	if a, err := c.app.store.Org().Account(ctx, line.Tenant, line.ID, user); err != nil || a.Employee != kobayashi {
		t.Error("an account that is somebody's was given to another")
	}
	b.follow(send("do", "part")).wants(t, 200, "連携を解除しました", user)
	send("do", "part") // again: there is nothing
	if n := len(c.deeds("umi", "chat_link", "")) + len(c.deeds("umi", "chat_unlink", "")); n != 2 {
		t.Errorf("%d deeds", n)
	}
}

func (p *pagesOf) employee(company, code string) domain.ID {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), company)
	if err != nil {
		p.t.Fatal(err)
	}
	e, err := p.app.employee(p.t.Context(), tenant, code)
	if err != nil {
		p.t.Fatal(err)
	}
	return e.ID
}

func TestUnreachablePeopleAreInvited(t *testing.T) {
	c := newConnected(t, nil)
	b, line := c.as("nakamura"), c.one("umi-line")
	b.get("/admin/channels/unreached").wants(t, 200, "小林 美咲 1003 ○ 未連携", "-水谷", "-田中")
	b.get("/admin/channels/unreached?q="+url.QueryEscape("<script>")).wants(t, 200, "あてはまる人はいません")
	a := b.send("POST", "/admin/channels/unreached", url.Values{"employee": {string(c.employee("umi", "1003"))}})
	a.wants(t, 200, "小林 美咲 さんの連携番号", "LINEでボットを友だちに追加し")
	b.send("POST", "/admin/channels/unreached", url.Values{"employee": {string(c.employee("mizu", "2"))}}).wants(t, 404)
	accounts, err := c.app.store.Org().AccountsOf(t.Context(), line.Tenant, c.employee("umi", "1001"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range accounts {
		if err := c.app.store.Org().SetReachable(t.Context(), line.Tenant, x.Channel, x.User, false); err != nil {
			t.Fatal(err)
		}
	}
	b.get("/admin/channels/unreached?q=1001").wants(t, 200, "田中 太郎 1001 ! 届きません", "-小林")
	b.follow(b.send("POST", "/admin/channels/unreached", url.Values{"do": {"part"}, "channel": {string(line.ID)}, "user": {tanakaLine}})).wants(t, 200, "連携を解除しました")
	b.send("POST", "/admin/channels/unreached", url.Values{"do": {"part"}, "channel": {string(c.one("mizu-line").ID)}, "user": {"U1"}})
}

// TestAFailedMessageIsHandledAgainOnce runs it once more from the page; its punch keeps its time and is one.
func TestAFailedMessageIsHandledAgainOnce(t *testing.T) {
	c := newConnected(t, nil)
	ctx, line := t.Context(), c.one("umi-line")
	c.said(tanakaLine, c.now, "出勤")
	items, err := c.app.store.Inbox().Pending(ctx, string(line.ID)+"/"+tanakaLine, c.now, 10)
	if err != nil || len(items) != 1 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	if err := c.app.store.Inbox().Retry(ctx, items[0].ID, inbox.Failed, "panic: <script>alert(1)</script>", c.now); err != nil {
		t.Fatal(err)
	}
	b, path := c.as("suzuki"), c.path("umi-line")+"/trouble"
	b.get("/admin/channels").wants(t, 200, "うまくいかなかったもの 1件")
	page := b.get(path)
	page.wants(t, 200, "もう一度処理", "11/20(金) 9:01")
	if strings.Contains(page.body, "<script>alert") || strings.Contains(text(page.body), "出勤") {
		t.Error("a note is run, or what was said is shown")
	}
	again := url.Values{"item": {string(items[0].ID)}}
	c.as("suzuki").send("POST", c.path("umi-slack")+"/trouble", url.Values{"item": {"nothing"}})
	b.follow(b.send("POST", path, again)).wants(t, 200, "もう一度処理します", "二重にはなりません", "処理できなかった受信はありません")
	b.follow(b.send("POST", path, again)).wants(t, 200, "もう処理が始まっているか、終わっています")
	if items, _ := c.app.store.Inbox().Pending(ctx, items[0].Conversation, c.now, 10); len(items) != 1 {
		t.Errorf("%d events wait", len(items))
	}
}
