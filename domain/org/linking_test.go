package org

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// drawer keeps codes, tries and accounts as the contracts of Codes and Accounts say.
type drawer struct {
	Accounts
	now      func() time.Time
	codes    []LinkCode
	tries    map[string]LinkTries
	accounts []ChatAccount
	race     func() // runs before the next SaveTries: another message of the same user
}

func (d *drawer) SaveCode(_ context.Context, code LinkCode) error {
	d.codes = slices.DeleteFunc(d.codes, func(c LinkCode) bool { return c.Employee == code.Employee && c.UsedAt == nil })
	d.codes = append(d.codes, code)
	return nil
}

func (d *drawer) CodeByDigest(_ context.Context, tenant domain.ID, digest string) (LinkCode, error) {
	for _, c := range d.codes {
		if c.Tenant == tenant && c.Digest == digest && c.UsedAt == nil {
			return c, nil
		}
	}
	return LinkCode{}, domain.Errorf(domain.NotFound, "no code")
}

func (d *drawer) Tries(_ context.Context, _ domain.ID, user string) (LinkTries, error) {
	return d.tries[user], nil
}

func (d *drawer) SaveTries(_ context.Context, t LinkTries, before int) error {
	if f := d.race; f != nil {
		d.race = nil
		f()
	}
	if d.tries[t.User].Wrong != before {
		return domain.Errorf(domain.Conflict, "tries moved on")
	}
	d.tries[t.User] = t
	return nil
}

func (d *drawer) Account(_ context.Context, tenant, channel domain.ID, user string) (ChatAccount, error) {
	for _, a := range d.accounts {
		if a.Tenant == tenant && a.Channel == channel && a.User == user {
			return a, nil
		}
	}
	return ChatAccount{}, domain.Errorf(domain.NotFound, "no account")
}

func (d *drawer) Link(_ context.Context, account ChatAccount, code domain.ID) error {
	for i, c := range d.codes {
		if c.ID == code && c.UsedAt == nil {
			used := d.now()
			d.codes[i].UsedAt = &used
			d.accounts = append(d.accounts, account)
			return nil
		}
	}
	return domain.Errorf(domain.Conflict, "code used")
}

func (d *drawer) Unlink(_ context.Context, _, channel domain.ID, user string, _ domain.Actor) error {
	d.accounts = slices.DeleteFunc(d.accounts, func(a ChatAccount) bool { return a.Channel == channel && a.User == user })
	return nil
}

type desk struct {
	*Linking
	drawer *drawer
	now    time.Time
	draws  []string
}

func newDesk() *desk {
	d := &desk{now: time.Date(2026, 11, 20, 0, 30, 0, 0, time.UTC), draws: []string{"482913", "000001", "000002"}}
	clock := func() time.Time { return d.now }
	d.drawer = &drawer{now: clock, tries: map[string]LinkTries{}}
	d.Linking = &Linking{
		People: umi(), Accounts: d.drawer, Codes: d.drawer, Key: []byte("key"), Now: clock, NewID: domain.IDs(clock),
		Code: func() string {
			code := d.draws[0]
			d.draws = d.draws[1:]
			return code
		},
	}
	return d
}

var (
	admin = domain.Actor{Tenant: "umi", Employee: "suzuki", Role: domain.Admin}
	u1    = Who{Tenant: "umi", Channel: "line", User: "U1", Direct: "D1"}
	u2    = Who{Tenant: "umi", Channel: "line", User: "U2"}
)

func (d *desk) code(t *testing.T, employee domain.ID) string {
	t.Helper()
	code, row, err := d.NewCode(t.Context(), admin, employee)
	if err != nil {
		t.Fatal(err)
	}
	if row.Digest == code || len(row.Digest) != 64 || !row.ExpiresAt.Equal(d.now.Add(CodeLife)) {
		t.Errorf("kept as %+v", row)
	}
	return code
}

func TestLinkingUnderAMinute(t *testing.T) {
	d := newDesk()
	code := d.code(t, "tanaka")
	for _, typed := range []string{code, "４８２９１３", "482-913", " 482 913\n"} {
		if e, err := d.Look(t.Context(), u1, typed); err != nil || e.ID != "tanaka" {
			t.Errorf("%q: %v %v", typed, e.ID, err)
		}
	}
	a, err := d.Confirm(t.Context(), u1, code, "tanaka")
	if err != nil || a.Employee != "tanaka" || a.Direct != "D1" || !a.LinkedAt.Equal(d.now) {
		t.Fatalf("got %+v %v", a, err)
	}
	again, err := d.Confirm(t.Context(), u1, code, "tanaka")
	if err != nil || again.ID != a.ID || len(d.drawer.accounts) != 1 {
		t.Errorf("again: %+v %v", again, err)
	}
	if _, err := d.Look(t.Context(), u2, code); !domain.Is(err, domain.NotFound) {
		t.Errorf("a used code: %v", err)
	}
	if _, err := d.Confirm(t.Context(), u2, code, "tanaka"); !domain.Is(err, domain.Conflict) {
		t.Errorf("used by another: %v", err)
	}
}

