package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
)

// limit is how often something may be tried: burst times at once, then once every so often.
type limit struct {
	name  string
	burst int
	every time.Duration
}

// The limits of tries; the numbers are the product's own choice. Right passwords are given back, so only wrong ones
// count. With ten at once and one every five minutes, guessing one account gets 300 tries a day from the whole world
// together; an office behind one address has room for its typing mistakes.
var (
	perAccount = limit{"account", 10, 5 * time.Minute}
	perAddress = limit{"address", 100, 10 * time.Second}
	perFactor  = limit{"factor", 5, 5 * time.Minute}
)

// take spends a try. TooMany: none is left, Args["until"] says when one will be.
func (s *Service) take(ctx context.Context, l limit, of string) error {
	free, ok, err := s.Meter.Take(ctx, l.key(of), l.burst, l.every)
	if err == nil && !ok {
		return domain.Refuse(domain.TooMany, "until", free, "of", l.name)
	}
	return err
}

// key names a meter. What people typed is digested: it may be long, and it may be a password in the wrong field.
func (l limit) key(of string) string {
	sum := sha256.Sum256([]byte(of))
	return l.name + ":" + hex.EncodeToString(sum[:16])
}

// Given is what somebody typed to sign in.
type Given struct {
	Company, Login, Password string
	Address                  string // where he is
}

// nobodys is compared with when there is no such account, so that the answer takes as long.
const nobodys = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// Check tells who the given company code, login and password are. Invalid: they are nobody's, and it is not said which
// part is wrong. TooMany: too many were wrong, Args["until"] says when to try again; nothing was looked at. Forbidden:
// Args["why"] is inactive or address. Expired: the password was one to be changed in time.
func (s *Service) Check(ctx context.Context, g Given) (Identity, error) {
	company, login := typed(g.Company), typed(g.Login)
	account := company + "\n" + login
	if err := s.take(ctx, perAddress, g.Address); err != nil {
		return Identity{}, err
	}
	if err := s.take(ctx, perAccount, account); err != nil {
		return Identity{}, err
	}
	i, err := s.find(ctx, company, login)
	switch {
	case domain.Is(err, domain.NotFound):
		Verify(nobodys, g.Password)
		return Identity{}, domain.Refuse(domain.Invalid, "why", "wrong")
	case err != nil:
		return Identity{}, err
	case !Verify(i.Person.Password, g.Password):
		return Identity{}, domain.Refuse(domain.Invalid, "why", "wrong")
	}
	if err := s.Meter.Give(ctx, perAddress.key(g.Address), perAddress.every); err != nil {
		return Identity{}, err
	}
	if err := s.Meter.Forget(ctx, perAccount.key(account)); err != nil {
		return Identity{}, err
	}
	return i, s.lets(i, g.Address)
}

// lets refuses somebody who is who he says.
func (s *Service) lets(i Identity, address string) error {
	switch until := i.Credential.ValidUntil; {
	case !i.Person.Active:
		return domain.Refuse(domain.Forbidden, "why", "inactive")
	case !i.Tenant.Access.Lets(address):
		return domain.Refuse(domain.Forbidden, "why", "address", "address", address)
	case until != nil && s.Now().After(*until):
		return domain.Refuse(domain.Expired, "until", *until)
	}
	return nil
}

func (s *Service) find(ctx context.Context, company, login string) (i Identity, err error) {
	if i.Tenant, err = s.Tenants.TenantByCode(ctx, company); err != nil {
		return i, err
	}
	if i.Person, err = s.People.EmployeeByLogin(ctx, i.Tenant.ID, login); err != nil {
		return i, err
	}
	i.Credential, err = s.Credentials.Credential(ctx, i.Tenant.ID, i.Person.ID)
	return i, err
}

// typed reads a code or login as people type it, with the full-width letters of a Japanese keyboard too.
func typed(s string) string { return strings.TrimSpace(norm.NFKC.String(s)) }
