package line

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// fakeLINE answers like LINE: a reply token counts once, a retry key is remembered, faults come when they are asked for.
type fakeLINE struct {
	t *testing.T
	*httptest.Server

	mu       sync.Mutex
	calls    []call
	faults   map[string][]fault // by path
	tokens   map[string]bool    // reply tokens, true once spent
	keys     map[string]string  // retry keys with what they stood for
	replied  []string           // reply bodies LINE acted on
	pushed   []string
	aliases  map[string]string
	menus    map[string]string // id → name
	pictures map[string]int    // menu id → bytes
	linked   map[string]string
	common   string // default menu
	made     int
}

type call struct{ path, body string }

// fault is one answer instead of the right one; late says that LINE acted all the same.
type fault struct {
	status  int // 0: the connection breaks
	message string
	late    bool
}

var uuid5 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func newFake(t *testing.T, tokens ...string) *fakeLINE {
	f := &fakeLINE{t: t, faults: map[string][]fault{}, tokens: map[string]bool{}, keys: map[string]string{},
		aliases: map[string]string{}, menus: map[string]string{}, pictures: map[string]int{}, linked: map[string]string{}}
	for _, token := range tokens {
		f.tokens[token] = false
	}
	f.Server = httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(f.Close)
	return f
}

func (f *fakeLINE) fail(path string, faults ...fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults[path] = append(f.faults[path], faults...)
}

func (f *fakeLINE) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, call{r.Method + " " + r.URL.Path, string(body)})
	w.Header().Set("X-Line-Request-Id", fmt.Sprintf("req-%d", len(f.calls)))
	if r.Header.Get("Authorization") != "Bearer token" {
		refuse(w, 401, "Authentication failed due to the following reason: invalid token.")
		return
	}
	if q := f.faults[r.URL.Path]; len(q) > 0 {
		f.faults[r.URL.Path] = q[1:]
		if q[0].late {
			f.act(httptest.NewRecorder(), r, body)
		}
		if q[0].status == 0 {
			panic(http.ErrAbortHandler)
		}
		refuse(w, q[0].status, q[0].message)
		return
	}
	f.act(w, r, body)
}

func refuse(w http.ResponseWriter, status int, message string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"message": message})
}

// act is what LINE does with a request that comes through.
func (f *fakeLINE) act(w http.ResponseWriter, r *http.Request, body []byte) {
	switch path := r.URL.Path; {
	case path == "/v2/bot/message/reply":
		f.reply(w, r, body)
	case path == "/v2/bot/message/push":
		f.push(w, r, body)
	case path == "/v2/bot/chat/loading/start":
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "{}")
	case path == "/v2/bot/profile/"+taro:
		_, _ = io.WriteString(w, `{"displayName":"山田 太郎","userId":"`+taro+`","language":"ja"}`)
	case path == "/v2/bot/message/quota":
		_, _ = io.WriteString(w, `{"type":"limited","value":200}`)
	case path == "/v2/bot/message/quota/consumption":
		_, _ = io.WriteString(w, `{"totalUsage":187}`)
	case strings.HasPrefix(path, "/v2/bot/richmenu"), strings.HasPrefix(path, "/v2/bot/user/"):
		f.menu(w, r, body)
	default:
		refuse(w, 404, "Not found")
	}
}

func (f *fakeLINE) reply(w http.ResponseWriter, r *http.Request, body []byte) {
	var in struct {
		Token    string            `json:"replyToken"`
		Messages []json.RawMessage `json:"messages"`
	}
	_ = json.Unmarshal(body, &in)
	spent, known := f.tokens[in.Token]
	switch {
	case len(r.Header.Values("X-Line-Retry-Key")) > 0:
		refuse(w, 400, "The retry key is not allowed")
	case len(in.Messages) < 1 || len(in.Messages) > maxMessages:
		refuse(w, 400, "The request body has 1 error(s)")
	case !known || spent:
		refuse(w, 400, "Invalid reply token")
	default:
		f.tokens[in.Token] = true
		f.replied = append(f.replied, string(body))
		_, _ = fmt.Fprintf(w, `{"sentMessages":[{"id":"r%d"}]}`, len(f.replied))
	}
}

func (f *fakeLINE) push(w http.ResponseWriter, r *http.Request, body []byte) {
	key := r.Header.Get("X-Line-Retry-Key")
	if !uuid5.MatchString(key) {
		f.t.Errorf("retry key %q", key)
	}
	if was, ok := f.keys[key]; ok {
		if was != string(body) {
			f.t.Errorf("retry key %s with another body:\n%s\n%s", key, was, body)
		}
		w.Header().Set("X-Line-Accepted-Request-Id", "earlier")
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, `{"message":"The retry key is already accepted","sentMessages":[{"id":"p1"}]}`)
		return
	}
	f.keys[key] = string(body)
	f.pushed = append(f.pushed, string(body))
	_, _ = fmt.Fprintf(w, `{"sentMessages":[{"id":"p%d"}]}`, len(f.pushed))
}

// menu plays rich menus, their pictures, aliases and links.
func (f *fakeLINE) menu(w http.ResponseWriter, r *http.Request, body []byte) {
	var in map[string]any
	_ = json.Unmarshal(body, &in)
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/v2/bot/"), "/")
	route := r.Method + " " + parts[0]
	switch {
	case route == "POST richmenu" && len(parts) == 1:
		f.made++
		id := fmt.Sprintf("richmenu-%d", f.made)
		f.menus[id] = in["name"].(string)
		_, _ = fmt.Fprintf(w, `{"richMenuId":%q}`, id)
	case route == "GET richmenu" && parts[1] == "list":
		list := []map[string]any{}
		for id, name := range f.menus {
			list = append(list, map[string]any{"richMenuId": id, "name": name, "size": map[string]int{"width": 2500, "height": 843},
				"selected": true, "chatBarText": "x", "areas": []any{}})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"richmenus": list})
	case route == "POST richmenu" && parts[1] == "alias" && len(parts) == 2:
		f.aliases[in["richMenuAliasId"].(string)] = in["richMenuId"].(string)
		_, _ = io.WriteString(w, "{}")
	case route == "POST richmenu" && parts[1] == "alias":
		f.aliases[parts[2]] = in["richMenuId"].(string)
		_, _ = io.WriteString(w, "{}")
	case route == "GET richmenu" && parts[1] == "alias":
		id, ok := f.aliases[parts[2]]
		if !ok {
			refuse(w, 404, "richmenu alias not found")
			return
		}
		_, _ = fmt.Fprintf(w, `{"richMenuAliasId":%q,"richMenuId":%q}`, parts[2], id)
	case route == "POST richmenu" && parts[2] == "content":
		f.pictures[parts[1]] = len(body)
		_, _ = io.WriteString(w, "{}")
	case route == "DELETE richmenu":
		delete(f.menus, parts[1])
		_, _ = io.WriteString(w, "{}")
	case route == "POST user" && parts[1] == "all":
		f.common = parts[3]
		_, _ = io.WriteString(w, "{}")
	case route == "POST user":
		if _, ok := f.menus[parts[3]]; !ok {
			refuse(w, 404, "richmenu not found")
			return
		}
		f.linked[parts[1]] = parts[3]
		_, _ = io.WriteString(w, "{}")
	default:
		refuse(w, 404, "Not found")
	}
}
