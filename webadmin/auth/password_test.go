package auth

import (
	"strings"
	"testing"
)

func TestVerify(t *testing.T) {
	hash, err := Usual.Hash("ひみつ123")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := Usual.Hash("ひみつ123")
	if hash == other {
		t.Error("two hashes of one password are alike: the salt is missing")
	}
	for _, c := range []struct {
		name, hash, secret string
		want               bool
	}{
		{"right", hash, "ひみつ123", true},
		{"wrong", hash, "ひみつ124", false},
		{"empty", hash, "", false},
		{"no hash", "", "ひみつ123", false},
		{"plain text is no hash", "ひみつ123", "ひみつ123", false},
		{"changed", strings.Replace(hash, "t=2", "t=3", 1), "ひみつ123", false},
		{"absurd cost", strings.Replace(hash, "m=19456", "m=99999999", 1), "ひみつ123", false},
		{"cut", hash[:len(hash)-4], "ひみつ123", false},
	} {
		if got := Verify(c.hash, c.secret); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
