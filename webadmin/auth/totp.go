package auth

import (
	"context"
	"slices"
	"strings"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// What the secrets of a credential are called.
const (
	factorSecret  = "totp"
	pendingSecret = "totp_pending" // shown, but no code of it has come yet
)

// period is how long a code is shown, in seconds (RFC 6238 §5.2). A code of the period before or after is taken too:
// telephones' clocks differ.
const period = 30

// recoveryCodes is how many there are.
const recoveryCodes = 10

// HasFactor tells whether a sign-in takes a second factor.
func HasFactor(c org.Credential) bool { return c.Secrets[factorSecret] != "" }

// NeedsFactor tells whether the company wants this person to have a second factor.
func NeedsFactor(i Identity) bool {
	return i.Tenant.Access.SecondFactor && (i.Person.Role == domain.Admin || i.Person.Role == domain.Owner)
}

// OfferFactor gives the secret for an authenticator app, as an otpauth address and in letters to type. It is the same
// until a code of it has come.
func (s *Service) OfferFactor(ctx context.Context, i Identity) (address, secret string, err error) {
	err = s.Credentials.ChangeCredential(ctx, i.Tenant.ID, i.Person.ID, func(_ *org.Employee, c *org.Credential) ([]audit.Row, error) {
		if secret = c.Secrets[pendingSecret]; secret != "" {
			return nil, nil
		}
		key, err := totp.Generate(totp.GenerateOpts{Issuer: "Dakoku", AccountName: i.Person.Login})
		if err != nil {
			return nil, err
		}
		secret = key.Secret()
		c.Secrets = with(c.Secrets, pendingSecret, secret)
		return nil, nil
	})
	return otpauth(i, secret), secret, err
}

// StartFactor turns the offered second factor on when a code of it comes, and gives the recovery codes, once. Invalid:
// the code is wrong; TooMany.
func (s *Service) StartFactor(ctx context.Context, i Identity, code string, f From) ([]string, error) {
	if err := s.take(ctx, perFactor, string(i.Person.ID)); err != nil {
		return nil, err
	}
	var codes []string
	err := s.Credentials.ChangeCredential(ctx, i.Tenant.ID, i.Person.ID, func(_ *org.Employee, c *org.Credential) ([]audit.Row, error) {
		step, ok := matches(c.Secrets[pendingSecret], code, s.Now().Unix()/period, 0)
		if !ok {
			return nil, domain.Refuse(domain.Invalid, "field", "code", "why", "wrong")
		}
		c.Secrets, c.TOTPStep, c.Recovery, codes = map[string]string{factorSecret: c.Secrets[pendingSecret]}, step, nil, nil
		for range recoveryCodes {
			one := draw(5) + "-" + draw(5)
			codes, c.Recovery = append(codes, one), append(c.Recovery, digest(one))
		}
		c.Epoch++ // whoever is signed in elsewhere has only shown a password
		return []audit.Row{s.deed(i, audit.FactorOn, i.Person.ID, f)}, nil
	})
	if err != nil {
		return nil, err
	}
	return codes, s.Meter.Forget(ctx, perFactor.key(string(i.Person.ID)))
}

// StopFactor turns the second factor off for somebody who still has it. Forbidden: the company wants one; Invalid: the
// code is wrong; TooMany.
func (s *Service) StopFactor(ctx context.Context, i Identity, code string, f From) error {
	if NeedsFactor(i) {
		return domain.Refuse(domain.Forbidden, "why", "factor")
	}
	if err := s.CheckFactor(ctx, i, code, f); err != nil {
		return err
	}
	return s.Credentials.ChangeCredential(ctx, i.Tenant.ID, i.Person.ID, func(_ *org.Employee, c *org.Credential) ([]audit.Row, error) {
		c.Secrets, c.Recovery = nil, nil
		return []audit.Row{s.deed(i, audit.FactorOff, i.Person.ID, f)}, nil
	})
}

// CheckFactor takes a code of the app or a recovery code. No code is taken twice. Invalid: it is wrong; TooMany.
func (s *Service) CheckFactor(ctx context.Context, i Identity, code string, f From) error {
	if err := s.take(ctx, perFactor, string(i.Person.ID)); err != nil {
		return err
	}
	code = strings.ToLower(strings.ReplaceAll(typed(code), " ", ""))
	err := s.Credentials.ChangeCredential(ctx, i.Tenant.ID, i.Person.ID, func(_ *org.Employee, c *org.Credential) ([]audit.Row, error) {
		if step, ok := matches(c.Secrets[factorSecret], code, s.Now().Unix()/period, c.TOTPStep); ok {
			c.TOTPStep = step
			return nil, nil
		}
		at := slices.Index(c.Recovery, digest(code))
		if at < 0 {
			return nil, domain.Refuse(domain.Invalid, "field", "code", "why", "wrong")
		}
		c.Recovery = slices.Delete(slices.Clone(c.Recovery), at, at+1)
		return []audit.Row{s.deed(i, audit.RecoveryUsed, i.Person.ID, f)}, nil
	})
	if err != nil {
		return err
	}
	return s.Meter.Forget(ctx, perFactor.key(string(i.Person.ID)))
}

// matches finds the step around now a code is of, later than the last one used.
func matches(secret, code string, now, last int64) (int64, bool) {
	code = strings.ReplaceAll(typed(code), " ", "")
	if secret == "" || len(code) != 6 {
		return 0, false
	}
	for step := now - 1; step <= now+1; step++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && step > last && same(code, want) {
			return step, true
		}
	}
	return 0, false
}

func with(secrets map[string]string, name, value string) map[string]string {
	out := map[string]string{name: value}
	for k, v := range secrets {
		if k != name {
			out[k] = v
		}
	}
	return out
}
