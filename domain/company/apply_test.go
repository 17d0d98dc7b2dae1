package company

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// shelf is a Store that keeps masters as storage does: as text.
type shelf struct {
	kept  map[string][]byte
	saves int
	fail  error
}

func (s *shelf) Masters(_ context.Context, code string) (m Masters, err error) {
	if raw, ok := s.kept[code]; ok {
		err = json.Unmarshal(raw, &m)
	}
	return m, err
}

func (s *shelf) Save(ctx context.Context, m Masters) error {
	if s.fail != nil {
		return s.fail
	}
	s.saves++
	old, _ := s.Masters(ctx, m.Tenant.Code)
	old.Tenant = m.Tenant
	old.Departments = upsert(old.Departments, m.Departments, func(r org.Department) domain.ID { return r.ID })
	old.Permissions = upsert(old.Permissions, m.Permissions, func(r org.PermissionGroup) domain.ID { return r.ID })
	old.Employees = upsert(old.Employees, m.Employees, func(r org.Employee) domain.ID { return r.ID })
	old.Channels = upsert(old.Channels, m.Channels, func(r org.Channel) domain.ID { return r.ID })
	old.Accounts = upsert(old.Accounts, m.Accounts, func(r org.ChatAccount) domain.ID { return r.ID })
	old.Groups = upsert(old.Groups, m.Groups, func(r closing.Group) domain.ID { return r.ID })
	old.Patterns = upsert(old.Patterns, m.Patterns, func(r worktime.Pattern) domain.ID { return r.ID })
	old.Recorders = upsert(old.Recorders, m.Recorders, func(r terminal.Recorder) domain.ID { return r.ID })
	old.Sites = upsert(old.Sites, m.Sites, func(r org.Site) domain.ID { return r.ID })
	old.Reasons = append(old.Reasons, m.Reasons...)
	raw, err := json.Marshal(old)
	s.kept[m.Tenant.Code] = raw
	return err
}

func upsert[T any](old, fresh []T, id func(T) domain.ID) []T {
	for _, f := range fresh {
		found := false
		for i := range old {
			if id(old[i]) == id(f) {
				old[i], found = f, true
			}
		}
		if !found {
			old = append(old, f)
		}
	}
	return old
}

type bench struct {
	*shelf
	tools  Tools
	hashed int
}

// newBench counts what is hashed; ids and the clock are fixed.
func newBench() *bench {
	b := &bench{shelf: &shelf{kept: map[string][]byte{}}}
	n := 0
	b.tools = Tools{
		Hash:   func(plain string) (string, error) { b.hashed++; return "hash of " + plain, nil },
		Verify: func(hash, plain string) bool { return hash == "hash of "+plain },
		NewID:  func() domain.ID { n++; return domain.ID(fmt.Sprintf("id-%03d", n)) },
		Now:    time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
	}
	return b
}

