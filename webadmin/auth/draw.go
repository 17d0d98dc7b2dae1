package auth

import "crypto/rand"

// letters are those that are not taken for each other on paper: no 0 and o, no 1, l and i.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// onceDigits is how long a passcode is that is used once.
const onceDigits = 6

// oneTime is twelve letters in three groups, 59 bits.
func oneTime() string {
	code := draw(12)
	return code[:4] + "-" + code[4:8] + "-" + code[8:]
}

// draw makes n letters that cannot be guessed.
func draw(n int) string { return drawn(letters, n) }

// digits makes n digits that cannot be guessed.
func digits(n int) string { return drawn("0123456789", n) }

func drawn(from string, n int) string {
	out := make([]byte, 0, n)
	for len(out) < n {
		var b [32]byte
		_, _ = rand.Read(b[:]) // crypto/rand.Read never fails (Go 1.24)
		for _, x := range b {
			// Bytes beyond the last whole round would make the first letters likelier.
			if int(x) < 256/len(from)*len(from) && len(out) < n {
				out = append(out, from[int(x)%len(from)])
			}
		}
	}
	return string(out)
}
