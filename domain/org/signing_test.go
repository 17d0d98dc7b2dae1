package org

import (
	"errors"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

func why(err error) string {
	var e *domain.Error
	if errors.As(err, &e) {
		w, _ := e.Args["why"].(string)
		return w
	}
	return ""
}

func TestTwoSecretsAreTakenUntilOneIsDropped(t *testing.T) {
	read := map[string]string{"secret": "old-secret-of-the-channel", "token": "t"}
	c := Channel{Key: "umi-line", Kind: domain.LINE, Secrets: read}
	for secret, want := range map[string]string{"": "empty", " ": "empty", "old-secret-of-the-channel": "same", "a b": "format", "秘密": "format"} {
		if err := c.AddSigning(secret); why(err) != want {
			t.Errorf("%q: %v, want %s", secret, err, want)
		}
	}
	if err := c.DropSigning("secret"); why(err) != "last" {
		t.Errorf("the last secret: %v", err)
	}
	if err := c.AddSigning(" new-secret-of-the-channel "); err != nil {
		t.Fatal(err)
	}
	if len(read) != 2 {
		t.Error("what was read was written into")
	}
	if err := c.AddSigning("third"); why(err) != "full" {
		t.Errorf("a third secret: %v", err)
	}
	if err := c.DropSigning("secret"); err != nil {
		t.Fatal(err)
	}
	if got := c.Signings(); len(got) != 1 || got[0] != (Signing{"secret", "new-secret-of-the-channel"}) || c.Secrets["token"] != "t" {
		t.Errorf("left: %v %v", got, c.Secrets)
	}
	if err := c.DropSigning("secret_next"); !domain.Is(err, domain.NotFound) {
		t.Errorf("a secret that is not there: %v", err)
	}
}

func TestChatworkTakesBase64(t *testing.T) {
	c := Channel{Kind: domain.Chatwork, Secrets: map[string]string{"webhook_token": "iY/hmitgwCBlc5DnjAZ8pyRG1HF0zFflfmKmtCDg1wk="}}
	if err := c.AddSigning("not base64!"); why(err) != "format" {
		t.Error(err)
	}
	for _, secret := range []string{"AAAA", "BBBB"} {
		if err := c.AddSigning(secret); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Signings(); len(got) != 3 || got[2].Slot != "webhook_token_3" {
		t.Errorf("%v", got)
	}
}

func TestTheTailOfAShortSecretIsNotShown(t *testing.T) {
	for secret, want := range map[string]string{"": "", "abcd": "", "0123456789abcde": "", "0123456789abcdef": "cdef"} {
		if got := Tail(secret); got != want {
			t.Errorf("%q: %q", secret, got)
		}
	}
}
