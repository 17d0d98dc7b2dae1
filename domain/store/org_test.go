package store_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// twins are two companies whose codes, logins and words are the same wherever that is allowed.
func twins(t *testing.T, s *store.Store) (a, b company.Masters) {
	t.Helper()
	a, b = masters("a"), masters("b")
	for _, m := range []company.Masters{a, b} {
		if err := s.Masters().Save(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	return a, b
}

func wantNotFound(t *testing.T, what string, err error) {
	t.Helper()
	if !domain.Is(err, domain.NotFound) {
		t.Errorf("%s: %v, want not found", what, err)
	}
}

func TestOrgFindsItsOwnOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, other := a.Tenant.ID, b.Tenant.ID

		e, err := o.Employee(ctx, mine, a.Employees[0].ID)
		if err != nil || !equal(e, a.Employees[0]) {
			t.Errorf("employee %+v, %v; want %+v", e, err, a.Employees[0])
		}
		if e, err := o.EmployeeByCode(ctx, other, "1001"); err != nil || e.ID != b.Employees[0].ID {
			t.Errorf("by code %+v, %v", e, err)
		}
		if e, err := o.EmployeeByLogin(ctx, mine, "tanaka"); err != nil || e.ID != a.Employees[0].ID {
			t.Errorf("by login %+v, %v", e, err)
		}
		_, err = o.EmployeeByLogin(ctx, mine, "")
		wantNotFound(t, "an empty login", err)
		if all, err := o.Employees(ctx, mine); err != nil || len(all) != 2 || all[0].Code != "0901" && all[0].Code != "1001" {
			t.Errorf("employees %+v, %v", all, err)
		}
		for what, find := range map[string]func() error{
			"employee":         func() error { _, err := o.Employee(ctx, other, a.Employees[0].ID); return err },
			"site":             func() error { _, err := o.Site(ctx, other, a.Sites[0].ID); return err },
			"permission group": func() error { _, err := o.PermissionGroup(ctx, other, a.Permissions[0].ID); return err },
			"pattern":          func() error { _, err := s.Patterns().Pattern(ctx, other, a.Patterns[0].ID); return err },
			"channel":          func() error { _, err := o.Channel(ctx, other, a.Channels[0].ID); return err },
			"account":          func() error { _, err := o.Account(ctx, other, a.Channels[0].ID, "U1"); return err },
			"language":         func() error { return o.SetLanguage(ctx, other, a.Employees[0].ID, "en") },
			"tenant":           func() error { _, err := o.TenantByCode(ctx, "nobody"); return err },
		} {
			wantNotFound(t, what, find())
		}
		if err := o.SetLanguage(ctx, mine, a.Employees[0].ID, "en"); err != nil {
			t.Error(err)
		}
		if e, err := o.Employee(ctx, mine, a.Employees[0].ID); err != nil || e.Language != "en" {
			t.Errorf("language %q, %v", e.Language, err)
		}
		if all, err := o.Tenants(ctx); err != nil || len(all) != 2 || !equal(all[0], a.Tenant) {
			t.Errorf("companies %+v, %v", all, err)
		}
		if p, err := s.Patterns().Pattern(ctx, mine, a.Patterns[0].ID); err != nil || !equal(p, a.Patterns[0]) {
			t.Errorf("pattern %+v, %v", p, err)
		}
	})
}

