package company

import (
	"slices"

	"github.com/dakoku/dakoku/domain/org"
)

// Bounds a company may set for the length of a password.
const (
	LeastPassword = 8
	MostPassword  = 64
)

// access reads who may open the pages from where, and what a sign-in takes.
func access(v value) org.Access {
	var a org.Access
	v.fields(
		field{"networks", false, func(v value) {
			for _, item := range v.items() {
				p, err := org.ParseNetwork(item.text())
				switch {
				case err != nil:
					item.wrong("%q is not an address like 203.0.113.5, 203.0.113.0/24 or 2001:db8::/32", item.node.Value)
				case slices.Contains(a.Networks, p):
					item.wrong("%q is listed twice", item.node.Value)
				default:
					a.Networks = append(a.Networks, p)
				}
			}
		}},
		field{"second_factor", false, func(v value) { a.SecondFactor = v.oneOf("optional", "admins") == "admins" }},
		field{"min_password", false, func(v value) { a.MinPassword = v.number(LeastPassword, MostPassword) }},
	)
	return a
}
