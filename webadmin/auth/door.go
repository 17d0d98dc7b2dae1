package auth

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
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
	return e, s.giveBack(ctx, at, true)
}

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
