package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/fixtures"
	"github.com/dakoku/dakoku/webadmin"
	"github.com/dakoku/dakoku/webadmin/shell"
)

const peoplePath = "/admin/people"

// peopleOf are the pages with the demo company and its twin, whose people nobody of the first may find.
func peopleOf(t *testing.T, engine string) *pagesOf {
	t.Helper()
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	return newPages(t, engine, string(demo), twin(t))
}

// onePath is the path of somebody's page.
func (p *pagesOf) onePath(company, code string) string {
	p.t.Helper()
	return peoplePath + "/" + string(p.employee(company, code))
}

// kept is somebody as he is kept.
func (p *pagesOf) kept(company, code string) org.Employee {
	p.t.Helper()
	m, err := p.app.store.Masters().Masters(p.t.Context(), company)
	if err != nil {
		p.t.Fatal(err)
	}
	i := slices.IndexFunc(m.Employees, func(e org.Employee) bool { return e.Code == code })
	if i < 0 {
		p.t.Fatalf("nobody %s", code)
	}
	return m.Employees[i]
}

// takes takes a list of people in, as an operator does.
func (p *pagesOf) takes(company, list string) {
	p.t.Helper()
	table, err := staff.Read(strings.NewReader(list), "list.csv", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	prospect, err := staff.Look(p.t.Context(), p.app.store.Masters(), company, table, staff.Options{}, p.app.tools("test"))
	if err != nil {
		p.t.Fatal(err)
	}
	if err := prospect.Apply(p.t.Context(), p.app.store.Masters()); err != nil {
		p.t.Fatal(err, prospect.Lines[0])
	}
}

// TestPeopleList searches, narrows, sorts and writes the list; the twin has one of its own.
func TestPeopleList(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := peopleOf(t, engine)
			b := p.as("nakamura")
			for query, says := range map[string][]string{
				"":                               {"12人", "田中 太郎", "高橋 健", "! 無効", "未連携", "-双子"},
				"q=タナカ":                          {"1人", "田中 太郎", "-佐藤"},
				"q=ＴＡＮＡＫＡ":                       {"田中 太郎", "-佐藤"},
				"q=花子&department=sales":          {"佐藤 花子"},
				"department=sales":               {"東日本営業課", "-加藤 翔"},
				"department=nowhere":             {"見つかりませんでした"},
				"site=plant&pattern=early":       {"-鈴木 一郎"},
				"role=manager":                   {"2人", "佐藤 花子", "渡辺 大輔", "-鈴木"},
				"standing=barred":                {"1人", "高橋 健"},
				"reach=unlinked":                 {"小林 美咲", "-田中"},
				"permission=sales-mgr&sort=kana": {"1人", "佐藤 花子"},
				"q=双子":                           {"見つかりませんでした"},
				"page=99":                        {"12人"},
				"sort=nonsense&role=nonsense":    {"見つかりませんでした"},
			} {
				b.get(peoplePath+"?"+query).wants(t, 200, says...)
			}
			a := b.get(peoplePath + "?sort=kana&down=1")
			if names := text(a.body); strings.Index(names, "吉田") > strings.Index(names, "伊藤") {
				t.Errorf("not the other way round: %s", names)
			}
			p.as("sato").get(peoplePath).wants(t, 403)
			p.as("tanaka").get(peoplePath+"/export.csv").wants(t, 403)

			sheet := b.get(peoplePath + "/export.csv?department=sales&sort=kana&down=1")
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet.body, "\ufeff"))).ReadAll()
			if err != nil || len(rows) < 4 || rows[0][0] != "社員コード" || strings.Contains(sheet.body, "argon2") || strings.Contains(sheet.body, "双子") {
				t.Fatalf("%v %.200s", err, sheet.body)
			}
			if rows[1][1] != "山田" {
				t.Errorf("not in the order of the list: %v", rows[1])
			}
		})
	}
}

// TestPeopleOfThreeThousand are shown a page at a time, and never read as a whole.
func TestPeopleOfThreeThousand(t *testing.T) {
	t.Parallel()
	p := peopleOf(t, "postgres")
	var list strings.Builder
	list.WriteString("社員コード,姓,名,せい,めい,所属コード,締日グループ,就業時間帯\n")
	for i := range 3000 {
		fmt.Fprintf(&list, "P%04d,森,%d,もり,いち,factory,end,std\n", i, i)
	}
	p.takes("umi", list.String())
	door := p.app.peoplePages()
	counted := &countedDirectory{Directory: door.Directory}
	door.Directory, door.Desk.Store = counted, unread{door.Desk.Store}
	doors := []shell.Door{door.Door()}
	b := p.as("nakamura")
	_, all := p.app.pages()
	for _, d := range all {
		if len(d.Routes) > 0 && d.Routes[0].Path != peoplePath {
			doors = append(doors, d)
		}
	}
	handler, err := webadmin.New(webadmin.Config{Ready: p.app.ready, Metrics: http.NotFoundHandler(), Log: p.app.log, PublicURL: p.app.config.PublicURL, Shell: p.shell, Doors: doors})
	if err != nil {
		t.Fatal(err)
	}
	p.handler = handler
	for _, path := range []string{peoplePath, peoplePath + "?page=20", peoplePath + "?q=森&sort=kana", peoplePath + "/linking?department=factory"} {
		counted.rows, counted.asked = 0, 0
		b.get(path).wants(t, 200, "ページ")
		if counted.rows > 100 || counted.asked > 2 {
			t.Errorf("%s reads %d people by %d questions", path, counted.rows, counted.asked)
		}
	}
	b.get(peoplePath+"?page=31").wants(t, 200, "31 / 31", "3012人")
}

// countedDirectory counts what is asked of a directory and how many people it gives.
type countedDirectory struct {
	org.Directory
	asked, rows int
}

func (c *countedDirectory) Page(ctx context.Context, s org.Search, from, size int) ([]org.Employee, int, error) {
	people, total, err := c.Directory.Page(ctx, s, from, size)
	c.asked, c.rows = c.asked+1, c.rows+len(people)
	return people, total, err
}

// unread is a store of masters that nobody may read as a whole.
type unread struct{ company.Store }

func (unread) Masters(context.Context, string) (company.Masters, error) {
	return company.Masters{}, domain.Errorf(domain.Unavailable, "all people were read")
}
