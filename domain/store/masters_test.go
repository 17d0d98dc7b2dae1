package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/fixtures"
)

// equal compares as a person reads: JSON knows no difference between an empty list and none.
func equal(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// masters is a small company whose ids and keys begin with the name.
func masters(name string) company.Masters {
	id := func(s string) domain.ID { return domain.ID(name + "-" + s) }
	tenant := org.Tenant{ID: id("t"), Code: name, Name: "株式会社 " + name, Timezone: "Asia/Tokyo", Boundary: 300, Workflow: org.WorkflowOn,
		Words: org.Words{"in": {"おはー"}}, Rules: org.Rules{WeekStart: "sunday", Rounding: org.Rounding{Punches: map[string]org.Step{"in": {To: org.Later, Minutes: 5}}}}, CreatedAt: noon}
	boundary := calendar.Clock(240)
	employee := org.Employee{ID: id("e1"), Tenant: tenant.ID, Code: "1001", Name: "田中 太郎", Department: id("d"), Site: id("s"), Role: domain.Employee,
		Login: "tanaka", Password: "$argon2id$x", Language: "ja", ClosingGroup: id("g"), WorkPattern: id("w"),
		Methods: []domain.Door{domain.LINE, domain.Me}, Cards: []string{"0114A1"}, Active: true, UpdatedAt: noon}
	manager := employee
	manager.ID, manager.Code, manager.Login, manager.Role, manager.PermissionGroup = id("e2"), "0901", "", domain.Manager, id("p")
	channel := org.Channel{ID: id("c"), Tenant: tenant.ID, Key: name + "-line", Kind: domain.LINE, Options: map[string]string{"bot_user": "U0"},
		Secrets: map[string]string{"secret": "s-" + name, "token": "とーくん"}, Active: true}
	return company.Masters{
		Tenant:      tenant,
		Departments: []org.Department{{ID: id("d"), Tenant: tenant.ID, Code: "sales", Name: "営業部"}},
		Sites:       []org.Site{{ID: id("s"), Tenant: tenant.ID, Code: "hq", Name: "本社", Methods: []domain.Door{domain.LINE}}},
		Groups:      []closing.Group{{ID: id("g"), Tenant: tenant.ID, Code: "end", Name: "末日", Day: 31, Label: closing.ByClosing}},
		Patterns: []worktime.Pattern{{ID: id("w"), Tenant: tenant.ID, Code: "std", Name: "通常", Start: 540, End: 1080,
			Breaks: []worktime.Span{{From: 720, To: 780}}, Boundary: &boundary}},
		Reasons:     []worktime.ReasonCode{{ID: id("r"), Tenant: tenant.ID, Code: "forgot", Name: "打刻忘れ"}},
		Permissions: []org.PermissionGroup{{ID: id("p"), Tenant: tenant.ID, Code: "m", Name: "管理", Departments: []domain.ID{id("d")}, Can: []org.Right{org.View}}},
		Employees:   []org.Employee{employee, manager},
		Recorders: []terminal.Recorder{{ID: id("k"), Tenant: tenant.ID, Code: "door", Name: "玄関", Site: id("s"), Keyboard: terminal.Kana, Departments: []domain.ID{id("d")},
			Messages: map[worktime.Kind]terminal.Message{worktime.In: {Japanese: "おはようございます", English: "Good morning"}}, Ways: []terminal.Way{terminal.ByPasscode}, Rest: 5, Active: true}},
		Channels: []org.Channel{channel},
		Accounts: []org.ChatAccount{{ID: id("a"), Tenant: tenant.ID, Channel: channel.ID, User: "U1", Employee: employee.ID, LinkedAt: noon}},
	}
}

func TestMastersComeBackAsTheyWereSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a, b := twins(t, s)
		a.Employees[0], a.Employees[1] = a.Employees[1], a.Employees[0] // read back by code
		for range 2 {
			got, err := s.Masters().Masters(ctx, "a")
			if err != nil || !equal(got, a) {
				t.Errorf("%+v, %v; want %+v", got, err, a)
			}
			if err := s.Masters().Save(ctx, a); err != nil { // saved again, nothing changes
				t.Fatal(err)
			}
		}
		if got, err := s.Masters().Masters(ctx, "nobody"); err != nil || got.Tenant.ID != "" {
			t.Errorf("nobody: %+v, %v", got, err)
		}
		a.Employees[0].Name = "佐藤"
		moved := a.Accounts[0]
		moved.ID, moved.Employee = "a-other", a.Employees[0].ID
		if err := s.Masters().Save(ctx, company.Masters{Tenant: a.Tenant, Employees: a.Employees[:1], Accounts: []org.ChatAccount{moved}}); err != nil {
			t.Fatal(err)
		}
		got, err := s.Masters().Masters(ctx, "a")
		if err != nil || got.Employees[0].Name != "佐藤" || len(got.Employees) != 2 || len(got.Accounts) != 1 || got.Accounts[0].Employee != a.Employees[0].ID {
			t.Errorf("after a change: %+v, %v", got, err)
		}
		if twin, err := s.Masters().Masters(ctx, "b"); err != nil || twin.Employees[0].Name != "田中 太郎" || !equal(twin.Channels, b.Channels) {
			t.Errorf("the twin changed: %+v, %v", twin, err)
		}
	})
}

func TestMastersOfAnotherCompanyAreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := twins(t, s)
		mine := company.Masters{Tenant: a.Tenant}
		for name, c := range map[string]struct {
			change func(*company.Masters)
			code   domain.Code
		}{
			"a channel key that is taken": {func(m *company.Masters) {
				ch := a.Channels[0]
				ch.ID, ch.Key = "fresh", "b-line"
				m.Channels = []org.Channel{ch}
			}, domain.Conflict},
			"another's record": {func(m *company.Masters) { m.Departments = b.Departments }, domain.Invalid},
			"another's id": {func(m *company.Masters) {
				d := a.Departments[0]
				d.ID = b.Departments[0].ID
				d.Code = "x"
				m.Departments = []org.Department{d}
			}, domain.NotFound},
			"another's account": {func(m *company.Masters) {
				acc := b.Accounts[0]
				acc.ID, acc.Tenant = "fresh", a.Tenant.ID
				m.Accounts = []org.ChatAccount{acc}
			}, domain.NotFound},
			"a code that is taken": {func(m *company.Masters) { m.Tenant.ID = "fresh" }, domain.Conflict},
		} {
			m := mine
			c.change(&m)
			m.Reasons = []worktime.ReasonCode{{ID: "new", Tenant: m.Tenant.ID, Code: "new", Name: "new"}}
			if err := s.Masters().Save(t.Context(), m); !domain.Is(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		if got, err := s.Masters().Masters(t.Context(), "a"); err != nil || len(got.Reasons) != 1 {
			t.Errorf("a refused save left something: %+v, %v", got.Reasons, err)
		}
	})
}

// A file applied to a real database a second time finds everything as it left it.
func TestCompanyFileAppliedTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		text, err := fixtures.Companies.Open("companies/umi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = text.Close() }()
		file, err := company.Parse(text, "umi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		tools := company.Tools{Hash: func(p string) (string, error) { return "h" + p, nil },
			Verify: func(h, p string) bool { return h == "h"+p }, NewID: domain.IDs(domain.System), Now: noon}
		for _, want := range []bool{true, false} {
			changes, err := company.Apply(t.Context(), s.Masters(), file, tools)
			if err != nil || changes.Any() != want {
				t.Errorf("changes %s, %v; want any: %v", changes, err, want)
			}
		}
	})
}

func TestSecretsAreSealed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a, _ := twins(t, s)
		for _, raw := range storetest.Bytes(t, s, "SELECT secrets FROM channel") {
			if len(raw) == 0 || strings.Contains(string(raw), "s-a") || strings.Contains(string(raw), "secret") {
				t.Errorf("a secret can be read: %q", raw)
			}
		}
		if ch, err := s.Org().Channel(ctx, a.Tenant.ID, a.Channels[0].ID); err != nil || !reflect.DeepEqual(ch.Secrets, a.Channels[0].Secrets) {
			t.Errorf("unsealed %+v, %v", ch.Secrets, err)
		}
	})
}

func TestAnotherKeyReadsNoSecret(t *testing.T) {
	s := storetest.Open(t, "postgres")
	a, _ := twins(t, s)
	other := storetest.Twin(t, s, func(c *store.Config) { c.Key = bytes.Repeat([]byte{8}, store.KeySize) })
	if ch, err := other.Org().Channel(context.WithoutCancel(t.Context()), a.Tenant.ID, a.Channels[0].ID); !domain.Is(err, domain.Invalid) {
		t.Errorf("another key read %+v, %v", ch.Secrets, err)
	}
}
