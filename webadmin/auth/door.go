package auth

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
)

// The limits of tries at a shared recorder, beside those of the address and the account. A passcode has four digits or
// more and is typed where everybody can stand: five at once and one every ten minutes are 150 a day of ten thousand, for
// one person at all recorders together. A recorder has room for the mistakes of a whole shift.
var (
	perPasscode = limit{"passcode", 5, 10 * time.Minute}
	perRecorder = limit{"recorder", 30, 20 * time.Second}
)

var _ terminal.Prover = (*Service)(nil)

// Passcode implements terminal.Prover.
func (s *Service) Passcode(ctx context.Context, t org.Tenant, employee domain.ID, passcode string, at terminal.Place) (org.Employee, error) {
	person := string(t.ID) + "\n" + string(employee)
	// The person's first: somebody who is locked out and tries on uses up nobody else's.
	for _, m := range []struct {
		limit
		of string
	}{{perPasscode, person}, {perRecorder, string(at.Recorder)}, {perAddress, place(at.Address)}} {
		if err := s.take(ctx, m.limit, m.of); err != nil {
			return org.Employee{}, err
		}
	}
	e, err := s.People.Employee(ctx, t.ID, employee)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return e, err
	}
	kept := e.Passcode
	if kept == "" {
		kept = s.Cost.nobodys() // the answer takes as long
	}
	if !Verify(kept, typed(passcode)) || e.Passcode == "" {
		return org.Employee{}, domain.Refuse(domain.Invalid, "why", "wrong")
	}
	if err := s.Meter.Forget(ctx, perPasscode.key(person)); err != nil {
		return e, err
	}
	if err := s.giveBack(ctx, at, true); err != nil {
		return e, err
	}
	return e, s.onceOnly(ctx, e)
}

// onceOnly refuses a passcode that was reissued and not changed yet.
func (s *Service) onceOnly(ctx context.Context, e org.Employee) error {
	c, err := s.Credentials.Credential(ctx, e.Tenant, e.ID)
	switch until := c.PasscodeUntil; {
	case err != nil || !c.PasscodeOnce:
		return err
	case until != nil && s.Now().After(*until):
		return domain.Refuse(domain.Expired, "until", *until)
	}
	return domain.Refuse(domain.Expired, "why", "change")
}

// ChoosePasscode implements terminal.Prover.
func (s *Service) ChoosePasscode(ctx context.Context, t org.Tenant, employee domain.ID, passcode, next string, at terminal.Place) (org.Employee, error) {
	e, err := s.Passcode(ctx, t, employee, passcode, at)
	if !domain.Is(err, domain.Expired) || arg(err, "why") != "change" {
		return e, err
	}
	next = typed(next)
	switch {
	case len(next) < minPasscode || len(next) > maxPasscode || strings.Trim(next, "0123456789") != "" || strings.Trim(next, next[:1]) == "":
		return e, domain.Refuse(domain.Invalid, "field", "new", "least", minPasscode, "most", maxPasscode)
	case next == typed(passcode):
		return e, domain.Refuse(domain.Invalid, "field", "new", "why", "same")
	}
	hash, err := s.Cost.Hash(next)
	if err != nil {
		return e, err
	}
	return e, s.Credentials.ChangeCredential(ctx, t.ID, employee, func(now *org.Employee, c *org.Credential) ([]audit.Row, error) {
		if now.Passcode != e.Passcode {
			return nil, domain.Errorf(domain.Conflict, "auth: the passcode was changed meanwhile")
		}
		now.Passcode, c.PasscodeOnce, c.PasscodeUntil = hash, false, nil
		return []audit.Row{{Tenant: t.ID, At: s.Now(), By: employee, Door: domain.Web, Act: audit.PasscodeChosen, Employee: employee}}, nil
	})
}

// Bounds of a passcode, as in the company file.
const (
	minPasscode = 4
	maxPasscode = 12
)

// Password implements terminal.Prover.
func (s *Service) Password(ctx context.Context, t org.Tenant, login, password string, at terminal.Place) (org.Employee, error) {
	if err := s.take(ctx, perRecorder, string(at.Recorder)); err != nil {
		return org.Employee{}, err
	}
	i, err := s.Check(ctx, Given{Company: t.Code, Login: login, Password: password, From: From{Address: at.Address}})
	if err != nil {
		return i.Person, err
	}
	if i.Credential.MustChange {
		return i.Person, domain.Refuse(domain.Expired, "why", "change")
	}
	return i.Person, s.giveBack(ctx, at, false)
}

// giveBack returns the tries of somebody who was right; Check returns the address's by itself.
func (s *Service) giveBack(ctx context.Context, at terminal.Place, address bool) error {
	if address {
		if err := s.Meter.Give(ctx, perAddress.key(place(at.Address)), perAddress.every); err != nil {
			return err
		}
	}
	return s.Meter.Give(ctx, perRecorder.key(string(at.Recorder)), perRecorder.every)
}
