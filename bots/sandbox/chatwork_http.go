package sandbox

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// Limits of the API: https://developer.chatwork.com/docs/endpoints#limit-of-the-api-request-count
const (
	cwRequests     = 300
	cwWindow       = 5 * time.Minute
	cwRoomPosts    = 10
	cwRoomWindow   = 10 * time.Second
	cwBusy         = 2 * time.Second // how long a refusal lasts that is played
	cwBody         = 65535           // characters of a message
	cwListed       = 100             // entries of a list; there is no paging
	cwMaxRequest   = 1 << 20
	cwRoomTooOften = "Rate limit for message posting per room exceeded."
)

// cwCall is a request; given are the parameters of its form or query.
type cwCall struct {
	*http.Request
	given url.Values
	room  *cwRoom
	name  string
}

func (c *cwCall) get(name string) string { return c.given.Get(name) }

// cwReply is an answer; a nil body with 204 has none.
type cwReply struct {
	status int
	body   any
}

func cwFail(status int, text string) cwReply {
	return cwReply{status, object{"errors": []string{text}}}
}

// cwParam is a parameter that an operation takes.
type cwParam struct {
	name     string
	required bool
	longest  int      // characters; 0: any
	among    []string // the values it may have; nil: any
}

// ServeHTTP implements http.Handler.
func (c *Chatwork) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.routes.ServeHTTP(w, r) }

// handle checks what every operation checks, and keeps a record.
func (c *Chatwork) handle(w http.ResponseWriter, r *http.Request, params []cwParam, f func(*cwCall) cwReply) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, cwMaxRequest))
	status := http.StatusBadRequest
	defer func() {
		c.called(Call{Platform: domain.Chatwork, At: c.clock.Now(), Method: r.Method, Path: r.URL.Path, Body: string(raw), Status: status})
	}()
	refuse := func(w http.ResponseWriter, code int) {
		status = code
		text := map[int]string{http.StatusTooManyRequests: "Rate limit exceeded", http.StatusUnauthorized: "Invalid API token"}[code]
		if text == "" {
			text = "Internal server error"
		}
		if code == http.StatusTooManyRequests {
			w.Header().Set("X-RateLimit-Limit", strconv.Itoa(c.most()))
			w.Header().Set("X-RateLimit-Remaining", "0")
			w.Header().Set("X-RateLimit-Reset", itoa(c.clock.Now().Add(cwBusy).Unix()))
		}
		cwFail(code, text).write(w)
	}
	handle, discard := c.fail(w, r, domain.Chatwork, refuse)
	if err != nil || !handle {
		return
	}
	call := &cwCall{Request: r, name: r.Method + " " + r.URL.Path}
	out := c.guard(w, call, string(raw), params, f)
	if discard {
		out.write(httptest.NewRecorder())
		refuse(w, http.StatusInternalServerError)
		return
	}
	status = out.status
	out.write(w)
}

func (c *Chatwork) guard(w http.ResponseWriter, call *cwCall, raw string, params []cwParam, f func(*cwCall) cwReply) cwReply {
	token := call.Header.Get("X-ChatWorkToken")
	if token == "" {
		token, _ = strings.CutPrefix(call.Header.Get("Authorization"), "Bearer ")
	}
	if token == "" || c.cfg.Token != "" && token != c.cfg.Token {
		c.problem(domain.Chatwork, call.name, "x-chatworktoken", "the token is not this account's")
		return cwFail(http.StatusUnauthorized, "Invalid API token")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.spendRequest(w) {
		return cwFail(http.StatusTooManyRequests, "Rate limit exceeded")
	}
	if out, ok := c.parse(call, raw, params); !ok {
		return out
	}
	if id := call.PathValue("room"); id != "" {
		call.room = c.room(atoi(id))
		if call.room == nil || !call.room.has(c.bot) {
			return cwFail(http.StatusForbidden, "You don't have permission to access this room")
		}
	}
	return f(call)
}

// most is how many requests the token has in five minutes.
func (c *Chatwork) most() int {
	if c.cfg.Requests > 0 {
		return c.cfg.Requests
	}
	return cwRequests
}

// spendRequest counts a request into the five minutes and tells what is left.
func (c *Chatwork) spendRequest(w http.ResponseWriter) bool {
	now := c.clock.Now()
	if now.Sub(c.window) >= cwWindow || now.Before(c.window) {
		c.window, c.spent = now, 0
	}
	c.spent++
	most := c.most()
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(most))
	w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(max(0, most-c.spent)))
	w.Header().Set("X-RateLimit-Reset", itoa(c.window.Add(cwWindow).Unix()))
	return c.spent <= most
}

// parse reads the parameters: forms only, never JSON.
func (c *Chatwork) parse(call *cwCall, raw string, params []cwParam) (cwReply, bool) {
	call.given = call.URL.Query()
	if raw != "" {
		kind, _, err := mime.ParseMediaType(call.Header.Get("Content-Type"))
		if err != nil || kind != "application/x-www-form-urlencoded" {
			c.problem(domain.Chatwork, call.name, "Content-Type", "must be application/x-www-form-urlencoded, is %q", kind)
			return cwFail(http.StatusBadRequest, "Unsupported content type"), false
		}
		form, err := url.ParseQuery(raw)
		if err != nil {
			c.problem(domain.Chatwork, call.name, "", "the form cannot be read")
			return cwFail(http.StatusBadRequest, "Invalid parameters"), false
		}
		for k, v := range form {
			call.given[k] = v
		}
	}
	known := map[string]bool{}
	for _, p := range params {
		known[p.name] = true
		if why := p.wrong(call.given); why != "" {
			c.problem(domain.Chatwork, call.name, p.name, "%s", why)
			return cwFail(http.StatusBadRequest, "Parameter '"+p.name+"' is invalid: "+why), false
		}
	}
	for name := range call.given {
		if !known[name] { // taken and ignored, but nobody meant that
			c.problem(domain.Chatwork, call.name, name, "is no parameter of this operation")
		}
	}
	return cwReply{}, true
}

func (p cwParam) wrong(given url.Values) string {
	v, ok := given.Get(p.name), given.Has(p.name)
	switch {
	case !ok && p.required, ok && v == "" && p.required:
		return "is required"
	case !ok:
		return ""
	case !utf8.ValidString(v):
		return "is not UTF-8"
	case p.longest > 0 && utf8.RuneCountInString(v) > p.longest:
		return "has more than " + strconv.Itoa(p.longest) + " characters"
	case p.among != nil && !slices.Contains(p.among, v):
		return "must be one of " + strings.Join(p.among, ", ")
	}
	return ""
}

func (r cwReply) write(w http.ResponseWriter) {
	if r.body == nil {
		w.WriteHeader(r.status)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(r.body) // the client has gone when this fails
}
