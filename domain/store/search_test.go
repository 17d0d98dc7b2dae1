package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// sea is a company to be searched: two departments, one below the other, people who move, left, or are still to come.
const sea = `
company: {code: %s, name: 海}
departments: [{code: sales, name: 営業部}, {code: east, name: 東日本課, parent: sales}, {code: plant, name: 製造部}]
sites: [{code: head, name: 本社}]
closing_groups: [{code: end, name: 末日, day: 31}]
work_patterns: [{code: std, name: 通常, start: "9:00", end: "18:00"}]
permission_groups: [{code: mgr, name: 管理, departments: [sales], can: [view]}]
channels: [{key: %s-line, kind: line, secret: "00", token: t, bot_user: U0}]
employees:
  - {code: "1", name: 鈴木　一郎, kana: すずき いちろう, login: suzuki, role: owner, department: plant, hired: "2020-04-01"}
  - {code: "2", name: 田中 太郎, kana: タナカ タロウ, romaji: Taro Tanaka, mails: [taro@example.com], role: manager, permission_group: mgr, department: sales, site: head,
     employment: regular, pay_form: monthly, closing_group: end, work_pattern: std, chat: [{channel: %s-line, user: U1}]}
  - {code: "3", name: 佐藤 100%%, department: east, left: "2026-10-31"}
  - {code: "4", name: 林 花, active: false, chat: [{channel: %s-line, user: U4}]}
  - {code: "5", name: 森 空, hired: "2027-04-01", department: east}
`

// TestSearchOfPeople finds people by every way to narrow and to order, as they are on a date, and nobody of the twin.
func TestSearchOfPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		n := 0
		tools := company.Tools{Hash: func(p string) (string, error) { return p, nil }, Now: noon,
			NewID: func() domain.ID {
				n++
				return domain.ID(strings.Repeat("0", 3) + string(rune('a'+n/26%26)) + string(rune('a'+n%26)))
			}}
		apply := func(text string) {
			t.Helper()
			f, err := company.Parse(strings.NewReader(text), "sea.yaml")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := company.Apply(ctx, s.Masters(), f, tools); err != nil {
				t.Fatal(err)
			}
		}
		for _, code := range []string{"sea", "twin"} {
			apply(strings.NewReplacer("%s", code, "%%", "%").Replace(sea))
		}
		apply("effective: 2026-12-01\n" + strings.NewReplacer("%s", "sea", "%%", "%", "department: sales, site: head", "department: plant").Replace(sea))
		m, err := s.Settings(ctx, "sea")
		if err != nil || len(m.Employees) != 0 || len(m.Departments) != 3 {
			t.Fatalf("%d people, %d departments, %v", len(m.Employees), len(m.Departments), err)
		}
		id := map[string]domain.ID{"head": m.Sites[0].ID, "end": m.Groups[0].ID, "std": m.Patterns[0].ID, "mgr": m.Permissions[0].ID}
		for _, d := range m.Departments {
			id[d.Code] = d.ID
		}
		checkSearch(t, s, m.Tenant.ID, id)
		if err := s.Org().SetReachable(ctx, m.Tenant.ID, m.Channels[0].ID, "U4", false); err != nil {
			t.Fatal(err)
		}
		wantSearch(t, s, "who cannot be reached", org.Search{Tenant: m.Tenant.ID, Reach: org.Unreachable}, "4")
		all, err := s.Org().AccountsOfAll(ctx, m.Tenant.ID, peopleOf(t, s, m.Tenant.ID))
		if err != nil || len(all) != 2 {
			t.Errorf("%d accounts, %v", len(all), err)
		}
		if other, err := s.Org().AccountsOfAll(ctx, "nobody", peopleOf(t, s, m.Tenant.ID)); err != nil || len(other) > 0 {
			t.Errorf("another company sees %v, %v", other, err)
		}
	})
}

