package line

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// receive signs events and takes them in.
func receive(t *testing.T, destination string, events ...string) (bots.Intake, error) {
	t.Helper()
	return receiveBy(platform(t, Config{}), destination, events...)
}

func receiveBy(p *Platform, destination string, events ...string) (bots.Intake, error) {
	body := fmt.Sprintf(`{"destination":%q,"events":[%s]}`, destination, strings.Join(events, ","))
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write([]byte(body))
	return p.Receive(channel("secret"), request(base64.StdEncoding.EncodeToString(mac.Sum(nil)), []byte(body)))
}

// TestMistypedBotIsToldOnce takes a day of webhooks whose bot is not the one configured.
func TestMistypedBotIsToldOnce(t *testing.T) {
	var log bytes.Buffer
	p := platform(t, Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for i := range 100 {
		if in, err := receiveBy(p, "Uother", said(fmt.Sprint(i), "出勤", "")); err != nil || len(in.Events) != 1 {
			t.Fatalf("%d events, %v", len(in.Events), err)
		}
	}
	if n := strings.Count(log.String(), "\n"); n != 1 {
		t.Errorf("%d lines", n)
	}
}

func said(id, text, extra string) string {
	return fmt.Sprintf(`{"type":"message","webhookEventId":%q,"timestamp":1795478311407,"mode":"active","replyToken":"r",`+
		`"source":{"type":"user","userId":%q},"message":{"type":"text","id":"1","text":%q}%s}`, id, taro, text, extra)
}

func TestReceiveOddities(t *testing.T) {
	p := platform(t, Config{})
	for name, c := range map[string]struct {
		event   string
		dropped string
	}{
		"null":                  {`null`, "malformed event"},
		"a number":              {`7`, "malformed event"},
		"a list":                {`[]`, "malformed event"},
		"no type":               {`{"webhookEventId":"E"}`, "malformed event"},
		"message is a word":     {`{"type":"message","webhookEventId":"E","message":"x"}`, "malformed event"},
		"message is absent":     {`{"type":"message","webhookEventId":"E","source":{"type":"user","userId":"U"}}`, "malformed message"},
		"source is null":        {`{"type":"follow","webhookEventId":"E","source":null}`, "follow without a user"},
		"postback is absent":    {`{"type":"postback","webhookEventId":"E"}`, "malformed postback"},
		"unsend is absent":      {`{"type":"unsend","webhookEventId":"E"}`, "malformed unsend"},
		"future type":           {`{"type":"telepathy","webhookEventId":"E"}`, "unknown event type"},
		"standby":               {said("E", "出勤", `,"mode":"standby"`), "standby"},
		"group, nobody named":   {`{"type":"message","webhookEventId":"E","source":{"type":"group","groupId":"C1"},"message":{"type":"text","id":"1","text":"出勤"}}`, "message without a user"},
		"mention out of bounds": {said("E", "出勤", `,"message":{"type":"text","id":"1","text":"出勤","mention":{"mentionees":[{"index":9,"length":-4,"isSelf":true}]}}`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			intake, err := receive(t, bot, said("A", "出勤", ""), c.event, said("B", "退勤", ""))
			if err != nil || len(intake.Events) != 3 {
				t.Fatalf("%d events, %v", len(intake.Events), err)
			}
			for i, want := range []string{"", c.dropped, ""} {
				r, err := p.Read(channel("secret"), intake.Events[i])
				if err != nil || r.Dropped != want {
					t.Errorf("event %d: dropped %q, %v; want %q", i, r.Dropped, err, want)
				}
			}
			again, _ := receive(t, bot, c.event)
			if got := intake.Events[1].EventID; got == "" || got != again.Events[0].EventID {
				t.Errorf("its name is %q and then %q", got, again.Events[0].EventID)
			}
		})
	}
}

func TestReceiveBelievesTheSignature(t *testing.T) {
	if got, err := receive(t, hanako, said("A", "出勤", "")); err != nil || len(got.Events) != 1 {
		t.Errorf("a webhook whose bot id was mistyped in the company file: %v, %v", got, err)
	}
}

func TestReceiveRefuses(t *testing.T) {
	body := []byte(`{"events":`)
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write(body)
	_, err := platform(t, Config{}).Receive(channel("secret"), request(base64.StdEncoding.EncodeToString(mac.Sum(nil)), body))
	if !domain.Is(err, domain.Invalid) {
		t.Errorf("signed nonsense: %v", err)
	}
}

func TestUnsend(t *testing.T) {
	intake, err := receive(t, bot, `{"type":"unsend","webhookEventId":"E","timestamp":1,"source":{"type":"user","userId":"`+taro+`"},"unsend":{"messageId":"325708"}}`)
	if err != nil {
		t.Fatal(err)
	}
	r, err := platform(t, Config{}).Read(channel("secret"), intake.Events[0])
	if err != nil || r.Activity.Kind != dialog.Withdrawn || r.Activity.Message != "325708" || len(r.Redact) != 1 || r.Redact[0] != "325708" {
		t.Errorf("%+v, %v", r, err)
	}
	item := intake.Events[0]
	item.Body = nil
	if r, _ := platform(t, Config{}).Read(channel("secret"), item); r.Dropped == "" {
		t.Error("an emptied event is acted on")
	}
}
