package main

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/fixtures"
)

// twin is another company of the same people, whose own people and requests nobody of the first may find.
func twin(t *testing.T) string {
	t.Helper()
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(demo), "\nchannels:")
	_, people, _ := strings.Cut(string(demo), "\nemployees:")
	people = regexp.MustCompile(`(?m)^    chat:\n(      - .*\n)+|^    link_code:.*\n|^    cards:.*\n`).ReplaceAllString(people, "")
	text += "\nemployees:" + people
	return strings.NewReplacer("code: umi", "code: yama", "株式会社 海", "株式会社 山", "田中 太郎", "双子 太郎").Replace(text)
}

// tenant is a company of the test.
func (p *pagesOf) tenant(code string) org.Tenant {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), code)
	if err != nil {
		p.t.Fatal(err)
	}
	return tenant
}

func (p *pagesOf) someone(company, login string) (domain.Actor, org.Employee) {
	p.t.Helper()
	tenant := p.tenant(company)
	e, err := p.app.store.Org().EmployeeByLogin(p.t.Context(), tenant.ID, login)
	if err != nil {
		p.t.Fatal(err)
	}
	return domain.Actor{Tenant: tenant.ID, Employee: e.ID, Role: e.Role, Door: domain.Me}, e
}

// records writes that somebody punched at an instant of the company's clock.
func (p *pagesOf) records(company, login string, kind worktime.Kind, date calendar.Date, clock string) worktime.Punch {
	p.t.Helper()
	actor, e := p.someone(company, login)
	if len(e.Methods) > 0 && !slices.Contains(e.Methods, domain.Me) {
		actor.Door = e.Methods[0]
	}
	at, err := calendar.ParseClock(clock)
	if err != nil {
		p.t.Fatal(err)
	}
	got, err := p.app.punches.Punch(p.t.Context(), actor, attendance.Command{Kind: kind, At: date.At(int(at), p.tenant(company).Zone()),
		Ref: attendance.Ref{Source: actor.Door, ID: fmt.Sprint(company, login, kind, date, clock)}})
	if err != nil {
		p.t.Fatal(err)
	}
	return got.Punch
}

// wishes makes somebody ask for a punch to be added to his day.
func (p *pagesOf) wishes(company, login string, kind worktime.Kind, date calendar.Date, clock string, evidence worktime.Evidence) int {
	p.t.Helper()
	actor, _ := p.someone(company, login)
	at, _ := calendar.ParseClock(clock)
	w := workflow.Wish{Date: date, Changes: []workflow.Change{{Op: workflow.Add, Kind: kind, At: date.At(int(at), p.tenant(company).Zone())}}, Reasons: []string{"forgot"}}
	if evidence != "" {
		w.Evidence = &workflow.Evidence{Kind: evidence, At: w.Changes[0].At}
	}
	out, err := p.app.work.Submit(p.t.Context(), actor, w, attendance.Ref{Source: domain.Me, ID: fmt.Sprint("ask", company, login, kind, date, clock)})
	if err != nil {
		p.t.Fatal(err)
	}
	return out.Number
}

// teamOf is the demo company and its twin on a Friday morning: three people of sales and one of the factory forgot to clock
// out the day before and ask for it.
func teamOf(t *testing.T) (p *pagesOf, asked map[string]int) {
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	p = newPages(t, "sqlite", string(demo), twin(t))
	asked = map[string]int{}
	for _, company := range []string{"umi", "yama"} {
		for login, out := range map[string]string{"tanaka": "18:00", "yamada": "18:00", "emma": "18:30"} {
			p.records(company, login, worktime.In, "2026-11-19", "8:58")
			evidence := worktime.Scheduled
			if out != "18:00" {
				evidence = ""
			}
			asked[company+" "+login] = p.wishes(company, login, worktime.Out, "2026-11-19", out, evidence)
		}
	}
	p.records("umi", "yoshida", worktime.In, "2026-11-19", "6:00")
	asked["umi yoshida"] = p.wishes("umi", "yoshida", worktime.Out, "2026-11-19", "15:00", worktime.Scheduled)
	asked["umi sato"] = 0
	p.records("umi", "sato", worktime.In, "2026-11-19", "9:00")
	asked["umi sato"] = p.wishes("umi", "sato", worktime.Out, "2026-11-19", "19:00", "")
	p.records("umi", "tanaka", worktime.In, "2026-11-20", "8:55")
	return p, asked
}

