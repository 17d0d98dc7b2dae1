package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
	"github.com/dakoku/dakoku/domain"
)

// lineBody is the largest request LINE takes: https://developers.line.biz/en/reference/messaging-api/#status-codes
const lineBody = 2_000_000

// object is decoded JSON.
type object = map[string]any

// lineReply is an answer: a status, and a body to be encoded or bytes with their type.
type lineReply struct {
	status int
	body   any
	raw    []byte
	kind   string
	header map[string]string
}

type lineCall struct {
	*http.Request
	raw  []byte
	body object
	name string
}

func lineOK(body any) lineReply { return lineReply{status: http.StatusOK, body: body} }

func lineFail(status int, text string) lineReply {
	return lineReply{status: status, body: object{"message": text}}
}

// paths lists the endpoints.
func (l *LINE) paths() *http.ServeMux {
	m := http.NewServeMux()
	on := func(pattern, kind string, f func(*lineCall) lineReply) {
		m.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { l.handle(w, r, kind, f) })
	}
	on("POST /v2/bot/message/reply", "reply", l.reply)
	on("POST /v2/bot/message/push", "push", l.push)
	on("POST /v2/bot/message/multicast", "multicast", l.multicast)
	for _, kind := range []string{"reply", "push", "multicast", "narrowcast", "broadcast"} {
		on("POST /v2/bot/message/validate/"+kind, "validate", l.nothing)
	}
	on("GET /v2/bot/message/quota", "", l.quota)
	on("GET /v2/bot/message/quota/consumption", "", l.consumption)
	on("GET /v2/bot/message/{id}/content", "", l.content)
	on("POST /v2/bot/chat/loading/start", "loading", l.loading)
	on("GET /v2/bot/profile/{user}", "", l.profile)
	on("POST /v2/bot/user/{user}/linkToken", "", l.linkToken)
	on("GET /v2/bot/info", "", l.info)
	on("GET /v2/bot/channel/webhook/endpoint", "", l.webhook)
	on("POST /v2/bot/channel/webhook/test", "webhook_test", l.testWebhook)
	l.menuPaths(on)
	m.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		l.handle(w, r, "", func(*lineCall) lineReply { return lineFail(http.StatusNotFound, "Not found") })
	})
	return m
}

// ServeHTTP implements http.Handler.
func (l *LINE) ServeHTTP(w http.ResponseWriter, r *http.Request) { l.routes.ServeHTTP(w, r) }

// handle checks what every endpoint checks, and keeps a record.
func (l *LINE) handle(w http.ResponseWriter, r *http.Request, kind string, f func(*lineCall) lineReply) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, lineBody+1))
	c := &lineCall{Request: r, raw: raw, name: r.Method + " " + r.URL.Path}
	status := http.StatusBadRequest
	defer func() {
		l.called(Call{Platform: domain.LINE, At: l.clock.Now(), Method: r.Method, Path: r.URL.Path, Body: string(raw), Status: status})
	}()
	w.Header().Set("X-Line-Request-Id", l.uuid())
	refuse := func(w http.ResponseWriter, code int) {
		status = code
		text := map[int]string{
			http.StatusTooManyRequests: "The API rate limit has been exceeded. Try again later.",
			http.StatusUnauthorized:    "Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.",
		}[code]
		if text == "" {
			text = "Internal server error"
		}
		lineFail(code, text).write(w)
	}
	goOn, discard := l.fail(w, r, domain.LINE, refuse)
	if err != nil || !goOn {
		return
	}
	out := l.guard(c, kind, f)
	if discard {
		out.write(httptest.NewRecorder())
		refuse(w, http.StatusInternalServerError)
		return
	}
	status = out.status
	out.write(w)
}

// guard refuses what is no proper request before the endpoint sees it.
func (l *LINE) guard(c *lineCall, kind string, f func(*lineCall) lineReply) lineReply {
	token, bearer := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
	if !bearer || token == "" || l.cfg.Token != "" && token != l.cfg.Token {
		l.problem(domain.LINE, c.name, "Authorization", "the access token is not this channel's")
		return lineFail(http.StatusUnauthorized, "Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.")
	}
	if len(c.raw) > lineBody {
		l.problem(domain.LINE, c.name, "", "the request has more than %d bytes", lineBody)
		return lineFail(http.StatusRequestEntityTooLarge, "The size of the request exceeds the limit")
	}
	if kind == "" {
		return f(c)
	}
	if !strings.HasPrefix(c.Header.Get("Content-Type"), "application/json") {
		l.problem(domain.LINE, c.name, "Content-Type", "must be application/json")
		return lineFail(http.StatusUnsupportedMediaType, "The media type of the request is not supported")
	}
	if err := json.Unmarshal(c.raw, &c.body); err != nil || c.body == nil {
		l.problem(domain.LINE, c.name, "", "the body is no JSON object")
		return lineFail(http.StatusBadRequest, "The request body could not be parsed as JSON")
	}
	if found := lineShapes.Check(kind, c.body); len(found) > 0 {
		return l.misshapen(c, found)
	}
	l.lostQuickReplies(c)
	return f(c)
}

// misshapen answers as LINE does: a Flex mistake is named by its place inside the message, others by their property.
func (l *LINE) misshapen(c *lineCall, found []shape.Problem) lineReply {
	var details []object
	message := fmt.Sprintf("The request body has %d error(s)", len(found))
	for _, p := range found {
		l.problem(domain.LINE, c.name, p.Place, "%s", p.Text)
		property := dotted(p.Place)
		if at, inside, ok := strings.Cut(p.Place, "/contents"); ok {
			message = fmt.Sprintf("A message (%s) in the request body is invalid", dotted(at))
			property = inside
		}
		details = append(details, object{"message": p.Text, "property": property})
	}
	return lineReply{status: http.StatusBadRequest, body: object{"message": message, "details": details}}
}

// dotted turns /messages/0/text into messages[0].text.
func dotted(pointer string) string {
	var b strings.Builder
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		switch {
		case part != "" && part[0] >= '0' && part[0] <= '9':
			b.WriteString("[" + part + "]")
		case b.Len() > 0:
			b.WriteString("." + part)
		default:
			b.WriteString(part)
		}
	}
	return b.String()
}

// lostQuickReplies notes quick replies nobody would see: only the last message's show.
// https://developers.line.biz/en/docs/messaging-api/using-quick-reply/
func (l *LINE) lostQuickReplies(c *lineCall) {
	list, _ := c.body["messages"].([]any)
	each(list, func(i int, m map[string]any) {
		if m["quickReply"] != nil && i < len(list)-1 {
			l.problem(domain.LINE, c.name, fmt.Sprintf("/messages/%d/quickReply", i), "only the last message's quick replies are shown")
		}
	})
}

func (r lineReply) write(w http.ResponseWriter) {
	for k, v := range r.header {
		w.Header().Set(k, v)
	}
	if r.raw != nil {
		w.Header().Set("Content-Type", r.kind)
		w.WriteHeader(r.status)
		_, _ = io.Copy(w, bytes.NewReader(r.raw)) // the client has gone when this fails
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(r.body) // the client has gone when this fails
}

func (l *LINE) uuid() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return fmt.Sprintf("0d6b7b5c-6b6e-4c0e-9b0b-%012x", l.next())
}
