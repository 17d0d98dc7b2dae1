package terminal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// Store keeps recorders' devices and what they saw. Every method takes the tenant or a record that names it; another
// tenant's record is NotFound.
type Store interface {
	// Recorders lists all of a company, by code.
	Recorders(ctx context.Context, tenant domain.ID) ([]Recorder, error)
	RecorderByCode(ctx context.Context, tenant domain.ID, code string) (Recorder, error)
	// Pairing reads one; of a recorder that never had one it is the zero one with its ids.
	Pairing(ctx context.Context, tenant, recorder domain.ID) (Pairing, error)
	// ChangePairing locks the recorder, lets change decide, and keeps the pairing and the deed in one commit. An error of
	// change is returned as it is and keeps nothing. change may be called again.
	ChangePairing(ctx context.Context, r Recorder, change func(*Pairing) (*audit.Row, error)) error
	// SaveEvent adds an event; it returns the one that was there when the recorder has told of that ref before.
	SaveEvent(ctx context.Context, e DeviceEvent) (DeviceEvent, error)
	// Event finds what a recorder told of a ref; NotFound when it has not.
	Event(ctx context.Context, tenant, recorder domain.ID, ref string) (DeviceEvent, error)
	// Events lists what the recorders of a company told since, the newest first, at most limit; held narrows to what is held.
	Events(ctx context.Context, q Query) ([]DeviceEvent, error)
}

// Query narrows what events are listed.
type Query struct {
	Tenant   domain.ID
	Recorder domain.ID // empty: all
	Held     bool      // only what is held
	Since    time.Time // by when it was received
	Limit    int
}

// Tenants finds companies.
type Tenants interface {
	TenantByCode(ctx context.Context, code string) (org.Tenant, error)
}

// People finds who comes to the door.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
	Site(ctx context.Context, tenant, id domain.ID) (org.Site, error)
	Departments(ctx context.Context, tenant domain.ID) ([]org.Department, error)
}

// Place is where somebody proves who he is; wrong tries are counted there too.
type Place struct {
	Recorder domain.ID
	Address  string
}

// Prover tells whether somebody is who he says; webadmin/auth does. Invalid: he is not. TooMany: too many were wrong,
// Args["until"] says when to try again; nothing was looked at. Expired: the password was one to be changed in time, or
// is still to be changed (Args["why"] change).
type Prover interface {
	Passcode(ctx context.Context, t org.Tenant, employee domain.ID, passcode string, at Place) (org.Employee, error)
	// ChoosePasscode gives somebody with a passcode that is still to be changed the one he chose. Invalid, Args["field"]
	// new: it is no passcode.
	ChoosePasscode(ctx context.Context, t org.Tenant, employee domain.ID, passcode, next string, at Place) (org.Employee, error)
	Password(ctx context.Context, t org.Tenant, login, password string, at Place) (org.Employee, error)
}

// Ledger records punches; attendance.Service does.
type Ledger interface {
	Punch(ctx context.Context, actor domain.Actor, cmd attendance.Command) (attendance.Result, error)
}

// Meter counts tries, for all replicas together. Take spends one of burst; one comes back every so often.
type Meter interface {
	Take(ctx context.Context, key string, burst int, every time.Duration) (free time.Time, ok bool, err error)
	Forget(ctx context.Context, key string) error
}

// Service is the shared recorders of all companies. All fields are needed.
type Service struct {
	Store   Store
	Tenants Tenants
	People  People
	Prover  Prover
	Ledger  Ledger
	Meter   Meter
	Key     []byte // the program's secret key: what it makes for a recorder is derived from it
	Now     domain.Clock
	NewID   domain.NewID

	mu      sync.Mutex
	rosters map[rosterKey]kept
}

// digest binds a text to a recorder and a purpose under the secret key.
func (s *Service) digest(purpose string, r Recorder, text string) string {
	mac := hmac.New(sha256.New, s.Key)
	mac.Write([]byte("recorder " + purpose + "\n" + string(r.Tenant) + "\n" + string(r.ID) + "\n" + text))
	return hex.EncodeToString(mac.Sum(nil))
}

// take spends a try. TooMany: none is left.
func (s *Service) take(ctx context.Context, key string, burst int, every time.Duration) error {
	free, ok, err := s.Meter.Take(ctx, key, burst, every)
	if err == nil && !ok {
		return domain.Refuse(domain.TooMany, "until", free)
	}
	return err
}
