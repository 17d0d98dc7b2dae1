package company

import (
	"maps"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// channels keeps a channel that was switched off in that state, until a file's secrets are new or somebody says so, and the
// secrets of one of which the file gives none. One that is new cannot do without.
func (p *plan) channels(f File) (err error) {
	p.next.Channels, err = settle(p, "channels", p.old.Channels, f.Channels, func(c org.Channel) string { return c.Key },
		func(c, old *org.Channel) error {
			c.ID, c.Tenant = p.id(KindChannel, c.Key), p.next.Tenant.ID
			if p.single {
				return nil
			}
			if len(c.Secrets) == 0 && old != nil && old.Kind == c.Kind {
				c.Secrets = old.Secrets
			}
			if missing := Missing(*c); old == nil && c.Active && len(missing) > 0 {
				return domain.Errorf(domain.Invalid, "channel %s: %s is missing; write it into the file, or active: off", c.Key, strings.Join(missing, ", "))
			}
			if old != nil && c.Active && !old.Active {
				c.Active = !maps.Equal(c.Secrets, old.Secrets)
			}
			return nil
		})
	return err
}

// employees keeps what the file does not say about a person: his password, the language he chose, whether he left.
func (p *plan) employees(f File) (err error) {
	plain := make(map[string]Employee, len(f.Employees))
	want := make([]org.Employee, 0, len(f.Employees))
	for _, e := range f.Employees {
		record := e.Employee
		record.Department, record.Site = p.id(KindDepartment, e.Department), p.id(KindSite, e.Site)
		record.PermissionGroup = p.id(KindPermission, e.Permission)
		record.ClosingGroup, record.WorkPattern = p.id(KindGroup, e.Group), p.id(KindPattern, e.Pattern)
		plain[e.Code] = e
		want = append(want, record)
	}
	p.next.Employees, err = settle(p, "employees", p.old.Employees, want, func(e org.Employee) string { return e.Code },
		func(e, old *org.Employee) error { return p.person(e, old, plain[e.Code]) })
	return err
}

func (p *plan) person(e, old *org.Employee, file Employee) (err error) {
	e.ID, e.Tenant = p.id(KindEmployee, e.Code), p.next.Tenant.ID
	datedPerson.put(e, old, p.from)
	if old != nil {
		p.untouched(KindEmployee, e.Code, same(old.Versions, e.Versions), datedPerson.later(*old, p.from))
	}
	if old == nil {
		old = &org.Employee{Active: true, Language: locale.Japanese, UpdatedAt: p.tools.Now}
	}
	if e.Language == "" {
		e.Language = old.Language
	}
	e.Hired, e.Left = said(file.Hired, old.Hired), said(file.Left, old.Left)
	if e.Left != "" && e.Left < e.Hired {
		return domain.Errorf(domain.Invalid, "employee %s left on %s, before being hired on %s", e.Code, e.Left, e.Hired)
	}
	e.Active = old.Active
	if file.Inactive != nil {
		e.Active = !*file.Inactive
	}
	if e.Password, e.FilePassword, err = p.hashed(file.Password, old.Password, old.FilePassword); err != nil {
		return err
	}
	if e.Passcode, e.FilePasscode, err = p.hashed(file.Passcode, old.Passcode, old.FilePasscode); err != nil {
		return err
	}
	if e.UpdatedAt = old.UpdatedAt; !same(*old, *e) {
		e.UpdatedAt = p.tools.Now
	}
	return nil
}

// said is what the file says, else what is known.
func said(file *calendar.Date, known calendar.Date) calendar.Date {
	if file != nil {
		return *file
	}
	return known
}

// hashed is the kept form of a password and that of what the file last set. The file's word counts when it is another than
// before: what somebody chose or was given since stays when the file is applied again.
func (p *plan) hashed(plain, kept, filed string) (now, file string, err error) {
	if plain == "" || filed != "" && p.tools.Verify(filed, plain) {
		return kept, filed, nil
	}
	now, err = p.tools.Hash(plain)
	return now, now, err
}

// accounts ties the listed chat accounts to their people. One that is already tied so stays as it is, with its direct
// chat and whether it can be reached.
func (p *plan) accounts(f File) (err error) {
	var want []org.ChatAccount
	now := map[[2]domain.ID]string{} // the user each person is on a channel, by the file
	for _, e := range f.Employees {
		for _, a := range e.Chat {
			record := org.ChatAccount{
				Channel: p.id(KindChannel, a.Channel), User: a.User, Employee: p.id(KindEmployee, e.Code), Direct: a.Direct,
			}
			now[[2]domain.ID{record.Channel, record.Employee}] = a.User
			want = append(want, record)
		}
	}
	olds := slices.DeleteFunc(slices.Clone(p.old.Accounts), func(a org.ChatAccount) bool {
		user, listed := now[[2]domain.ID{a.Channel, a.Employee}]
		return listed && user != a.User && !slices.ContainsFunc(want, func(w org.ChatAccount) bool {
			return w.Channel == a.Channel && w.User == a.User
		})
	}) // what the file replaces is not kept
	p.next.Accounts, err = settle(p, "chat accounts", olds, want,
		func(a org.ChatAccount) string { return string(a.Channel) + "/" + a.User },
		func(a, old *org.ChatAccount) error {
			a.Tenant, a.LinkedAt = p.next.Tenant.ID, p.tools.Now
			if old == nil {
				a.ID = p.tools.NewID()
				return nil
			}
			a.ID = old.ID
			if old.Employee != a.Employee {
				return nil
			}
			a.LinkedAt, a.Unreachable = old.LinkedAt, old.Unreachable
			if a.Direct == "" {
				a.Direct = old.Direct
			}
			return nil
		})
	return err
}
