package chatwork

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

const (
	// apiURL is the base of the API. https://developer.chatwork.com/docs/endpoints
	apiURL = "https://api.chatwork.com/v2"
	// requestLimit is how long one request may take.
	requestLimit = 8 * time.Second
	// resetGrain is how much later than it says a limit may be renewed: Chatwork tells the moment in whole seconds.
	resetGrain = time.Second
	// answerMax bounds what is read of an answer: a hundred messages of the longest kind in UTF-8, and some more.
	answerMax = 32 << 20
)

// client speaks the API with one token. There is no maintained library for it; what is needed is small.
type client struct {
	base, token string
	http        *http.Client
	clock       domain.Clock
	limits      *limits
}

// busy is the answer of our own limits: not now.
type busy struct{ until time.Time }

func (e *busy) Error() string {
	return "chatwork: the limit is used up until " + e.until.UTC().Format(time.RFC3339)
}

// refusal is an error answer.
type refusal struct {
	status int
	texts  []string
	reset  time.Time // when the token's limit is renewed
}

func (e *refusal) Error() string {
	return fmt.Sprintf("chatwork: %d %s", e.status, strings.Join(e.texts, "; "))
}

// roomFull is the text of the 429 that concerns one room. Requests of the token may be left then, so the text decides.
const roomFull = "Rate limit for message posting per room exceeded."

func (e *refusal) roomFull() bool {
	if e.status == http.StatusTooManyRequests {
		for _, s := range e.texts {
			if s == roomFull {
				return true
			}
		}
	}
	return false
}

// broken is a request without an answer.
type broken struct {
	err  error
	sent bool // Chatwork may have received it
}

func (e *broken) Error() string { return "chatwork: " + e.err.Error() }
func (e *broken) Unwrap() error { return e.err }

// doubtful tells whether the request may have been carried out although it failed.
func doubtful(err error) bool {
	var b *broken
	var r *refusal
	switch {
	case errors.As(err, &b):
		return b.sent
	case errors.As(err, &r):
		return r.status >= http.StatusInternalServerError
	}
	return false
}

// get reads, once more if the first time something was wrong with the way or the server.
func (c *client) get(ctx context.Context, path string, reserve int, out any) error {
	err := c.do(ctx, http.MethodGet, path, nil, reserve, out)
	var b *broken
	if (errors.As(err, &b) || doubtful(err)) && ctx.Err() == nil {
		err = c.do(ctx, http.MethodGet, path, nil, reserve, out)
	}
	return err
}

// do makes one request if more than reserve requests are left. out stays as it is when the answer has no body.
func (c *client) do(ctx context.Context, method, path string, form url.Values, reserve int, out any) error {
	if until, ok := c.limits.request(c.clock(), reserve); !ok {
		return &busy{until}
	}
	defer c.limits.landed()
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return domain.Errorf(domain.Invalid, "chatwork: %w", err)
	}
	req.Header.Set("x-chatworktoken", c.token)
	req.Header.Set("Accept", "application/json")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return &broken{err: withoutURL(err), sent: !unsent(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(resp.Body, answerMax+1))
	if err == nil && len(data) > answerMax {
		err = errors.New("the answer is too long")
	}
	if err != nil {
		return &broken{err: err, sent: true}
	}
	return c.answer(resp, data, out)
}

// withoutURL is the error without the address, which names a room: it goes into the log and the row's note.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return fmt.Errorf("%s: %w", u.Op, u.Err)
	}
	return err
}

// unsent tells whether the request cannot have reached Chatwork.
func unsent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func (c *client) answer(resp *http.Response, data []byte, out any) error {
	reset := c.learn(resp.Header)
	switch {
	case resp.StatusCode == http.StatusNoContent: // an empty list
		return nil
	case resp.StatusCode >= http.StatusMultipleChoices:
		var said struct {
			Errors []string `json:"errors"`
		}
		if json.Unmarshal(data, &said) != nil || len(said.Errors) == 0 {
			said.Errors = []string{http.StatusText(resp.StatusCode)}
		}
		return &refusal{status: resp.StatusCode, texts: said.Errors, reset: reset}
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return &broken{err: fmt.Errorf("the answer is not readable: %w", err), sent: true}
	}
	return nil
}

// learn reads the rate headers, which are on every answer.
func (c *client) learn(h http.Header) (reset time.Time) {
	left, err := strconv.Atoi(h.Get("x-ratelimit-remaining"))
	if err != nil {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(h.Get("x-ratelimit-reset"), 10, 64)
	if err != nil {
		return time.Time{}
	}
	reset = time.Unix(seconds, 0).Add(resetGrain).UTC()
	most, _ := strconv.Atoi(h.Get("x-ratelimit-limit")) // without it what is known stays
	c.limits.learn(c.clock(), most, left, reset)
	return reset
}
