package org

import (
	"net/netip"
	"testing"
)

func TestAccessLets(t *testing.T) {
	var all Access
	some := Access{Networks: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("192.0.2.5/32")}}
	for address, want := range map[string]bool{
		"203.0.113.1": true, "203.0.113.255": true, "203.0.114.1": false, "192.0.2.5": true, "192.0.2.6": false, "2001:db8:ffff::1": true, "2001:db9::1": false,
		"::ffff:203.0.113.1": true, "2001:db8::1%eth0": true, "": false, "office": false, "203.0.113.1:80": false,
	} {
		if got := some.Lets(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
		if !all.Lets(address) {
			t.Errorf("%q is kept out by nothing", address)
		}
	}
}

func TestParseNetwork(t *testing.T) {
	for s, want := range map[string]string{
		"203.0.113.5": "203.0.113.5/32", "203.0.113.77/24": "203.0.113.0/24", "2001:db8::1": "2001:db8::1/128", "2001:db8::/32": "2001:db8::/32", "0.0.0.0/0": "0.0.0.0/0",
		"": "", "office": "", "203.0.113.5/33": "", "::ffff:203.0.113.5": "", "::ffff:203.0.113.0/120": "", "fe80::1%eth0": "", "203.0.113": "",
	} {
		got, err := ParseNetwork(s)
		if err == nil != (want != "") || err == nil && got.String() != want {
			t.Errorf("%q: %s %v, want %q", s, got, err, want)
		}
	}
}

func TestStampFollowsThePasswordAndTheEpoch(t *testing.T) {
	c := Credential{Epoch: 1}
	seen := map[string]bool{c.Stamp("a"): true, c.Stamp("b"): true, Credential{Epoch: 2}.Stamp("a"): true}
	if len(seen) != 3 || !seen[Credential{Epoch: 1}.Stamp("a")] {
		t.Errorf("%v", seen)
	}
}
