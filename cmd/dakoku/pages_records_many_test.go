package main

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin"
	"github.com/dakoku/dakoku/webadmin/admin/records"
)

// asked counts what a page asks for: how often, and about how many people.
type asked struct {
	records.Records
	records.People
	records.Told
	months, people, everybody int
}

func (a *asked) Each(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, days bool, now time.Time,
	each func(org.Employee, worktime.Aggregate) error) error {
	a.months, a.people = a.months+1, a.people+len(people)
	return a.Records.Each(ctx, tenant, month, people, days, now, each)
}

func (a *asked) Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error) {
	a.everybody++
	return a.People.Employees(ctx, tenant)
}

func (a *asked) Employee(context.Context, domain.ID, domain.ID) (org.Employee, error) {
	panic("a list asks for people one by one")
}

// TestRecordsOfThousands opens the lists of 3,000 people: a page asks a few questions, however many there are, and reads
// the months of those who stand on it unless it has to sort all of them.
func TestRecordsOfThousands(t *testing.T) {
	t.Parallel()
	const people = 3000
	company := []string{"company: {code: umi, name: 海}", "closing_groups: [{code: end, name: 末日, day: 31}]",
		"work_patterns: [{code: std, name: 通常, start: '09:00', end: '18:00', breaks: [['12:00', '13:00']]}]",
		"employees:", "  - {code: '0', name: 鈴木, login: suzuki, password: suzuki-demo, role: owner}"}
	for i := 1; i < people; i++ {
		company = append(company, fmt.Sprintf("  - {code: '%04d', name: 社員 %d, login: e%d, closing_group: end, work_pattern: std}", i, i, i))
	}
	p := newPages(t, "sqlite", strings.Join(company, "\n"))
	for i := range 60 {
		p.records("umi", fmt.Sprint("e", i+1), worktime.In, "2026-11-19", "9:00")
	}
	pages := p.app.recordsPages()
	var count asked
	frame, doors := p.app.pages()
	for i, d := range doors {
		if d.Routes[0].Path != pages.Door().Routes[0].Path {
			continue
		}
		count.Records, count.People, count.Told = pages.Records, pages.People, pages.Told
		pages.Records, pages.People = &count, &count
		doors[i] = pages.Door()
	}
	var err error
	p.handler, err = webadmin.New(webadmin.Config{Ready: p.app.ready, Metrics: http.NotFoundHandler(), Log: p.app.log, PublicURL: "http://example.test", Shell: frame, Doors: doors})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 120 {
		m := export.Made{ID: domain.ID(fmt.Sprint("m", i)), Tenant: p.tenant("umi").ID, At: p.now, Layout: "aggregates", Month: "2026-11"}
		if err := p.app.store.Exports().Save(t.Context(), m, audit.Row{Tenant: m.Tenant, At: p.now, Act: audit.Exported, Why: fmt.Sprint("deed ", i, ".")}); err != nil {
			t.Fatal(err)
		}
	}
	b := p.as("suzuki")
	for _, c := range []struct {
		path           string
		months, people int // at most
		says           []string
	}{
		{"", 0, 0, []string{"打刻漏れ"}},
		{"/day?date=2026-11-19", 2, 50, []string{"1 / 60 ページ・全3000件", "社員 1 "}},
		{"/day?date=2026-11-19&page=60", 2, 50, []string{"60 / 60 ページ", "社員 2999"}},
		{"/day?date=2026-11-19&page=9999999999", 2, 50, []string{"60 / 60 ページ"}},
		{"/day?date=2026-11-19&q=2998", 2, 1, []string{"社員 2998", "-社員 2999"}},
		{"/day?date=2026-11-19&state=came", 2, people, []string{"1 / 2 ページ・全60件"}},
		{"/missing?month=2026-11", 1, people, []string{"1 / 2 ページ・全60件"}},
		{"/missing?month=2026-11&sort=name&page=2", 1, people, []string{"2 / 2 ページ", "社員 60"}},
		{"/exports", 0, 0, []string{"弥生給与", "1 / 3 ページ・全120件"}},
		{"/audit", 0, 0, []string{"deed 119.", "-deed 69.", "古い記録", "-最新へ"}},
	} {
		count.months, count.people, count.everybody = 0, 0, 0
		b.get("/admin/records"+c.path).wants(t, 200, c.says...)
		if count.months > c.months || count.people > c.people || count.everybody > 1 {
			t.Errorf("%s asks %d times about the months of %d people, and %d times for everybody", c.path, count.months, count.people, count.everybody)
		}
	}
	older := b.get(html.UnescapeString(between(b.get("/admin/records/audit?about=files").body, `rel="next" href="`, `"`)))
	older.wants(t, 200, "deed 69.", "deed 20.", "-deed 70.", "-deed 19.", "最新へ")
	a := b.get("/admin/records/day/file?date=2026-11-19")
	if n := strings.Count(a.body, "\r\n"); n != people+1 {
		t.Errorf("the day has %d lines", n)
	}
	b.get("/admin/records/export?layout=yayoi-60&look=1&month=2026-11").wants(t, 200, fmt.Sprint(people, "行"))
	b.get("/admin/records/lint?month=2026-11").wants(t, 200, "該当する人はいません")
}
