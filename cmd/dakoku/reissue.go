package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/auth"
)

// reissue gives somebody who cannot sign in a one-time password.
func reissue(ctx context.Context, c console, args []string) error {
	var employee, login string
	var factor bool
	declare := func(f *flag.FlagSet) {
		f.StringVar(&employee, "employee", "", "")
		f.StringVar(&login, "as", "", "")
		f.BoolVar(&factor, "second-factor", false, "")
	}
	return forCompany(ctx, "reissue", args, declare, []string{"employee", "as"}, nil, func(a *app, tenant org.Tenant) error {
		actor, err := a.actor(ctx, tenant.ID, login)
		if err != nil {
			return err
		}
		e, err := a.employee(ctx, tenant, employee)
		if err != nil {
			return err
		}
		password, err := a.signIn().Reissue(ctx, actor, e.ID, factor)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "%s\tfor %s %s, login %s, until %s; it has to be changed at the first sign-in\n", password, e.Code, e.Name, e.Login,
			a.clock().Add(auth.ReissueLife).In(tenant.Zone()).Format("2006-01-02 15:04"))
		return err
	})
}
