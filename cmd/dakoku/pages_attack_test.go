package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/webadmin/auth"
)

// TestTheSameAnswerForWhoIsNotThere tells nobody which companies and logins there are.
func TestTheSameAnswerForWhoIsNotThere(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	say := func(company, login string) string {
		a := b.send("POST", "/sign-in", url.Values{"company": {company}, "login": {login}, "password": {"wrong"}, "form": {b.get("/sign-in").form()}})
		return fmt.Sprint(a.StatusCode, text(a.body))
	}
	known := say("umi", "tanaka")
	for _, c := range [][2]string{{"umi", "nobody"}, {"nowhere", "tanaka"}, {"", ""}, {"umi", ""}, {"umi", "takahashi"}, {"umi' OR 1=1 --", "x\x00y"}} {
		if got := say(c[0], c[1]); got != known {
			t.Errorf("%q: %s, want %s", c, got, known)
		}
	}
}

// TestASessionCannotBeFixed gives the victim a session the attacker knows, before the sign-in.
func TestASessionCannotBeFixed(t *testing.T) {
	p := newPages(t, "sqlite")
	attacker := p.browser()
	attacker.send("POST", "/me/punch", url.Values{}) // a notice waits in his session
	known := attacker.session()
	if known == "" {
		t.Fatal("no session to fix")
	}
	for _, fixed := range []string{known, "a-token-of-my-own"} {
		victim := p.browser()
		victim.steal("dakoku", fixed)
		victim.signIn("tanaka", "tanaka-demo")
		if victim.session() == fixed {
			t.Errorf("the session keeps the token %s", fixed)
		}
		thief := p.browser()
		thief.steal("dakoku", fixed)
		if a := thief.get("/me"); a.StatusCode != http.StatusSeeOther {
			t.Errorf("the attacker is in: %d", a.StatusCode)
		}
	}
}

// TestSessionsEnd at a sign-out, everywhere at once, when nobody uses them, and at the end of a long day.
func TestSessionsEnd(t *testing.T) {
	p := newPages(t, "sqlite")
	out := func(b *browser) bool { return b.get("/account").StatusCode == http.StatusSeeOther }
	b := p.as("tanaka")
	stolen := p.browser()
	stolen.steal("dakoku", b.session())
	if out(stolen) {
		t.Fatal("a session is its cookie")
	}
	b.follow(b.send("POST", "/sign-out", nil)).wants(t, 200, "サインアウトしました")
	if !out(b) || !out(stolen) {
		t.Error("a session outlives its sign-out")
	}

	one, two, other := p.as("tanaka"), p.as("tanaka"), p.as("sato")
	kept := p.browser()
	kept.signIn("tanaka", "tanaka-demo", "keep", "1")
	kept.steal("dakoku", "")
	one.follow(one.send("POST", "/account/sign-out", nil)).wants(t, 200, "すべての端末でサインアウトしました")
	if !out(one) || !out(two) || kept.get("/me").StatusCode == 200 {
		t.Error("somebody is still in")
	}
	if out(other) {
		t.Error("another person is out")
	}

	p.now = p.now.Add(auth.IdleLimit + time.Second)
	if !out(other) {
		t.Error("nobody used it")
	}
	b = p.as("sato")
	for range 16 {
		if p.now = p.now.Add(time.Hour); out(b) {
			t.Fatal("it was used every hour")
		}
	}
	if p.now = p.now.Add(time.Minute); !out(b) {
		t.Error("it lasts for ever")
	}
}

