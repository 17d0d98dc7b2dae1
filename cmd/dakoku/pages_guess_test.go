package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/webadmin/auth"
)

const attacks = 10_000

func given(login, password, address string) auth.Given {
	return auth.Given{Company: "umi", Login: login, Password: password, From: auth.From{Address: address}}
}

// guess tries wrong passwords, several at once, and counts those that were looked at.
func (p *pagesOf) guess(n int, given func(i int) auth.Given) int {
	p.t.Helper()
	s := p.app.signIn()
	var next, looked atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				switch _, err := s.Check(p.t.Context(), given(int(i))); domain.CodeOf(err) {
				case domain.Invalid:
					looked.Add(1)
				case domain.TooMany:
				default:
					p.t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return int(looked.Load())
}

// TestTenThousandWrongPasswords comes from one address and from ten thousand, and others for many accounts, while
// the clock stands still. The person himself gets in from where he always is.
func TestTenThousandWrongPasswords(t *testing.T) {
	t.Parallel()
	p := newPages(t, "postgres")
	his := p.browser()
	his.address = "192.0.2.200"
	his.signIn("sato", "sato-demo").wants(t, 303)
	for _, c := range []struct {
		name  string
		n     int
		given func(i int) auth.Given
		most  int
	}{
		{"one account from one address", attacks, func(i int) auth.Given { return given("tanaka", fmt.Sprint("guess", i), "203.0.113.9") }, 10},
		{"one account from ten thousand addresses", attacks, func(i int) auth.Given {
			return given("sato", fmt.Sprint("guess", i), fmt.Sprintf("198.51.%d.%d", i/250, i%250))
		}, 30},
		{"one account in many spellings", 500, func(i int) auth.Given {
			g := given([]string{"ito", "ｉｔｏ", "ito "}[i%3], "x", fmt.Sprintf("192.0.2.%d", i%150))
			g.Company = []string{"umi", " umi", "ｕｍｉ"}[i%3]
			return g
		}, 30},
		{"nobody's account from many addresses", 500, func(i int) auth.Given { return given("nobody", "x", fmt.Sprintf("198.18.0.%d", i%250)) }, 30},
		{"one account from a network of its own", 500, func(i int) auth.Given { return given("suzuki", "x", fmt.Sprintf("2001:db8:1:2::%x", i+1)) }, 10},
		{"many accounts from one address", 1000, func(i int) auth.Given { return given(fmt.Sprint("person", i), "password1", "203.0.113.10") }, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			if looked := p.guess(c.n, c.given); looked != c.most {
				t.Errorf("%d of %d were looked at, want %d", looked, c.n, c.most)
			}
		})
	}
	his.signIn("sato", "sato-demo").wants(t, 303)
	his.address = "192.0.2.201"
	his.signIn("sato", "sato-demo").wants(t, 429)
	if got := p.acts(t, audit.LockedOut); got != 4 { // of tanaka, sato, ito, suzuki: nobody is nobody's
		t.Errorf("the audit tells %d times that an account was shut", got)
	}
}

// acts counts the deeds of a kind in the demo company's audit.
func (p *pagesOf) acts(t *testing.T, act audit.Act) (n int) {
	t.Helper()
	tenant, err := p.app.store.Org().TenantByCode(t.Context(), "umi")
	if err != nil {
		t.Fatal(err)
	}
	err = p.app.store.Audit().Each(t.Context(), audit.Query{Tenant: tenant.ID}, func(r audit.Row) error {
		if r.Act == act {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestLockedOut says until when, lets nobody in from there meanwhile, and everybody after it.
func TestLockedOut(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newPages(t, engine)
			b, elsewhere := p.browser(), p.browser()
			elsewhere.address = "198.51.100.1"
			for range 10 {
				b.signIn("tanaka", "wrong").wants(t, 422, "どれかがちがいます")
			}
			b.signIn("tanaka", "tanaka-demo").wants(t, 429, "9:06 まで受け付けません", "管理者がパスワードを再発行できます")
			b.lang = "en"
			b.signIn("tanaka", "tanaka-demo").wants(t, 429, "Please wait until 9:06")
			b.lang = "ja"
			b.signIn("sato", "sato-demo").wants(t, 303)
			elsewhere.signIn("tanaka", "tanaka-demo").wants(t, 303) // nobody is shut out by somebody elsewhere
			elsewhere.address = "198.51.100.2"
			for range 10 {
				elsewhere.signIn("tanaka", "wrong").wants(t, 422)
			}
			elsewhere.signIn("tanaka", "tanaka-demo").wants(t, 429, "9:06 まで")
			elsewhere.address = "198.51.100.3"
			for range 10 {
				elsewhere.signIn("tanaka", "wrong").wants(t, 422)
			}
			elsewhere.address = "198.51.100.4" // the world has used up its tries
			elsewhere.signIn("tanaka", "tanaka-demo").wants(t, 429, "9:11 まで")
			elsewhere.address = "198.51.100.1"
			elsewhere.signIn("tanaka", "tanaka-demo").wants(t, 303)
			if p.acts(t, audit.LockedOut) != 1 {
				t.Error("the audit tells of it once an hour")
			}
			p.now = p.now.Add(5 * time.Minute)
			b.signIn("tanaka", "tanaka-demo").wants(t, 429, "9:11") // its own try is back, the world's is not
			p.now = p.now.Add(5 * time.Minute)
			b.signIn("tanaka", "tanaka-demo").wants(t, 303)
			b.signIn("tanaka", "wrong").wants(t, 422)
			for range 30 { // right passwords use up nothing
				b.signIn("tanaka", "tanaka-demo").wants(t, 303)
			}
		})
	}
}

// TestAReissueOpensAtOnce whatever was tried before.
func TestAReissueOpensAtOnce(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.browser()
	for range 11 {
		b.signIn("tanaka", "wrong")
	}
	b.signIn("tanaka", "tanaka-demo").wants(t, 429)
	b.follow(b.signIn("tanaka", p.reissue("1001"))).wants(t, 200, "ご自分のパスワードを決める")
}