func (b *bench) apply(t *testing.T, f File) Changes {
	t.Helper()
	changes, err := Apply(t.Context(), b, f, b.tools)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func (b *bench) masters(t *testing.T, code string) Masters {
	t.Helper()
	m, err := b.Masters(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (b *bench) person(t *testing.T, code string) org.Employee {
	t.Helper()
	for _, e := range b.masters(t, "umi").Employees {
		if e.Code == code {
			return e
		}
	}
	t.Fatalf("nobody has the code %s", code)
	return org.Employee{}
}

func TestApplyTwiceChangesNothing(t *testing.T) {
	b := newBench()
	first := b.apply(t, demo(t))
	const want = "umi: company 1 added; departments 4 added; sites 2 added; closing groups 2 added; work patterns 3 added; " +
		"reason codes 4 added; permission groups 2 added; channels 3 added; recorders 1 added; employees 12 added; chat accounts 23 added"
	if first.String() != want {
		t.Errorf("got  %s\nwant %s", first, want)
	}
	if b.hashed != 23 {
		t.Errorf("hashed %d passwords and passcodes", b.hashed)
	}
	before := string(b.kept["umi"])
	b.tools.Now = b.tools.Now.Add(time.Hour)
	second := b.apply(t, demo(t))
	if second.Any() || second.String() != "umi: nothing changed" {
		t.Errorf("the second time: %s", second)
	}
	if b.saves != 1 || b.hashed != 23 || string(b.kept["umi"]) != before {
		t.Errorf("the second time saved (%d saves) or hashed (%d)", b.saves, b.hashed)
	}
}

func TestApplyResolvesCodes(t *testing.T) {
	b := newBench()
	b.apply(t, demo(t))
	m, tanaka := b.masters(t, "umi"), b.person(t, "1001")
	if m.Departments[1].Parent != m.Departments[0].ID || tanaka.Department != m.Departments[0].ID {
		t.Errorf("departments %+v, 田中 in %s", m.Departments, tanaka.Department)
	}
	if tanaka.Tenant != m.Tenant.ID || tanaka.Tenant == "" || tanaka.WorkPattern != m.Patterns[0].ID || !tanaka.Active {
		t.Errorf("田中 is %+v", tanaka)
	}
	if tanaka.Password != "hash of tanaka-demo" || tanaka.Passcode != "hash of 1234" {
		t.Errorf("password %q, passcode %q", tanaka.Password, tanaka.Passcode)
	}
	if b.person(t, "0903").Active {
		t.Error("高橋 left the company and is active")
	}
	if got := b.person(t, "1005").Language; got != "en" {
		t.Errorf("Emma speaks %q", got)
	}
	if got := b.person(t, "0001").Language; got != "ja" {
		t.Errorf("without a language: %q", got)
	}
}

func TestApplyAppliesWhatChanged(t *testing.T) {
	b := newBench()
	b.apply(t, demo(t))
	known := b.person(t, "1001").ID
	b.hashed = 0
	f := demo(t)
	f.Tenant.Greetings = true
	for i := range f.Employees {
		if f.Employees[i].Code == "1001" {
			f.Employees[i].Department, f.Employees[i].Password = "factory", "new"
			f.Employees[i].Chat[0].User = "U1"
		}
	}
	f.Employees = f.Employees[1:] // 鈴木 is not in the file any more
	b.tools.Now = b.tools.Now.Add(time.Hour)
	changes := b.apply(t, f)
	const want = "umi: company 1 changed; employees 1 changed, 10 unchanged, 1 not in the file, kept; " +
		"chat accounts 1 added, 19 unchanged, 3 not in the file, kept"
	if changes.String() != want {
		t.Errorf("got  %s\nwant %s", changes, want)
	}
	tanaka := b.person(t, "1001")
	if tanaka.ID != known || tanaka.Password != "hash of new" || b.hashed != 1 || !tanaka.UpdatedAt.Equal(b.tools.Now) {
		t.Errorf("田中 is %+v, hashed %d", tanaka, b.hashed)
	}
	if b.person(t, "0001").Name != "鈴木 一郎" {
		t.Error("a person missing from the file was touched")
	}
}

// What the file says of a password counts when it is new there, not each time the file is applied.
func TestTheFilesPasswordCountsOnce(t *testing.T) {
	b := newBench()
	b.apply(t, demo(t))
	m := b.masters(t, "umi")
	for i := range m.Employees {
		if m.Employees[i].Code == "1001" {
			m.Employees[i].Password, m.Employees[i].Passcode = "hash of his own", "hash of 9999"
		}
	}
	if err := b.Save(t.Context(), Masters{Tenant: m.Tenant, Employees: m.Employees}); err != nil {
		t.Fatal(err)
	}
	if changes := b.apply(t, demo(t)); changes.Any() {
		t.Errorf("the same file changes %s", changes)
	}
	f := demo(t)
	for i := range f.Employees {
		if f.Employees[i].Code == "1001" {
			f.Employees[i].Password = "new"
		}
	}
	b.apply(t, f)
	if e := b.person(t, "1001"); e.Password != "hash of new" || e.Passcode != "hash of 9999" {
		t.Errorf("password %q, passcode %q", e.Password, e.Passcode)
	}
}

// What people and platforms did since is kept where the file does not say otherwise.
func TestApplyKeepsWhatItDoesNotMention(t *testing.T) {
	b := newBench()
	b.apply(t, demo(t))
	m := b.masters(t, "umi")
	for i := range m.Employees {
		switch m.Employees[i].Code {
		case "1002":
			m.Employees[i].Language, m.Employees[i].Active = "en", false
		case "1003":
			m.Accounts = append(m.Accounts, org.ChatAccount{ID: "linked", Tenant: m.Tenant.ID, Channel: m.Channels[0].ID, User: "U9", Employee: m.Employees[i].ID})
		}
	}
	m.Accounts[0].Unreachable, m.Accounts[0].Direct = true, "D1"
	m.Channels[2].Active, m.Tenant.CreatedAt = false, b.tools.Now.Add(-time.Hour)
	if err := b.Save(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	b.tools.Now = b.tools.Now.Add(time.Hour)
	if changes := b.apply(t, demo(t)); changes.Any() {
		t.Errorf("changed: %s", changes)
	}
	f := demo(t)
	f.Channels[2].Secrets["bot_token"] = "xoxb-new"
	if changes := b.apply(t, f); changes.String() != "umi: channels 1 changed, 2 unchanged" {
		t.Errorf("a new token: %s", changes)
	}
	if !b.masters(t, "umi").Channels[2].Active {
		t.Error("a channel with a new token stays switched off")
	}
}

func TestApplyMovesAnAccount(t *testing.T) {
	b := newBench()
	b.apply(t, demo(t))
	f := demo(t)
	for i := range f.Employees {
		switch f.Employees[i].Code {
		case "1004": // the telephone of 伊藤 is now that of 山田
			f.Employees[i].Chat = nil
		case "1002":
			f.Employees[i].Chat[1].User = "3000004"
		}
	}
	changes := b.apply(t, f)
	if got := changes.String(); !strings.HasPrefix(got, "umi: chat accounts 1 changed, 21 unchanged") {
		t.Error(got)
	}
	yamada := b.person(t, "1002").ID
	for _, a := range b.masters(t, "umi").Accounts {
		if a.User == "3000004" && a.Employee != yamada {
			t.Errorf("the account belongs to %s, not to 山田", a.Employee)
		}
	}
}

func TestApplyPassesFailuresOn(t *testing.T) {
	b := newBench()
	b.fail = domain.Errorf(domain.Conflict, "the channel key umi-line belongs to another company")
	if _, err := Apply(t.Context(), b, demo(t), b.tools); !domain.Is(err, domain.Conflict) {
		t.Errorf("got %v", err)
	}
	b.fail, b.tools.Hash = nil, func(string) (string, error) { return "", errors.New("no memory") }
	if _, err := Apply(t.Context(), b, demo(t), b.tools); err == nil || b.saves != 0 {
		t.Errorf("a password that cannot be hashed: %v, %d saves", err, b.saves)
	}
}