func TestWhatIsNoCodeIsNoTry(t *testing.T) {
	d := newDesk()
	for _, typed := range []string{"", "出勤", "48291", "4829133", "48291a", "番号は482913です", "٤٨٢٩١٣"} {
		if _, err := d.Look(t.Context(), u1, typed); !domain.Is(err, domain.Invalid) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if d.drawer.tries["U1"].Wrong != 0 {
		t.Error("tries were counted")
	}
}

func TestFiveWrongCodesMakeAPause(t *testing.T) {
	d := newDesk()
	code := d.code(t, "tanaka")
	for i := range MaxTries {
		_, err := d.Look(t.Context(), u1, "99999"+string(rune('0'+i)))
		if i < MaxTries-1 {
			if !domain.Is(err, domain.NotFound) || err.(*domain.Error).Args["left"] != MaxTries-1-i {
				t.Fatalf("try %d: %v", i+1, err)
			}
			continue
		}
		if !domain.Is(err, domain.TooMany) || err.(*domain.Error).Args["until"] != d.now.Add(Pause) {
			t.Fatalf("the last try: %v", err)
		}
	}
	if _, err := d.Look(t.Context(), u1, code); !domain.Is(err, domain.TooMany) {
		t.Errorf("the right code in the pause: %v", err)
	}
	if _, err := d.Look(t.Context(), u2, code); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	d.now = d.now.Add(Pause)
	if _, err := d.Look(t.Context(), u1, "999990"); !domain.Is(err, domain.NotFound) {
		t.Errorf("after the pause: %v", err)
	}
	if e, err := d.Look(t.Context(), u1, code); err != nil || e.ID != "tanaka" || d.drawer.tries["U1"].Wrong != 0 {
		t.Errorf("then the right one: %v %v", e.ID, err)
	}
}

func TestTwoTriesAtOnceAreTwo(t *testing.T) {
	d := newDesk()
	d.drawer.race = func() { _, _ = d.Look(t.Context(), u1, "999999") }
	if _, err := d.Look(t.Context(), u1, "999998"); !domain.Is(err, domain.NotFound) || err.(*domain.Error).Args["left"] != MaxTries-2 {
		t.Errorf("got %v", err)
	}
}

func TestCodesRunOut(t *testing.T) {
	d := newDesk()
	code := d.code(t, "tanaka")
	d.now = d.now.Add(CodeLife)
	if _, err := d.Look(t.Context(), u1, code); err != nil {
		t.Errorf("at the last moment: %v", err)
	}
	d.now = d.now.Add(time.Second)
	if e, err := d.Look(t.Context(), u1, code); !domain.Is(err, domain.Expired) || e.ID != "" {
		t.Errorf("after it: %v %v", e.ID, err)
	}
	if _, err := d.Confirm(t.Context(), u1, code, "tanaka"); !domain.Is(err, domain.Conflict) {
		t.Errorf("confirming after it: %v", err)
	}
}

func TestANewCodeReplacesTheOld(t *testing.T) {
	d := newDesk()
	d.draws = []string{"111111", "222222", "222222", "333333"}
	old := d.code(t, "tanaka")
	if got := d.code(t, "tanaka"); got != "222222" {
		t.Errorf("got %s", got)
	}
	if got := d.code(t, "yamada"); got != "333333" {
		t.Errorf("two people hold %s", got)
	}
	if _, err := d.Look(t.Context(), u1, old); !domain.Is(err, domain.NotFound) {
		t.Errorf("the old one: %v", err)
	}
	if _, err := d.Confirm(t.Context(), u1, "222222", "yamada"); !domain.Is(err, domain.Conflict) {
		t.Errorf("another one's code: %v", err)
	}
	if _, err := d.Look(t.Context(), Who{Tenant: "yama", Channel: "line", User: "U1"}, "222222"); !domain.Is(err, domain.NotFound) {
		t.Errorf("another company: %v", err)
	}
}

func TestWhoMayMakeAndEndLinks(t *testing.T) {
	d := newDesk()
	tanaka := domain.Actor{Tenant: "umi", Employee: "tanaka", Role: domain.Employee}
	for employee, code := range map[domain.ID]domain.Code{"yamada": domain.Forbidden, "tanaka": ""} {
		if _, _, err := d.NewCode(t.Context(), tanaka, employee); domain.CodeOf(err) != code {
			t.Errorf("a code for %s: %v", employee, err)
		}
	}
	if _, _, err := d.NewCode(t.Context(), admin, "gone"); !domain.Is(err, domain.Forbidden) {
		t.Errorf("a code for somebody who left: %v", err)
	}
	if _, err := d.Confirm(t.Context(), u1, "482913", "tanaka"); err != nil {
		t.Fatal(err)
	}
	yamada := domain.Actor{Tenant: "umi", Employee: "yamada", Role: domain.Manager}
	if err := d.Unlink(t.Context(), yamada, "line", "U1"); !domain.Is(err, domain.Forbidden) {
		t.Errorf("another one's link: %v", err)
	}
	if err := d.Unlink(t.Context(), tanaka, "line", "U1"); err != nil || len(d.drawer.accounts) != 0 {
		t.Errorf("his own: %v", err)
	}
	if err := d.Unlink(t.Context(), tanaka, "line", "U1"); !domain.Is(err, domain.NotFound) {
		t.Errorf("again: %v", err)
	}
}

func TestRandomCode(t *testing.T) {
	for range 1000 {
		if code := RandomCode(); len(code) != CodeDigits {
			t.Fatalf("%q", code)
		} else if _, ok := tidy(code); !ok {
			t.Fatalf("%q cannot be typed", code)
		}
	}
}
