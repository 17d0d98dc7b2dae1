package line

import (
	"testing"

	"github.com/dakoku/dakoku/bots"
)

// The vector LINE publishes: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
const (
	vectorSecret = "8c570fa6dd201bb328f1c1eac23a96d8"
	vectorBody   = `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`
	vectorSign   = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
)

func TestSigned(t *testing.T) {
	for name, c := range map[string]struct {
		secrets   map[string]string
		signature string
		body      string
		want      bool
	}{
		"published vector":         {map[string]string{"secret": vectorSecret}, vectorSign, vectorBody, true},
		"the next secret":          {map[string]string{"secret": "old", "secret_next": vectorSecret}, vectorSign, vectorBody, true},
		"the old one meanwhile":    {map[string]string{"secret": vectorSecret, "secret_next": "new"}, vectorSign, vectorBody, true},
		"another secret":           {map[string]string{"secret": "0f"}, vectorSign, vectorBody, false},
		"no secret at all":         {nil, vectorSign, vectorBody, false},
		"an empty secret":          {map[string]string{"secret": ""}, "uN8nHBYs2hwfWbSFZ4hvBdNQhgdoZjWEXGFjEM5eXmE=", "", false},
		"one byte more":            {map[string]string{"secret": vectorSecret}, vectorSign, vectorBody + " ", false},
		"no signature":             {map[string]string{"secret": vectorSecret}, "", vectorBody, false},
		"not base64":               {map[string]string{"secret": vectorSecret}, "%%%", vectorBody, false},
		"the start of a right one": {map[string]string{"secret": vectorSecret}, vectorSign[:24], vectorBody, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := signed(bots.Channel{Secrets: c.secrets}, c.signature, []byte(c.body)); got != c.want {
				t.Errorf("signed = %v, want %v", got, c.want)
			}
		})
	}
}
