package terminal

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Claim is who somebody says he is, and what shows it.
type Claim struct {
	Way      Way
	Employee domain.ID // by passcode
	Login    string    // by password
	Secret   string
	Next     string // the passcode he chose instead of one that is still to be changed; empty: none
	Address  string
}

// Prove tells who came to the door. Forbidden Args["why"] way: the recorder does not take that; inactive: he has left.
// NotFound: nobody of that name can be chosen here. NotAllowed: the recorder is not one of his punch methods, or of his
// site's, or of the site it stands at. Else as Prover refuses.
func (s *Service) Prove(ctx context.Context, d Device, c Claim) (org.Employee, error) {
	if !d.Recorder.Lets(c.Way) {
		return org.Employee{}, domain.Refuse(domain.Forbidden, "why", "way")
	}
	e, err := s.proven(ctx, d, c)
	if err != nil {
		return e, err
	}
	if !e.Active {
		return e, domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	return e, s.MayUse(ctx, d, e)
}

func (s *Service) proven(ctx context.Context, d Device, c Claim) (org.Employee, error) {
	at := Place{Recorder: d.Recorder.ID, Address: c.Address}
	if c.Way == ByPassword {
		return s.Prover.Password(ctx, d.Tenant, c.Login, c.Secret, at)
	}
	roster, err := s.Roster(ctx, d)
	if err != nil {
		return org.Employee{}, err
	}
	if _, ok := roster.Find(c.Employee); !ok {
		return org.Employee{}, domain.Errorf(domain.NotFound, "terminal: nobody of that name can be chosen at %s", d.Recorder.Code)
	}
	if c.Next != "" {
		return s.Prover.ChoosePasscode(ctx, d.Tenant, c.Employee, c.Secret, c.Next, at)
	}
	return s.Prover.Passcode(ctx, d.Tenant, c.Employee, c.Secret, at)
}

// MayUse tells whether the recorder is one of the person's punch methods, at his own site and where it stands.
func (s *Service) MayUse(ctx context.Context, d Device, e org.Employee) error {
	sites := map[domain.ID]bool{e.Site: true, d.Recorder.Site: true}
	for id := range sites {
		var site *org.Site
		if id != "" {
			found, err := s.People.Site(ctx, d.Tenant.ID, id)
			if err != nil {
				return err
			}
			site = &found
		}
		if err := e.MayUse(domain.Web, site); err != nil {
			return err
		}
	}
	return nil
}

// Press is a button that was pressed by somebody who has proven who he is.
type Press struct {
	Ref      string // the same press is the same punch
	Kind     worktime.Kind
	Way      Way
	DeviceAt *time.Time // what the device's own clock said; nil: it did not tell
}

// Punch records a press at our clock's time, and what the device's clock said beside it. Errors are the ledger's.
func (s *Service) Punch(ctx context.Context, d Device, e org.Employee, p Press) (attendance.Result, error) {
	now := s.Now()
	got, err := s.punch(ctx, d, e, p.Kind, p.Ref, now)
	if err != nil {
		return got, err
	}
	seen := DeviceEvent{Ref: p.Ref + "/" + string(p.Kind), Way: p.Way, Employee: e.ID, Kind: p.Kind, DeviceAt: p.DeviceAt, At: now, State: Passed, Punch: got.Punch.ID}
	if p.DeviceAt != nil {
		seen.Skew = now.Sub(*p.DeviceAt).Milliseconds()
	}
	_, err = s.save(ctx, d, seen)
	return got, err
}

// punch hands a press to the ledger. A crash before the event is kept loses nothing: what comes again is the same punch.
func (s *Service) punch(ctx context.Context, d Device, e org.Employee, kind worktime.Kind, ref string, at time.Time) (attendance.Result, error) {
	actor := domain.Actor{Tenant: d.Tenant.ID, Employee: e.ID, Role: e.Role, Door: domain.Web}
	return s.Ledger.Punch(ctx, actor, attendance.Command{Kind: kind, At: at,
		Ref: attendance.Ref{Source: domain.Web, ID: string(d.Recorder.ID) + "/" + ref + "/" + string(kind)}})
}

// save completes an event and keeps it.
func (s *Service) save(ctx context.Context, d Device, e DeviceEvent) (DeviceEvent, error) {
	e.ID, e.Tenant, e.Recorder, e.ReceivedAt = s.NewID(), d.Tenant.ID, d.Recorder.ID, s.Now()
	return s.Store.SaveEvent(ctx, e)
}
