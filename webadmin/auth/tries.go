package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// limit is how often something may be tried: burst times at once, then once every so often.
type limit struct {
	name  string
	burst int
	every time.Duration
}

// The limits of tries; the numbers are the product's own choice. Right passwords are given back, so only wrong ones count.
// Each address has its own tries for an account, so that nobody shuts out a person from elsewhere. All addresses the person
// has not signed in from lately share the account's tries: guessing gets 30 and then 144 a day from the whole world. An
// office behind one address has room for its typing mistakes.
var (
	perAddress = limit{"address", 100, 10 * time.Second}
	perPlace   = limit{"place", 10, 5 * time.Minute} // of an account from one address
	perAccount = limit{"account", 30, 10 * time.Minute}
	perOld     = limit{"old", 10, 5 * time.Minute} // the present password, to change it
	perFactor  = limit{"factor", 5, 5 * time.Minute}
	perNobody  = limit{"nobody", 1, time.Second}
	perAlarm   = limit{"alarm", 1, time.Hour} // how often the audit tells that an account is shut
)

// known is how long an address stays one of a person's after he signed in from there.
const known = 90 * 24 * time.Hour

// take spends a try. TooMany: none is left, Args["until"] says when one will be.
func (s *Service) take(ctx context.Context, l limit, of string) error {
	_, err := s.takes(ctx, l, of)
	return err
}

// takes spends a try and tells whether it was the last.
func (s *Service) takes(ctx context.Context, l limit, of string) (last bool, err error) {
	free, ok, err := s.Meter.Take(ctx, l.key(of), l.burst, l.every)
	if err == nil && !ok {
		return true, domain.Refuse(domain.TooMany, "until", free, "of", l.name)
	}
	return free.After(s.Now()), err
}

// key names a meter. What people typed is digested: it may be long, and it may be a password in the wrong field.
func (l limit) key(of string) string {
	sum := sha256.Sum256([]byte(of))
	return l.name + ":" + hex.EncodeToString(sum[:16])
}

// place is where a visitor is. Of IPv6 it is the network: a household has 2^64 addresses, and its devices change theirs daily
// (RFC 8981).
func place(address string) string {
	a, err := netip.ParseAddr(address)
	if a = a.Unmap().WithZone(""); err != nil || a.Is4() {
		return address
	}
	network, _ := a.Prefix(64) // an IPv6 address has 64 bits
	return network.Masked().String()
}
