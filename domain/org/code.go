package org

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// The limits of link codes; the numbers are the product's own choice.
const (
	// CodeDigits makes a code short enough to be read out and typed on a telephone.
	CodeDigits = 6
	// SheetDigits is how long a code is that is printed for many people and lives for days: thousands of shorter ones
	// that are open at once could be guessed.
	SheetDigits = 8
	// CodeLife is how long a code can be used: handed out in the morning, used by the next.
	CodeLife = 24 * time.Hour
	// MaxCodeDays is how many days a printed code may live.
	MaxCodeDays = 14
	// MaxTries wrong codes in a row make a chat user wait for Pause: one guess in a million, five times in ten minutes.
	MaxTries = 5
	// Pause is how long no code is looked at after MaxTries.
	Pause = 10 * time.Minute
)

// RandomCode makes a code that cannot be guessed.
func RandomCode() string { return randomDigits(CodeDigits) }

func randomDigits(n int64) string {
	most := new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil)
	i, _ := rand.Int(rand.Reader, most) // crypto/rand.Reader never fails (Go 1.24)
	return fmt.Sprintf("%0*d", n, i)
}

// IsCodeLength tells whether a code has so many digits.
func IsCodeLength(n int) bool { return n == CodeDigits || n == SheetDigits }

// tidy reads the digits of a code as people type them: full-width, in groups, with 番号 pasted around them it is none.
// ok tells whether it looks like a code at all.
func tidy(typed string) (code string, ok bool) {
	code = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case strings.ContainsRune(" 　-‐－ー\t\n", r):
			return -1
		}
		return r
	}, typed)
	if !IsCodeLength(len(code)) || strings.Trim(code, "0123456789") != "" {
		return "", false
	}
	return code, true
}

// digest is what is kept of a code: without the key, the million codes cannot be tried against a stolen table.
func (l *Linking) digest(tenant domain.ID, code string) string {
	mac := hmac.New(sha256.New, l.Key)
	mac.Write([]byte("link-code\n" + string(tenant) + "\n" + code))
	return hex.EncodeToString(mac.Sum(nil))
}