func checkSearch(t *testing.T, s *store.Store, tenant domain.ID, id map[string]domain.ID) {
	t.Helper()
	for _, c := range []struct {
		name string
		q    org.Search
		want string
	}{
		{"everybody", org.Search{}, "1 2 3 4 5"},
		{"down", org.Search{Down: true}, "5 4 3 2 1"},
		{"a name without its space", org.Search{Words: []string{"鈴木一郎"}}, "1"},
		{"a reading in the other kana", org.Search{Words: []string{"たなか"}}, "2"},
		{"a reading in the other kana again", org.Search{Words: []string{"スズキ"}}, "1"},
		{"full-width and large letters", org.Search{Words: []string{"ＴＡＲＯ"}}, "2"},
		{"two words", org.Search{Words: []string{"太郎", "example"}}, "2"},
		{"a login", org.Search{Words: []string{"SUZU"}}, "1"},
		{"what LIKE would read as anything", org.Search{Words: []string{"0%"}}, "3"},
		{"and nothing more", org.Search{Words: []string{"鈴_"}}, ""},
		{"departments", org.Search{Departments: []domain.ID{id["sales"], id["east"]}}, "2 3 5"},
		{"a department later", org.Search{Departments: []domain.ID{id["plant"]}, On: "2026-12-01"}, "1 2"},
		{"a site", org.Search{Site: id["head"]}, "2"},
		{"a site later", org.Search{Site: id["head"], On: "2026-12-01"}, ""},
		{"a group", org.Search{Group: id["end"]}, "2"},
		{"a pattern", org.Search{Pattern: id["std"]}, "2"},
		{"a permission group", org.Search{Permission: id["mgr"]}, "2"},
		{"terms", org.Search{Employment: "regular", PayForm: "monthly"}, "2"},
		{"a role", org.Search{Role: domain.Owner}, "1"},
		{"who works here", org.Search{Standing: org.Working}, "1 2"},
		{"who left", org.Search{Standing: org.Gone}, "3"},
		{"who is to come", org.Search{Standing: org.Joining}, "5"},
		{"who may not come in", org.Search{Standing: org.Barred}, "4"},
		{"who is linked", org.Search{Reach: org.Linked}, "2 4"},
		{"who is not", org.Search{Reach: org.Unlinked}, "1 3 5"},
		{"by role", org.Search{Order: org.ByRole}, "1 2 3 4 5"},
		{"by the first day", org.Search{Order: org.ByHired, Down: true}, "5 1 4 3 2"},
		{"by department", org.Search{Order: org.ByDepartment, Departments: []domain.ID{id["sales"], id["east"], id["plant"]}}, "3 5 1 2"},
	} {
		c.q.Tenant = tenant
		if c.q.On == "" {
			c.q.On = "2026-11-24"
		}
		wantSearch(t, s, c.name, c.q, c.want)
	}
}

func wantSearch(t *testing.T, s *store.Store, name string, q org.Search, want string) {
	t.Helper()
	codes, err := s.Org().Codes(t.Context(), q)
	people, total, err2 := s.Org().Page(t.Context(), q, 0, 100)
	var paged []string
	for _, e := range people {
		paged = append(paged, e.Code)
	}
	if err != nil || err2 != nil || strings.Join(codes, " ") != want || !slices.Equal(codes, paged) || total != len(codes) {
		t.Errorf("%s: %q, page %q of %d (%v, %v); want %q", name, codes, paged, total, err, err2, want)
	}
}

func peopleOf(t *testing.T, s *store.Store, tenant domain.ID) (ids []domain.ID) {
	t.Helper()
	people, _, err := s.Org().Page(t.Context(), org.Search{Tenant: tenant, On: calendar.Date("2026-11-24")}, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range people {
		ids = append(ids, e.ID)
	}
	return ids
}

// TestUploadsWait keeps a list until its time is over, for its own company only.
func TestUploadsWait(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			now := noon
			s := storetest.Open(t, engine, storetest.Clock(func() time.Time { return now }))
			a, b := twins(t, s)
			ctx, u := t.Context(), s.Uploads()
			id, other := a.Tenant.ID, b.Tenant.ID
			up := company.Upload{ID: "u1", Tenant: id, By: "x", Name: "社員.csv", Content: []byte("a,b\n\x83\x00"), At: now, ExpiresAt: now.Add(company.UploadLife)}
			if err := u.SaveUpload(ctx, up); err != nil {
				t.Fatal(err)
			}
			choices := company.Choices{Columns: map[string]string{"No": "社員コード"}, From: "2026-12-01", EmptyClears: true}
			if err := u.ChooseUpload(ctx, other, "u1", choices); !domain.Is(err, domain.NotFound) {
				t.Errorf("another company chooses: %v", err)
			}
			if err := u.ChooseUpload(ctx, id, "u1", choices); err != nil {
				t.Fatal(err)
			}
			got, err := u.Upload(ctx, id, "u1")
			if err != nil || string(got.Content) != string(up.Content) || got.Choices.Columns["No"] != "社員コード" || !got.Choices.EmptyClears {
				t.Errorf("%+v, %v", got, err)
			}
			if _, err := u.Upload(ctx, other, "u1"); !domain.Is(err, domain.NotFound) {
				t.Errorf("another company reads: %v", err)
			}
			if list, err := u.UploadsOf(ctx, other); err != nil || len(list) > 0 {
				t.Errorf("another company lists %v, %v", list, err)
			}
			if err := u.DropUpload(ctx, other, "u1"); err != nil {
				t.Fatal(err)
			}
			if list, err := u.UploadsOf(ctx, id); err != nil || len(list) != 1 || len(list[0].Content) > 0 {
				t.Errorf("%v, %v", list, err)
			}
			now = now.Add(company.UploadLife)
			if _, err := u.Upload(ctx, id, "u1"); !domain.Is(err, domain.NotFound) {
				t.Errorf("its time is over: %v", err)
			}
		})
	}
}
