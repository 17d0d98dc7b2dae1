package shell

import (
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Proof says how somebody has proven who he is.
type Proof string

// The proofs.
const (
	Nobody Proof = ""
	Half   Proof = "half"   // a right password, the second factor is still to come: as good as nobody
	Device Proof = "device" // a device that is kept signed in: for My recorder, nothing else
	Full   Proof = "full"
)

// Who is the person a request is from; the zero Who is nobody.
type Who struct {
	Tenant org.Tenant
	Person org.Employee
	Proof  Proof
	Settle string // the page to be seen to first: a password to change, a second factor to set up
}

// Keeper tells who a request is from; webadmin/auth does. Forbidden, Args["why"] = "address": the company does not
// let pages be opened from there.
type Keeper interface {
	Who(c echo.Context) (Who, error)
	// Still tells it again while the request is being answered. It changes nothing: an answer that has begun sets no cookie.
	Still(c echo.Context) (Who, error)
}

// Need says who may open a page.
type Need string

// The needs, each with more than the one before.
const (
	Anyone     Need = "anyone"
	AtRecorder Need = "recorder"  // a device kept signed in is enough
	Unsettled  Need = "unsettled" // signed in, though something is to be seen to first
	Member     Need = "member"    // everybody who is signed in
	AsManager  Need = "manager"   // managers and administrators; whose records is for the domain to say
	AsAdmin    Need = "admin"     // administrators and the owner
	AsOwner    Need = "owner"     // the owner
)

// least are the roles that meet a need.
var least = map[Need][]domain.Role{
	AsManager: {domain.Manager, domain.Admin, domain.Owner},
	AsAdmin:   {domain.Admin, domain.Owner},
	AsOwner:   {domain.Owner},
}

// answer is what becomes of somebody who comes to a page.
type answer int

const (
	enter answer = iota
	signIn
	settle
	refuse
)

// may tells whether he may open a page of that need, and where he has to go if not.
func (w Who) may(n Need) answer {
	known := w.Proof == Full || w.Proof == Device && n == AtRecorder
	switch roles := least[n]; {
	case n == Anyone:
		return enter
	case !known:
		return signIn
	case n == Unsettled:
		return enter
	case w.Settle != "":
		return settle
	case roles != nil && !slices.Contains(roles, w.Person.Role):
		return refuse
	}
	return enter
}

// In tells whether somebody is signed in, be it by a device that is kept so.
func (w Who) In() bool { return w.Proof == Full || w.Proof == Device }
