package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

const atDoor = "/r/umi/door"

// pairingCode makes a pairing code as an administrator does.
func (p *pagesOf) pairingCode(company, recorder, login string) string {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), company)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := p.app.recorder(p.t.Context(), tenant, recorder)
	if err != nil {
		p.t.Fatal(err)
	}
	actor, err := p.app.actor(p.t.Context(), tenant.ID, login)
	if err != nil {
		p.t.Fatal(err)
	}
	code, _, err := p.app.doors().IssueCode(p.t.Context(), actor, r)
	if err != nil {
		p.t.Fatal(err)
	}
	return code
}

// door is the browser of a device that is paired.
func (p *pagesOf) door() *browser {
	p.t.Helper()
	b := p.browser()
	b.follow(b.send("POST", atDoor+"/pair", url.Values{"code": {p.pairingCode("umi", "door", "nakamura")}})).wants(p.t, 200, "本社 玄関")
	return b
}

// person is the id of an employee of the demo company.
func (p *pagesOf) person(code string) domain.ID {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), "umi")
	if err != nil {
		p.t.Fatal(err)
	}
	e, err := p.app.employee(p.t.Context(), tenant, code)
	if err != nil {
		p.t.Fatal(err)
	}
	return e.ID
}

// byName chooses somebody and types a passcode.
func (b *browser) byName(code, passcode string) answer {
	b.p.t.Helper()
	return b.send("POST", atDoor+"/who/"+string(b.p.person(code)), url.Values{"passcode": {passcode}})
}

// ticket is what a page of buttons carries.
func (a answer) ticket() string { return between(a.body, `name="ticket" value="`, `"`) }

func (b *browser) pressAt(a answer, kind string, more ...string) answer {
	form := url.Values{"ticket": {a.ticket()}, "kind": {kind}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return b.send("POST", atDoor+"/punch", form)
}

// atDoor lists a person's punches of the demo company; all came by the shared recorder.
func (p *pagesOf) atDoor(code string) (got []string) {
	p.t.Helper()
	tenant, _ := p.app.company(p.t.Context(), "umi")
	day := tenant.DateAt(p.now)
	err := p.app.store.Book().Chain(p.t.Context(), tenant.ID, p.person(code), day.Add(-1), day.Add(1), func(x worktime.Punch) error {
		if x.Source != domain.Web {
			p.t.Errorf("source %s", x.Source)
		}
		got = append(got, string(x.Kind)+" "+x.At.In(tenant.Zone()).Format("15:04")+" "+string(x.State))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return got
}

func (p *pagesOf) wantAtDoor(code string, want ...string) {
	p.t.Helper()
	if got := p.atDoor(code); strings.Join(got, ", ") != strings.Join(want, ", ") {
		p.t.Errorf("punches %q, want %q", got, want)
	}
}

func (p *pagesOf) countAtDoor(code string) int { return len(p.atDoor(code)) }

func TestPairingARecorder(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	b.get(atDoor).wants(t, 200, "このレコーダーを登録する", "-玄関", "-株式会社")
	b.get("/r/umi/nowhere").wants(t, 200, "このレコーダーを登録する") // nobody learns what there is
	pair := func(b *browser, path, code string) answer {
		return b.send("POST", path+"/pair", url.Values{"code": {code}})
	}
	code := p.pairingCode("umi", "door", "nakamura")
	pair(b, atDoor, "00000000").wants(t, 422, "使えません")
	pair(b, "/r/umi/nowhere", code).wants(t, 422, "使えません")
	b.follow(pair(b, atDoor, strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return ' '
	}, code))).wants(t, 200, "株式会社 海 本社 玄関", "9:01", "11/20(金)", "か", "IDとパスワードで打刻")
	pair(p.browser(), atDoor, code).wants(t, 422) // once

	// Another device takes its place; the first one is none any more.
	late := p.pairingCode("umi", "door", "suzuki")
	b.get(atDoor).wants(t, 200, "9:01")
	other := p.browser()
	other.follow(pair(other, atDoor, late)).wants(t, 200, "9:01")
	b.get(atDoor).wants(t, 200, "このレコーダーを登録する")
	for _, path := range []string{"/names", "/login", "/who/" + string(p.person("1001"))} {
		if a := b.get(atDoor + path); a.StatusCode != http.StatusSeeOther {
			t.Errorf("%s opens to a device that is not paired: %d", path, a.StatusCode)
		}
	}
	for _, path := range []string{"/kit", "/touches", "/key"} {
		method := "POST"
		if path == "/kit" {
			method = "GET"
		}
		if a := b.send(method, atDoor+path, nil); a.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s answers a device that is not paired: %d", path, a.StatusCode)
		}
	}

	old := p.pairingCode("umi", "door", "nakamura")
	p.now = p.now.Add(terminal.CodeLife + time.Second)
	pair(p.browser(), atDoor, old).wants(t, 422)

	tenant, _ := p.app.company(t.Context(), "umi")
	r, _ := p.app.recorder(t.Context(), tenant, "door")
	admin, _ := p.app.actor(t.Context(), tenant.ID, "nakamura")
	manager, _ := p.app.actor(t.Context(), tenant.ID, "sato")
	if _, _, err := p.app.doors().IssueCode(t.Context(), manager, r); !domain.Is(err, domain.Forbidden) {
		t.Errorf("a manager makes a code: %v", err)
	}
	if err := p.app.doors().Revoke(t.Context(), manager, r); !domain.Is(err, domain.Forbidden) {
		t.Errorf("a manager revokes: %v", err)
	}
	if err := p.app.doors().Revoke(t.Context(), admin, r); err != nil {
		t.Fatal(err)
	}
	other.get(atDoor).wants(t, 200, "このレコーダーを登録する")
}