// TestTeamPages says who may open what, what it says and what it must not.
func TestTeamPages(t *testing.T) {
	p, asked := teamOf(t)
	_, tanaka := p.someone("umi", "tanaka")
	_, yoshida := p.someone("umi", "yoshida")
	_, twin := p.someone("yama", "tanaka")
	tanakaAsks, yoshidaAsks, satoAsks := asked["umi tanaka"], asked["umi yoshida"], asked["umi sato"]
	end := ""
	groups, err := p.app.store.Closing().Groups(t.Context(), p.tenant("umi").ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if g.Code == "end" {
			end = string(g.ID)
		}
	}
	request := func(n int) string { return fmt.Sprint("/team/request/", n) }
	person := func(e org.Employee) string { return "/team/person/" + string(e.ID) }
	for _, c := range []struct {
		who, path string
		status    int
		says      []string
	}{
		{"sato", "/team", 200, []string{"田中 太郎", "● 出勤中 1", "8:55", "山田 一樹", "-加藤 翔", "-双子"}},
		{"sato", "/team?status=in", 200, []string{"田中 太郎", "-山田 一樹"}},
		{"sato", "/team?q=やまだ", 200, []string{"山田 一樹", "-田中 太郎"}},
		{"sato", "/team?q=ｙａｍａ", 200, []string{"山田 一樹", "-田中 太郎"}},
		{"sato", "/team?q=nobody", 200, []string{"見つかりませんでした"}},
		{"watanabe", "/team", 200, []string{"吉田 恵", "-田中 太郎"}},
		{"suzuki", "/team", 200, []string{"田中 太郎", "吉田 恵", "-双子"}},
		{"tanaka", "/team", 403, []string{"-山田"}},
		{"sato", "/team/month?month=2026-11", 200, []string{"田中 太郎", "… 1", "! 1", "-吉田"}},
		{"sato", "/team/month?month=2026-11&sort=worked", 200, []string{"田中 太郎", "-吉田"}},
		{"sato", "/team/month?month=nonsense", 404, nil},
		{"sato", person(tanaka) + "?month=2026-11", 200, []string{"11/19(木)", "8:58", "! 退勤なし", "… 申請中"}},
		{"sato", person(yoshida) + "?month=2026-11", 404, []string{"-吉田"}},
		{"sato", person(twin) + "?month=2026-11", 404, []string{"-双子"}},
		{"suzuki", person(twin), 404, []string{"-双子"}},
		{"sato", person(tanaka) + "/day?date=2026-11-19", 200, []string{"8:58", "申請", "内容を確かめる"}},
		{"watanabe", person(yoshida) + "/day?date=2026-11-19", 200, []string{"直す権限がありません", "-内容を確かめる"}},
		{"sato", person(yoshida) + "/day?date=2026-11-19", 404, nil},
		{"sato", person(tanaka) + "/day?date=x", 404, nil},
		{"sato", "/team/queue", 200, []string{"承認待ち 3件", "田中 太郎", "退勤 なし → 18:00", "実働 0:00 → 8:02", "根拠 定時 18:00", "事由 打刻忘れ", "根拠一致", "一致する2件をまとめて承認", "-吉田", "-佐藤 花子さん"}},
		{"watanabe", "/team/queue", 200, []string{"承認待ち 1件", "吉田 恵", "-田中 太郎"}},
		{"suzuki", "/team/queue", 200, []string{"承認待ち 5件", "佐藤 花子"}},
		{"sato", request(tanakaAsks), 200, []string{"申請 " + fmt.Sprint(tanakaAsks), "これまで"}},
		{"sato", request(satoAsks), 200, []string{"自分の申請は、自分では決められません", "-承認する", "-差し戻す"}},
		{"sato", request(yoshidaAsks), 404, nil},
		{"sato", request(9999), 404, nil},
		{"sato", "/team/request/x", 404, nil},
		{"tanaka", request(tanakaAsks), 403, nil},
		{"sato", "/team/history", 200, []string{"決めた申請はまだありません"}},
		{"sato", "/team/closing?month=2026-11", 200, []string{"末日締め", "承認待ち 4人", "決める人:", "期間の途中", "-15日締め"}},
		{"suzuki", "/team/closing?month=2026-11", 200, []string{"末日締め", "15日締め"}},
		{"sato", "/team/closing/" + end + "?month=2026-11", 200, []string{"田中 太郎", "退勤がない: 11/19", "-月を確定する", "-吉田"}},
		{"suzuki", "/team/closing/" + end + "?month=2026-11", 200, []string{"田中 太郎", "月を確定する"}},
		{"watanabe", "/team/closing/" + end + "?month=2026-11", 404, nil},
		{"sato", "/team/timesheets?format=exe&month=2026-11", 404, nil},
		{"sato", "/team/timesheets?format=csv&month=2026-11&person=" + string(yoshida.ID), 404, nil},
	} {
		t.Run(c.who+" "+c.path, func(t *testing.T) { p.as(c.who).get(c.path).wants(t, c.status, c.says...) })
	}
	t.Run("the month as a file", func(t *testing.T) {
		a := p.as("sato").get("/team/month/file?month=2026-11")
		if a.StatusCode != 200 || !strings.Contains(a.body, "1001,田中 太郎,営業部") || strings.Contains(a.body, "吉田") || strings.Contains(a.body, "双子") {
			t.Errorf("%d %.400s", a.StatusCode, a.body)
		}
		p.as("tanaka").get("/team/month/file?month=2026-11").wants(t, 403)
	})
	t.Run("timesheets hold whom one answers for", func(t *testing.T) {
		a := p.as("sato").get("/team/timesheets?format=csv&month=2026-11")
		if a.StatusCode != 200 || !strings.Contains(a.body, "田中 太郎") || strings.Contains(a.body, "吉田") || strings.Contains(a.body, "双子") {
			t.Errorf("%d %.300s", a.StatusCode, a.body)
		}
		if a := p.as("sato").get("/team/timesheets?format=pdf&month=2026-11"); !strings.HasPrefix(a.body, "%PDF") {
			t.Errorf("%d %.20q", a.StatusCode, a.body)
		}
	})
}

