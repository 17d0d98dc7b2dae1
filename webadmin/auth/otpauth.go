package auth

import "net/url"

// otpauth is the address an authenticator app reads from a QR code
// (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
func otpauth(i Identity, secret string) string {
	label := "Dakoku:" + i.Tenant.Code + "/" + i.Person.Login
	q := url.Values{"secret": {secret}, "issuer": {"Dakoku"}}
	return (&url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + label, RawQuery: q.Encode()}).String()
}
