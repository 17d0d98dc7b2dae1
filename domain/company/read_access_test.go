package company

import (
	"fmt"
	"strings"
	"testing"
)

func TestAccess(t *testing.T) {
	for _, c := range []struct{ name, yaml, want string }{
		{"nothing said", `{}`, "[] false 0"},
		{"addresses and ranges", `{networks: ["203.0.113.5", "198.51.100.77/24", "2001:db8::1", "2001:db8:1::/48"]}`,
			"[203.0.113.5/32 198.51.100.0/24 2001:db8::1/128 2001:db8:1::/48] false 0"},
		{"sign-in", `{second_factor: admins, min_password: 12}`, "[] true 12"},
		{"no address", `{networks: [office]}`, `company.access.networks[0]: "office" is not an address`},
		{"an address in disguise", `{networks: ["::ffff:203.0.113.5"]}`, "is not an address"},
		{"twice, in other words", `{networks: ["203.0.113.0/24", "203.0.113.9/24"]}`, "is listed twice"},
		{"too short a password", `{min_password: 4}`, "is not a whole number from 8 to 64"},
		{"another word", `{second_factor: always}`, "is not one of optional, admins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, err := Parse(strings.NewReader("company: {code: umi, name: 海, access: "+c.yaml+"}"), "umi.yaml")
			got := fmt.Sprint(err)
			if a := file.Tenant.Access; err == nil {
				got = fmt.Sprint(a.Networks, " ", a.SecondFactor, " ", a.MinPassword)
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
