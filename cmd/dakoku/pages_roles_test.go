package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// TestEveryRouteWithEveryRole walks what is registered: whoever may not open a page is sent to the sign-in or refused,
// before anything is done; whoever may gets an answer that is no fault. A new page joins by being registered.
func TestEveryRouteWithEveryRole(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	device := p.browser()
	device.signIn("tanaka", "tanaka-demo", "keep", "1")
	device.steal("dakoku", "")
	visitors := map[string]func() *browser{
		"nobody": p.browser, "a device kept signed in": func() *browser { b := p.browser(); *b = *device; return b },
		"employee": func() *browser { return p.as("tanaka") }, "manager": func() *browser { return p.as("sato") },
		"admin": func() *browser { return p.as("nakamura") }, "owner": func() *browser { return p.as("suzuki") },
	}
	lets := map[shell.Need][]string{
		shell.Anyone:     {"nobody", "a device kept signed in", "employee", "manager", "admin", "owner"},
		shell.AtRecorder: {"a device kept signed in", "employee", "manager", "admin", "owner"},
		shell.Unsettled:  {"employee", "manager", "admin", "owner"},
		shell.Member:     {"employee", "manager", "admin", "owner"},
		shell.AsManager:  {"manager", "admin", "owner"},
		shell.AsAdmin:    {"admin", "owner"},
		shell.AsOwner:    {"owner"},
	}
	for _, r := range p.shell.Routes() {
		for who, open := range visitors {
			path := strings.ReplaceAll(r.Path, ":id", "01234567-89ab-7def-8123-456789abcdef")
			a := open().send(r.Method, path, url.Values{})
			allowed, known := lets[r.Need]
			if !known {
				t.Fatalf("%s %s needs %q, which this test does not know", r.Method, r.Path, r.Need)
			}
			to := a.Header.Get("Location")
			switch {
			case slices.Contains(allowed, who):
				if a.StatusCode >= 500 || a.StatusCode == http.StatusForbidden || strings.HasPrefix(to, shell.SignInPath+"?") {
					t.Errorf("%s %s by %s: %d %s", r.Method, r.Path, who, a.StatusCode, to)
				}
			case who == "nobody" || strings.HasPrefix(who, "a device"):
				if a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, shell.SignInPath) {
					t.Errorf("%s %s by %s: %d %s, want the sign-in", r.Method, r.Path, who, a.StatusCode, to)
				}
			case a.StatusCode != http.StatusForbidden:
				t.Errorf("%s %s by %s: %d, want 403", r.Method, r.Path, who, a.StatusCode)
			}
		}
	}
}

// TestRolesAreReadAnew takes a role away from somebody who is signed in.
func TestRolesAreReadAnew(t *testing.T) {
	p := newPages(t, "sqlite", "company: {code: umi, name: 海}\nemployees: [{code: '0', name: 中村, role: owner}, {code: '1', name: 鈴木, login: suzuki, password: suzuki-demo, role: admin}]")
	b := p.as("suzuki")
	b.get("/account").wants(t, 200)
	if _, _, err := p.app.apply(t.Context(), strings.NewReader(
		"company: {code: umi, name: 海}\nemployees: [{code: '0', name: 中村, role: owner}, {code: '1', name: 鈴木, login: suzuki, role: admin, active: false}]"), "x.yaml"); err != nil {
		t.Fatal(err)
	}
	b.follow(b.get("/account")).wants(t, 200, "サインイン")
	if a := b.get("/account"); a.Header.Get("Location") != "/sign-in?next=%2Faccount" {
		t.Errorf("who left comes in: %d", a.StatusCode)
	}
}

// TestReissue hands out a password that opens one page only, until it is changed.
func TestReissue(t *testing.T) {
	p := newPages(t, "sqlite")
	old := p.as("tanaka")
	tenant, _ := p.app.company(t.Context(), "umi")
	admin, err := p.app.actor(t.Context(), tenant.ID, "nakamura")
	if err != nil {
		t.Fatal(err)
	}
	e, _ := p.app.employee(t.Context(), tenant, "1001")
	password, err := p.app.signIn().Reissue(t.Context(), admin, e.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	if a := old.get("/me"); a.StatusCode != http.StatusSeeOther {
		t.Error("a session outlives the password")
	}
	b := p.browser()
	b.signIn("tanaka", "tanaka-demo").wants(t, 422)
	b.follow(b.signIn("tanaka", password)).wants(t, 200, "このパスワードは一度だけのものです")
	for _, path := range []string{"/me", "/account"} {
		if a := b.get(path); a.Header.Get("Location") != "/account/password" {
			t.Errorf("%s opens before the password is changed: %d", path, a.StatusCode)
		}
	}
	change := func(old, new string) answer {
		return b.send("POST", "/account/password", url.Values{"old": {old}, "new": {new}})
	}
	for _, c := range [][3]string{
		{"wrong", "この夏は山へ行きます", "いまのパスワードとちがいます"}, {password, "short", "8文字以上"}, {password, "password", "よく使われる"},
		{password, "aaaaaaaaaa", "よく使われる"}, {password, "tanaka12", "ほとんどを占めています"}, {password, password, "いまと同じ"},
		{password, strings.Repeat("あ", 129), "長すぎます"},
	} {
		change(c[0], c[1]).wants(t, 422, c[2])
	}
	other := p.browser()
	other.signIn("tanaka", password)
	before := b.session()
	b.follow(change(password, "この夏は山へ行きます")).wants(t, 200, "✓ パスワードを変えました", "まだ出勤していません")
	if b.session() == before {
		t.Error("the session keeps its token")
	}
	if a := other.get("/account/password"); a.StatusCode != http.StatusSeeOther {
		t.Error("another session outlives the change")
	}
	p.browser().signIn("tanaka", password).wants(t, 422)
	p.browser().signIn("tanaka", "この夏は山へ行きます").wants(t, 303)

	for who, e := range map[string]string{"nakamura": "0001", "tanaka": "1002", "sato": "1001"} {
		by, _ := p.app.actor(t.Context(), tenant.ID, who)
		whom, _ := p.app.employee(t.Context(), tenant, e)
		if _, err := p.app.signIn().Reissue(t.Context(), by, whom.ID, false); !domain.Is(err, domain.Forbidden) {
			t.Errorf("%s reissues %s: %v", who, e, err)
		}
	}
	password, err = p.app.signIn().Reissue(t.Context(), admin, e.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	p.now = p.now.AddDate(0, 0, 8)
	p.browser().signIn("tanaka", password).wants(t, 410, "期限が過ぎています")
}
