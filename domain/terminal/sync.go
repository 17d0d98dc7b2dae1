package terminal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

const (
	// MaxBatch is how many touches a device sends at once; what waits longer comes in the next batch.
	MaxBatch = 50
	// MaxDrift is how far a device's clock may have moved between a touch and its sending. A quartz clock loses seconds a
	// day; more than this means that somebody set it, and nobody can say before or after the touch.
	MaxDrift = 2 * time.Minute
	// tellSkew is the change of a device's clock, in milliseconds, that is worth writing down.
	tellSkew = 1000
	// MaxWait is how long a touch may wait for the network: a month and its closing.
	MaxWait = 35 * 24 * time.Hour
)

// Touch is what a device saw while there was no network (端末のタッチ), as the device wrote it down.
type Touch struct {
	Ref      string        `json:"ref"` // made by the device: the same touch is the same punch
	Recorder domain.ID     `json:"recorder"`
	Kind     worktime.Kind `json:"kind"`
	At       int64         `json:"at"`     // milliseconds since 1970 by the device's clock
	Offset   int64         `json:"offset"` // milliseconds our clock was ahead of it when they last met before the touch
	Way      Way           `json:"way"`
	Employee domain.ID     `json:"employee"` // who was chosen; empty by password
	Seal     Sealed        `json:"seal"`     // of Secret
}

// Secret is what is sealed in a touch.
type Secret struct {
	Login  string `json:"login,omitempty"`
	Secret string `json:"secret"`
}

// bound ties a seal to its touch: it cannot be moved to another person, kind or time.
func (t Touch) bound() string {
	return fmt.Sprintf("%s\n%s\n%s\n%d\n%s", t.Recorder, t.Ref, t.Kind, t.At, t.Employee)
}

// Signed is a touch as it is sent: the very text that was signed.
type Signed struct {
	Body      string `json:"body"`
	Signature []byte `json:"signature"`
}

// Batch is what a device sends when the network is back.
type Batch struct {
	Now     int64    `json:"now"` // milliseconds since 1970 by the device's clock, at the sending
	Touches []Signed `json:"touches"`
}

// Verdict says what became of a touch.
type Verdict string

// The verdicts. Of all but Later the device may forget the touch: it is on disk here.
const (
	Recorded  Verdict = "recorded"
	KeptOnly  Verdict = "held"      // the event is kept and a person has to look at it
	Different Verdict = "different" // another touch of that name is on disk; this one is not
	Later     Verdict = "later"     // nothing was decided: too many wrong tries, or storage is away
)

// Final tells whether the device may forget the touch.
func (v Verdict) Final() bool { return v != Later }

// Sync takes what waited on a device, each touch on its own: one that is wrong never loses its neighbours. The verdicts
// are in the order of the batch. Invalid: more than MaxBatch, or a clock that cannot be.
func (s *Service) Sync(ctx context.Context, d Device, b Batch, address string) ([]Verdict, error) {
	if len(b.Touches) > MaxBatch || b.Now <= 0 {
		return nil, domain.Refuse(domain.Invalid, "field", "batch")
	}
	skew := s.Now().UnixMilli() - b.Now
	verdicts := make([]Verdict, 0, len(b.Touches))
	for _, t := range b.Touches {
		v, err := s.receive(ctx, d, t, skew, address)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, v)
	}
	if apart := skew - d.Pairing.Skew; apart > -tellSkew && apart < tellSkew {
		return verdicts, nil
	}
	return verdicts, s.changeDevice(ctx, d, func(p *Pairing) { p.Skew = skew })
}

var refForm = regexp.MustCompile(`^[0-9a-f-]{36}$`)

