package main

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

var slipCodes = regexp.MustCompile(`<code>([^<]+)</code>`)

// TestReissueOnPages hands out on a page, once, and in the person's own chat; nobody else's is touched.
func TestReissueOnPages(t *testing.T) {
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	give := func(how string, codes ...string) answer {
		form := url.Values{"what": {"password", "passcode"}, "how": {how}}
		for _, code := range codes {
			form.Add("pick", string(p.employee("umi", code)))
		}
		return b.send("POST", "/admin/people/reissue", form)
	}
	b.send("POST", "/admin/people/reissue", url.Values{"pick": {string(p.employee("umi", "1001"))}, "step": {"open"}}).wants(t, 200, "1人: 田中 太郎", "7日で使えなくなり")
	b.send("POST", "/admin/people/reissue", url.Values{"pick": {string(p.employee("umi", "1001"))}}).wants(t, 422, "パスワードかパスコードを選んで")
	b.follow(b.send("POST", "/admin/people/reissue", nil)).wants(t, 200, "だれも選ばれていません")
	b.follow(give("print", "1001")).wants(t, 200, "この画面でしか見られません", "tanaka")
	a := give("print", "1001", "0001", "0903", "0002")
	a.wants(t, 200, "鈴木 一郎さん: 再発行できません", "中村 由美さん: ご自分のものは", "高橋 健さん: 再発行できません")
	codes := slipCodes.FindAllStringSubmatch(a.body, -1)
	if len(codes) != 4 {
		t.Fatalf("%v", codes)
	}
	password, passcode := codes[2][1], codes[3][1]
	if rows := p.deeds("umi", audit.PasscodeReissued, ""); len(rows) != 2 {
		t.Errorf("%d deeds", len(rows))
	}
	p.browser().signIn("tanaka", "tanaka-demo").wants(t, 422)
	one := p.browser()
	one.follow(one.signIn("tanaka", password)).wants(t, 200, "ご自分のパスワードを決める")

	door := p.door()
	door.byName("1001", "1001").wants(t, 422)
	once := door.byName("1001", passcode)
	once.wants(t, 200, "ご自分のパスコード", "-出勤する")
	at := atDoor + "/who/" + string(p.employee("umi", "1001"))
	for next, status := range map[string]int{passcode: 422, "12": 422, "0000": 422, "abcd": 422} {
		door.send("POST", at, url.Values{"passcode": {passcode}, "new": {next}}).wants(t, status, "4〜12桁")
	}
	door.send("POST", at, url.Values{"passcode": {"999999"}, "new": {"2468"}}).wants(t, 422, "パスコードがちがいます")
	chosen := door.send("POST", at, url.Values{"passcode": {passcode}, "new": {"2468"}})
	chosen.wants(t, 200, "出勤")
	if chosen.ticket() == "" {
		t.Error("who has chosen does not go on")
	}
	door.byName("1001", passcode).wants(t, 422)
	door.byName("1001", "2468").wants(t, 200, "出勤")
	give("print", "1002")
	late := slipCodes.FindAllStringSubmatch(give("print", "1002").body, -1)
	p.now = p.now.Add(8 * 24 * time.Hour)
	p.door().byName("1002", late[3][1]).wants(t, 410, "期限が過ぎて")

	b = p.as("nakamura")
	give("chat", "1001", "1003").wants(t, 200, "本人のチャットへ送ります", "田中 太郎", "小林 美咲さん: 届くチャットがありません", "-<code>")
	owed := p.owed("umi", "1001")
	if len(owed) != 1 || !strings.Contains(owed[0], "パスワード: ") || !strings.Contains(owed[0], "tanaka") {
		t.Errorf("owed %q", owed)
	}
	if p.kept("umi", "1003").Password != p.kept("umi", "1003").FilePassword {
		t.Error("who cannot be told has another password")
	}
	thief := p.browser()
	thief.signIn("nakamura", "nakamura-demo", "company", "yama").wants(t, 303)
	thief.follow(thief.send("POST", "/admin/people/reissue", url.Values{"pick": {string(p.employee("umi", "1004"))}, "what": {"password"}})).wants(t, 200, "だれも選ばれていません")
}

// owed are the texts of what somebody is owed in chat.
func (p *pagesOf) owed(company, code string) (texts []string) {
	p.t.Helper()
	accounts, err := p.app.store.Org().AccountsOf(p.t.Context(), p.tenant(company).ID, p.employee(company, code))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, a := range accounts {
		rows, err := p.app.store.Outbox().Head(p.t.Context(), string(a.Channel)+"/"+a.User, p.now, 10)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, r := range rows {
			texts = append(texts, string(r.Body))
		}
	}
	return texts
}

