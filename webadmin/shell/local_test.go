package shell

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLocal(t *testing.T) {
	for path, want := range map[string]string{
		"/me": "/me", "/a/b?c=d#e": "/a/b?c=d#e", "": "/", "me": "/", "//evil.test": "/", "/\\evil.test": "/", "\\\\evil.test": "/", "/\tx": "/",
		"/x\r\ny": "/", "https://evil.test": "/", "javascript:x": "/", "/%zz": "/", "/社員": "/社員", "/%5c%5cevil.test": "/", "/%2fevil.test": "/",
	} {
		if got := Local(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

// TestLocalStaysHere tries what nobody thought of: whatever goes in, a browser that resolves it stays on these pages.
func TestLocalStaysHere(t *testing.T) {
	base, _ := url.Parse("https://here.test/sign-in")
	rapid.Check(t, func(t *rapid.T) {
		got := Local(rapid.StringOf(rapid.SampledFrom([]rune("/\\.:@?#%2f5cevil test\t\r\n\x00日"))).Draw(t, "path"))
		to, err := base.Parse(got)
		if err != nil || to.Host != "here.test" || to.Scheme != "https" || strings.ContainsAny(got, "\\\r\n\t") {
			t.Fatalf("%q leads to %v (%v)", got, to, err)
		}
	})
}
