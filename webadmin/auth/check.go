package auth

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
)

// Given is what somebody typed to sign in.
type Given struct {
	Company, Login, Password string
	From
}

// Check tells who the given company code, login and password are. Invalid: they are nobody's, and it is not said which
// part is wrong. TooMany: too many were wrong, Args["until"] says when to try again; nothing was looked at. Forbidden:
// Args["why"] is inactive or address. Expired: the password was one to be changed in time.
func (s *Service) Check(ctx context.Context, g Given) (Identity, error) {
	g.Company, g.Login = typed(g.Company), typed(g.Login)
	from := place(g.Address)
	if err := s.take(ctx, perAddress, from); err != nil {
		return Identity{}, err
	}
	i, err := s.find(ctx, g.Company, g.Login)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return Identity{}, err
	}
	t, err := s.spend(ctx, i, g)
	if err != nil {
		return Identity{}, err
	}
	if i.Person.ID == "" || !Verify(i.Person.Password, g.Password) {
		return Identity{}, s.wrong(ctx, i, g, t)
	}
	if err := t.back(ctx, s.Meter); err != nil {
		return Identity{}, err
	}
	if err := s.lets(i, g.Address); err != nil {
		return Identity{}, cmp.Or(s.failed(ctx, i, g.From, reason(err)), err)
	}
	return i, s.Meter.Give(ctx, perAddress.key(from), perAddress.every)
}

// tries are those a password was looked at for.
type tries struct {
	account, place string // the keys; account is empty from an address that is known
	last           bool
}

// spend takes the tries of an account, be there such a one or not. TooMany. An attack from everywhere leaves at the world's
// tries already, and no trace for each address.
func (s *Service) spend(ctx context.Context, i Identity, g Given) (t tries, err error) {
	from := place(g.Address)
	// A reissued password must open at once, whatever was tried before: it begins another epoch.
	account := strings.Join([]string{g.Company, g.Login, strconv.Itoa(i.Credential.Epoch)}, "\n")
	t.place = account + "\n" + from
	his, err := s.SignIns.SignedInFrom(ctx, i.Tenant.ID, i.Person.ID, from, s.Now().Add(-known))
	if err != nil {
		return t, err
	}
	worlds := false
	if !his {
		t.account = account
		if worlds, err = s.takes(ctx, perAccount, t.account); err != nil {
			return t, err
		}
	}
	t.last, err = s.takes(ctx, perPlace, t.place)
	t.last = t.last || worlds
	if domain.Is(err, domain.TooMany) && !his {
		err = cmp.Or(s.Meter.Give(ctx, perAccount.key(t.account), perAccount.every), err)
	}
	return t, err
}

// back returns the tries of a password that was right. Others may be at the account's meanwhile: theirs stay spent.
func (t tries) back(ctx context.Context, m Meter) error {
	if err := m.Forget(ctx, perPlace.key(t.place)); err != nil || t.account == "" {
		return err
	}
	return m.Give(ctx, perAccount.key(t.account), perAccount.every)
}

// wrong is the answer to a wrong password, which is kept if the account is somebody's.
func (s *Service) wrong(ctx context.Context, i Identity, g Given, t tries) error {
	var no error = domain.Refuse(domain.Invalid, "why", "wrong")
	if i.Person.ID == "" {
		Verify(s.Cost.nobodys(), g.Password)
		err := s.take(ctx, perNobody, t.place) // a write, as for somebody
		if domain.Is(err, domain.TooMany) {
			err = nil
		}
		return cmp.Or(err, no)
	}
	var deeds []audit.Row
	if t.last {
		switch err := s.take(ctx, perAlarm, string(i.Person.ID)); {
		case err == nil:
			deeds = append(deeds, s.deed(i, audit.LockedOut, "", g.From))
		case !domain.Is(err, domain.TooMany):
			return err
		}
	}
	return cmp.Or(s.failed(ctx, i, g.From, "password", deeds...), no)
}

// reason is why somebody who is who he says is not let in, in a word.
func reason(err error) string {
	if why, ok := arg(err, "why").(string); ok {
		return why
	}
	return string(domain.CodeOf(err))
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
