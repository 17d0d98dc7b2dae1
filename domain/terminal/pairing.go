package terminal

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// Pairing ties a device to a recorder (端末の登録). There is at most one of each; a new device takes the old one's place.
type Pairing struct {
	Recorder   domain.ID  `gorm:"column:recorder_id;primaryKey"`
	Tenant     domain.ID  `gorm:"column:tenant_id"`
	CodeDigest string     `gorm:"column:code_digest"` // of the pairing code that waits; empty: none does
	CodeUntil  *time.Time `gorm:"column:code_until"`
	CodeBy     domain.ID  `gorm:"column:code_by"` // the administrator who made it
	Digest     string     `gorm:"column:digest"`  // of the device's key; empty: no device is paired
	PublicKey  []byte     `gorm:"column:public_key"`
	Device     string     `gorm:"column:device"` // what it calls itself
	PairedAt   *time.Time `gorm:"column:paired_at"`
	SeenAt     *time.Time `gorm:"column:seen_at"`
	Skew       int64      `gorm:"column:skew"` // milliseconds our clock was ahead of the device's when it last told
}

// TableName is the table of pairings.
func (Pairing) TableName() string { return "recorder_pairing" }

// The limits of pairing; the numbers are the product's own choice.
const (
	codeDigits = 8
	// CodeLife is how long a pairing code can be used: as long as it takes to walk to the door.
	CodeLife = time.Hour
	// Of wrong codes 20 are looked at at once and then one every half minute: 140 of a hundred million in an hour.
	pairBurst = 20
	pairEvery = 30 * time.Second
	// seenEvery is how old "last seen" may get; it is not written at every touch.
	seenEvery = time.Minute
)

// IssueCode makes the code that pairs a device with the recorder, once, within CodeLife. A code from before is void; the
// device that is paired stays so until the new one is used. Forbidden: the actor is no administrator.
func (s *Service) IssueCode(ctx context.Context, actor domain.Actor, r Recorder) (code string, until time.Time, err error) {
	if err := s.administers(ctx, actor, r); err != nil {
		return "", until, err
	}
	n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
	if err != nil {
		return "", until, err
	}
	code, until = fmt.Sprintf("%0*d", codeDigits, n), s.Now().Add(CodeLife)
	err = s.Store.ChangePairing(ctx, r, func(p *Pairing) (*audit.Row, error) {
		p.CodeDigest, p.CodeUntil, p.CodeBy = s.digest("pairing code", r, code), &until, actor.Employee
		return s.deed(actor, r, audit.Offered), nil
	})
	return code[:4] + "-" + code[4:], until, err
}

// Revoke takes the recorder away from its device: nothing it sends is believed any more. Forbidden: the actor is no
// administrator.
func (s *Service) Revoke(ctx context.Context, actor domain.Actor, r Recorder) error {
	if err := s.administers(ctx, actor, r); err != nil {
		return err
	}
	return s.Store.ChangePairing(ctx, r, func(p *Pairing) (*audit.Row, error) {
		*p = Pairing{Recorder: r.ID, Tenant: r.Tenant, SeenAt: p.SeenAt}
		return s.deed(actor, r, audit.Unpaired), nil
	})
}

// Pair gives a device its key for a code. device is what it calls itself, address where it is. Invalid: there is no such
// recorder or no such code, or it was used, or is too old; which of them is not said. TooMany: too many were wrong.
// Forbidden Args["why"] address: the company does not let its pages be opened from there.
func (s *Service) Pair(ctx context.Context, company, recorder, code, device, address string) (token string, err error) {
	for _, key := range []string{"pair-address:" + address, "pair:" + short(company+"\n"+recorder)} {
		if err := s.take(ctx, key, pairBurst, pairEvery); err != nil {
			return "", err
		}
	}
	wrong := domain.Refuse(domain.Invalid, "why", "code")
	t, r, err := s.find(ctx, company, recorder)
	if domain.Is(err, domain.NotFound) {
		return "", wrong
	}
	if err != nil {
		return "", err
	}
	given, secret, now := s.digest("pairing code", r, digits(code)), rand.Text(), s.Now()
	err = s.Store.ChangePairing(ctx, r, func(p *Pairing) (*audit.Row, error) {
		switch {
		case p.CodeDigest == "" || !same(p.CodeDigest, given) || p.CodeUntil == nil || now.After(*p.CodeUntil):
			return nil, wrong
		case !t.Access.Lets(address):
			return nil, domain.Refuse(domain.Forbidden, "why", "address", "address", address)
		}
		by := domain.Actor{Tenant: r.Tenant, Employee: p.CodeBy, Door: domain.Web}
		*p = Pairing{Recorder: r.ID, Tenant: r.Tenant, Digest: hashed(secret), Device: device, PairedAt: &now, SeenAt: &now}
		return s.deed(by, r, audit.Paired), nil
	})
	if err != nil {
		return "", err
	}
	return secret, s.Meter.Forget(ctx, "pair:"+short(company+"\n"+recorder))
}