func TestChannelsAndInstalls(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		ch, err := o.ChannelByKey(ctx, domain.LINE, "a-line")
		if err != nil || !equal(ch, a.Channels[0]) {
			t.Errorf("channel %+v, %v", ch, err)
		}
		_, err = o.ChannelByKey(ctx, domain.Slack, "a-line")
		wantNotFound(t, "a key of another platform", err)
		off := b.Channels[0]
		off.Active = false
		if err := s.Masters().Save(ctx, company.Masters{Tenant: b.Tenant, Channels: []org.Channel{off}}); err != nil {
			t.Fatal(err)
		}
		_, err = o.ChannelByKey(ctx, domain.LINE, "b-line")
		wantNotFound(t, "a channel that is off", err)
		if all, err := o.AllChannels(ctx); err != nil || len(all) != 1 || all[0].ID != a.Channels[0].ID {
			t.Errorf("channels %+v, %v", all, err)
		}
		if of, err := o.ChannelsOf(ctx, a.Tenant.ID); err != nil || len(of) != 1 || of[0].ID != a.Channels[0].ID {
			t.Errorf("channels of a company %+v, %v", of, err)
		}
		if of, err := o.ChannelsOf(ctx, b.Tenant.ID); err != nil || len(of) != 0 {
			t.Errorf("another company's channels %+v, %v", of, err)
		}
		in := org.Install{ID: "i1", Tenant: a.Tenant.ID, Channel: ch.ID, Workspace: "T1", Options: map[string]string{"bot": "B"},
			Secrets: map[string]string{"token": "xoxb"}, InstalledAt: noon}
		for _, token := range []string{"xoxb", "again"} { // a workspace may install again
			in.Secrets["token"] = token
			if err := o.SaveInstall(ctx, in); err != nil {
				t.Fatal(err)
			}
			in.ID = "i2"
		}
		in.ID = "i1"
		if got, err := o.Installs(ctx, a.Tenant.ID, ch.ID); err != nil || len(got) != 1 || !equal(got[0], in) {
			t.Errorf("installs %+v, %v; want %+v", got, err, in)
		}
		stolen := in
		stolen.ID, stolen.Tenant = "i3", b.Tenant.ID
		wantNotFound(t, "another company's install", o.SaveInstall(ctx, stolen))
		if err := o.RemoveInstall(ctx, b.Tenant.ID, ch.ID, "T1"); err != nil {
			t.Error(err)
		}
		if got, err := o.Installs(ctx, a.Tenant.ID, ch.ID); err != nil || len(got) != 1 {
			t.Errorf("another company removed it: %+v, %v", got, err)
		}
		if err := o.RemoveInstall(ctx, a.Tenant.ID, ch.ID, "T1"); err != nil {
			t.Error(err)
		}
		if got, err := o.Installs(ctx, a.Tenant.ID, ch.ID); err != nil || len(got) != 0 {
			t.Errorf("removed: %+v, %v", got, err)
		}
	})
}

