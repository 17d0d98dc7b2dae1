package main

import (
	"net/url"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// punched lists a person's punches of the day the test plays on, as "in effective".
func (p *pagesOf) punched(code string) (all []string) {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), "umi")
	if err != nil {
		p.t.Fatal(err)
	}
	e, err := p.app.employee(p.t.Context(), tenant, code)
	if err != nil {
		p.t.Fatal(err)
	}
	day := calendar.DateOf(p.now.In(tenant.Zone()))
	err = p.app.store.Book().Chain(p.t.Context(), tenant.ID, e.ID, day.Add(-1), day.Add(1), func(x worktime.Punch) error {
		if x.Source != domain.Me {
			p.t.Errorf("source %s", x.Source)
		}
		all = append(all, string(x.Kind)+" "+string(x.State))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func (p *pagesOf) wantPunches(code string, want ...string) {
	p.t.Helper()
	got := p.punched(code)
	if len(got) != len(want) {
		p.t.Fatalf("punches %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			p.t.Fatalf("punches %q, want %q", got, want)
		}
	}
}

func press(form, kind string) url.Values { return url.Values{"form": {form}, "kind": {kind}} }

func TestMyRecorder(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	b.signIn("tanaka", "tanaka-demo", "keep", "1")
	page := b.get("/me")
	page.wants(t, 200, "9:01", "11/20(金)", "まだ出勤していません", "出勤", "-休憩", "-退勤", "今日の打刻 まだありません。")
	page = b.follow(b.send("POST", "/me/punch", press(page.form(), "in")))
	page.wants(t, 200, "✓ 出勤 9:01 11/20(金) 受付", "● 出勤中", "退勤", "休憩", "取消")
	p.now = p.now.Add(3 * time.Hour)
	page = b.follow(b.send("POST", "/me/punch", press(b.get("/me").form(), "break_start")))
	page.wants(t, 200, "✓ 休憩 12:01", "◐ 休憩中", "戻り")
	p.now = p.now.Add(time.Hour)
	b.send("POST", "/me/punch", press(b.get("/me").form(), "break_end"))
	p.now = p.now.Add(5 * time.Hour)
	page = b.follow(b.send("POST", "/me/punch", press(b.get("/me").form(), "out")))
	page.wants(t, 200, "✓ 退勤 18:01", "今日 8:00", "今月 8:00", "○ 退勤")
	p.wantPunches("1001", "in effective", "break_start effective", "break_end effective", "out effective")
	b.get("/me").wants(t, 200, "-✓ 退勤") // a notice is shown once
}

// TestAFormIsDoneOnce sends one form again and again: a double tap, a reload, the back button.
func TestAFormIsDoneOnce(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	b.signIn("tanaka", "tanaka-demo", "keep", "1")
	form := b.get("/me").form()
	for range 3 {
		b.follow(b.send("POST", "/me/punch", press(form, "in"))).wants(t, 200, "✓ 出勤 9:01")
	}
	p.wantPunches("1001", "in effective")

	// In the evening an old page comes out of the browser's memory. Its out is an out; its in is not taken for this morning's.
	p.now = p.now.Add(9 * time.Hour)
	b.follow(b.send("POST", "/me/punch", press(form, "out"))).wants(t, 200, "✓ 退勤 18:01")
	p.now = p.now.Add(15 * time.Hour)
	b.follow(b.send("POST", "/me/punch", press(form, "in"))).wants(t, 200, "この画面からは 出勤 9:01 を記録済みです。新しい打刻はしていません。", "-✓ 出勤")

	// Another person's form is another form.
	o := p.as("yamada")
	o.follow(o.send("POST", "/me/punch", press(form, "in"))).wants(t, 200, "✓ 出勤 9:01 11/21")
	for _, bad := range []string{"", "x", form + "\n", "../../etc"} {
		b.send("POST", "/me/punch", press(bad, "in")).wants(t, 422)
	}
	b.send("POST", "/me/punch", press(form, "lunch")).wants(t, 422)
}

func TestUndoOnThePage(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("tanaka")
	page := b.follow(b.send("POST", "/me/punch", press(b.get("/me").form(), "in")))
	punch := between(page.body, `name="punch" value="`, `"`)
	undo := url.Values{"form": {page.form()}, "punch": {punch}}

	other := p.as("yamada")
	other.follow(other.send("POST", "/me/undo", undo)).wants(t, 200, "取り消せる打刻はありません")
	p.wantPunches("1001", "in effective")
	for range 2 {
		b.follow(b.send("POST", "/me/undo", undo)).wants(t, 200, "✓ 取り消しました: 出勤 9:01", "まだ出勤していません")
	}
	p.wantPunches("1001", "in void")

	page = b.follow(b.send("POST", "/me/punch", press(b.get("/me").form(), "in")))
	p.now = p.now.Add(time.Hour)
	b.get("/me").wants(t, 200, "-取消")
	undo = url.Values{"form": {page.form()}, "punch": {between(page.body, `name="punch" value="`, `"`)}}
	b.follow(b.send("POST", "/me/undo", undo)).wants(t, 200, "15分を過ぎたので、取り消せません")
}

// TestMethodsOnThePage refuses with the sentence that chat says, at the recorder and at a sign-in with a punch.
func TestMethodsOnThePage(t *testing.T) {
	p := newPages(t, "sqlite", `
company: {code: umi, name: 株式会社 海}
sites: [{code: plant, name: 工場, methods: [card, web]}]
employees:
  - {code: "1", name: 鈴木, login: suzuki, password: suzuki-demo, role: owner}
  - {code: "2", name: 田中, login: tanaka, password: tanaka-demo, methods: [line, slack]}
  - {code: "3", name: 加藤, login: kato, password: kato-demo, site: plant}
  - {code: "4", name: 森, login: mori, password: mori-demo, language: en, methods: [line]}`)
	for login, says := range map[string][]string{
		"tanaka": {"マイレコーダー からの打刻は許可されていません。記録していません。", "打刻できる方法: LINE・Slack"},
		"kato":   {"打刻できる方法: ICカード・共有レコーダー"},
		"mori":   {"Punching by My recorder is not allowed for you. Nothing was recorded.", "You can punch by: LINE"},
	} {
		b := p.browser()
		b.follow(b.signIn(login, login+"-demo", "punch", "in")).wants(t, 200, says...)
		page := b.get("/me")
		page.wants(t, 200, says...)
		page.wants(t, 200, "-退勤", "-Out")
		b.follow(b.send("POST", "/me/punch", press("01234567-89ab-7def-8123-456789abcdef", "in"))).wants(t, 200, says...)
	}
	p.wantPunches("2")
	p.wantPunches("3")
}

func TestPunchAndSignIn(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	b.follow(b.signIn("tanaka", "wrong", "punch", "in")).wants(t, 422, "サインインできませんでした", "打刻はしていません")
	p.wantPunches("1001")
	b.follow(b.signIn("tanaka", "tanaka-demo", "punch", "in")).wants(t, 200, "✓ 出勤 9:01", "● 出勤中")
	p.wantPunches("1001", "in effective")
}

// TestMeForgotten leads from a forgotten punch to the day where it is put right, past the sign-in where a device that is
// kept signed in opens My recorder alone.
func TestMeForgotten(t *testing.T) {
	p := newPages(t, "sqlite")
	p.punch("tanaka", "in", p.now)
	b := p.browser()
	b.signIn("tanaka", "tanaka-demo", "keep", "1")
	p.now = p.now.Add(26 * time.Hour)
	const day = "/portal/day?d=2026-11-20"
	leads := func(to string) {
		t.Helper()
		page := b.get("/me")
		page.wants(t, 200, "11/20(金) の退勤がありません", "直す")
		if got := between(page.body, `の退勤がありません。</p><p><a href="`, `"`); got != to {
			t.Errorf("leads to %q, want %q", got, to)
		}
	}
	leads("/sign-in?next=" + url.QueryEscape(day))
	b.get(day).wants(t, 303)
	b.signIn("tanaka", "tanaka-demo")
	leads(day + "#fix")
	b.get(day).wants(t, 200, "打刻の訂正")
}
