package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// lineUser is what a LINE user id looks like:
// https://developers.line.biz/en/docs/messaging-api/getting-user-ids/
var lineUser = regexp.MustCompile(`^U[0-9a-f]{32}$`)

// firstStranger is where the account ids of people begin who have none yet.
const firstStranger = 5000001

// cast gives everybody an id on every platform and refuses what a platform would not have.
func cast(people []Person) ([]Person, error) {
	out := make([]Person, 0, len(people))
	seen := map[string]string{}
	for i, p := range people {
		if p.Key == "" || p.Name == "" {
			return nil, domain.Errorf(domain.Invalid, "sandbox: person %d has no key or no name", i+1)
		}
		digest := sha256.Sum256([]byte(p.Key))
		name := hex.EncodeToString(digest[:])
		if p.English == "" {
			p.English = p.Name
		}
		if p.LINE == "" {
			p.LINE = "U" + name[:32]
		}
		if p.Chatwork == "" {
			p.Chatwork = strconv.Itoa(firstStranger + i)
		}
		if p.Slack == "" {
			p.Slack = "U" + strings.ToUpper(name[:10])
		}
		if !lineUser.MatchString(p.LINE) {
			return nil, domain.Errorf(domain.Invalid, "sandbox: %s: %q is no LINE user id (U and 32 hex digits)", p.Key, p.LINE)
		}
		if _, err := strconv.ParseInt(p.Chatwork, 10, 64); err != nil {
			return nil, domain.Errorf(domain.Invalid, "sandbox: %s: %q is no Chatwork account id (a number)", p.Key, p.Chatwork)
		}
		for _, id := range []string{"key " + p.Key, "LINE " + p.LINE, "Chatwork " + p.Chatwork, "Slack " + p.Slack} {
			if other := seen[id]; other != "" {
				return nil, fmt.Errorf("sandbox: %s and %s have the same %s", other, p.Key, id)
			}
			seen[id] = p.Key
		}
		out = append(out, p)
	}
	return out, nil
}

// person finds somebody by his handle.
func (s *stage) person(key string) (Person, bool) {
	for _, p := range s.people {
		if p.Key == key {
			return p, true
		}
	}
	return Person{}, false
}

// stranger is the error for an id nobody has.
func stranger(platform, user string) error {
	return domain.Errorf(domain.NotFound, "sandbox: nobody on %s has the id %q", platform, user)
}