func TestLinkUsesUpItsCode(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		tenant, ch, e := a.Tenant.ID, a.Channels[0].ID, a.Employees[1].ID
		code := org.LinkCode{ID: "k1", Tenant: tenant, Employee: e, Digest: "d", ExpiresAt: noon}
		if err := o.SaveCode(ctx, code); err != nil {
			t.Fatal(err)
		}
		_, err := o.CodeByDigest(ctx, b.Tenant.ID, "d")
		wantNotFound(t, "another company's code", err)
		if got, err := o.CodeByDigest(ctx, tenant, "d"); err != nil || !equal(got, code) {
			t.Errorf("code %+v, %v", got, err)
		}
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range 6 { // typed in six chats at once
			all.Go(func() {
				err := o.Link(ctx, org.ChatAccount{Tenant: tenant, Channel: ch, User: "N" + string(rune('0'+i)), Employee: e, LinkedAt: noon}, "k1")
				if err == nil {
					won.Add(1)
				} else if !domain.Is(err, domain.Conflict) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		linked, err := o.AccountsOf(ctx, tenant, e)
		if won.Load() != 1 || err != nil || len(linked) != 1 {
			t.Fatalf("%d linked, %+v, %v", won.Load(), linked, err)
		}
		_, err = o.CodeByDigest(ctx, tenant, "d")
		wantNotFound(t, "a used code", err)
		// A new telephone takes the old one's place.
		if err := o.SaveCode(ctx, org.LinkCode{ID: "k2", Tenant: tenant, Employee: e, Digest: "d2", ExpiresAt: noon}); err != nil {
			t.Fatal(err)
		}
		if err := o.Link(ctx, org.ChatAccount{Tenant: tenant, Channel: ch, User: "new", Employee: e, LinkedAt: noon.Add(time.Hour)}, "k2"); err != nil {
			t.Fatal(err)
		}
		if linked, err := o.AccountsOf(ctx, tenant, e); err != nil || len(linked) != 1 || linked[0].User != "new" {
			t.Errorf("linked %+v, %v", linked, err)
		}
		testAccountNotes(t, o, a, b)
		// Each link and its end is written down once: who, by which door, which account.
		want := []string{"chat_link " + string(a.Channels[0].Kind), "chat_link " + string(a.Channels[0].Kind), "chat_unlink web"}
		var deeds []string
		for _, company := range []domain.ID{tenant, b.Tenant.ID} {
			err = s.Audit().Each(ctx, audit.Query{Tenant: company, Acts: []audit.Act{audit.Linked, audit.Parted}}, func(r audit.Row) error {
				if r.By != e || r.Employee != e || len(r.After.Lines) != 1 || !strings.HasPrefix(r.After.Lines[0], string(ch)+" ") {
					t.Errorf("%+v", r)
				}
				deeds = append(deeds, string(r.Act)+" "+string(r.Door))
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		if slices.Sort(deeds); !slices.Equal(deeds, want) {
			t.Errorf("deeds %q, want %q", deeds, want)
		}
	})
}

func testAccountNotes(t *testing.T, o store.Org, a, b company.Masters) {
	t.Helper()
	ctx, tenant, ch := t.Context(), a.Tenant.ID, a.Channels[0].ID
	err := errors.Join(o.SetReachable(ctx, b.Tenant.ID, ch, "new", false), o.Unlink(ctx, b.Tenant.ID, ch, "new", domain.Actor{}))
	if err != nil {
		t.Error(err)
	}
	if got, err := o.Account(ctx, tenant, ch, "new"); err != nil || got.Unreachable {
		t.Errorf("account %+v, %v", got, err)
	}
	if err := errors.Join(o.SetReachable(ctx, tenant, ch, "new", false), o.SetReachable(ctx, tenant, ch, "stranger", false)); err != nil {
		t.Error(err)
	}
	if got, err := o.Account(ctx, tenant, ch, "new"); err != nil || !got.Unreachable {
		t.Errorf("account %+v, %v", got, err)
	}
	by := domain.Actor{Tenant: tenant, Employee: a.Employees[1].ID, Door: domain.Web}
	if err := errors.Join(o.Unlink(ctx, tenant, ch, "new", by), o.Unlink(ctx, tenant, ch, "new", by)); err != nil {
		t.Error(err)
	}
	_, err = o.Account(ctx, tenant, ch, "new")
	wantNotFound(t, "an unlinked account", err)
}

func TestTriesAreCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		if got, err := o.Tries(ctx, "c1", "U1"); err != nil || got.Wrong != 0 {
			t.Errorf("tries %+v, %v", got, err)
		}
		counted := 0
		for _, step := range []struct{ wrong, before int }{{1, 0}, {1, 0}, {2, 1}, {9, 5}, {3, 2}, {0, 3}} {
			err := o.SaveTries(ctx, org.LinkTries{Channel: "c1", User: "U1", Wrong: step.wrong, Until: noon}, step.before)
			if want := step.before == counted; (err == nil) != want || err != nil && !domain.Is(err, domain.Conflict) {
				t.Errorf("%+v after %d: %v", step, counted, err)
			} else if want {
				counted = step.wrong
			}
		}
		if err := o.SaveTries(ctx, org.LinkTries{Channel: "c1", User: "never", Wrong: 3, Until: noon}, 2); !domain.Is(err, domain.Conflict) {
			t.Errorf("counted on from nothing: %v", err)
		}
		if got, err := o.Tries(ctx, "c1", "U1"); err != nil || got.Wrong != 0 || !got.Until.Equal(noon) {
			t.Errorf("tries %+v, %v", got, err)
		}
	})
}

func TestStandingIsOfOneCompany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := s.Book()
		mustPunch(t, b, "t1", "e1", "1", noon)
		last := mustPunch(t, b, "t1", "e1", "2", noon.Add(time.Minute))
		other := mustPunch(t, b, "t1", "e2", "3", noon)
		mustPunch(t, b, "t2", "e9", "4", noon)
		want := map[domain.ID]attendance.Latest{"e1": {Kind: last.Kind, At: last.At, Seq: last.Seq}, "e2": {Kind: other.Kind, At: other.At, Seq: other.Seq}}
		got, err := b.Standing(t.Context(), "t1", today, noon)
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("standing %+v, want %+v, %v", got, want, err)
		}
		delete(want, "e2")
		if got, err := b.Standing(t.Context(), "t1", today, last.At); err != nil || !maps.Equal(got, want) {
			t.Errorf("since the last one %+v, %v", got, err)
		}
		if got, err := b.Standing(t.Context(), "t1", "2026-11-21", noon); err != nil || len(got) != 0 {
			t.Errorf("since tomorrow %+v, %v", got, err)
		}
	})
}