// TestRecorderByName is R4: department, initial, name, passcode, and what is possible now.
func TestRecorderByName(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.door()
	tenant, _ := p.app.company(t.Context(), "umi")
	b.get(atDoor).wants(t, 200, "営業部", "製造部", "た")
	b.get(atDoor+"/names?key="+url.QueryEscape("た")).wants(t, 200, "田中 太郎", "-高橋 健", "-佐藤")
	b.get(atDoor+"/who/"+string(p.person("1001"))).wants(t, 200, "田中 太郎", "パスコード")
	b.byName("1001", "9999").wants(t, 422, "パスコードがちがいます。打刻はしていません。")
	page := b.byName("1001", "１２３４")
	page.wants(t, 200, "田中 太郎 さん", "まだ出勤していません", "出勤", "-退勤", "-休憩")
	done := b.pressAt(page, "in")
	done.wants(t, 200, "✓ 出勤 9:01 11/20(金) 受付", "おはようございます。今日もよろしくお願いします。", "取消")
	b.pressAt(page, "in").wants(t, 200, "✓ 出勤 9:01") // sent twice
	p.wantAtDoor("1001", "in 09:01 effective")
	undo := url.Values{"ticket": {done.ticket()}, "punch": {between(done.body, `name="punch" value="`, `"`)}}
	for range 2 {
		b.send("POST", atDoor+"/undo", undo).wants(t, 200, "✓ 取り消しました: 出勤 9:01")
	}
	p.wantAtDoor("1001", "in 09:01 void")
	p.now = p.now.Add(2 * time.Minute)
	b.pressAt(b.byName("1001", "1234"), "in").wants(t, 200, "✓ 出勤 9:03")
	p.now = p.now.Add(8 * time.Hour)
	b.pressAt(b.byName("1001", "1234"), "break_start").wants(t, 200, "✓ 休憩 17:03", "◐ 休憩中")
	page = b.byName("1001", "1234")
	page.wants(t, 200, "戻り", "退勤", "-外出")
	b.pressAt(page, "out").wants(t, 200, "✓ 退勤 17:03", "おつかれさまでした。", "今日 8:00")

	// A page that was left alone is nobody's any more.
	page = b.byName("1002", "1002")
	p.now = p.now.Add(terminal.TicketLife + time.Second)
	b.pressAt(page, "in").wants(t, 410, "もう一度お名前から", "-受付")
	p.wantAtDoor("1002")

	events, err := p.app.store.Recorders().Events(t.Context(), terminal.Query{Tenant: tenant.ID, Limit: 10})
	if err != nil || len(events) != 4 || events[0].State != terminal.Passed || events[0].Employee != p.person("1001") {
		t.Errorf("%+v %v", events, err)
	}
}

// TestRecorderByPassword is R3, in English, on a device whose clock is five minutes fast and set to another zone.
func TestRecorderByPassword(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.door()
	b.lang = "en-US,en;q=0.9"
	b.get(atDoor).wants(t, 200, "Punch with ID and password", "Fri 20 Nov")
	b.get(atDoor+"?lang=ja").wants(t, 200, "IDとパスワードで打刻")
	try := func(login, password string) answer {
		return b.send("POST", atDoor+"/login", url.Values{"login": {login}, "password": {password}})
	}
	try("emma", "wrong").wants(t, 422, "The ID or password is wrong. Nothing was recorded.")
	page := try("emma", "emma-demo")
	page.wants(t, 200, "Emma Wilson", "In")
	device := p.now.Add(5 * time.Minute)
	b.pressAt(page, "in", "device", itoa(device.UnixMilli()), "zone", "0").wants(t, 200, "✓ In 9:01", "Good morning.", "clock shows 0:06.")
	p.wantAtDoor("1005", "in 09:01 effective")
	tenant, _ := p.app.company(t.Context(), "umi")
	events, _ := p.app.store.Recorders().Events(t.Context(), terminal.Query{Tenant: tenant.ID, Limit: 1})
	if len(events) != 1 || events[0].Skew != -5*60*1000 || events[0].DeviceAt == nil || !events[0].DeviceAt.Equal(device) {
		t.Errorf("what the device said is not noted: %+v", events)
	}
}

