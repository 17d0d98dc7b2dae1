package chatwork

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/fixtures"
)

// vector is the published one.
type vector struct {
	Token   string            `json:"token"`
	Body    string            `json:"body"`
	Headers map[string]string `json:"headers"`
	Query   string            `json:"query"`
	Bad     string            `json:"bad_signature"`
}

func published(t *testing.T) vector {
	t.Helper()
	data, err := fixtures.Webhooks.ReadFile("webhooks/chatwork/signed_vector.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vector
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestReceiveVerifiesTheSignature(t *testing.T) {
	v := published(t)
	good := v.Headers[signatureHeader]
	mac := hmac.New(sha256.New, []byte(v.Token))
	mac.Write([]byte(v.Body))
	undecoded := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	query, err := url.ParseQuery(v.Query)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name    string
		header  string
		query   url.Values
		secrets map[string]string
		body    string
		ok      bool
	}{
		{"published", good, nil, map[string]string{"webhook_token": v.Token}, v.Body, true},
		{"published and its bad signature", v.Bad, nil, map[string]string{"webhook_token": v.Token}, v.Body, false},
		{"another body", good, nil, map[string]string{"webhook_token": v.Token}, v.Body + " ", false},
		{"only in the query", "", query, map[string]string{"webhook_token": v.Token}, v.Body, true},
		{"a wrong header is not mended by the query", v.Bad, query, map[string]string{"webhook_token": v.Token}, v.Body, false},
		{"no signature", "", nil, map[string]string{"webhook_token": v.Token}, v.Body, false},
		{"the token used as it is written", undecoded, nil, map[string]string{"webhook_token": v.Token}, v.Body, false},
		{"another spelling of the same bytes", good[:len(good)-2] + "1=", nil, map[string]string{"webhook_token": v.Token}, v.Body, false},
		{"the second of two tokens", good, nil, map[string]string{"webhook_token": "b2xk, " + v.Token}, v.Body, true},
		{"a token under a name of its own", good, nil, map[string]string{"webhook_token": "b2xk", "webhook_token_2": v.Token}, v.Body, true},
		{"the API's token is none", good, nil, map[string]string{"token": v.Token}, v.Body, false},
		{"an empty token", "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=", nil, map[string]string{"webhook_token": ""}, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			ch := channel()
			ch.Secrets = test.secrets
			r := bots.Request{Header: http.Header{}, Query: test.query, Body: []byte(test.body), Now: at}
			if test.header != "" {
				r.Header.Set(signatureHeader, test.header)
			}
			_, err := newFake(t).platform(nil).Receive(ch, r)
			if test.ok && err != nil || !test.ok && !errors.Is(err, bots.ErrSignature) {
				t.Errorf("got %v", err)
			}
		})
	}
}