// decision sends a page's form about a request as the page has it.
func (b *browser) decision(page answer, path string, more ...string) answer {
	b.p.t.Helper()
	_, rest, found := strings.Cut(page.body, `action="`+path+`"`)
	if !found {
		b.p.t.Fatalf("no form for %s: %s", path, text(page.body))
	}
	rest, _, _ = strings.Cut(rest, "</form>")
	form := url.Values{}
	for _, m := range regexp.MustCompile(`name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(rest, -1) {
		if m[1] != "verb" && m[1] != "do" {
			form.Add(m[1], m[2])
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return b.send("POST", path, form)
}

// wantDay compares the ledger of a person's day, in the order it was written.
func (p *pagesOf) wantDay(code string, date calendar.Date, want ...string) {
	p.t.Helper()
	tenant := p.tenant("umi")
	e, err := p.app.employee(p.t.Context(), tenant, code)
	if err != nil {
		p.t.Fatal(err)
	}
	var got []string
	err = p.app.store.Book().Chain(p.t.Context(), tenant.ID, e.ID, date, date, func(x worktime.Punch) error {
		got = append(got, string(x.Kind)+" "+string(x.State))
		return nil
	})
	if err != nil || !slices.Equal(got, want) {
		p.t.Errorf("%s has %q (%v), want %q", code, got, err, want)
	}
}

// state is how far a request has come.
func (p *pagesOf) state(company string, number int) workflow.State {
	p.t.Helper()
	r, err := p.app.store.Workflow().ByNumber(p.t.Context(), p.tenant(company).ID, number)
	if err != nil {
		p.t.Fatal(err)
	}
	return r.State
}

// TestTeamDecides approves, returns and rejects on the pages, twice with the same form, against others, and undoes it.
func TestTeamDecides(t *testing.T) {
	p, asked := teamOf(t)
	b, n := p.as("sato"), asked["umi emma"]
	path := fmt.Sprint("/team/request/", n)
	page := b.get(path)

	long := strings.Repeat("あ", 501)
	b.decision(page, path, "verb", "return", "comment", " ").wants(t, 422, "理由を書いてください")
	a := b.decision(page, path, "verb", "return", "comment", long)
	a.wants(t, 422, "500文字まで", long) // what was typed is still there
	if p.state("umi", n) != workflow.Pending {
		t.Fatal("a refused comment decides")
	}
	other := p.as("watanabe")
	other.decision(page, path, "verb", "approve").wants(t, 404)
	p.as("tanaka").decision(page, path, "verb", "approve").wants(t, 403)
	own := fmt.Sprint("/team/request/", asked["umi sato"])
	b.send("POST", own, url.Values{"form": {page.form()}, "verb": {"approve"}}).wants(t, 403, "自分の申請は、自分では決められません")
	if p.state("umi", n) != workflow.Pending || p.state("umi", asked["umi sato"]) != workflow.Pending {
		t.Fatal("somebody decided who may not")
	}

	b.follow(b.decision(page, path, "verb", "approve")).wants(t, 200, "承認しました: "+fmt.Sprint(n), "承認待ち 2件")
	p.wantDay("1005", "2026-11-19", "in effective", "out effective")
	b.follow(b.decision(page, path, "verb", "approve")).wants(t, 200, "承認しました: "+fmt.Sprint(n)) // the same form again
	p.wantDay("1005", "2026-11-19", "in effective", "out effective")
	b.decision(page, path, "verb", "reject", "comment", "x").wants(t, 409, "佐藤 花子さんが承認しました")
	b.get("/team/history").wants(t, 200, "エマ", "✓ 承認済み")

	page = b.get(path)
	page.wants(t, 200, "承認を取り消す", "承認 佐藤 花子")
	other.decision(page, path+"/undo").wants(t, 404)
	b.follow(b.decision(page, path+"/undo")).wants(t, 200, "承認を取り消しました", "承認取消")
	p.wantDay("1005", "2026-11-19", "in effective", "out void")

	n = asked["umi tanaka"]
	path = fmt.Sprint("/team/request/", n)
	b.follow(b.decision(b.get(path), path, "verb", "reject", "comment", "その日は早く帰りました")).wants(t, 200, "却下しました")
	b.get(path).wants(t, 200, "「その日は早く帰りました」")
	if p.state("umi", n) != workflow.Rejected || p.state("yama", asked["yama tanaka"]) != workflow.Pending {
		t.Error("not the one that was meant")
	}
	p.wantDay("1001", "2026-11-19", "in effective")
}

// TestTeamApprovesMany approves what matches its evidence, each by itself; one that changed meanwhile is left and shown anew.
func TestTeamApprovesMany(t *testing.T) {
	p, asked := teamOf(t)
	b := p.as("sato")
	page := b.get("/team/queue")
	var picks []string
	for _, m := range regexp.MustCompile(`name="pick" value="([^"]*)"`).FindAllStringSubmatch(page.body, -1) {
		picks = append(picks, m[1])
	}
	if len(picks) != 2 {
		t.Fatalf("picks %v", picks)
	}
	p.records("umi", "yamada", worktime.BreakStart, "2026-11-19", "12:00") // his day is another one now
	form := url.Values{"form": {page.form()}, "pick": append(picks, fmt.Sprint(asked["umi yoshida"], ":1"), fmt.Sprint(asked["umi sato"], ":1"), "x", "9999:1")}
	done := b.follow(b.send("POST", "/team/queue", form))
	done.wants(t, 200, "1件を承認しました", "承認しました: "+fmt.Sprint(asked["umi tanaka"]), "4件は承認していません",
		fmt.Sprint(asked["umi yamada"])+" は申請のあとで元の打刻が変わりました", "自分の申請は、自分では決められません", "今の内容で承認", "申請のとき:")
	p.wantDay("1001", "2026-11-19", "in effective", "out effective")
	p.wantDay("1103", "2026-11-19", "in effective")
	b.follow(b.send("POST", "/team/queue", form)).wants(t, 200, "1件を承認しました")
	p.wantDay("1001", "2026-11-19", "in effective", "out effective")

	path := fmt.Sprint("/team/request/", asked["umi yamada"])
	b.follow(b.decision(b.get("/team/queue"), path, "verb", "approve")).wants(t, 200, "承認しました: "+fmt.Sprint(asked["umi yamada"]))
	p.wantDay("1002", "2026-11-19", "in effective", "break_start effective", "out effective")
}
