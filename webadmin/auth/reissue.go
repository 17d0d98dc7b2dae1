package auth

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// ReissueLife is how long what was reissued opens anything: handed over on paper before a holiday, used after it.
const ReissueLife = 7 * 24 * time.Hour

// Wish is what is to be reissued (再発行).
type Wish struct {
	Password bool
	Passcode bool
	Factor   bool // the second factor is taken off too, for somebody who lost his telephone
	// Tell makes the messages that tell him, owed in the same commit; nil: it is handed to him otherwise.
	Tell func(ctx context.Context, r Reissued) ([]outbox.Item, error)
}

// Reissued is what somebody was given, to be shown or told once: it is kept only as hashes.
type Reissued struct {
	Person   org.Employee
	Password string // empty: none was reissued
	Passcode string // likewise
	Until    time.Time
}

// Reissue gives an employee a one-time password: it is GiveAnew with nothing else.
func (s *Service) Reissue(ctx context.Context, actor domain.Actor, employee domain.ID, factor bool) (string, error) {
	r, err := s.GiveAnew(ctx, actor, employee, Wish{Password: true, Factor: factor})
	return r.Password, err
}

// GiveAnew gives an employee a one-time password, passcode, or both: he has to choose another before he can do anything
// else, and it ends after ReissueLife. With the password every session and device of his ends. Forbidden: the actor is no
// administrator, wants to be given the owner's, or the person has left (Args["why"] inactive); Invalid: he has no login;
// NotFound: he is of another company. What Tell refuses is returned as it is and keeps nothing.
func (s *Service) GiveAnew(ctx context.Context, actor domain.Actor, employee domain.ID, w Wish) (Reissued, error) {
	e, err := s.mayBeGiven(ctx, actor, employee, w)
	if err != nil {
		return Reissued{}, err
	}
	r := Reissued{Person: e, Until: s.Now().Add(ReissueLife)}
	var password, passcode string
	if w.Password {
		r.Password = oneTime()
		if password, err = s.Cost.Hash(r.Password); err != nil {
			return Reissued{}, err
		}
	}
	if w.Passcode {
		r.Passcode = digits(onceDigits)
		if passcode, err = s.Cost.Hash(r.Passcode); err != nil {
			return Reissued{}, err
		}
	}
	var owed []outbox.Item
	if w.Tell != nil {
		if owed, err = w.Tell(ctx, r); err != nil {
			return Reissued{}, err
		}
	}
	err = s.Credentials.ChangeAndTell(ctx, actor.Tenant, employee, func(e *org.Employee, c *org.Credential) ([]audit.Row, []outbox.Item, error) {
		var deeds []audit.Row
		did := func(act audit.Act) {
			deeds = append(deeds, audit.Row{Tenant: actor.Tenant, At: s.Now(), By: actor.Employee, Door: actor.Door, Act: act, Employee: employee})
		}
		if w.Password {
			e.Password, c.MustChange, c.ValidUntil = password, true, &r.Until
			c.Epoch++
			did(audit.Reissued)
		}
		if w.Passcode {
			e.Passcode, c.PasscodeOnce, c.PasscodeUntil = passcode, true, &r.Until
			did(audit.PasscodeReissued)
		}
		if w.Factor && HasFactor(*c) {
			c.Secrets, c.Recovery = nil, nil
			did(audit.FactorOff)
		}
		return deeds, owed, nil
	})
	return r, err
}

// mayBeGiven refuses who may not reissue, and who cannot be given anything.
func (s *Service) mayBeGiven(ctx context.Context, actor domain.Actor, employee domain.ID, w Wish) (org.Employee, error) {
	by, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return by, err
	}
	e, err := s.People.Employee(ctx, actor.Tenant, employee)
	if err != nil {
		return e, err
	}
	administers := by.Active && (by.Role == domain.Admin || by.Role == domain.Owner)
	switch {
	case !administers || e.Role == domain.Owner && by.Role != domain.Owner:
		return e, domain.Refuse(domain.Forbidden, "act", "reissue")
	case !e.Active:
		return e, domain.Refuse(domain.Forbidden, "why", "inactive")
	case w.Password && e.Login == "":
		return e, domain.Errorf(domain.Invalid, "%s has no login; the console or the company file gives one", e.Code)
	}
	return e, nil
}
