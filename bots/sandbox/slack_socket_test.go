package sandbox

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// client is the app's side of a socket.
type client struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func dial(t *testing.T, h *house) *client {
	t.Helper()
	_, _, answer := h.ask(t, "POST", "/slack/api/apps.connections.open", "", "Authorization", "Bearer xapp-1")
	var a struct{ URL string }
	if err := json.Unmarshal([]byte(answer), &a); err != nil || !strings.HasPrefix(a.URL, "ws://") {
		t.Fatalf("no address: %s", answer)
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	c := &client{t, conn, bufio.NewReader(conn)}
	// The key and its answer are those of RFC 6455 §1.3.
	_, err = io.WriteString(conn, "GET "+u.Path+" HTTP/1.1\r\nHost: "+u.Host+"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: https://api.slack.com\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	head := ""
	for line := ""; line != "\r\n"; head += line {
		if line, err = c.in.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(head, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") {
		t.Fatalf("the upgrade is wrong: %s", head)
	}
	return c
}

func (c *client) read() map[string]any {
	c.t.Helper()
	var head [2]byte
	if _, err := io.ReadFull(c.in, head[:]); err != nil {
		c.t.Fatal(err)
	}
	n := int(head[1])
	if n == 126 {
		var wide [2]byte
		if _, err := io.ReadFull(c.in, wide[:]); err != nil {
			c.t.Fatal(err)
		}
		n = int(binary.BigEndian.Uint16(wide[:]))
	}
	data := make([]byte, n)
	if _, err := io.ReadFull(c.in, data); err != nil {
		c.t.Fatal(err)
	}
	var o map[string]any
	if err := json.Unmarshal(data, &o); err != nil {
		c.t.Fatalf("%s", data)
	}
	return o
}

func (c *client) write(text string) {
	frame := []byte{0x81, 0x80 | byte(len(text)), 1, 2, 3, 4}
	for i := range len(text) {
		frame = append(frame, text[i]^frame[2+i%4])
	}
	if _, err := c.conn.Write(frame); err != nil {
		c.t.Error(err)
	}
}

func TestSlackSocket(t *testing.T) {
	h := play(t)
	c := dial(t, h)
	if hello := c.read(); hello["type"] != "hello" {
		t.Fatalf("%v", hello)
	}
	if err := h.Await(ctx, func() bool { return h.Slack.Sockets() == 1 }); err != nil {
		t.Fatal(err)
	}
	done := make(chan Delivery)
	go func() { done <- h.say(t, domain.Slack, "出勤") }()
	e := c.read()
	if e["type"] != "events_api" || e["payload"].(map[string]any)["event"].(map[string]any)["text"] != "出勤" {
		t.Errorf("%v", e)
	}
	c.write(`{"envelope_id":"` + e["envelope_id"].(string) + `"}`)
	if d := <-done; !d.Acked {
		t.Errorf("not acknowledged: %v", d.Err)
	}
	go func() {
		d, _ := h.Slack.Command(ctx, "U1", "C1", "/kintai", "今日")
		done <- d
	}()
	e = c.read()
	if e["type"] != "slash_commands" || e["accepts_response_payload"] != true {
		t.Errorf("%v", e)
	}
	c.write(`{"envelope_id":"` + e["envelope_id"].(string) + `","payload":{"text":"今日 8:04"}}`)
	<-done
	if got := text(h.Slack.Seen("U1", "C1")); got != "出勤今日 8:04" {
		t.Errorf("seen %q", got)
	}
	if n := len(h.bot.hooks()); n != 0 {
		t.Errorf("%d webhooks beside the socket", n)
	}
	h.Slack.Refresh()
	if d := c.read(); d["type"] != "disconnect" || d["reason"] != "refresh_requested" {
		t.Errorf("%v", d)
	}
	if err := h.Await(ctx, func() bool { return h.Slack.Sockets() == 0 }); err != nil {
		t.Fatal(err)
	}
	h.say(t, domain.Slack, "退勤")
	if n := len(h.bot.hooks()); n != 1 {
		t.Errorf("%d webhooks without a socket", n)
	}
}

func TestSocketNeedsTheAppToken(t *testing.T) {
	h := play(t)
	if _, _, answer := h.ask(t, "POST", "/slack/api/apps.connections.open", "", "Authorization", "Bearer xoxb-1"); !strings.Contains(answer, "invalid_auth") {
		t.Error(answer)
	}
	if status, _, _ := h.ask(t, "GET", "/slack/socket/s1", ""); status != 400 {
		t.Errorf("an ordinary request was upgraded: %d", status)
	}
}

func TestFramesOfEveryLength(t *testing.T) {
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	for _, n := range []int{0, 125, 126, 65535, 65536} {
		go func() { _ = (&wsConn{conn: a}).Write([]byte(strings.Repeat("x", n))) }()
		_ = b.SetReadDeadline(time.Now().Add(time.Minute))
		var head [2]byte
		if _, err := io.ReadFull(b, head[:]); err != nil {
			t.Fatal(err)
		}
		more := map[byte]int{126: 2, 127: 8}[head[1]]
		if _, err := io.CopyN(io.Discard, b, int64(more+n)); err != nil {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
