package auth

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// ChangePassword gives the actor another password if old is the present one. Every session and device ends with the
// present one; the caller makes a new session. Invalid, Args["field"] and Args["why"]: old is wrong, or new is short, long,
// common, yours, or same as the present one. TooMany: old was wrong too often.
func (s *Service) ChangePassword(ctx context.Context, i Identity, old, password string, f From) error {
	if err := s.his(ctx, i.Person, old); err != nil {
		return err
	}
	if old == password {
		return domain.Refuse(domain.Invalid, "field", "new", "why", "same")
	}
	if err := suits(i, password); err != nil {
		return err
	}
	hash, err := s.Cost.Hash(password)
	if err != nil {
		return err
	}
	return s.Credentials.ChangeCredential(ctx, i.Tenant.ID, i.Person.ID, func(e *org.Employee, c *org.Credential) ([]audit.Row, error) {
		if e.Password != i.Person.Password {
			return nil, domain.Errorf(domain.Conflict, "auth: the password was changed meanwhile")
		}
		e.Password, c.MustChange, c.ValidUntil = hash, false, nil
		return []audit.Row{s.deed(i, audit.PasswordChanged, i.Person.ID, f)}, nil
	})
}

// Confirm tells whether a password is the present one of somebody who is signed in, before he does what cannot be undone
// by himself. Invalid: it is not. TooMany: wrong too often.
func (s *Service) Confirm(ctx context.Context, tenant, employee domain.ID, password string) error {
	e, err := s.People.Employee(ctx, tenant, employee)
	if err != nil {
		return err
	}
	return s.his(ctx, e, password)
}

// his refuses a password that is not the person's present one.
func (s *Service) his(ctx context.Context, e org.Employee, password string) error {
	account := string(e.Tenant) + "\n" + string(e.ID)
	if err := s.take(ctx, perOld, account); err != nil {
		return err
	}
	if !Verify(e.Password, password) {
		return domain.Refuse(domain.Invalid, "field", "old", "why", "wrong")
	}
	return s.Meter.Forget(ctx, perOld.key(account))
}

// SignOutEverywhere ends every session of a person and every device that is kept signed in.
func (s *Service) SignOutEverywhere(ctx context.Context, i Identity, f From) error {
	return s.Credentials.ChangeCredential(ctx, i.Tenant.ID, i.Person.ID, func(_ *org.Employee, c *org.Credential) ([]audit.Row, error) {
		c.Epoch++
		return []audit.Row{s.deed(i, audit.SignedOutAll, i.Person.ID, f)}, nil
	})
}
