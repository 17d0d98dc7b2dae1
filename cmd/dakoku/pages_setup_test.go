package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// founded is a company that was made empty, with its owner signed in and his password changed.
func founded(t *testing.T, p *pagesOf) *browser {
	t.Helper()
	_, password, err := p.app.found(t.Context(), founder{code: "shop", name: "喫茶しろくま", owner: "白井 クマ", login: "kuma"})
	if err != nil {
		t.Fatal(err)
	}
	b := p.browser()
	page := b.follow(b.send("POST", "/sign-in", url.Values{"company": {"shop"}, "login": {"kuma"}, "password": {password}}))
	form := url.Values{"form": {page.form()}, "old": {password}, "new": {"しろくまの朝は早い"}, "again": {"しろくまの朝は早い"}}
	b.follow(b.send("POST", "/account/password", form)).wants(t, 200)
	return b
}

// TestSetup answers every question of a new company, with mistakes, and goes on after an interruption.
func TestSetup(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			p := newPages(t, engine)
			b := founded(t, p)
			leads := func(a answer, markup string) {
				t.Helper()
				if !strings.Contains(a.body, markup) {
					t.Errorf("no %s in %s", markup, a.body)
				}
			}
			leads(b.follow(b.get("/")), `<a class="button" href="/admin/setup/company"`)
			say := func(question string, want int, pairs ...string) answer {
				t.Helper()
				form := url.Values{}
				for i := 0; i < len(pairs); i += 2 {
					form.Add(pairs[i], pairs[i+1])
				}
				a := b.send("POST", "/admin/setup/"+question, form)
				if a.StatusCode != want {
					t.Fatalf("%s: %d, want %d\n%s", question, a.StatusCode, want, a.body)
				}
				return a
			}
			say("company", 422, "name", "", "boundary", "5:00").wants(t, 422, "入力するか、選んで")
			say("company", 303, "name", "<script>しろくま</script>", "boundary", "5:00")
			say("closing", 422, "day", "40")
			say("closing", 303, "day", "20", "label", "closing")
			say("hours", 422, "start", "10:00", "end", "9:00", "statutory", "sunday", "prescribed", "none").wants(t, 422, "終業は始業より後")
			say("hours", 422, "start", "10:00", "end", "19:00", "statutory", "sunday", "prescribed", "sun_national").wants(t, 422, "法定休日と同じ")
			say("hours", 303, "start", "10:00", "end", "19:00", "break_from", "13:00", "break_to", "14:00", "statutory", "wednesday", "prescribed", "none")
			say("rounding", 422, "rounding", "daily")
			say("rounding", 303, "rounding", "month")
			leads(b.get("/admin/setup"), `<a class="button" href="/admin/setup/workflow"`) // an interruption: it goes on from there
			say("workflow", 303, "workflow", "off")
			say("doors", 422)
			say("doors", 303, "door", "line", "door", "me")
			leads(say("people", 422, "kana1", "くろい"), `value="くろい"`)
			say("people", 303, "name1", "黒井 クマ", "kana1", "くろい くま", "department1", "店", "name2", "灰田  クマ", "department2", "店", "then", "more")
			say("people", 422, "name3", "灰田 クマ").wants(t, 422, "登録済み")
			say("people", 303)
			b.follow(b.get("/admin/setup/channels")).wants(t, 200, "LINE", "未接続")
			say("channels", 303)
			b.follow(b.get("/admin/setup/trial")).wants(t, 200, "マイレコーダー")
			m, err := p.app.store.Masters().Masters(t.Context(), "shop")
			if err != nil {
				t.Fatal(err)
			}
			if m.Tenant.Name != "<script>しろくま</script>" || m.Tenant.Workflow != org.WorkflowOff || len(m.Groups) != 1 || m.Groups[0].Day != 20 ||
				m.Patterns[0].Start != 600 || m.Patterns[0].Breaks[0].From != 780 || m.Tenant.Rules.Calendar.Statutory[0] != "wednesday" ||
				len(m.Tenant.Rules.Rounding.Month) == 0 || len(m.Tenant.Setup.Answered) != 8 || len(m.Reasons) == 0 {
				t.Errorf("the company is %+v %+v %+v", m.Tenant, m.Groups, m.Patterns)
			}
			if len(m.Employees) != 3 || len(m.Departments) != 1 {
				t.Fatalf("people %+v, departments %+v", m.Employees, m.Departments)
			}
			for _, e := range m.Employees {
				if e.ClosingGroup != m.Groups[0].ID || e.WorkPattern != m.Patterns[0].ID || e.Role == domain.Employee && e.Department != m.Departments[0].ID {
					t.Errorf("%s lacks something: %+v", e.Name, e)
				}
			}
			if strings.Contains(b.get("/admin/setup").body, "<script>しろくま") {
				t.Error("a name is a script")
			}
			b.send("POST", "/admin/setup/trial", nil).wants(t, 200)
			if a := b.send("POST", "/me/punch", url.Values{"form": {b.get("/me").form()}, "kind": {"in"}}); a.StatusCode >= http.StatusBadRequest {
				t.Fatalf("no first punch: %d %s", a.StatusCode, a.body)
			}
			b.get("/admin/setup/trial").wants(t, 200, "はじめての打刻が届きました", "白井 クマ")
			b.send("POST", "/admin/setup/done", nil)
			if a := b.send("POST", "/admin/setup/closing", url.Values{"day": {"5"}, "label": {"closing"}}); a.Header.Get("Location") != "/admin/masters" {
				t.Errorf("an answer after the end leads to %q", a.Header.Get("Location"))
			}
			if a := b.get("/"); strings.Contains(a.Header.Get("Location"), "setup") {
				t.Error("the questions begin again")
			}
			if twin, err := p.app.store.Masters().Masters(t.Context(), "umi"); err != nil || twin.Tenant.Name != "株式会社 海" || len(twin.Employees) != 12 || twin.Tenant.Setup.Open {
				t.Errorf("the twin is %+v", twin.Tenant)
			}
		})
	}
}

// TestFoundOnce refuses a second company of a code and leaves the first alone.
func TestFoundOnce(t *testing.T) {
	p := newPages(t, "sqlite")
	if _, _, err := p.app.found(t.Context(), founder{code: "umi", name: "海", owner: "鈴木", login: "suzuki"}); !domain.Is(err, domain.Conflict) {
		t.Errorf("umi again: %v", err)
	}
}
