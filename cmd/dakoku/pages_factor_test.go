package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

var recoveryCode = regexp.MustCompile(`<code>([a-z0-9]{5}-[a-z0-9]{5})</code>`)

func (p *pagesOf) code(secret string) string {
	p.t.Helper()
	code, err := totp.GenerateCode(secret, p.now)
	if err != nil {
		p.t.Fatal(err)
	}
	return code
}

// TestSecondFactor sets one up, signs in with it once per code, with recovery codes once each, and takes it off again.
func TestSecondFactor(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	elsewhere := p.as("nakamura")
	page := b.get("/account/second-factor")
	secret := strings.ReplaceAll(between(page.body, "<code>", "</code>"), " ", "")
	if page = b.get("/account/second-factor"); strings.ReplaceAll(between(page.body, "<code>", "</code>"), " ", "") != secret {
		t.Error("a reload makes the scanned code worthless")
	}
	send := func(b *browser, path, code string) answer { return b.send("POST", path, url.Values{"code": {code}}) }
	send(b, "/account/second-factor", "000000").wants(t, 422, "コードがちがいます")
	page = send(b, "/account/second-factor", p.code(secret))
	page.wants(t, 200, "この画面でしか見られません")
	var codes []string
	for _, m := range recoveryCode.FindAllStringSubmatch(page.body, -1) {
		codes = append(codes, m[1])
	}
	if len(codes) != 10 {
		t.Fatalf("recovery codes %v", codes)
	}
	b.get("/account").wants(t, 200, "残りの回復コードは10個")
	if a := elsewhere.get("/account"); a.StatusCode != http.StatusSeeOther {
		t.Error("a session that has shown only a password is still in")
	}

	half := p.browser()
	if a := half.signIn("nakamura", "nakamura-demo", "next", "/account", "punch", "in"); a.Header.Get("Location") != "/sign-in/code" {
		t.Fatalf("leads to %s", a.Header.Get("Location"))
	}
	for _, path := range []string{"/me", "/account", "/account/second-factor", "/account/password"} {
		if a := half.get(path); !strings.HasPrefix(a.Header.Get("Location"), "/sign-in") {
			t.Errorf("%s opens with half a sign-in: %d", path, a.StatusCode)
		}
	}
	send(half, "/sign-in/code", p.code(secret)).wants(t, 422) // it has been used
	p.now = p.now.Add(30 * time.Second)
	before := half.session()
	half.follow(send(half, "/sign-in/code", p.code(secret))).wants(t, 200, "アカウント", "✓ 出勤 9:01") // the time of the button, not of the code
	if half.session() == before {
		t.Error("the session keeps its token")
	}
	p.wantPunches("0002", "in effective")
	again := p.browser()
	again.signIn("nakamura", "nakamura-demo")
	send(again, "/sign-in/code", p.code(secret)).wants(t, 422) // read over a shoulder
	again.follow(send(again, "/sign-in/code", " "+strings.ToUpper(codes[3])+" ")).wants(t, 200, "● 出勤中")
	again = p.browser()
	again.signIn("nakamura", "nakamura-demo")
	for range 5 {
		send(again, "/sign-in/code", codes[3]).wants(t, 422)
	}
	send(again, "/sign-in/code", codes[4]).wants(t, 429, "まで受け付けません")
	p.now = p.now.Add(11 * time.Minute)
	if a := send(again, "/sign-in/code", codes[4]); a.Header.Get("Location") != "/sign-in" {
		t.Errorf("a half sign-in waits for ever: %d", a.StatusCode)
	}
	send(b, "/account/second-factor/off", "000000").wants(t, 422)
	b.follow(send(b, "/account/second-factor/off", codes[5])).wants(t, 200, "2段階認証をやめました", "使いはじめる")
	p.browser().signIn("nakamura", "nakamura-demo").wants(t, 303)
}

// TestAccess lets a company say from where, and that administrators need a second factor.
func TestAccess(t *testing.T) {
	p := newPages(t, "sqlite", `
company: {code: umi, name: 海, access: {networks: ["203.0.113.0/24", "2001:db8::/32"], second_factor: admins, min_password: 12}}
employees:
  - {code: "1", name: 鈴木, login: suzuki, password: suzuki-demo, role: owner}
  - {code: "2", name: 田中, login: tanaka, password: tanaka-demo}`,
		"company: {code: yama, name: 山}\nemployees: [{code: '1', name: 森, login: tanaka, password: tanaka-demo}]")
	for address, status := range map[string]int{"203.0.113.7": 303, "2001:db8::7": 303, "::ffff:203.0.113.9": 303, "198.51.100.1": 403, "2001:db9::1": 403} {
		b := p.browser()
		b.address = address
		b.signIn("tanaka", "tanaka-demo").wants(t, status)
	}
	b := p.as("tanaka")
	b.get("/me").wants(t, 200)
	b.address = "198.51.100.1" // home with the laptop
	b.get("/me").wants(t, 403, "会社が決めた場所からだけ開けます。", "いまの接続元は 198.51.100.1 です")
	b.signIn("tanaka", "tanaka-demo", "company", "yama").wants(t, 303) // another company's rules

	owner := p.as("suzuki")
	owner.follow(owner.get("/me")).wants(t, 200, "管理者には2段階認証が必要です")
	if a := owner.get("/account"); a.Header.Get("Location") != "/account/second-factor" {
		t.Errorf("opens without it: %d", a.StatusCode)
	}
	secret := strings.ReplaceAll(between(owner.get("/account/second-factor").body, "<code>", "</code>"), " ", "")
	owner.send("POST", "/account/second-factor", url.Values{"code": {p.code(secret)}}).wants(t, 200)
	owner.get("/me").wants(t, 200)
	owner.send("POST", "/account/second-factor/off", url.Values{"code": {"123456"}}).wants(t, 403)
}
