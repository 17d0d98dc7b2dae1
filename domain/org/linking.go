package org

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Linking ties chat accounts to employees by short codes (チャット連携). All fields but Code are needed.
type Linking struct {
	People   People
	Accounts Accounts
	Codes    Codes
	Key      []byte // keys the digests
	Now      domain.Clock
	NewID    domain.NewID
	Code     func() string // makes a code; nil: RandomCode
}

// Who is a chat user a channel has heard from.
type Who struct {
	Tenant  domain.ID
	Channel domain.ID
	User    string
	Direct  string // the direct chat's place, where the platform needs one
}

// NewCode makes a code for an employee and gives its digits, once: only a digest is kept. It replaces his older unused
// codes and lives for CodeLife. An administrator may make one for anybody who works here, everybody one for himself.
func (l *Linking) NewCode(ctx context.Context, actor domain.Actor, employee domain.ID) (string, LinkCode, error) {
	draw := l.Code
	if draw == nil {
		draw = RandomCode
	}
	return l.newCode(ctx, actor, employee, CodeLife, draw)
}

// SheetCode makes a code that is printed for one of many people and lives for some days, at most MaxCodeDays. Else it is
// as NewCode.
func (l *Linking) SheetCode(ctx context.Context, actor domain.Actor, employee domain.ID, days int) (string, LinkCode, error) {
	if days < 1 || days > MaxCodeDays {
		return "", LinkCode{}, domain.Refuse(domain.Invalid, "field", "days", "most", MaxCodeDays)
	}
	return l.newCode(ctx, actor, employee, time.Duration(days)*CodeLife, func() string { return randomDigits(SheetDigits) })
}

func (l *Linking) newCode(ctx context.Context, actor domain.Actor, employee domain.ID, life time.Duration, draw func() string) (string, LinkCode, error) {
	if actor.Employee != employee && actor.Role != domain.Admin && actor.Role != domain.Owner {
		return "", LinkCode{}, domain.Refuse(domain.Forbidden, "act", "link")
	}
	e, err := l.People.Employee(ctx, actor.Tenant, employee)
	if err != nil {
		return "", LinkCode{}, err
	}
	if !e.Active {
		return "", LinkCode{}, domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	code, digest, err := l.free(ctx, actor.Tenant, draw)
	if err != nil {
		return "", LinkCode{}, err
	}
	row := LinkCode{ID: l.NewID(), Tenant: actor.Tenant, Employee: e.ID, Digest: digest, ExpiresAt: l.Now().Add(life)}
	return code, row, l.Codes.SaveCode(ctx, row)
}

// free makes a code nobody else of the company holds.
func (l *Linking) free(ctx context.Context, tenant domain.ID, draw func() string) (code, digest string, err error) {
	// Ten thousand people hold at most one code in a hundred; twenty draws that all hit one do not happen.
	for range 20 {
		code = draw()
		digest = l.digest(tenant, code)
		_, err = l.Codes.CodeByDigest(ctx, tenant, digest)
		if domain.Is(err, domain.NotFound) {
			return code, digest, nil
		}
		if err != nil {
			return "", "", err
		}
	}
	return "", "", domain.Errorf(domain.Unavailable, "no free link code in 20 draws")
}

// Look tells whose code was typed, to be confirmed. It names nobody before a right code. Invalid: it does not look
// like a code and is no try; NotFound: wrong, Args["left"] tries remain; Expired: it was right once; TooMany: MaxTries
// were wrong, no code is looked at until Args["until"].
func (l *Linking) Look(ctx context.Context, who Who, typed string) (Employee, error) {
	code, ok := tidy(typed)
	if !ok {
		return Employee{}, domain.Refuse(domain.Invalid, "field", "code", "digits", CodeDigits)
	}
	// Two messages at once may not make five tries six: the count is raised before the code is looked at, and only
	// the message that raised it may look.
	tries, err := l.take(ctx, who)
	if err != nil {
		return Employee{}, err
	}
	row, err := l.Codes.CodeByDigest(ctx, who.Tenant, l.digest(who.Tenant, code))
	switch {
	case domain.Is(err, domain.NotFound):
		return Employee{}, tries.refusal(l.Now())
	case err != nil:
		return Employee{}, err
	case l.Now().After(row.ExpiresAt):
		return Employee{}, domain.Refuse(domain.Expired, "left", tries.left())
	}
	e, err := l.People.Employee(ctx, who.Tenant, row.Employee)
	if err != nil {
		return Employee{}, err
	}
	if !e.Active {
		return Employee{}, domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	return e, l.forgive(ctx, tries)
}

// Confirm links the chat user to the employee Look named, and uses the code up. Doing it again is the same link.
// Conflict: the code was used, replaced or ran out meanwhile; a new one is needed.
func (l *Linking) Confirm(ctx context.Context, who Who, typed string, employee domain.ID) (ChatAccount, error) {
	account := ChatAccount{
		ID: l.NewID(), Tenant: who.Tenant, Channel: who.Channel, User: who.User, Employee: employee, Direct: who.Direct,
		LinkedAt: l.Now(),
	}
	code, _ := tidy(typed)
	row, err := l.Codes.CodeByDigest(ctx, who.Tenant, l.digest(who.Tenant, code))
	if err == nil && (row.Employee != employee || account.LinkedAt.After(row.ExpiresAt)) {
		err = domain.Refuse(domain.NotFound)
	}
	if err == nil {
		err = l.Accounts.Link(ctx, account, row.ID)
	}
	if domain.Is(err, domain.NotFound) || domain.Is(err, domain.Conflict) {
		return l.linked(ctx, who, employee)
	}
	return account, err
}

// linked is the link a confirmation was about, when it is there already.
func (l *Linking) linked(ctx context.Context, who Who, employee domain.ID) (ChatAccount, error) {
	account, err := l.Accounts.Account(ctx, who.Tenant, who.Channel, who.User)
	if domain.Is(err, domain.NotFound) || err == nil && account.Employee != employee {
		return ChatAccount{}, domain.Refuse(domain.Conflict, "what", "code")
	}
	return account, err
}

// Unlink ends a link. Everybody may end his own, an administrator any. NotFound: there is none.
func (l *Linking) Unlink(ctx context.Context, actor domain.Actor, channel domain.ID, user string) error {
	account, err := l.Accounts.Account(ctx, actor.Tenant, channel, user)
	if err != nil {
		return err
	}
	if actor.Employee != account.Employee && actor.Role != domain.Admin && actor.Role != domain.Owner {
		return domain.Refuse(domain.Forbidden, "act", "unlink")
	}
	return l.Accounts.Unlink(ctx, actor.Tenant, channel, user, actor)
}
