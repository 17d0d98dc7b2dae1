package shell

import (
	"net/url"
	"strings"
)

// Local keeps a path to go back to within these pages; anything that could lead elsewhere becomes "/". Browsers read
// a backslash as a slash and drop tabs and line feeds, so "/\evil" and "/<tab>/evil" are other hosts.
func Local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\") ||
		strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "/"
	}
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || u.Opaque != "" || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(u.Path, "\\") {
		return "/"
	}
	return path
}
