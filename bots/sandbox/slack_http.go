package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
	"github.com/dakoku/dakoku/domain"
)

// slackPosts is how many messages an app posts in a workspace a minute; Slack says "several hundred", besides one a second
// in each channel: https://docs.slack.dev/apis/web-api/rate-limits
const slackPosts = 300

// slackRequest is the largest request that is read.
const slackRequest = 1 << 20

// slackCall is a call of a method, its arguments as texts; lists and objects stay JSON.
type slackCall struct {
	method string
	header http.Header
	basic  [2]string
	args   map[string]string
}

// slackMethod is a method: what it takes and how often it may be called a minute in a workspace.
// https://docs.slack.dev/apis/web-api/rate-limits
type slackMethod struct {
	need, may string // names of arguments
	perMinute int
	open      bool // without a token
	app       bool // with the app's token
	do        func(*slackCall) (object, error)
}

// slackError is an answer with ok:false, which still has the status 200.
type slackError struct {
	code  string
	found []shape.Problem
}

func (e *slackError) Error() string { return e.code }

func slackFail(code string) error { return &slackError{code: code} }

func (k *Slack) paths() *http.ServeMux {
	m := http.NewServeMux()
	methods := k.methods()
	m.HandleFunc("/api/{method}", func(w http.ResponseWriter, r *http.Request) { k.handle(w, r, methods) })
	m.HandleFunc("POST /response/{id}", k.respond)
	m.HandleFunc("GET /socket/{id}", k.openSocket)
	return m
}

// handle runs a method with everything every method checks, and keeps a record.
func (k *Slack) handle(w http.ResponseWriter, r *http.Request, methods map[string]slackMethod) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, slackRequest))
	status := http.StatusBadRequest
	defer func() {
		k.called(Call{Platform: domain.Slack, At: k.clock.Now(), Method: r.Method, Path: r.URL.Path, Body: string(raw), Status: status})
	}()
	refuse := func(w http.ResponseWriter, code int) {
		status = code
		switch code {
		case http.StatusTooManyRequests:
			w.Header().Set("Retry-After", "1")
			writeJSON(w, code, object{"ok": false, "error": "ratelimited"})
		case http.StatusUnauthorized:
			status = http.StatusOK
			writeJSON(w, status, object{"ok": false, "error": "token_revoked"})
		default:
			http.Error(w, "Internal server error", code)
		}
	}
	handle, discard := k.fail(w, r, domain.Slack, refuse)
	if err != nil || !handle {
		return
	}
	c := &slackCall{method: r.PathValue("method"), header: r.Header}
	out, err := k.run(c, r, string(raw), methods)
	switch {
	case discard:
		refuse(w, http.StatusInternalServerError)
	case isPace(err):
		refuse(w, http.StatusTooManyRequests)
	default:
		status = http.StatusOK
		if err == nil && !methods[c.method].app && !methods[c.method].open {
			w.Header().Set("X-OAuth-Scopes", k.scopes())
		}
		writeJSON(w, status, k.answer(c, out, err))
	}
}

func isPace(err error) bool {
	e, ok := err.(*slackError)
	return ok && e.code == "ratelimited"
}

func (k *Slack) answer(c *slackCall, out object, err error) object {
	if err == nil {
		if out == nil {
			out = object{}
		}
		out["ok"] = true
		return out
	}
	e, ok := err.(*slackError)
	if !ok {
		e = &slackError{code: "internal_error"}
	}
	body := object{"ok": false, "error": e.code}
	var messages []string
	for _, p := range e.found {
		k.problem(domain.Slack, c.method, p.Place, "%s", p.Text)
		messages = append(messages, fmt.Sprintf("[ERROR] %s [json-pointer:%s]", p.Text, p.Place))
	}
	if messages != nil {
		body["response_metadata"] = object{"messages": messages}
	}
	return body
}

func (k *Slack) run(c *slackCall, r *http.Request, raw string, methods map[string]slackMethod) (object, error) {
	m, known := methods[c.method]
	if !known {
		k.problem(domain.Slack, c.method, "", "no such method is played")
		return nil, slackFail("unknown_method")
	}
	token, err := c.parse(r, raw)
	if err != nil {
		return nil, err
	}
	want, prefix := k.cfg.BotToken, "xoxb-"
	if m.app {
		want, prefix = k.cfg.AppToken, "xapp-"
	}
	if !m.open {
		switch {
		case token == "":
			return nil, &slackError{"not_authed", []shape.Problem{{Place: "token", Text: "there is none"}}}
		case want != "" && token != want, want == "" && !strings.HasPrefix(token, prefix):
			return nil, &slackError{"invalid_auth", []shape.Problem{{Place: "token", Text: "is not this app's"}}}
		}
	}
	if err := m.check(c); err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.cfg.Limits && !k.pace(c.method, m.perMinute, time.Minute) {
		return nil, slackFail("ratelimited")
	}
	return m.do(c)
}

// parse reads a form or JSON; the token comes in the header or in the form, never in JSON.
func (c *slackCall) parse(r *http.Request, raw string) (string, error) {
	c.args = map[string]string{}
	for name, v := range r.URL.Query() {
		c.args[name] = v[0]
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if user, pass, ok := r.BasicAuth(); ok {
		c.basic, token = [2]string{user, pass}, ""
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		if raw == "" {
			break // a call without arguments
		}
		var o map[string]json.RawMessage
		if err := json.Unmarshal([]byte(raw), &o); err != nil {
			return "", slackFail("invalid_json")
		}
		for name, v := range o {
			var s string
			if json.Unmarshal(v, &s) == nil {
				c.args[name] = s
			} else {
				c.args[name] = string(v)
			}
		}
		delete(c.args, "token")
	default:
		form, err := url.ParseQuery(raw)
		if err != nil {
			return "", slackFail("invalid_form_data")
		}
		for name, v := range form {
			c.args[name] = v[0]
		}
	}
	if t := c.args["token"]; t != "" {
		token = t
	}
	delete(c.args, "token")
	return token, nil
}

// check refuses missing and unknown arguments.
func (m slackMethod) check(c *slackCall) error {
	var found []shape.Problem
	need, may := strings.Fields(m.need), strings.Fields(m.may)
	for _, name := range need {
		if c.args[name] == "" {
			found = append(found, shape.Problem{Place: "/" + name, Text: "is required"})
		}
	}
	for name := range c.args {
		if !slices.Contains(need, name) && !slices.Contains(may, name) {
			found = append(found, shape.Problem{Place: "/" + name, Text: "is no argument of " + c.method})
		}
	}
	if found != nil {
		return &slackError{"invalid_arguments", found}
	}
	return nil
}

// pace says whether one more call is allowed within the time, and counts it. Callers hold the lock.
func (k *Slack) pace(key string, limit int, within time.Duration) bool {
	now := k.clock.Now()
	recent := slices.DeleteFunc(k.paces[key], func(t time.Time) bool { return now.Sub(t) >= within || t.After(now) })
	ok := limit == 0 || len(recent) < limit
	if ok {
		recent = append(recent, now)
	}
	k.paces[key] = recent
	return ok
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client has gone when this fails
}
