package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/auth"
)

// founder is what a company begins with: everything else its owner answers in the console.
type founder struct {
	code, name, owner, login string
	password                 string // empty: a one-time one is made
}

// founderCode is the employee code of a company's first person.
const founderCode = "0001"

// newCompany makes an empty company and its owner's one-time password.
func newCompany(ctx context.Context, c console, args []string) error {
	var f founder
	_, err := flags("new", args, false, func(set *flag.FlagSet) {
		set.StringVar(&f.code, "company", "", "")
		set.StringVar(&f.name, "name", "", "")
		set.StringVar(&f.owner, "owner", "", "")
		set.StringVar(&f.login, "login", "", "")
	})
	if err != nil {
		return err
	}
	if f.code == "" || f.name == "" || f.owner == "" || f.login == "" {
		return errUsage{"--company, --name, --owner and --login are needed"}
	}
	return with(ctx, func(a *app) error {
		if err := a.store.Migrate(ctx); err != nil {
			return err
		}
		tenant, password, err := a.found(ctx, f)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "%s is there. Sign in at %s/sign-in?company=%s as %s with %s until %s; the password is changed then, and the console asks the rest\n",
			f.name, a.config.PublicURL, f.code, f.login, password, a.clock().Add(auth.ReissueLife).In(tenant.Zone()).Format("2006-01-02 15:04"))
		return err
	})
}

// found makes the company by a file as small as one can be, so that everything has the file's defaults. Conflict: there is
// one of that code.
func (a *app) found(ctx context.Context, f founder) (org.Tenant, string, error) {
	o := a.store.Org()
	if _, err := o.TenantByCode(ctx, f.code); err == nil {
		return org.Tenant{}, "", domain.Errorf(domain.Conflict, "company %s is there already; dakoku reissue gives its owner a new password", f.code)
	} else if !domain.Is(err, domain.NotFound) {
		return org.Tenant{}, "", err
	}
	owner := map[string]string{"code": founderCode, "name": f.owner, "role": string(domain.Owner), "login": f.login}
	if f.password != "" {
		owner["password"] = f.password
	}
	text, err := yaml.Marshal(map[string]any{
		"company":      map[string]string{"code": f.code, "name": f.name},
		"reason_codes": []string{"standard"},
		"employees":    []any{owner},
	})
	if err != nil {
		return org.Tenant{}, "", err
	}
	if _, _, err := a.apply(ctx, bytes.NewReader(text), "new company"); err != nil {
		return org.Tenant{}, "", err
	}
	begun, err := company.LookAt(ctx, a.store.Masters(), f.code, a.tools(""), func(m company.Masters) (company.File, error) {
		f := company.File{Tenant: m.File("").Tenant}
		f.Tenant.Setup.Open = true
		return f, nil
	})
	if err != nil {
		return org.Tenant{}, "", err
	}
	if err := begun.Save(ctx, a.store.Masters()); err != nil {
		return org.Tenant{}, "", err
	}
	tenant, err := o.TenantByCode(ctx, f.code)
	if err != nil || f.password != "" {
		return tenant, f.password, err
	}
	self, err := a.actor(ctx, tenant.ID, f.login)
	if err != nil {
		return tenant, "", err
	}
	password, err := a.signIn().Reissue(ctx, self, self.Employee, false)
	return tenant, password, err
}