// TestDevices keeps a bookmark signed in, for My recorder only, and ends a device whose token was copied.
func TestDevices(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	b.signIn("tanaka", "tanaka-demo", "keep", "1")
	first := b.cookie("dakoku_device")
	p.now = p.now.AddDate(0, 0, 3)
	b.get("/me").wants(t, 200, "まだ出勤していません", "この端末ではマイレコーダーだけが開きます")
	if a := b.get("/account"); !strings.HasPrefix(a.Header.Get("Location"), "/sign-in") {
		t.Errorf("a device opens more than My recorder: %d", a.StatusCode)
	}
	second := b.cookie("dakoku_device")
	if first == "" || second == first {
		t.Fatalf("the token stays: %q", second)
	}
	thief := p.browser()
	thief.steal("dakoku_device", first)
	thief.get("/me").wants(t, 200) // at once it may be another window of the same browser
	p.now = p.now.Add(time.Hour)
	thief = p.browser()
	thief.steal("dakoku_device", first)
	thief.get("/me").wants(t, 303)
	b.get("/me").wants(t, 303)

	b = p.browser()
	b.signIn("tanaka", "tanaka-demo", "keep", "1")
	page := b.get("/account")
	page.wants(t, 200, "最後に使った日時 11/23(月) 10:01")
	other := p.as("sato")
	drop := between(page.body, `action="/account/devices/`, `"`)
	other.send("POST", "/account/devices/"+drop, nil).wants(t, 404)
	b.follow(b.send("POST", "/account/devices/"+drop, nil)).wants(t, 200, "端末を解除しました", "ありません")
	for _, bad := range []string{"", "a.b", "a.b.c", "..", first + ".x", strings.ToUpper(first)} {
		thief := p.browser()
		thief.steal("dakoku_device", bad)
		thief.get("/me").wants(t, 303)
	}
}

// TestWhereItLeads never leads to another site, whatever the address said.
func TestWhereItLeads(t *testing.T) {
	p := newPages(t, "sqlite")
	for _, next := range []string{"https://evil.test/", "//evil.test/", "/\\evil.test", "\\\\evil.test", "/\t/evil.test", "javascript:alert(1)", "/%5cevil.test",
		"/x\r\nSet-Cookie: a=b", "http:/evil.test", "evil.test", "/.//evil.test", " //evil.test", "/\u00a0//x"} {
		b := p.browser()
		a := b.signIn("tanaka", "tanaka-demo", "next", next)
		to, err := url.Parse(a.Header.Get("Location"))
		if err != nil || to.Host != "" || to.Scheme != "" || !strings.HasPrefix(to.Path, "/") || strings.ContainsAny(a.Header.Get("Location"), "\\\r\n\t") || strings.HasPrefix(to.Path, "//") {
			t.Errorf("%q leads to %q", next, a.Header.Get("Location"))
		}
		if a.Header.Get("a") != "" || strings.Contains(fmt.Sprint(a.Header), "a=b") {
			t.Errorf("%q writes a header", next)
		}
		lang := b.send("POST", "/language", url.Values{"lang": {"en"}, "back": {next}})
		if to := lang.Header.Get("Location"); !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") {
			t.Errorf("the language switch leads to %q", to)
		}
	}
	b := p.browser()
	a := b.get("/account?x=1")
	if to := a.Header.Get("Location"); to != "/sign-in?next="+url.QueryEscape("/account?x=1") {
		t.Errorf("leads to %s", to)
	}
	if a := b.signIn("tanaka", "tanaka-demo", "next", "/account?x=1"); a.Header.Get("Location") != "/account?x=1" {
		t.Errorf("comes back to %s", a.Header.Get("Location"))
	}
}

// TestCookies are out of reach of scripts and of other sites, and of the open network where the address is https.
func TestCookies(t *testing.T) {
	p := newPages(t, "sqlite")
	p.shell.Sessions.Cookie.Secure = true
	b := p.browser()
	a := b.signIn("tanaka", "tanaka-demo", "keep", "1")
	if len(a.Cookies()) != 3 {
		t.Fatalf("cookies %v", a.Cookies())
	}
	for _, c := range a.Cookies() {
		if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Domain != "" {
			t.Errorf("cookie %s", c)
		}
		if c.Name == "dakoku" && (c.MaxAge != 0 || !c.Expires.IsZero()) {
			t.Errorf("the session outlives the browser: %s", c)
		}
	}
	if got := a.Header.Get("Cache-Control"); !strings.Contains(got, "no-store") {
		t.Errorf("a page may be kept: %s", got)
	}
}
