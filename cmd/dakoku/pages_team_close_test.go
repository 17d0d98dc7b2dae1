package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/fixtures"
)

// TestTeamCorrects corrects somebody's day: shown first, sent as it was shown, by whoever may.
func TestTeamCorrects(t *testing.T) {
	for _, c := range []struct {
		workflow, who, status string
		now                   []string
	}{
		{"off", "sato", "✓ 訂正しました: 11/18(水)", []string{"in superseded", "in effective", "out effective"}},
		{"on", "sato", "申請しました", []string{"in effective"}},
		{"admins", "suzuki", "✓ 訂正しました: 11/18(水)", []string{"in superseded", "in effective", "out effective"}},
	} {
		t.Run(c.workflow+" "+c.who, func(t *testing.T) {
			demo, err := fixtures.Companies.ReadFile(demoFile)
			if err != nil {
				t.Fatal(err)
			}
			p := newPages(t, "sqlite", strings.Replace(string(demo), "workflow: on", "workflow: "+c.workflow, 1), twin(t))
			in := p.records("umi", "ito", worktime.In, "2026-11-18", "9:40")
			_, ito := p.someone("umi", "ito")
			b := p.as(c.who)
			path := "/team/person/" + string(ito.ID) + "/day"
			page := b.get(path + "?date=2026-11-18")
			page.wants(t, 200, "9:40")
			fields := url.Values{"form": {page.form()}, "date": {"2026-11-18"}, "t_" + string(in.ID): {"９：０５"}, "k_1": {"out"}, "a_1": {"18:10"},
				"r_1": {"train"}, "note": {"電車"}}
			change := func(pairs ...string) url.Values {
				f := url.Values{}
				for k, v := range fields {
					f[k] = slices.Clone(v)
				}
				for i := 0; i+1 < len(pairs); i += 2 {
					f.Set(pairs[i], pairs[i+1])
				}
				return f
			}
			b.send("POST", path, change("k_1", "")).wants(t, 422, "どの打刻か選んでください")
			b.send("POST", path, change("a_1", "99時")).wants(t, 422, "18:30 や 25:30")
			b.send("POST", path, change("a_1", "8:00")).wants(t, 422, "合いません")
			shown := b.send("POST", path, fields)
			shown.wants(t, 200, "出勤 9:40 → 9:05", "退勤 なし → 18:10", "実働 0:00 → 8:05")
			other := b.send("POST", path, change("a_1", "19:10"))
			send := url.Values{"form": {shown.form()}, "date": {"2026-11-18"}, "wish": {shown.field("wish")}, "seen": {other.field("seen")}, "do": {"send"}}
			b.send("POST", path+"/send", send).wants(t, 200, "退勤 なし → 18:10") // not what was shown: shown first
			p.wantDay("1004", "2026-11-18", "in effective")
			send.Set("seen", shown.field("seen"))
			for range 2 {
				b.follow(b.send("POST", path+"/send", send)).wants(t, 200, c.status)
				p.wantDay("1004", "2026-11-18", c.now...)
			}
			accounts, err := p.app.store.Org().AccountsOf(t.Context(), ito.Tenant, ito.ID)
			if err != nil || len(accounts) == 0 {
				t.Fatal(accounts, err)
			}
			for _, a := range accounts { // his menu follows, once for each thing that came of it
				rows, err := p.app.store.Outbox().Head(t.Context(), bots.Conversation(a.Channel, a.User)+"#home", p.now.Add(time.Hour), 9)
				if err != nil || len(rows) != 1 || rows[0].Kind != outbox.Refresh || rows[0].Employee != ito.ID {
					t.Errorf("%d rows for his page, %v", len(rows), err)
				}
			}
			send.Set("wish", other.field("wish"))
			for who, status := range map[string]int{"watanabe": 404, "tanaka": 403, "ito": 403} {
				p.as(who).send("POST", path+"/send", send).wants(t, status)
			}
			p.wantDay("1004", "2026-11-18", c.now...)
		})
	}
}

// TestTeamCloses locks a month with a reason and opens it again: administrators, as it was shown, and once.
func TestTeamCloses(t *testing.T) {
	p, _ := teamOf(t)
	groups, err := p.app.store.Closing().Groups(t.Context(), p.tenant("umi").ID)
	if err != nil {
		t.Fatal(err)
	}
	path := "/team/closing/" + string(groups[slices.IndexFunc(groups, func(g closing.Group) bool { return g.Code == "end" })].ID)
	b := p.as("suzuki")
	page := b.get(path + "?month=2026-10")
	send := func(b *browser, do string, rows, reason string) answer {
		return b.send("POST", path, url.Values{"month": {"2026-10"}, "rows": {rows}, "reason": {reason}, "do": {do}})
	}
	page.wants(t, 200, "月を確定する", "10/1〜10/31")
	send(b, "lock", "0", "").wants(t, 422, "理由を書いてください")
	send(p.as("sato"), "lock", "0", "給与").wants(t, 403)
	b.follow(send(b, "lock", "0", "給与")).wants(t, 200, "2026年10月を確定しました", "🔒 確定(版1)", "「給与」")
	b.follow(send(b, "lock", "0", "給与")).wants(t, 200, "確定の記録") // the same form again
	send(p.as("nakamura"), "lock", "0", "給与").wants(t, 409, "ほかの人が確定または解除しました")
	_, tanaka := p.someone("umi", "tanaka")
	p.as("sato").get("/team/person/"+string(tanaka.ID)+"/day?date=2026-10-05").wants(t, 200, "2026年10月は確定済み")
	b.follow(send(b, "unlock", "1", "やり直し")).wants(t, 200, "確定を解除しました", "「やり直し」")
	b.follow(send(b, "lock", "2", "再確定")).wants(t, 200, "🔒 確定(版2)")
	one := url.Values{"month": {"2026-10"}, "rows": {"3"}, "reason": {"田中さんだけ"}, "do": {"unlock"}, "person": {string(tanaka.ID)}}
	b.follow(b.send("POST", path, one)).wants(t, 200, "確定を解除しました", "田中 太郎 解除", "🔒 確定(版2)")
	_, twin := p.someone("yama", "tanaka")
	one.Set("person", string(twin.ID))
	b.send("POST", path, one).wants(t, 404)
	if locks, _ := p.app.store.Closing().Locks(t.Context(), p.tenant("umi").ID, groups[0].ID, "2026-10"); len(locks) != 4 && len(locks) != 0 {
		t.Errorf("%d locks", len(locks))
	}
}

// TestTeamOfMany keeps a page of many people small: what more there are changes how many pages there are, and nothing else.
func TestTeamOfMany(t *testing.T) {
	var b strings.Builder
	b.WriteString("company: {code: umi, name: 海}\nemployees:\n  - {code: '1', name: 鈴木, login: suzuki, password: suzuki-demo, role: owner}\n")
	for i := range 300 {
		fmt.Fprintf(&b, "  - {code: 'E%05d', name: 社員 %d, login: e%d}\n", i, i, i)
	}
	p := newPages(t, "sqlite", b.String())
	who := p.as("suzuki")
	for _, path := range []string{"/team", "/team/month", "/team/month?sort=ot", "/team/closing"} {
		a := who.get(path)
		if a.StatusCode != 200 || len(a.body) > 100_000 {
			t.Errorf("%s: %d, %d bytes", path, a.StatusCode, len(a.body))
		}
	}
	who.get("/team?page=7").wants(t, 200, "7 / 7 ページ・全301件", "社員 299", "-社員 100")
	who.get("/team?page=99").wants(t, 200, "7 / 7 ページ")
}
