package main

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/fixtures"
)

// punch records what somebody does at a time of the day the test plays on, and leaves the clock there.
func (p *pagesOf) punch(login, kind string, at time.Time) {
	p.t.Helper()
	p.now = at
	b := p.as(login)
	b.send("POST", "/me/punch", press(b.get("/me").form(), kind)).wants(p.t, 303)
}

// field is the value of a named input.
func (a answer) field(name string) string {
	return html.UnescapeString(between(a.body, `name="`+name+`" value="`, `"`))
}

// asked lists the requests of the company as "1001 2026-11-20 pending".
func (p *pagesOf) asked(company string) (all []string) {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), company)
	if err != nil {
		p.t.Fatal(err)
	}
	codes, err := p.app.codes(p.t.Context(), tenant)
	if err != nil {
		p.t.Fatal(err)
	}
	err = p.app.store.Workflow().Each(p.t.Context(), tenant.ID, "", "", func(r workflow.Request) error {
		all = append(all, fmt.Sprint(codes[r.Employee], " ", r.Date, " ", r.State))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func (p *pagesOf) wantAsked(want ...string) {
	p.t.Helper()
	if got := p.asked("umi"); strings.Join(got, "\n") != strings.Join(want, "\n") {
		p.t.Fatalf("requests %q, want %q", got, want)
	}
}

// TestOwnCorrection puts a day right on the page: the form, what it would do, the request, its return and a second try.
func TestOwnCorrection(t *testing.T) {
	p := newPages(t, "sqlite")
	start := p.now
	p.punch("tanaka", "in", start)
	p.now = start.Add(26 * time.Hour)
	b := p.as("tanaka")
	b.get("/portal").wants(t, 200, "11/20(金) の退勤がありません", "直す", "今日")
	page := b.get("/portal/day?d=2026-11-20")
	page.wants(t, 200, "出勤", "9:01", "受付", "打刻の訂正", "事由 1", "打刻忘れ")
	fill := url.Values{"form": {page.form()}, "d": {"2026-11-20"}, "k_1": {"out"}, "r_1": {"forgot"}, "note": {"<b>会議</b>"}}
	for time, says := range map[string]string{"8:00": "前後の打刻と合いません", "99:99": "18:30 や 25:30", "x": "18:30 や 25:30"} {
		fill.Set("a_1", time)
		wrong := b.send("POST", "/portal/day", fill)
		wrong.wants(t, 422, says)
		if wrong.field("a_1") == "" && !strings.Contains(wrong.body, `value="`+time+`"`) {
			t.Errorf("%s is not kept", time)
		}
	}
	fill.Set("a_1", "１８：３０")
	check := b.send("POST", "/portal/day", fill)
	check.wants(t, 200, "退勤 なし → 18:30", "訂正前", "訂正後", "実働 0:00 → 8:29", "承認者: 佐藤 花子", "&lt;b&gt;会議")
	p.wantAsked()
	send := url.Values{"form": {check.form()}, "d": {"2026-11-20"}, "wish": {check.field("wish")}, "seen": {check.field("seen")}, "do": {"send"}}
	for range 3 { // a double tap, a reload
		b.follow(b.send("POST", "/portal/day/send", send)).wants(t, 200, "申請しました(1001)。承認者: 佐藤 花子", "… 申請中")
	}
	p.wantAsked("1001 2026-11-20 pending")
	b.get("/portal").wants(t, 200, "申請 1001", "-11/20(金) の退勤がありません")
	b.get("/portal/month").wants(t, 200, "… 申請中")

	p.decide("sato", workflow.Decision{Number: 1001, Verb: workflow.Return, Comment: "時刻を確かめて"})
	b.get("/portal").wants(t, 200, "申請 1001(11/20(金))が差し戻されました。「時刻を確かめて」", "直して送る")
	page = b.get("/portal/day?d=2026-11-20&again=1001")
	page.wants(t, 200, "申請", "差し戻し")
	if !strings.Contains(page.body, `value="18:30"`) {
		t.Error("what was asked for is not filled in")
	}
	fill = url.Values{"form": {page.form()}, "d": {"2026-11-20"}, "again": {"1001"}, "k_1": {"out"}, "a_1": {"1815"}, "r_1": {"forgot"}}
	check = b.send("POST", "/portal/day", fill)
	send = url.Values{"form": {check.form()}, "d": {"2026-11-20"}, "wish": {check.field("wish")}, "seen": {check.field("seen")}, "do": {"send"}}
	b.follow(b.send("POST", "/portal/day/send", send)).wants(t, 200, "申請しました(1001)")
	p.decide("sato", workflow.Decision{Number: 1001, Verb: workflow.Approve})
	b.get("/portal/month").wants(t, 200, "✓ 承認済み", "18:15", "(打刻なし)", "打刻忘れ", "8:14")
	b.get("/portal/day?d=2026-11-20").wants(t, 200, "訂正の経過", "承認", "佐藤 花子", "打刻訂正")
}

// decide decides as somebody does in chat.
func (p *pagesOf) decide(login string, d workflow.Decision) {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), "umi")
	if err != nil {
		p.t.Fatal(err)
	}
	by, err := p.app.actor(p.t.Context(), tenant.ID, login)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.app.work.Decide(p.t.Context(), by, d, attendance.Ref{Source: domain.LINE, ID: fmt.Sprint(d.Number, d.Verb, p.now)}); err != nil {
		p.t.Fatal(err)
	}
}

