package org

import (
	"net/netip"

	"github.com/dakoku/dakoku/domain"
)

// Access says from where a company's pages may be opened and what a sign-in takes (アクセス制限). The zero Access lets
// everybody in with a password from everywhere.
type Access struct {
	Networks     []netip.Prefix `json:"networks,omitempty"`      // empty: from everywhere
	SecondFactor bool           `json:"second_factor,omitempty"` // administrators and the owner need one
	MinPassword  int            `json:"min_password,omitempty"`  // letters of a new password; 0: the least that is allowed
}

// ParseNetwork reads an address or a range: 203.0.113.5, 203.0.113.0/24, 2001:db8::/32. A range is cut to its first
// address. Invalid: it is none, or it is in a form that means another address (::ffff:203.0.113.5, a zone).
func ParseNetwork(s string) (netip.Prefix, error) {
	if p, err := netip.ParsePrefix(s); err == nil && !p.Addr().Is4In6() {
		return p.Masked(), nil
	}
	a, err := netip.ParseAddr(s)
	if err != nil || a.Is4In6() || a.Zone() != "" {
		return netip.Prefix{}, domain.Errorf(domain.Invalid, "%q is not an address like 203.0.113.5, 203.0.113.0/24 or 2001:db8::/32", s)
	}
	return netip.PrefixFrom(a, a.BitLen()), nil
}

// Lets tells whether the pages may be opened from an address; one that cannot be read is nowhere.
func (a Access) Lets(address string) bool {
	if len(a.Networks) == 0 {
		return true
	}
	from, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	from = from.Unmap().WithZone("")
	for _, p := range a.Networks {
		if p.Contains(from) {
			return true
		}
	}
	return false
}