// Device is a device that showed its key, and where it stands.
type Device struct {
	Tenant   org.Tenant
	Recorder Recorder
	Pairing  Pairing
}

// Device finds the device a token belongs to. NotFound: no such recorder, or it is another device's or nobody's now.
// Forbidden Args["why"] address: not from there.
func (s *Service) Device(ctx context.Context, company, recorder, token, address string) (d Device, err error) {
	if token == "" {
		return d, domain.Errorf(domain.NotFound, "terminal: no device")
	}
	if d.Tenant, d.Recorder, err = s.find(ctx, company, recorder); err != nil {
		return d, err
	}
	if d.Pairing, err = s.Store.Pairing(ctx, d.Tenant.ID, d.Recorder.ID); err != nil {
		return d, err
	}
	if d.Pairing.Digest == "" || !same(d.Pairing.Digest, hashed(token)) {
		return d, domain.Errorf(domain.NotFound, "terminal: another device is paired with %s", recorder)
	}
	if !d.Tenant.Access.Lets(address) {
		return d, domain.Refuse(domain.Forbidden, "why", "address", "address", address)
	}
	now := s.Now()
	if d.Pairing.SeenAt == nil || now.Sub(*d.Pairing.SeenAt) >= seenEvery {
		err = s.changeDevice(ctx, d, func(p *Pairing) { p.SeenAt = &now })
	}
	return d, err
}

// changeDevice changes the pairing while it is still this device's.
func (s *Service) changeDevice(ctx context.Context, d Device, change func(*Pairing)) error {
	return s.Store.ChangePairing(ctx, d.Recorder, func(p *Pairing) (*audit.Row, error) {
		if p.Digest != d.Pairing.Digest {
			return nil, domain.Errorf(domain.NotFound, "terminal: another device was paired meanwhile")
		}
		change(p)
		return nil, nil
	})
}

// find reads an active recorder by the codes in its address.
func (s *Service) find(ctx context.Context, company, recorder string) (t org.Tenant, r Recorder, err error) {
	if t, err = s.Tenants.TenantByCode(ctx, company); err != nil {
		return t, r, err
	}
	if r, err = s.Store.RecorderByCode(ctx, t.ID, recorder); err == nil && !r.Active {
		err = domain.Errorf(domain.NotFound, "terminal: %s is not used any more", recorder)
	}
	return t, r, err
}

func (s *Service) administers(ctx context.Context, actor domain.Actor, r Recorder) error {
	e, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return err
	}
	if r.Tenant != actor.Tenant || !e.Active || e.Role != domain.Admin && e.Role != domain.Owner {
		return domain.Refuse(domain.Forbidden, "act", "recorder")
	}
	return nil
}

func (s *Service) deed(by domain.Actor, r Recorder, act audit.Act) *audit.Row {
	return &audit.Row{ID: s.NewID(), Tenant: r.Tenant, At: s.Now(), By: by.Employee, Door: by.Door, Act: act,
		After: audit.State{Lines: []string{r.Code}}, Ref: string(r.ID)}
}

// digits reads a code as people type it: full-width, in groups.
func digits(typed string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, norm.NFKC.String(typed))
}

// hashed is what is kept of a device's key. It has 128 bits that nobody chose, so it needs no salt and no cost.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte("recorder\n" + secret))
	return hex.EncodeToString(sum[:])
}

// short names what people typed in a meter's key: it may be long.
func short(typed string) string {
	sum := sha256.Sum256([]byte(typed))
	return hex.EncodeToString(sum[:12])
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