// TestOwnPagesAreOnesOwn shows that nothing of anybody else is seen or changed: not a colleague's, not the twin company's.
func TestOwnPagesAreOnesOwn(t *testing.T) {
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	p := newPages(t, "sqlite", string(demo), twin(t))
	p.punch("tanaka", "in", p.now)
	b := p.as("tanaka")
	page := b.get("/portal/day")
	id := between(page.body, `name="t_`, `"`)
	check := b.send("POST", "/portal/day", url.Values{"form": {page.form()}, "d": {"2026-11-20"}, "t_" + id: {"8:30"}})
	wish := check.field("wish")
	send := url.Values{"form": {check.form()}, "d": {"2026-11-20"}, "wish": {wish}, "seen": {check.field("seen")}, "do": {"send"}}
	if !strings.Contains(wish, id) {
		t.Fatalf("the wish %q is not about the punch", wish)
	}
	namesake := p.browser() // the same name, code and login in the twin company
	namesake.signIn("tanaka", "tanaka-demo", "company", "yama").wants(t, 303)
	// A colleague, his manager, an administrator: on these pages each is himself.
	for login, o := range map[string]*browser{"yamada": p.as("yamada"), "sato": p.as("sato"), "nakamura": p.as("nakamura"), "the namesake": namesake} {
		for _, path := range []string{"/portal", "/portal/month", "/portal/day", "/portal/requests", "/portal/receipts", "/portal/receipts.jsonl"} {
			a := o.get(path)
			a.wants(t, 200, "-9:01")
			if strings.Contains(a.body, id) || o != namesake && strings.Contains(a.body, "1001") && path != "/portal/requests" {
				t.Errorf("%s sees another's record at %s", login, path)
			}
		}
		o.send("POST", "/portal/day/send", send).wants(t, 422)
		o.get("/portal/day?d=2026-11-20&again=1001").wants(t, 404)
	}
	p.wantAsked()
	b.follow(b.send("POST", "/portal/day/send", send)).wants(t, 200, "申請しました(1001)")
	for _, o := range []*browser{p.as("yamada"), namesake} {
		for _, path := range []string{"/portal/requests/withdraw", "/portal/requests/undo"} {
			a := o.send("POST", path, url.Values{"form": {o.get("/portal/day").form()}, "number": {"1001"}})
			if a.StatusCode == 303 {
				o.follow(a).wants(t, 200, "変えていません", "-取り下げました")
			} else if a.StatusCode != 404 {
				t.Errorf("%s: %d", path, a.StatusCode)
			}
		}
	}
	p.wantAsked("1001 2026-11-20 pending")
	p.wantPunches("1001", "in effective")
	b.follow(b.send("POST", "/portal/requests/withdraw", url.Values{"form": {b.get("/portal/requests").form()}, "number": {"1001"}})).wants(t, 200, "申請 1001(11/20(金))を取り下げました")
	p.wantAsked("1001 2026-11-20 withdrawn")
}

func TestOwnSheetsAndReceipts(t *testing.T) {
	p := newPages(t, "sqlite")
	start := p.now
	p.punch("tanaka", "in", start)
	p.punch("tanaka", "out", start.Add(10*time.Hour))
	b := p.as("tanaka")
	b.get("/portal/why?d=2026-11-20&f=ot").wants(t, 200, "11/20(金) 残業(法定外)", "計算規則")
	b.get("/portal/why?m=2026-11&f=worked").wants(t, 200, "2026年11月", "11/20(金)")
	b.get("/portal/why?f=nothing").wants(t, 404)
	b.get("/portal/month?m=2026-13").wants(t, 404)
	b.get("/portal/month?m=2026-10").wants(t, 200, "2026年10月", "次の月")
	for path, begins := range map[string]string{"pdf": "%PDF", "csv": "\ufeff", "html": "<!doctype html>"} {
		a := b.get("/portal/timesheet." + path)
		if a.StatusCode != 200 || !strings.HasPrefix(a.body, begins) {
			t.Errorf("%s: %d %.60q", path, a.StatusCode, a.body)
		}
	}
	page := b.get("/portal/receipts")
	page.wants(t, 200, "2件すべて、記録のときのままです")
	receipt := strings.TrimSpace(between(page.body, "<b>", "</b>"))
	b.get("/portal/receipts?receipt="+strings.ToLower(receipt)).wants(t, 200, receipt, "1件すべて")
	b.get("/portal/receipts?receipt=ZZZZ").wants(t, 200, "あなたの記録にありません")
	if lines := strings.Count(b.get("/portal/receipts.jsonl").body, "\n"); lines != 2 {
		t.Errorf("%d lines of the ledger", lines)
	}
	p.wantPunches("1001", "in effective", "out effective")
}

