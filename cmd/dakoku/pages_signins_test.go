package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/fixtures"
)

// reissue gives somebody a one-time password by the administrator.
func (p *pagesOf) reissue(code string) string {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), "umi")
	if err != nil {
		p.t.Fatal(err)
	}
	admin, err := p.app.actor(p.t.Context(), tenant.ID, "nakamura")
	if err != nil {
		p.t.Fatal(err)
	}
	e, err := p.app.employee(p.t.Context(), tenant, code)
	if err != nil {
		p.t.Fatal(err)
	}
	password, err := p.app.signIn().Reissue(p.t.Context(), admin, e.ID, false)
	if err != nil {
		p.t.Fatal(err)
	}
	return password
}

const macChrome = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"

// TestOwnSignIns shows where somebody is signed in, ends one of them, and tells of those that failed.
func TestOwnSignIns(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newPages(t, engine)
			far := p.browser()
			far.address, far.agent = "2001:db8:1:2:3:4:5:6", macChrome
			far.signIn("tanaka", "tanaka-demo").wants(t, 303)
			p.now = p.now.Add(30 * time.Minute)
			far.get("/account").wants(t, 200, "Chrome Mac 2001:db8:1:2::/64", "11/20(金) 9:01 から · 最後の操作 11/20(金) 9:31", "このブラウザ")
			b := p.browser()
			b.signIn("tanaka", "wrong").wants(t, 422)
			b.signIn("tanaka", "tanaka-demo").wants(t, 303)
			page := b.get("/account")
			page.wants(t, 200, "Chrome Mac 2001:db8:1:2::/64", "203.0.113.7", "11/20(金) 9:31 – · 203.0.113.7 ! パスワードちがい", "✓ 成功")
			if n := strings.Count(page.body, `action="/account/sign-ins/`); n != 2 {
				t.Errorf("%d sessions", n)
			}
			ends := strings.Split(page.body, `action="/account/sign-ins/`)
			other, own := "", "" // the newest is this one
			for _, part := range ends[1:] {
				id, rest, _ := strings.Cut(part, `"`)
				if row, _, _ := strings.Cut(rest, "</form>"); strings.Contains(row, "このブラウザ") {
					own = id
				} else {
					other = id
				}
			}
			if own == "" || other == "" {
				t.Fatalf("this one %q, another %q", own, other)
			}
			stranger := p.as("sato")
			stranger.send("POST", "/account/sign-ins/"+other, nil).wants(t, 404)
			far.get("/account").wants(t, 200)
			b.follow(b.send("POST", "/account/sign-ins/"+other, nil)).wants(t, 200, "✓ そのブラウザのサインインを終了しました", "-Chrome Mac 2001:db8:1:2::/64 11/20(金) 9:01 から")
			if a := far.get("/account"); a.StatusCode != http.StatusSeeOther {
				t.Errorf("it goes on: %d", a.StatusCode)
			}
			b.send("POST", "/account/sign-ins/"+other, nil).wants(t, 404)
			if p.acts(t, audit.SignInEnded) != 1 {
				t.Error("the audit does not tell of it once")
			}
			b.send("POST", "/sign-out", nil).wants(t, 303)
			again := p.as("tanaka")
			if n := strings.Count(again.get("/account").body, `action="/account/sign-ins/`); n != 1 {
				t.Errorf("%d sessions after a sign-out", n)
			}
		})
	}
}

// TestTheAuditTellsOfSignIns counts the acts of a person's sign-in, each once and with where he was.
func TestTheAuditTellsOfSignIns(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	b.agent = macChrome
	b.signIn("tanaka", "tanaka-demo", "keep", "1").wants(t, 303)
	b.send("POST", "/account/password", url.Values{"old": {"tanaka-demo"}, "new": {"この夏は山へ行きます"}}).wants(t, 303)
	b.signIn("tanaka", "この夏は山へ行きます", "keep", "1")
	p.browser().signIn("tanaka", p.reissue("1001"), "keep", "1").wants(t, 303)
	drop := p.as("sato")
	drop.signIn("sato", "sato-demo", "keep", "1")
	kept := between(drop.get("/account").body, `action="/account/devices/`, `"`)
	drop.send("POST", "/account/devices/"+kept, nil).wants(t, 303)
	drop.send("POST", "/account/sign-out", nil).wants(t, 303)
	for act, want := range map[audit.Act]int{audit.DeviceKept: 4, audit.PasswordChanged: 1, audit.Reissued: 1, audit.DeviceDropped: 1, audit.SignedOutAll: 1} {
		if got := p.acts(t, act); got != want {
			t.Errorf("%s: %d times, want %d", act, got, want)
		}
	}
	tenant, _ := p.app.company(t.Context(), "umi")
	err := p.app.store.Audit().Each(t.Context(), audit.Query{Tenant: tenant.ID}, func(r audit.Row) error {
		if r.Act == audit.PasswordChanged && (r.By != r.Employee || strings.Join(r.After.Lines, " ") != "Chrome Mac 203.0.113.7") {
			t.Errorf("%+v", r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheFileSetsAPasswordOnce applies the file again after somebody chose his own password, and after a reissue.
func TestTheFileSetsAPasswordOnce(t *testing.T) {
	p := newPages(t, "sqlite")
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	apply := func(file string) {
		t.Helper()
		if _, _, err := p.app.apply(t.Context(), strings.NewReader(file), "umi.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	b := p.as("tanaka")
	b.send("POST", "/account/password", url.Values{"old": {"tanaka-demo"}, "new": {"この夏は山へ行きます"}}).wants(t, 303)
	apply(string(demo))
	b.get("/account").wants(t, 200)
	p.browser().signIn("tanaka", "この夏は山へ行きます").wants(t, 303)
	p.browser().signIn("tanaka", "tanaka-demo").wants(t, 422)
	oneTime := p.reissue("1001")
	apply(string(demo))
	apply(strings.Replace(string(demo), "田中 太郎", "田中 太一", 1)) // other changes come, the password stays
	p.browser().signIn("tanaka", oneTime).wants(t, 303)
	apply(strings.Replace(string(demo), `"tanaka-demo"`, `"tanaka-second"`, 1))
	p.browser().signIn("tanaka", oneTime).wants(t, 422)
	b = p.browser()
	b.follow(b.signIn("tanaka", "tanaka-second")).wants(t, 200, "まだ出勤していません") // nothing has to be changed
	p.now = p.now.AddDate(0, 1, 0)
	p.browser().signIn("tanaka", "tanaka-second").wants(t, 303)
}
