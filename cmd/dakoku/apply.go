package main

import (
	"context"
	"io"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/auth"
)

// apply brings a company in line with its file and says what changed.
func (a *app) apply(ctx context.Context, in io.Reader, name string) (company.File, company.Changes, error) {
	return a.applyFrom(ctx, in, name, "", "")
}

// applyFrom applies a file whose dated masters count from a date on; why is for the history.
func (a *app) applyFrom(ctx context.Context, in io.Reader, name string, from calendar.Date, why string) (company.File, company.Changes, error) {
	file, err := readFile(in, name, from)
	if err != nil {
		return file, company.Changes{}, err
	}
	changes, err := company.Apply(ctx, a.store.Masters(), file, a.tools(why))
	if err != nil {
		return file, changes, err
	}
	return file, changes, a.invite(ctx, file)
}

func (a *app) tools(why string) company.Tools {
	return company.Tools{Hash: a.cost.Hash, Verify: auth.Verify, NewID: a.newID, Now: a.clock(), Actor: domain.Actor{Door: domain.CLI}, Reason: why}
}

// readFile reads a company file; a date on the command line is that of a file without one.
func readFile(in io.Reader, name string, from calendar.Date) (company.File, error) {
	file, err := company.Parse(in, name)
	if err != nil || from == "" || file.Effective == from {
		return file, err
	}
	if file.Effective != "" {
		return file, domain.Errorf(domain.Invalid, "%s: counts from %s as it says itself, not from %s", name, file.Effective, from)
	}
	file.Effective = from
	return file, nil
}

// invite issues the numbers that a file gives to people who have linked no account yet.
func (a *app) invite(ctx context.Context, file company.File) error {
	o := a.store.Org()
	for _, row := range file.Employees {
		if row.LinkCode == "" {
			continue
		}
		tenant, err := o.TenantByCode(ctx, file.Tenant.Code)
		if err != nil {
			return err
		}
		e, err := o.EmployeeByCode(ctx, tenant.ID, row.Code)
		if err != nil {
			return err
		}
		accounts, err := o.AccountsOf(ctx, tenant.ID, e.ID)
		if err != nil {
			return err
		}
		if len(accounts) == 0 && e.Active {
			if err := a.issue(ctx, tenant, e, row.LinkCode); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *app) issue(ctx context.Context, tenant org.Tenant, e org.Employee, digits string) error {
	linking := *a.linking
	linking.Code = func() string { return digits }
	_, _, err := linking.NewCode(ctx, domain.Actor{Tenant: tenant.ID, Role: domain.Owner, Door: domain.CLI}, e.ID)
	if domain.Is(err, domain.Unavailable) {
		return nil // the number of an earlier seeding is still good
	}
	return err
}