// TestRecorderRefuses says the sentence chat says, at the passcode and for a ticket from before.
func TestRecorderRefuses(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.door()
	b.byName("0901", "0901").wants(t, 403, "共有レコーダー からの打刻は許可されていません。記録していません。", "打刻できる方法: LINE・Chatwork・Slack・マイレコーダー")
	page := b.byName("1001", "1234")
	if _, _, err := p.app.apply(t.Context(), strings.NewReader(`
company: {code: umi, name: 株式会社 海}
sites: [{code: head, name: 本社, methods: [line]}]
employees: [{code: "0001", name: 鈴木 一郎, role: owner, login: suzuki}]`), "x.yaml"); err != nil {
		t.Fatal(err)
	}
	b.pressAt(page, "in").wants(t, 403, "共有レコーダー からの打刻は許可されていません。", "打刻できる方法: LINE")
	p.wantAtDoor("1001")
	b.pressAt(page, "lunch").wants(t, 422)

	// A ticket is one device's: forged, changed or another recorder's, it is none.
	for _, forged := range []string{"", "x", page.ticket() + "0", strings.Replace(page.ticket(), string(p.person("1001")), string(p.person("1002")), 1)} {
		if a := b.send("POST", atDoor+"/punch", url.Values{"ticket": {forged}, "kind": {"in"}}); a.StatusCode != http.StatusForbidden {
			t.Errorf("ticket %q: %d", forged, a.StatusCode)
		}
	}
}

// twinDoor is a company like the demo's, with a recorder of the same code.
const twinDoor = `
company: {code: yama, name: 株式会社 山}
recorders: [{code: door, name: 裏口, methods: [passcode], keyboard: latin}]
employees:
  - {code: "0001", name: 山 花子, role: owner, login: yama, password: yama-demo, passcode: "1234", kana: やま はなこ}
  - {code: "1001", name: 川 次郎, login: tanaka, password: tanaka-demo, passcode: "1234", romaji: Jiro Kawa}`

// TestAnotherCompanysRecorder sees nobody and punches nobody.
func TestAnotherCompanysRecorder(t *testing.T) {
	p := newPages(t, "sqlite")
	if _, _, err := p.app.apply(t.Context(), strings.NewReader(twinDoor), "twin.yaml"); err != nil {
		t.Fatal(err)
	}
	other := p.browser()
	other.send("POST", "/r/yama/door/pair", url.Values{"code": {p.pairingCode("umi", "door", "nakamura")}}).wants(t, 422)
	b := p.door()
	other.follow(other.send("POST", "/r/yama/door/pair", url.Values{"code": {p.pairingCode("yama", "door", "yama")}})).wants(t, 200, "株式会社 山 裏口", "K", "Y", "-T", "-IDとパスワード")
	other.get("/r/yama/door/names?key=K").wants(t, 200, "川 次郎", "-田中")
	other.send("POST", "/r/yama/door/who/"+string(p.person("1001")), url.Values{"passcode": {"1234"}}).wants(t, 303)
	other.send("POST", "/r/yama/door/login", url.Values{"login": {"tanaka"}, "password": {"tanaka-demo"}}).wants(t, 403)
	ticket := b.byName("1001", "1234").ticket()
	other.send("POST", "/r/yama/door/punch", url.Values{"ticket": {ticket}, "kind": {"in"}}).wants(t, 403)
	stranger := p.browser()
	stranger.steal("dakoku_recorder", b.cookieAt(atDoor, "dakoku_recorder"))
	stranger.get("/r/yama/door").wants(t, 200, "このレコーダーを登録する")
	p.wantAtDoor("1001")
}

// TestRecorderFromElsewhere lets a recorder be opened from the company's networks only.
func TestRecorderFromElsewhere(t *testing.T) {
	p := newPages(t, "sqlite", `
company: {code: umi, name: 海, access: {networks: [203.0.113.0/24]}}
recorders: [{code: door, name: 玄関}]
sites: [{code: head, name: 本社}]
employees: [{code: "0002", name: 中村, login: nakamura, role: owner, passcode: "0002", kana: なかむら}]`)
	b := p.browser()
	b.follow(b.send("POST", atDoor+"/pair", url.Values{"code": {p.pairingCode("umi", "door", "nakamura")}})).wants(t, 200, "玄関")
	b.address = "198.51.100.7"
	b.get(atDoor).wants(t, 403, "198.51.100.7")
	b.byName("0002", "0002").wants(t, 403)
	b.send("POST", atDoor+"/pair", url.Values{"code": {p.pairingCode("umi", "door", "nakamura")}}).wants(t, 403)
}
