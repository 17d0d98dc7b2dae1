package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain/inbox"
)

// socketServer is Slack's side of Socket Mode. Every connection the app opens is handed to the test.
type socketServer struct {
	url   string
	conns chan *websocket.Conn
	open  chan string // tokens by which connections were asked for
}

func newSocketServer(t *testing.T) *socketServer {
	s := &socketServer{conns: make(chan *websocket.Conn, 4), open: make(chan string, 16)}
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	s.url = srv.URL + "/api/"
	upgrade := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") == "https://api.slack.com" }}
	mux.HandleFunc("/api/apps.connections.open", func(w http.ResponseWriter, r *http.Request) {
		s.open <- r.Header.Get("Authorization")
		_, _ = fmt.Fprintf(w, `{"ok":true,"url":%q}`, "ws"+strings.TrimPrefix(srv.URL, "http")+"/link")
	})
	mux.HandleFunc("/link", func(w http.ResponseWriter, r *http.Request) {
		c, err := upgrade.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		t.Cleanup(func() { _ = c.Close() })
		s.conns <- c
	})
	return s
}

// taken is what the app stored.
type taken struct {
	items []inbox.Item
	store chan error // the storage's answer, given by the test
}

// listening runs Start against the server. What it takes is handed over and waits for the test's answer.
func listening(t *testing.T, s *socketServer) (<-chan taken, context.CancelFunc, <-chan error) {
	ch := mihon()
	ch.Secrets["app_token"] = "xapp-1"
	web := mihon()
	web.ID, web.Key = "ch-2", "web-only"
	p := New(Config{APIURL: s.url})
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	got, ended := make(chan taken), make(chan error, 1)
	take := func(ctx context.Context, ch bots.Channel, items []inbox.Item) error {
		if ch.ID != "ch-1" {
			t.Errorf("taken for %s", ch.Key)
		}
		one := taken{items, make(chan error)}
		select {
		case got <- one:
		case <-ctx.Done():
			return ctx.Err()
		}
		return <-one.store
	}
	go func() { ended <- p.Start(ctx, []bots.Channel{ch, web}, take) }()
	return got, stop, ended
}

func write(t *testing.T, c *websocket.Conn, frame string) {
	t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		t.Fatal(err)
	}
}

// acknowledged waits for the next acknowledgement.
func acknowledged(t *testing.T, c *websocket.Conn) string {
	t.Helper()
	var ack struct {
		ID string `json:"envelope_id"`
	}
	if err := c.ReadJSON(&ack); err != nil {
		t.Fatal(err)
	}
	return ack.ID
}

func frame(kind, envelope, payload string) string {
	return fmt.Sprintf(`{"type":%q,"envelope_id":%q,"payload":%s,"accepts_response_payload":false}`, kind, envelope, payload)
}

func TestSocket(t *testing.T) {
	s := newSocketServer(t)
	got, stop, ended := listening(t, s)
	if token := <-s.open; token != "Bearer xapp-1" {
		t.Errorf("asked with %q", token)
	}
	c := <-s.conns
	write(t, c, string(fixture(t, "sock_hello.json")))
	strange := callback("Ev1", posting(`"text":"退勤","blocks":[{"type":"actions","elements":[{"type":"slider"}]}]`))
	slash := `{"team_id":"T0MIHON","user_id":"U0TANAKA","channel_id":"C0KINTAI","command":"/kintai","text":"退勤","trigger_id":"1.2.a","response_url":"https://x"}`
	var press map[string]any
	if err := json.Unmarshal(fixture(t, "in_block_actions_home.json"), &press); err != nil {
		t.Fatal(err)
	}
	pressed, _ := json.Marshal(press)
	frames := []struct{ name, frame, envelope, event string }{
		{"sample", string(fixture(t, "sock_events_api.json")), "57d6a792-0000-4000-8000-000000000001", "rea/T0MIHON/C0KINTAI/1795161600.000100/U0TANAKA/shukkin/1795165200.000400"},
		{"element the client does not know", frame("events_api", "e2", string(strange)), "e2", "msg/T0MIHON/C0KINTAI/1795165200.000100"},
		{"command", frame("slash_commands", "e3", slash), "e3", "cmd/T0MIHON/1.2.a"},
		{"press", frame("interactive", "e4", string(pressed)), "e4", "act/T0MIHON/U0TANAKA/1795165361.000100/punch_out"},
	}
	for _, f := range frames {
		write(t, c, f.frame)
		one := <-got
		if len(one.items) != 1 || one.items[0].EventID != f.event {
			t.Errorf("%s: %+v", f.name, one.items)
		}
		one.store <- nil
		if id := acknowledged(t, c); id != f.envelope {
			t.Errorf("%s: acknowledged %q", f.name, id)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestSocketAcknowledgesOnlyWhatIsStored(t *testing.T) {
	s := newSocketServer(t)
	got, _, _ := listening(t, s)
	c := <-s.conns
	write(t, c, frame("events_api", "lost", string(callback("Ev1", posting(`"text":"出勤"`)))))
	lost := <-got
	write(t, c, frame("events_api", "kept", string(callback("Ev2", posting(`"text":"退勤"`)))))
	kept := <-got // the first is still being stored: one does not wait for another
	lost.store <- errors.New("storage is away")
	kept.store <- nil
	if id := acknowledged(t, c); id != "kept" {
		t.Errorf("acknowledged %q", id)
	}
	write(t, c, frame("events_api", "lost", string(callback("Ev1", posting(`"text":"出勤"`))))) // Slack sends it again
	(<-got).store <- nil
	if id := acknowledged(t, c); id != "lost" {
		t.Errorf("acknowledged %q", id)
	}
}

func TestSocketReconnects(t *testing.T) {
	s := newSocketServer(t)
	got, _, _ := listening(t, s)
	write(t, <-s.conns, string(fixture(t, "sock_disconnect.json")))
	second := <-s.conns
	write(t, second, string(fixture(t, "sock_events_api.json")))
	(<-got).store <- nil
	if acknowledged(t, second) == "" {
		t.Error("nothing was acknowledged")
	}
}

func TestSocketThatIsRefusedEndsWithItsContext(t *testing.T) {
	asked := make(chan bool, 16)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"ok":false,"error":"invalid_auth"}`)
		asked <- true
	}))
	defer srv.Close()
	_, stop, ended := listening(t, &socketServer{url: srv.URL + "/api/"})
	<-asked
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestStartWithoutSockets(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- New(Config{}).Start(ctx, []bots.Channel{mihon()}, nil) }()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
