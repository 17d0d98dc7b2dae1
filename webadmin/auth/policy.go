package auth

import (
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Bounds of a password's length in letters. NIST SP 800-63B §3.1.1.2 asks for at least 8 and for no rules about kinds
// of letters; the company may ask for more. What is longer than MaxPassword would only keep the machine busy.
const (
	MinPassword = 8
	MaxPassword = 128
)

// common are passwords that are tried first (the tops of published lists, and what people here choose).
var common = strings.Fields(`password password1 passw0rd p@ssw0rd 12345678 123456789 1234567890 87654321 11111111 00000000
	qwertyui qwertyuiop 1q2w3e4r 1qaz2wsx asdfghjk zaq12wsx iloveyou sunshine princess football baseball welcome1 admin123
	abcd1234 abc12345 sakura123 doraemon yamamoto1 dakoku123 dakoku12 kintai123 letmein1 changeme`)

// shortest is the least length of a company's passwords.
func shortest(t org.Tenant) int { return max(MinPassword, t.Access.MinPassword) }

// suits refuses a password that would be guessed. Invalid, Args["why"]: short (Args["least"]), long, common, yours.
func suits(i Identity, password string) error {
	refuse := func(why string) error {
		return domain.Refuse(domain.Invalid, "field", "new", "why", why, "least", shortest(i.Tenant))
	}
	low := strings.ToLower(password)
	switch n := len([]rune(password)); {
	case n < shortest(i.Tenant):
		return refuse("short")
	case n > MaxPassword:
		return refuse("long")
	case strings.Trim(low, low[:1]) == "":
		return refuse("common")
	}
	for _, word := range common {
		if low == word {
			return refuse("common")
		}
	}
	// A password made of what everybody knows of a person: his login or the company's code and little else.
	for _, known := range []string{i.Person.Login, i.Person.Code, i.Tenant.Code, i.Person.Romaji} {
		if known = strings.ToLower(known); known != "" && strings.Contains(low, known) && len([]rune(low))-len([]rune(known)) < MinPassword/2 {
			return refuse("yours")
		}
	}
	return nil
}
