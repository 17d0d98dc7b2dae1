package main

import (
	"net/url"
	"regexp"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// TestOnePerson is looked at, changed from a date on, and put back; mistakes stand beside their fields and cost nothing.
func TestOnePerson(t *testing.T) {
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	path := p.onePath("umi", "1001")
	page := b.get(path)
	page.wants(t, 200, "田中 太郎", "● 在籍", "LINE", "連携中", "-双子")
	bad := b.send("POST", path, page.filledIn("name", "", "mail2", "taro@umi", "hired", "2026-05-01", "left", "2026-04-01", "cards", "a b/c", "department", "nowhere", "romaji", "Taro T"))
	bad.wants(t, 422, "入力してください", "メールアドレスを入力", "退職日が入社日より前", "40文字まで", "選びなおしてください")
	if got := bad.filledIn(); got.Get("mail2") != "taro@umi" || got.Get("romaji") != "Taro T" {
		t.Errorf("what was typed is lost: %v", got)
	}
	for field, says := range map[string][]string{"role=manager": {"権限グループを選んで"}, "login=suzuki": {"社員 0001 が使って"}, "closing_group=": {"変更の確認"}, "from=soon": {"2026-04-01 の形"}} {
		name, value, _ := cut(field)
		status := 422
		if name == "closing_group" {
			status = 200
		}
		b.send("POST", path, page.filledIn(name, value)).wants(t, status, says...)
	}
	look := b.send("POST", path, page.filledIn("department", "factory", "methods", "line|me", "mail1", "taro@example.com", "cards", "0114a1\n0114b2", "employment", "regular", "from", "2026-12-01"))
	look.wants(t, 200, "変更の確認", "営業部", "製造部", "2026-12-01 から", "taro@example.com", "正社員", "LINE・マイレコーダー")
	if e := p.kept("umi", "1001"); len(e.Versions) > 0 || len(e.Mails) > 0 {
		t.Fatal("looking has written")
	}
	done := b.follow(b.send("POST", path, look.filledIn("sure", "1")))
	done.wants(t, 200, "田中 太郎さんを変更しました", "変更前に戻す", "2026-12-01 から", "これまでの変更", "中村 由美")
	e := p.kept("umi", "1001")
	if e.On("2026-11-30").Department == e.On("2026-12-01").Department || !slices.Equal(e.Cards, []string{"0114A1", "0114B2"}) || e.Password == "" ||
		len(e.Mails) != 1 || e.Employment != "regular" || !slices.Equal(e.Methods, []domain.Door{domain.LINE, domain.Me}) {
		t.Errorf("%+v", e)
	}
	b.send("POST", p.onePath("umi", "1002"), b.get(p.onePath("umi", "1002")).filledIn("cards", "0114b2")).wants(t, 422, "社員 1001 が使って")

	back := b.get(regexp.MustCompile(`href="([^"]*before=[^"]*)"`).FindStringSubmatch(done.body)[1])
	back.wants(t, 200, "変更前の値を入れました")
	b.follow(b.send("POST", path, b.send("POST", path, back.filledIn("from", "2026-12-01")).filledIn("sure", "1"))).wants(t, 200, "変更しました")
	if e := p.kept("umi", "1001"); len(e.Versions) > 0 || !slices.Equal(e.Cards, []string{"0114A1B2C3D4E5F6"}) || len(e.Mails) > 0 || e.Employment != "" {
		t.Errorf("put back is %v %v %v %q", e.Versions, e.Cards, e.Mails, e.Employment)
	}
	b.follow(b.send("POST", path, b.get(path).filledIn())).wants(t, 200, "変更はありません")

	gone := b.send("POST", path, b.get(path).filledIn("left", "2026-11-19"))
	b.follow(b.send("POST", path, gone.filledIn("sure", "1"))).wants(t, 200, "○ 退職")
	p.as("sato").get(path).wants(t, 403)
	for _, other := range []string{p.onePath("yama", "1001"), p.onePath("yama", "1001") + "?before=x", path + "?before=" + string(p.employee("umi", "1002"))} {
		b.get(other).wants(t, 404)
	}
	b.send("POST", p.onePath("yama", "1001"), page.filledIn("name", "盗")).wants(t, 404)
	if p.kept("yama", "1001").Name != "双子 太郎" {
		t.Error("the twin's person was changed")
	}
}

func cut(pair string) (name, value string, ok bool) {
	for i := range pair {
		if pair[i] == '=' {
			return pair[:i], pair[i+1:], true
		}
	}
	return pair, "", false
}

// TestTwoAdministratorsOnePerson tells the second and shows both values; somebody's own new password is no change.
func TestTwoAdministratorsOnePerson(t *testing.T) {
	p := peopleOf(t, "sqlite")
	one, two := p.as("nakamura"), p.as("suzuki")
	path := p.onePath("umi", "1002")
	mine, his := one.get(path), two.get(path)
	p.reissue("1002")
	one.follow(one.send("POST", path, mine.filledIn("romaji", "Kazuki Y", "sure", "1"))).wants(t, 200, "変更しました")
	for _, sure := range []string{"", "1"} {
		a := two.send("POST", path, his.filledIn("romaji", "K. Yamada", "sure", sure))
		a.wants(t, 409, "ほかの管理者(中村 由美)が先に保存しました", "ほかの管理者が保存した値: Kazuki Y")
		if a.filledIn().Get("romaji") != "K. Yamada" || p.kept("umi", "1002").Romaji != "Kazuki Y" {
			t.Error("not both values, or one is written over")
		}
		if sure == "1" {
			two.follow(two.send("POST", path, a.filledIn("sure", "1"))).wants(t, 200, "変更しました")
		}
	}
	if p.kept("umi", "1002").Romaji != "K. Yamada" {
		t.Error("who has seen both cannot save")
	}
}

// TestNewPerson is added once; a script in a name stays a name.
func TestNewPerson(t *testing.T) {
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	evil := `<script>alert(1)</script>`
	form := b.get("/admin/people/new").filledIn("code", "2 000", "name", evil, "kana", "=cmd!x", "department", "sales", "closing_group", "end", "work_pattern", "std")
	b.send("POST", "/admin/people/new", form).wants(t, 422, "40文字まで")
	form.Set("code", "２０００")
	a := b.follow(b.send("POST", "/admin/people/new", form))
	a.wants(t, 200, "さんを追加しました")
	b.send("POST", "/admin/people/new", form).wants(t, 409, "このコードの社員がもういます")
	for _, path := range []string{"/admin/people", p.onePath("umi", "2000"), "/admin/people/linking", "/admin/people/import"} {
		if a := b.get(path); a.StatusCode != 200 || regexp.MustCompile(`<script>alert`).MatchString(a.body) {
			t.Errorf("%s: %d, a stored script runs", path, a.StatusCode)
		}
	}
	if sheet := b.get("/admin/people/export.csv?q=script").body; !regexp.MustCompile(`,'=cmd!x`).MatchString(sheet) {
		t.Errorf("a formula runs: %s", sheet)
	}
	if p.kept("umi", "2000").Department != p.kept("umi", "1001").Department {
		t.Error("not where he was put")
	}
}

// TestOwnerAndAdministrators keeps exactly one owner and one who administers, whatever is sent.
func TestOwnerAndAdministrators(t *testing.T) {
	p := peopleOf(t, "sqlite")
	owner, admin := p.as("suzuki"), p.as("nakamura")
	own := p.onePath("umi", "0001")
	for _, c := range [][]string{{"active", ""}, {"left", "2027-03-31"}} {
		form := admin.get(own).filledIn()
		form.Del(c[0])
		if c[1] != "" {
			form.Set(c[0], c[1])
		}
		form.Set("sure", "1")
		admin.send("POST", own, form).wants(t, 422, "法人管理者はちょうど一人です")
	}
	form := admin.get(own).filledIn("role", "employee", "sure", "1")
	admin.send("POST", own, form)
	if e := p.kept("umi", "0001"); e.Role != domain.Owner || !e.Active || e.Left != "" {
		t.Fatalf("the owner is %+v", e)
	}
	admin.send("POST", p.onePath("umi", "1001"), admin.get(p.onePath("umi", "1001")).filledIn("role", "owner", "sure", "1")).wants(t, 422, "選びなおして")

	admin.get("/admin/people/owner").wants(t, 403)
	hand := func(code, password string) answer {
		return owner.send("POST", "/admin/people/owner", url.Values{"code": {code}, "password": {password}})
	}
	hand("1001", "wrong").wants(t, 422, "パスワードがちがいます")
	hand("9999", "suzuki-demo").wants(t, 422, "そのコードの社員がいません")
	hand("0903", "suzuki-demo").wants(t, 422, "有効で、退職日がなく")
	admin.send("POST", "/admin/people/owner", url.Values{"code": {"0002"}, "password": {"nakamura-demo"}}).wants(t, 403)
	owner.follow(hand("1001", "suzuki-demo")).wants(t, 200, "田中 太郎さんが法人管理者になりました")
	if was, is := p.kept("umi", "0001"), p.kept("umi", "1001"); was.Role != domain.Admin || is.Role != domain.Owner || p.kept("yama", "1001").Role == domain.Owner {
		t.Errorf("%s and %s", was.Role, is.Role)
	}
	hand("0002", "suzuki-demo").wants(t, 403) // he is the owner no more
	m, err := p.app.store.Masters().Masters(t.Context(), "umi")
	if n := len(slices.DeleteFunc(m.Employees, func(e org.Employee) bool { return e.Role != domain.Owner })); err != nil || n != 1 {
		t.Errorf("%d owners, %v", n, err)
	}
}
