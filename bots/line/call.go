package line

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
)

// chatID is the form of LINE's ids of users, groups and rooms. The SDK puts them into paths as they are, so nothing
// else may get there: https://developers.line.biz/en/docs/messaging-api/getting-user-ids/
var chatID = regexp.MustCompile(`^[UCR][0-9a-f]{32}$`)

// client is a client for one call. The SDK's WithContext writes into the client it is called on, so sharing one
// between calls would be a data race.
func (p *Platform) client(ctx context.Context, ch bots.Channel) (*messaging_api.MessagingApiAPI, error) {
	c, err := messaging_api.NewMessagingApiAPI(ch.Secrets[SecretToken],
		messaging_api.WithEndpoint(p.cfg.APIURL), messaging_api.WithHTTPClient(p.cfg.HTTP))
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "line: %w", err)
	}
	return c.WithContext(ctx), nil
}

// blob is a client for LINE's other host, which takes pictures.
func (p *Platform) blob(ctx context.Context, ch bots.Channel) (*messaging_api.MessagingApiBlobAPI, error) {
	c, err := messaging_api.NewMessagingApiBlobAPI(ch.Secrets[SecretToken],
		messaging_api.WithBlobEndpoint(p.cfg.DataURL), messaging_api.WithBlobHTTPClient(p.cfg.HTTP))
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "line: %w", err)
	}
	return c.WithContext(ctx), nil
}

// verdict is how LINE answered a call.
type verdict int

const (
	accepted  verdict = iota // done, now or (409) by an earlier attempt
	refused                  // will never be done
	barred                   // not done; the channel's access token is not taken: whoever mends that wants what waited said
	throttled                // not done; later it may be
	monthly                  // not done; the quota of pushed messages is used up
	deadToken                // the reply token was used or is too old
	unreached                // LINE was not reached
	unknown                  // nobody knows whether it was done
)

// answer is what came back from a call.
type answer struct {
	verdict verdict
	status  int
	note    string // for the row and the log: status, LINE's words, LINE's name of the request
	sent    []messaging_api.SentMessage
}

// read judges a call by its status; LINE does not promise its words, so they decide only between two kinds of 429 and
// name a dead reply token.
// https://developers.line.biz/en/reference/messaging-api/#error-responses
func read(res *http.Response, err error) answer {
	if res == nil {
		if dial := (*net.OpError)(nil); errors.As(err, &dial) && dial.Op == "dial" {
			return answer{verdict: unreached, note: "not reached: " + cause(err)}
		}
		return answer{verdict: unknown, note: "no answer: " + cause(err)}
	}
	a := answer{status: res.StatusCode}
	var said messaging_api.ErrorResponse
	if res.StatusCode/100 != 2 {
		if body, err := io.ReadAll(io.LimitReader(res.Body, 1<<16)); err == nil {
			_ = json.Unmarshal(body, &said) // a proxy's page instead of JSON says nothing
		}
		_ = res.Body.Close()
	}
	a.sent = said.SentMessages
	a.note = http.StatusText(res.StatusCode)
	if said.Message != "" {
		a.note += ": " + said.Message
	}
	for _, d := range said.Details {
		a.note += "; " + d.Property + " " + d.Message
	}
	if id := res.Header.Get("X-Line-Request-Id"); id != "" {
		a.note += " [" + id + "]"
	}
	a.verdict = judge(res.StatusCode, strings.ToLower(said.Message))
	return a
}

func judge(status int, message string) verdict {
	switch {
	case status/100 == 2, status == http.StatusConflict:
		return accepted
	case status == http.StatusTooManyRequests && strings.Contains(message, "monthly limit"):
		return monthly
	case status == http.StatusTooManyRequests:
		return throttled
	case status == http.StatusBadRequest && strings.Contains(message, "reply token"):
		return deadToken
	case status == http.StatusUnauthorized:
		return barred
	case status >= 500, status == http.StatusRequestTimeout:
		return unknown
	}
	return refused
}

// cause is an error without the URL, which may hold a person's id.
func cause(err error) string {
	if err == nil {
		return "closed"
	}
	type wrapper interface{ Unwrap() error }
	for {
		w, ok := err.(wrapper)
		if !ok || w.Unwrap() == nil {
			return err.Error()
		}
		err = w.Unwrap()
	}
}