// receive takes one touch. What was taken before is answered again from what is on disk.
func (s *Service) receive(ctx context.Context, d Device, in Signed, skew int64, address string) (Verdict, error) {
	sum := sha256.Sum256([]byte(in.Body))
	seen := DeviceEvent{Digest: hex.EncodeToString(sum[:]), Offline: true, Skew: skew, At: s.Now(), State: Held}
	var t Touch
	switch readable := json.Unmarshal([]byte(in.Body), &t) == nil && refForm.MatchString(t.Ref) && slices.Contains(worktime.Kinds, t.Kind) && t.At > 0; {
	case !readable:
		t, seen.Ref, seen.Why = Touch{}, seen.Digest, Unreadable
	case !signed(d.Pairing.PublicKey, in.Body, in.Signature):
		seen.Ref, seen.Why = "unsigned/"+seen.Digest, BadSign // not under the touch's own name: that is still free for the true one
	default:
		seen.Ref = t.Ref
	}
	if known, err := s.Store.Event(ctx, d.Tenant.ID, d.Recorder.ID, seen.Ref); err == nil {
		return known.verdict(seen), nil
	} else if !domain.Is(err, domain.NotFound) {
		return Later, err
	}
	if t.At > 0 {
		at := time.UnixMilli(t.At).UTC()
		seen.Kind, seen.Way, seen.Employee, seen.DeviceAt = t.Kind, t.Way, t.Employee, &at
		seen.At = at.Add(time.Duration(skew) * time.Millisecond)
	}
	if seen.Why == "" {
		if err := s.judge(ctx, d, t, &seen, address); err != nil {
			if domain.Is(err, domain.TooMany) || domain.Is(err, domain.Unavailable) || domain.Is(err, domain.Conflict) {
				return Later, nil
			}
			return Later, err
		}
	}
	if _, ok := s.known(ctx, d, seen.Employee); !ok {
		seen.Employee = ""
	}
	kept, err := s.save(ctx, d, seen)
	if err != nil {
		return Later, err
	}
	return kept.verdict(seen), nil
}

func (s *Service) known(ctx context.Context, d Device, id domain.ID) (org.Employee, bool) {
	if id == "" {
		return org.Employee{}, false
	}
	e, err := s.People.Employee(ctx, d.Tenant.ID, id)
	return e, err == nil
}

// verdict is what is answered about an event that is on disk when it comes once more.
func (e DeviceEvent) verdict(again DeviceEvent) Verdict {
	switch {
	case e.Digest != again.Digest:
		return Different
	case e.State == Held:
		return KeptOnly
	}
	return Recorded
}

// judge decides about a readable touch of the paired device: it becomes a punch, or seen says why not. An error means that
// nothing could be decided.
func (s *Service) judge(ctx context.Context, d Device, t Touch, seen *DeviceEvent, address string) error {
	seen.Why = s.doubt(d, t, *seen)
	if seen.Why != "" {
		return nil
	}
	var typed Secret
	plain, err := s.unseal(d.Recorder, t.Seal, t.bound())
	if err == nil {
		err = json.Unmarshal(plain, &typed)
	}
	if err != nil {
		seen.Why = BadSeal
		return nil
	}
	e, err := s.Prove(ctx, d, Claim{Way: t.Way, Employee: t.Employee, Login: typed.Login, Secret: typed.Secret, Address: address})
	if e.ID != "" {
		seen.Employee = e.ID
	}
	if err == nil {
		var got attendance.Result
		if got, err = s.punch(ctx, d, e, t.Kind, t.Ref, seen.At); err == nil {
			seen.State, seen.Punch = Passed, got.Punch.ID
			return nil
		}
	}
	seen.Why, err = whyHeld(err)
	return err
}

// doubt is what is wrong with a touch before it is known whose it is.
func (s *Service) doubt(d Device, t Touch, seen DeviceEvent) Why {
	switch moved := time.Duration(seen.Skew-t.Offset) * time.Millisecond; {
	case t.Recorder != d.Recorder.ID:
		return BadSeal
	case !d.Recorder.Lets(t.Way):
		return NotTheWay
	case moved.Abs() > MaxDrift:
		return ClockMoved
	case s.Now().Sub(seen.At) > MaxWait:
		return TooOld
	}
	return ""
}

// whyHeld says a refusal as the reason an event is held; what is no refusal is given back.
func whyHeld(err error) (Why, error) {
	switch domain.CodeOf(err) {
	case domain.Invalid, domain.Expired, domain.NotFound:
		return Unproven, nil
	case domain.NotAllowed:
		return NotForHim, nil
	case domain.Forbidden:
		return Gone, nil
	case domain.Locked:
		return NotRecorded, nil
	}
	return "", err
}

// SetKey gives the paired device the key its touches are signed with, an uncompressed point on P-256; the private one
// never leaves it. Another one than before is told to the audit. Invalid: it is none.
func (s *Service) SetKey(ctx context.Context, d Device, public []byte) error {
	if !usable(public) {
		return domain.Refuse(domain.Invalid, "field", "key")
	}
	if slices.Equal(d.Pairing.PublicKey, public) {
		return nil
	}
	return s.Store.ChangePairing(ctx, d.Recorder, func(p *Pairing) (row *audit.Row, err error) {
		if p.Digest != d.Pairing.Digest {
			return nil, domain.Errorf(domain.NotFound, "terminal: another device was paired meanwhile")
		}
		if len(p.PublicKey) > 0 {
			row = s.deed(domain.Actor{Door: domain.Web}, d.Recorder, audit.Rekeyed)
		}
		p.PublicKey = public
		return row, nil
	})
}
