package slack

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/fixtures"
)

const testSecret = "s3cr3t"

// now is when tests happen: a second after the events of the fixtures.
var now = time.Unix(1795165201, 0).UTC()

// mihon is a channel in the workspace of the fixtures.
func mihon() bots.Channel {
	return bots.Channel{
		ID: "ch-1", Tenant: "tenant-1", Key: "mihon-slack", Kind: "slack",
		Options: map[string]string{"team": "T0MIHON", "channel": "C0KINTAI", "bot_user": "U0BOT"},
		Secrets: map[string]string{"signing_secret": testSecret, "bot_token": "xoxb-home"},
	}
}

// signed is a request as Slack would send it at sentAt.
func signed(path string, body []byte, sentAt time.Time) bots.Request {
	stamp := strconv.FormatInt(sentAt.Unix(), 10)
	h := http.Header{}
	h.Set(headerTime, stamp)
	h.Set(headerSignature, string(signature(testSecret, stamp, body)))
	return bots.Request{Path: path, Header: h, Query: url.Values{}, Body: body, Now: now}
}

// fixture is a sample of the platform.
func fixture(t *testing.T, name string) []byte {
	t.Helper()
	b, err := fixtures.Webhooks.ReadFile("webhooks/slack/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPublishedVector(t *testing.T) {
	var v struct {
		Secret    string `json:"signing_secret"`
		Time      string `json:"timestamp"`
		Body      string `json:"body"`
		Signature string `json:"signature"`
	}
	if err := json.Unmarshal(fixture(t, "signed_vector.json"), &v); err != nil {
		t.Fatal(err)
	}
	ch := mihon()
	ch.Secrets["signing_secret"] = v.Secret
	h := http.Header{}
	h.Set(headerTime, v.Time)
	h.Set(headerSignature, v.Signature)
	sec, _ := strconv.ParseInt(v.Time, 10, 64)
	at := time.Unix(sec, 0)
	got, ok := verify(ch, h, []byte(v.Body), at.Add(time.Minute))
	if !ok || !got.Equal(at) {
		t.Fatalf("verify = %v, %v; want %v, true", got, ok, at)
	}
	items, err := New(Config{}).Receive(ch, bots.Request{Path: "/commands", Header: h, Body: []byte(v.Body), Now: at})
	if err != nil || len(items.Events) != 1 {
		t.Fatalf("the vector as a command: %v, %v", items, err)
	}
}

func TestSignature(t *testing.T) {
	body := []byte(`{"type":"event_callback"}`)
	tests := []struct {
		name   string
		sentAt time.Time
		change func(*bots.Channel, *bots.Request)
		want   bool
	}{
		{"good", now, nil, true},
		{"five minutes old", now.Add(-maxSkew), nil, true},
		{"six minutes old", now.Add(-6 * time.Minute), nil, false},
		{"six minutes ahead", now.Add(6 * time.Minute), nil, false},
		{"body changed", now, func(_ *bots.Channel, r *bots.Request) { r.Body = append(r.Body, ' ') }, false},
		{"time changed", now, func(_ *bots.Channel, r *bots.Request) {
			r.Header.Set(headerTime, strconv.FormatInt(now.Unix()+1, 10))
		}, false},
		{"no time", now, func(_ *bots.Channel, r *bots.Request) { r.Header.Del(headerTime) }, false},
		{"no signature", now, func(_ *bots.Channel, r *bots.Request) { r.Header.Del(headerSignature) }, false},
		{"another secret", now, func(ch *bots.Channel, _ *bots.Request) { ch.Secrets["signing_secret"] = "other" }, false},
		{"the next secret, while it is exchanged", now, func(ch *bots.Channel, _ *bots.Request) {
			ch.Secrets["signing_secret"], ch.Secrets["signing_secret_next"] = "old", testSecret
		}, true},
		{"no secret, signed with none", now, func(ch *bots.Channel, r *bots.Request) {
			delete(ch.Secrets, "signing_secret")
			r.Header.Set(headerSignature, string(signature("", r.Header.Get(headerTime), r.Body)))
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ch, r := mihon(), signed("/events", append([]byte(nil), body...), tt.sentAt)
			if tt.change != nil {
				tt.change(&ch, &r)
			}
			_, err := New(Config{}).Receive(ch, r)
			if got := err == nil; got != tt.want {
				t.Fatalf("accepted %v, want %v (%v)", got, tt.want, err)
			}
			if !tt.want && !errors.Is(err, bots.ErrSignature) {
				t.Fatalf("refused with %v", err)
			}
		})
	}
}

func TestPayloadInTheQueryIsNotRead(t *testing.T) {
	r := signed("/interactions", nil, now)
	r.Query.Set("payload", string(fixture(t, "in_block_actions_home.json")))
	got, err := New(Config{}).Receive(mihon(), r)
	if err != nil {
		t.Fatal(err)
	}
	read, _ := New(Config{}).Read(mihon(), got.Events[0])
	if read.Dropped != "malformed" {
		t.Fatalf("read as %+v", read)
	}
}
