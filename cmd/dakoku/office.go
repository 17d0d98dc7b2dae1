package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

func migrate(ctx context.Context, _ console, args []string) error {
	if _, err := flags("migrate", args, false, func(*flag.FlagSet) {}); err != nil {
		return err
	}
	return with(ctx, func(a *app) error { return a.store.Migrate(ctx) })
}

func lock(ctx context.Context, c console, args []string) error {
	collectAt(counting)
	return setLock(ctx, c, "lock", args)
}

func unlock(ctx context.Context, c console, args []string) error {
	return setLock(ctx, c, "unlock", args)
}

func setLock(ctx context.Context, c console, name string, args []string) error {
	var group, month, employee, login, reason string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&group, "group", "", "")
		f.StringVar(&month, "month", "", "")
		f.StringVar(&employee, "employee", "", "")
		f.StringVar(&login, "as", "", "")
		f.StringVar(&reason, "reason", "", "")
	}
	check := func() error {
		if _, err := calendar.ParseMonth(month); err != nil {
			return errUsage{"--month " + err.Error()}
		}
		return nil
	}
	return forCompany(ctx, name, args, declare, []string{"group", "month", "as", "reason"}, check, func(a *app, tenant org.Tenant) error {
		actor, err := a.actor(ctx, tenant.ID, login)
		if err != nil {
			return err
		}
		g, err := a.closing.GroupByCode(ctx, tenant.ID, group)
		if err != nil {
			return err
		}
		order := closing.Order{Group: g.ID, Month: calendar.Month(month), Reason: reason}
		if employee != "" {
			e, err := a.employee(ctx, tenant, employee)
			if err != nil {
				return err
			}
			order.Employee = e.ID
		}
		set := map[string]func(context.Context, domain.Actor, closing.Order) (closing.Lock, error){"lock": a.closing.Lock, "unlock": a.closing.Unlock}[name]
		if _, err := set(ctx, actor, order); err != nil {
			return err
		}
		rows, err := a.store.Closing().Locks(ctx, tenant.ID, g.ID, order.Month)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "%sed %s %s, version %d\n", name, group, month, closing.Times(rows, order.Employee))
		return err
	})
}

// actor is the person an operator acts as.
func (a *app) actor(ctx context.Context, tenant domain.ID, login string) (domain.Actor, error) {
	e, err := a.store.Org().EmployeeByLogin(ctx, tenant, login)
	if domain.Is(err, domain.NotFound) || err == nil && !e.Active {
		return domain.Actor{}, domain.Errorf(domain.NotFound, "nobody active signs in as %q", login)
	}
	return domain.Actor{Tenant: tenant, Employee: e.ID, Role: e.Role, Door: domain.CLI}, err
}

// employee finds a person by the code on the command line.
func (a *app) employee(ctx context.Context, tenant org.Tenant, code string) (org.Employee, error) {
	e, err := a.store.Org().EmployeeByCode(ctx, tenant.ID, code)
	if domain.Is(err, domain.NotFound) {
		return e, domain.Errorf(domain.NotFound, "%s has no employee %q", tenant.Code, code)
	}
	return e, err
}

func linkCode(ctx context.Context, c console, args []string) error {
	var employee string
	declare := func(f *flag.FlagSet) { f.StringVar(&employee, "employee", "", "") }
	return forCompany(ctx, "link-code", args, declare, []string{"employee"}, nil, func(a *app, tenant org.Tenant) error {
		e, err := a.employee(ctx, tenant, employee)
		if err != nil {
			return err
		}
		// Whoever may run the binary on the database may do what an administrator may.
		digits, row, err := a.linking.NewCode(ctx, domain.Actor{Tenant: tenant.ID, Role: domain.Admin, Door: domain.CLI}, e.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "%s\tfor %s %s, until %s\n", digits, e.Code, e.Name, row.ExpiresAt.In(tenant.Zone()).Format("2006-01-02 15:04"))
		return err
	})
}

func menus(ctx context.Context, c console, args []string) error {
	return forCompany(ctx, "menus", args, func(*flag.FlagSet) {}, nil, nil, func(a *app, tenant org.Tenant) error {
		channels, err := newDirectory(a.store.Org(), a.clock).Channels(ctx)
		if err != nil {
			return err
		}
		chats, err := a.chats(newMetrics())
		if err != nil {
			return err
		}
		done := 0
		for _, ch := range channels {
			if ch.Tenant != tenant.ID || ch.Kind != domain.LINE {
				continue
			}
			if err := chats.line.Register(ctx, ch); err != nil {
				return fmt.Errorf("%s: %w", ch.Key, err)
			}
			done++
		}
		if done == 0 {
			return domain.Errorf(domain.NotFound, "%s has no LINE channel", tenant.Code)
		}
		_, err = fmt.Fprintf(c.out, "menus registered on %d channel(s)\n", done)
		return err
	})
}
