package main

import (
	"net/url"
	"regexp"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestTwoAdministratorsAndManyPeople tells the second, shows what the first has made of them, and saves only what was seen.
func TestTwoAdministratorsAndManyPeople(t *testing.T) {
	p := peopleOf(t, "sqlite")
	one, two := p.as("nakamura"), p.as("suzuki")
	at, path := "/admin/people/bulk", p.onePath("umi", "1001")
	page := two.send("POST", at, url.Values{"pick": {string(p.employee("umi", "1001")), string(p.employee("umi", "1002"))}, "step": {"open"}})
	look := two.send("POST", at, page.filledIn("set", "employment", "employment", "contract"))
	look.wants(t, 200, "契約社員")
	one.follow(one.send("POST", path, one.get(path).filledIn("employment", "dispatched", "sure", "1"))).wants(t, 200, "変更しました")
	late := two.send("POST", at, look.filledIn("sure", "1"))
	late.wants(t, 409, "ほかの管理者が先に保存しました", "派遣", "契約社員", "まだ保存していません")
	if p.kept("umi", "1001").Employment != "dispatched" || p.kept("umi", "1002").Employment != "" {
		t.Error("what was not seen was written over")
	}
	two.follow(two.send("POST", at, late.filledIn("sure", "1"))).wants(t, 200, "2人を変更しました")
	if p.kept("umi", "1001").Employment != "contract" {
		t.Error("who has seen both cannot save")
	}
}

// TestTwoAdministratorsOnOneRule tells the second and shows both values; the rule is put back from a date on.
func TestTwoAdministratorsOnOneRule(t *testing.T) {
	p := newPages(t, "sqlite")
	one, two := p.as("nakamura"), p.as("suzuki")
	path := "/admin/masters/company"
	mine, his := one.get(path), two.get(path)
	done := one.follow(one.send("POST", path, mine.filledIn("boundary", "4:00", "from", "2026-12-01", "sure", "1")))
	late := two.send("POST", path, his.filledIn("boundary", "3:00", "from", "2026-12-01", "sure", "1"))
	late.wants(t, 409, "ほかの管理者(中村 由美)が先に保存しました", "ほかの管理者が保存した値: 4:00")
	if late.filledIn().Get("boundary") != "3:00" || p.tenant("umi").On("2026-12-01").Boundary != 240 {
		t.Error("not both values, or one is written over")
	}
	back := one.get(regexp.MustCompile(`href="([^"]*before=[^"]*)"`).FindStringSubmatch(done.body)[1])
	if form := back.filledIn(); form.Get("from") != "2026-12-01" || form.Get("boundary") != "5:00" {
		t.Errorf("put back would be %v", form)
	}
	one.follow(one.send("POST", path, back.filledIn("sure", "1"))).wants(t, 200, "を保存しました")
	if u := p.tenant("umi"); len(u.Versions) > 0 || u.Boundary != 300 {
		t.Errorf("put back is %+v", u.Versions)
	}
}

// TestPutBackOfANameAndHours puts back together what was changed together, from the date of that which has one.
func TestPutBackOfANameAndHours(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	own := p.linkTo(b, "/admin/masters/patterns", "通常")
	done := b.follow(b.send("POST", own, b.get(own).filledIn("name", "日勤", "start", "8:30", "end", "17:30", "from", "2026-12-01", "sure", "1")))
	back := b.get(regexp.MustCompile(`href="([^"]*before=[^"]*)"`).FindStringSubmatch(done.body)[1])
	form := back.filledIn()
	if form.Get("from") != "2026-12-01" || form.Get("start") != "9:00" || form.Get("name") != "通常" {
		t.Fatalf("put back would be %v", form)
	}
	form.Set("sure", "1")
	b.follow(b.send("POST", own, form)).wants(t, 200, "「通常」を保存しました")
	if now := b.get(own + "?on=2026-12-01").filledIn(); now.Get("start") != "9:00" || now.Get("name") != "通常" {
		t.Errorf("put back is %v", now)
	}
}

// TestTwoAdministratorsTakeTheRoleFromEachOther at the same instant: one of them stays.
func TestTwoAdministratorsTakeTheRoleFromEachOther(t *testing.T) {
	duo := `company: {code: duo, name: 二人}
employees:
  - {code: "1", name: 一, role: admin, login: ichi, password: ichi-demo}
  - {code: "2", name: 二, role: admin, login: futa, password: futa-demo}
`
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newPages(t, engine, duo)
			masters := p.app.store.Masters()
			demote := func(code string) (company.Prospect, error) {
				return company.LookAt(t.Context(), masters, "duo", p.app.tools("test"), func(m company.Masters) (company.File, error) {
					all := m.People("")
					e := all[slices.IndexFunc(all, func(e company.Employee) bool { return e.Code == code })]
					e.Role = domain.Employee
					return company.File{Employees: []company.Employee{e}}, nil
				})
			}
			one, err := demote("2")
			two, wrong := demote("1") // each sees two administrators
			if err != nil || wrong != nil {
				t.Fatal(err, wrong)
			}
			if err := one.Save(t.Context(), masters); err != nil {
				t.Fatal(err)
			}
			if err := two.Save(t.Context(), masters); !domain.Is(err, domain.Conflict) {
				t.Errorf("the second is answered %v", err)
			}
			if _, err := demote("1"); !domain.Is(err, domain.Invalid) {
				t.Errorf("looked at again it is %v", err)
			}
			if p.kept("duo", "1").Role != domain.Admin {
				t.Error("nobody administers the company")
			}
		})
	}
}
