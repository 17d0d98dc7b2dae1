package auth

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// ReissueLife is how long a reissued password opens anything: handed over on paper before a holiday, used after it.
const ReissueLife = 7 * 24 * time.Hour

// Reissue gives an employee a one-time password (再発行): he has to change it before he can do anything else, and it ends
// after ReissueLife. Every session and device of his ends. The password is returned once and kept only as a hash.
// factor true also takes his second factor off, for somebody who lost his telephone. Forbidden: the actor is no
// administrator, or wants to be given the owner's; Invalid: the person has no login; NotFound: he is of another company.
func (s *Service) Reissue(ctx context.Context, actor domain.Actor, employee domain.ID, factor bool) (string, error) {
	by, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return "", err
	}
	e, err := s.People.Employee(ctx, actor.Tenant, employee)
	if err != nil {
		return "", err
	}
	administers := by.Active && (by.Role == domain.Admin || by.Role == domain.Owner)
	if !administers || e.Role == domain.Owner && by.Role != domain.Owner {
		return "", domain.Refuse(domain.Forbidden, "act", "reissue")
	}
	if !e.Active {
		return "", domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	if e.Login == "" {
		return "", domain.Errorf(domain.Invalid, "%s has no login; the company file gives one", e.Code)
	}
	password := oneTime()
	hash, err := s.Cost.Hash(password)
	if err != nil {
		return "", err
	}
	until := s.Now().Add(ReissueLife)
	err = s.Credentials.ChangeCredential(ctx, actor.Tenant, employee, func(e *org.Employee, c *org.Credential) ([]audit.Row, error) {
		e.Password, c.MustChange, c.ValidUntil = hash, true, &until
		c.Epoch++
		deed := audit.Row{Tenant: actor.Tenant, At: s.Now(), By: actor.Employee, Door: actor.Door, Act: audit.Reissued, Employee: employee}
		deeds := []audit.Row{deed}
		if factor && HasFactor(*c) {
			c.Secrets, c.Recovery = nil, nil
			deed.Act = audit.FactorOff
			deeds = append(deeds, deed)
		}
		return deeds, nil
	})
	return password, err
}

// letters are those that are not taken for each other on paper: no 0 and o, no 1, l and i.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// oneTime is twelve letters in three groups, 59 bits.
func oneTime() string {
	code := draw(12)
	return code[:4] + "-" + code[4:8] + "-" + code[8:]
}

// draw makes n letters that cannot be guessed.
func draw(n int) string {
	out := make([]byte, 0, n)
	for len(out) < n {
		var b [32]byte
		_, _ = rand.Read(b[:]) // crypto/rand.Read never fails (Go 1.24)
		for _, x := range b {
			// Bytes beyond the last whole round would make the first letters likelier.
			if int(x) < 256/len(letters)*len(letters) && len(out) < n {
				out = append(out, letters[int(x)%len(letters)])
			}
		}
	}
	return string(out)
}
