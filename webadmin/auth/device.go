package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

const (
	// DeviceLife is how long a device stays signed in that nobody uses.
	DeviceLife = 90 * 24 * time.Hour
	// turning is how long the token before is still taken: two windows of one browser may bring it at once.
	turning = time.Minute
)

// Remember keeps a device signed in to My recorder and returns its first token.
func (s *Service) Remember(ctx context.Context, i Identity, f From) (string, error) {
	now, secret := s.Now(), rand.Text()
	d := org.Device{ID: s.NewID(), Tenant: i.Tenant.ID, Employee: i.Person.ID, Name: f.Name, Digest: digest(secret), Stamp: i.Stamp(),
		MadeAt: now, UsedAt: now, ExpiresAt: now.Add(DeviceLife)}
	return token(d, secret), s.Devices.SaveDevice(ctx, d, s.deed(i, audit.DeviceKept, i.Person.ID, f))
}

// Recall tells who a device's token stands for and gives the token that replaces it; "" when this one stays. NotFound: it
// stands for nobody, or no longer. A token that was replaced before is a copy: the device it belongs to is forgotten.
func (s *Service) Recall(ctx context.Context, tok string) (Identity, org.Device, string, error) {
	none := domain.Errorf(domain.NotFound, "auth: no such device")
	parts := strings.Split(tok, ".")
	if len(parts) != 3 {
		return Identity{}, org.Device{}, "", none
	}
	d, err := s.Devices.Device(ctx, domain.ID(parts[0]), domain.ID(parts[1]))
	if err != nil {
		return Identity{}, d, "", err
	}
	now, given := s.Now(), digest(parts[2])
	old := same(given, d.Previous)
	switch {
	case old && now.Sub(d.UsedAt) > turning:
		return Identity{}, d, "", s.stolen(ctx, d)
	case !old && !same(given, d.Digest):
		return Identity{}, d, "", none
	}
	i, err := s.DeviceOwner(ctx, d)
	if err != nil || old {
		return i, d, "", err
	}
	secret := rand.Text()
	d.Previous, d.Digest, d.UsedAt, d.ExpiresAt = d.Digest, digest(secret), now, now.Add(DeviceLife)
	if err := s.Devices.TurnDevice(ctx, d); domain.Is(err, domain.Conflict) {
		return i, d, "", nil // another window was faster; its token is in the browser already
	} else if err != nil {
		return i, d, "", err
	}
	return i, d, token(d, secret), nil
}

// stolen ends a device whose old token came back.
func (s *Service) stolen(ctx context.Context, d org.Device) error {
	of := Identity{Tenant: org.Tenant{ID: d.Tenant}, Person: org.Employee{ID: d.Employee}}
	deed := s.deed(of, audit.DeviceDropped, "", From{Name: d.Name})
	deed.Why = "an old token came back: it was copied"
	if err := s.Devices.DropDevice(ctx, d.Tenant, d.Employee, d.ID, deed); err != nil {
		return err
	}
	return domain.Errorf(domain.NotFound, "auth: an old token of device %s came back; the device was forgotten", d.ID)
}

// DeviceOwner tells whose a device is, while it is kept signed in. NotFound: it is not any more.
func (s *Service) DeviceOwner(ctx context.Context, d org.Device) (Identity, error) {
	i, err := s.identity(ctx, d.Tenant, d.Employee)
	if err != nil {
		return i, err
	}
	if d.Stamp != i.Stamp() || !s.Now().Before(d.ExpiresAt) || i.Credential.MustChange {
		return Identity{}, domain.Errorf(domain.NotFound, "auth: device %s is not signed in any more", d.ID)
	}
	return i, nil
}

// DevicesOf lists the devices that are kept signed in, the last used first.
func (s *Service) DevicesOf(ctx context.Context, i Identity) ([]org.Device, error) {
	all, err := s.Devices.DevicesOf(ctx, i.Tenant.ID, i.Person.ID)
	var kept []org.Device
	for _, d := range all {
		if d.Stamp == i.Stamp() && s.Now().Before(d.ExpiresAt) {
			kept = append(kept, d)
		}
	}
	return kept, err
}

func token(d org.Device, secret string) string {
	return string(d.Tenant) + "." + string(d.ID) + "." + secret
}

// digest is what is kept of a token. It has 128 bits that nobody chose, so it needs no salt and no cost.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func same(a, b string) bool { return b != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
