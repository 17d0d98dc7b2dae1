// Package auth is about proving who one is on a page: passwords, second factors, sessions, devices, and the pages for them.
package auth

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost is what a hash takes; one that is kept says its own.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
}

// Usual is what a hash costs where people sign in: 19 MiB, two passes, one lane, as OWASP's password storage cheat sheet
// recommends for argon2id.
var Usual = Cost{Memory: 19 * 1024, Passes: 2}

const (
	lanes   = 1
	saltLen = 16
	keyLen  = 32
)

// atOnce caps hashes that run together, because each takes its memory for tens of milliseconds.
var atOnce = make(chan struct{}, 2)

func derive(secret string, salt []byte, time, mem uint32, threads uint8, length uint32) []byte {
	atOnce <- struct{}{}
	defer func() { <-atOnce }()
	return argon2.IDKey([]byte(secret), salt, time, mem, threads, length)
}

// Hash keeps a password or passcode as a PHC string (argon2id). The error is always nil today; it is there for callers
// that may be given another way to keep one.
func (c Cost) Hash(secret string) (string, error) {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // crypto/rand.Read never fails (Go 1.24)
	return c.phc(salt, derive(secret, salt, c.Passes, c.Memory, lanes, keyLen)), nil
}

// nobodys is compared with when there is no such account, so that the answer takes as long.
func (c Cost) nobodys() string { return c.phc(make([]byte, saltLen), make([]byte, keyLen)) }

func (c Cost) phc(salt, key []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, lanes, b64(salt), b64(key))
}

// Verify tells whether the secret is the one the hash was made of. A hash that cannot be read matches nothing.
func Verify(hash, secret string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version int
	var mem, time uint32
	var threads uint8
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &mem, &time, &threads); err != nil || mem > 1<<20 || time == 0 || time > 16 || threads == 0 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(want) == 0 {
		return false
	}
	got := derive(secret, salt, time, mem, threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}
