package shell

import (
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// TestMay lists everybody against every need: e enters, s signs in, t has something to see to first, x is refused.
func TestMay(t *testing.T) {
	as := func(role domain.Role, proof Proof, settle string) Who {
		return Who{Person: org.Employee{Role: role}, Proof: proof, Settle: settle}
	}
	needs := []Need{Anyone, AtRecorder, Unsettled, Member, AsManager, AsAdmin, AsOwner}
	for _, c := range []struct {
		name string
		who  Who
		want string // by need
	}{
		{"nobody", Who{}, "essssss"},
		{"half a sign-in of the owner", as(domain.Owner, Half, ""), "essssss"},
		{"the owner's device", as(domain.Owner, Device, ""), "eesssss"},
		{"an employee", as(domain.Employee, Full, ""), "eeeexxx"},
		{"a manager", as(domain.Manager, Full, ""), "eeeeexx"},
		{"an administrator", as(domain.Admin, Full, ""), "eeeeeex"},
		{"the owner", as(domain.Owner, Full, ""), "eeeeeee"},
		{"the owner with a reissued password", as(domain.Owner, Full, "/account/password"), "etetttt"},
	} {
		for i, n := range needs {
			if got := "estx"[c.who.may(n)]; got != c.want[i] {
				t.Errorf("%s, %s: %c, want %c", c.name, n, got, c.want[i])
			}
		}
	}
}