// TestOwnChatAccounts makes a code, and ends a link of one's own and nobody else's.
func TestOwnChatAccounts(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("tanaka")
	b.get("/portal/chat").wants(t, 200, "LINE", "Chatwork", "Slack", "つながっています")
	page := b.send("POST", "/portal/chat/code", url.Values{})
	page.wants(t, 200, "連携番号", "1回だけ使えます")
	if code := between(page.body, `class="code"><code>`, "<"); len(code) != 6 || !strings.Contains(page.body, "slack://user?team=T0MIHON") {
		t.Errorf("the code %q, or no way into Slack", code)
	}
	b.get("/portal/chat").wants(t, 200, "-1回だけ使えます")
	page = b.get("/portal/chat")
	end := url.Values{"channel": {page.field("channel")}, "user": {page.field("user")}}
	admin := p.as("nakamura")
	admin.follow(admin.send("POST", "/portal/chat/unlink", end)).wants(t, 200, "もうつながっていません")
	tenant, _ := p.app.company(t.Context(), "umi")
	e, _ := p.app.employee(t.Context(), tenant, "1001")
	before, _ := p.app.store.Org().AccountsOf(t.Context(), tenant.ID, e.ID)
	b.follow(b.send("POST", "/portal/chat/unlink", end)).wants(t, 200, "チャット連携を解除しました")
	after, err := p.app.store.Org().AccountsOf(t.Context(), tenant.ID, e.ID)
	if err != nil || len(after) != len(before)-1 {
		t.Errorf("%d accounts of %d are left (%v)", len(after), len(before), err)
	}
}

// TestOwnNudges ends one person's reminders of forgotten punches, and begins them again.
func TestOwnNudges(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("tanaka")
	b.get("/portal/chat").wants(t, 200, "打刻を忘れるとチャットでお知らせします")
	b.follow(b.send("POST", "/portal/chat/nudges", url.Values{"silent": {"1"}})).wants(t, 200, "打刻忘れのお知らせを止めました", "お知らせを止めています", "再開する")
	p.as("nakamura").get("/portal/chat").wants(t, 200, "-お知らせを止めています")
	b.follow(b.send("POST", "/portal/chat/nudges", url.Values{"silent": {""}})).wants(t, 200, "打刻忘れをお知らせします", "-お知らせを止めています")
}

// TestOwnLockedDay shows that a locked month is told and cannot be corrected.
func TestOwnLockedDay(t *testing.T) {
	p := newPages(t, "sqlite")
	p.punch("tanaka", "in", p.now)
	b := p.as("tanaka")
	page := b.get("/portal/day")
	id := between(page.body, `name="t_`, `"`)
	fill := url.Values{"form": {page.form()}, "d": {"2026-11-20"}, "t_" + id: {"8:30"}}
	check := b.send("POST", "/portal/day", fill)
	p.lock("2026-11")
	b.get("/portal/day").wants(t, 200, "2026年11月は確定済み", "-内容を確かめる")
	b.send("POST", "/portal/day", fill).wants(t, 409, "2026年11月は確定済み")
	b.send("POST", "/portal/day/send", url.Values{"form": {check.form()}, "d": {"2026-11-20"}, "wish": {check.field("wish")}}).wants(t, 409, "確定済み")
	b.get("/portal/month").wants(t, 200, "🔒 確定(版1)", "ダイジェスト SHA-256")
	p.wantAsked()
}

// lock closes the month of everybody who closes with it.
func (p *pagesOf) lock(month calendar.Month) {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), "umi")
	if err != nil {
		p.t.Fatal(err)
	}
	by, err := p.app.actor(p.t.Context(), tenant.ID, "nakamura")
	if err != nil {
		p.t.Fatal(err)
	}
	g, err := p.app.closing.GroupByCode(p.t.Context(), tenant.ID, "end")
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.app.closing.Lock(p.t.Context(), by, closing.Order{Group: g.ID, Month: month, Reason: "締め"}); err != nil {
		p.t.Fatal(err)
	}
}
