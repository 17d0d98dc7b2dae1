package auth

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// From is the browser somebody comes with.
type From struct {
	Address string
	Name    string // what it says it is, in two words
}

func from(v *shell.Visit) From {
	return From{Address: v.RealIP(), Name: shell.DeviceName(v.Request().UserAgent())}
}

// listed is how many sign-ins are listed.
const listed = 20

// begin keeps that somebody signed in; his session belongs to it.
func (s *Service) begin(ctx context.Context, i Identity, f From) (domain.ID, error) {
	one := s.signIn(i, f)
	return one.ID, s.SignIns.SaveSignIn(ctx, one)
}

// failed keeps that somebody could not sign in, and why.
func (s *Service) failed(ctx context.Context, i Identity, f From, why string, deeds ...audit.Row) error {
	one := s.signIn(i, f)
	one.Failed = why
	return s.SignIns.SaveSignIn(ctx, one, deeds...)
}

func (s *Service) signIn(i Identity, f From) org.SignIn {
	now := s.Now()
	return org.SignIn{ID: s.NewID(), Tenant: i.Tenant.ID, Employee: i.Person.ID, Name: f.Name, Address: place(f.Address), Stamp: i.Stamp(), At: now, SeenAt: now}
}

// OpenSignIns lists the sessions of somebody that go on, the last used first. Devices that are kept signed in are not
// among them.
func (s *Service) OpenSignIns(ctx context.Context, i Identity) ([]org.SignIn, error) {
	all, err := s.SignIns.OpenSignIns(ctx, i.Tenant.ID, i.Person.ID, i.Stamp(), s.Now().Add(-IdleLimit))
	var open []org.SignIn
	for _, one := range all {
		if s.Now().Sub(one.At) <= shell.SessionLife {
			open = append(open, one)
		}
	}
	return open, err
}

// EndSignIn ends one of somebody's sessions. NotFound: he has none of that id that goes on.
func (s *Service) EndSignIn(ctx context.Context, i Identity, id domain.ID, f From) error {
	return s.SignIns.EndSignIn(ctx, i.Tenant.ID, i.Person.ID, id, s.deed(i, audit.SignInEnded, i.Person.ID, f))
}

// DropDevice forgets one of somebody's devices. NotFound: he has none of that id.
func (s *Service) DropDevice(ctx context.Context, i Identity, id domain.ID, f From) error {
	return s.Devices.DropDevice(ctx, i.Tenant.ID, i.Person.ID, id, s.deed(i, audit.DeviceDropped, i.Person.ID, f))
}

// deed is what the audit keeps of an act about somebody's sign-in. by is empty where nobody is known to have done it.
func (s *Service) deed(i Identity, act audit.Act, by domain.ID, f From) audit.Row {
	row := audit.Row{Tenant: i.Tenant.ID, At: s.Now(), By: by, Door: domain.Me, Act: act, Employee: i.Person.ID}
	for _, line := range []string{f.Name, f.Address} {
		if line != "" {
			row.After.Lines = append(row.After.Lines, line)
		}
	}
	return row
}