// TestLinkingOnPages shows who is linked, prints codes that link once, and unlinks.
func TestLinkingOnPages(t *testing.T) {
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	b.get("/admin/people/linking").wants(t, 200, "11人", "田中 太郎", "LINE", "-高橋", "-双子")
	b.get("/admin/people/linking?reach=unlinked").wants(t, 200, "1人", "小林 美咲")
	pick := string(p.employee("umi", "1003"))
	b.send("POST", "/admin/people/linking/sheet", url.Values{"pick": {pick}, "step": {"open"}}).wants(t, 200, "番号が使える日数")
	b.send("POST", "/admin/people/linking/sheet", url.Values{"pick": {pick}, "days": {"15"}}).wants(t, 422, "1から14までの整数")
	a := b.send("POST", "/admin/people/linking/sheet", url.Values{"pick": {pick, string(p.employee("umi", "0903")), string(p.employee("yama", "1001"))}, "days": {"3"}})
	a.wants(t, 200, "東日本営業課", "小林 美咲", "高橋 健", "LINEでボットを友だちに追加", "11/23", "-双子")
	if !strings.Contains(a.body, `src="data:image/png;base64,`) {
		t.Error("no picture to be scanned")
	}
	code := slipCodes.FindStringSubmatch(a.body)[1]
	ch := p.one("umi-line")
	who := org.Who{Tenant: ch.Tenant, Channel: ch.ID, User: "Unew"}
	p.now = p.now.Add(2 * 24 * time.Hour)
	e, err := p.app.linking.Look(t.Context(), who, code)
	if err != nil || e.Code != "1003" {
		t.Fatalf("%q is %s, %v", code, e.Code, err)
	}
	if _, err := p.app.linking.Confirm(t.Context(), who, code, e.ID); err != nil {
		t.Fatal(err)
	}
	b = p.as("nakamura")
	b.get("/admin/people/linking?q=小林").wants(t, 200, "✓ 連携中")
	if err := p.app.store.Org().SetReachable(t.Context(), ch.Tenant, ch.ID, "Unew", false); err != nil {
		t.Fatal(err)
	}
	b.get("/admin/people/linking?reach=unreachable").wants(t, 200, "1人", "小林 美咲", "! 届かない")
	thief := p.browser()
	thief.signIn("nakamura", "nakamura-demo", "company", "yama").wants(t, 303)
	form := url.Values{"channel": {string(ch.ID)}, "user": {"Unew"}}
	thief.follow(thief.send("POST", "/admin/people/linking/unlink", form)).wants(t, 200, "もう解除されています")
	if _, err := p.app.store.Org().Account(t.Context(), ch.Tenant, ch.ID, "Unew"); err != nil {
		t.Errorf("the twin has unlinked: %v", err)
	}
	b.follow(b.send("POST", "/admin/people/linking/unlink", form)).wants(t, 200, "連携を解除しました")
	if _, err := p.app.store.Org().Account(t.Context(), ch.Tenant, ch.ID, "Unew"); !domain.Is(err, domain.NotFound) {
		t.Errorf("still linked: %v", err)
	}
	if rows := p.deeds("umi", audit.Parted, ""); len(rows) != 1 || rows[0].By != p.employee("umi", "0002") {
		t.Errorf("the audit tells %v", rows)
	}
}

// TestManyPeople are changed at once: those that were ticked, or all that were found, if they are the same still.
func TestManyPeople(t *testing.T) {
	t.Parallel()
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	at := "/admin/people/bulk"
	ticked := url.Values{"pick": {string(p.employee("umi", "1001")), string(p.employee("umi", "1002")), string(p.employee("yama", "1001"))}, "step": {"open"}}
	page := b.send("POST", at, ticked)
	page.wants(t, 200, "2人: 田中 太郎・山田 一樹")
	b.send("POST", at, page.filledIn()).wants(t, 422, "変える項目に印を付けて")
	b.send("POST", at, page.filledIn("set", "permission_group|department", "department", "nowhere")).wants(t, 422, "選びなおしてください")
	check := b.send("POST", at, page.filledIn("set", "department|methods", "department", "factory", "methods", "line", "from", "2026-12-01"))
	check.wants(t, 200, "変更の確認", "田中 太郎 所属", "製造部", "2026-12-01 から")
	b.follow(b.send("POST", at, check.filledIn("sure", "1"))).wants(t, 200, "2人を変更しました")
	for _, code := range []string{"1001", "1002"} {
		if e := p.kept("umi", code); e.On("2026-12-01").Department != p.kept("umi", "1103").Department || len(e.Methods) != 1 {
			t.Errorf("%+v", e)
		}
	}
	if len(p.kept("yama", "1001").Versions) > 0 {
		t.Error("the twin's person was changed")
	}

	all := url.Values{"all": {"1"}, "query": {"department=sales"}, "step": {"open"}}
	page = b.send("POST", at, all)
	page.wants(t, 200, "7人")
	check = b.send("POST", at, page.filledIn("set", "permission_group", "permission_group", "factory-mgr"))
	check.wants(t, 200, "製造管理")
	p.takes("umi", "社員コード,所属コード\n1004,office\n") // somebody leaves the department meanwhile
	b.follow(b.send("POST", at, check.filledIn("sure", "1"))).wants(t, 200, "条件に合う人が変わりました")
	if p.kept("umi", "1001").Role != domain.Employee {
		t.Error("a list that has changed was changed")
	}
	own := url.Values{"pick": {string(p.employee("umi", "0001")), string(p.employee("umi", "1103"))}, "step": {"open"}}
	page = b.send("POST", at, own)
	off := page.filledIn("set", "active")
	off.Del("active")
	b.send("POST", at, off).wants(t, 422, "法人管理者はちょうど一人です")
	if !p.kept("umi", "0001").Active || !p.kept("umi", "1103").Active {
		t.Error("half of it was done")
	}
}
