package sandbox

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// wsConn is the server's side of a WebSocket as far as Socket Mode needs it: short texts, pings, one close. RFC 6455.
type wsConn struct {
	conn net.Conn
	in   *bufio.Reader
	mu   sync.Mutex // one frame at a time
}

// The opcodes of frames (RFC 6455 §5.2), and the largest text that is read.
const (
	wsText   = 1
	wsClose  = 8
	wsPing   = 9
	wsPong   = 10
	wsMax    = 1 << 20
	wsSecret = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" // RFC 6455 §1.3
)

// upgrade turns a request into a connection. Any Origin is welcome: the client is the bot, which claims to be Slack's.
func upgrade(w http.ResponseWriter, r *http.Request) (*wsConn, error) {
	key := r.Header.Get("Sec-WebSocket-Key")
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") || key == "" {
		return nil, errors.New("the request asks for no websocket")
	}
	conn, rw, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, fmt.Errorf("the connection cannot be taken over: %w", err)
	}
	sum := sha1.Sum([]byte(key + wsSecret))
	_, err = fmt.Fprintf(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(sum[:]))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the upgrade was not sent: %w", err), conn.Close())
	}
	return &wsConn{conn: conn, in: rw.Reader}, nil
}

// Write sends one text.
func (c *wsConn) Write(text []byte) error { return c.frame(wsText, text) }

func (c *wsConn) frame(op byte, data []byte) error {
	head := []byte{0x80 | op}
	switch n := len(data); {
	case n < 126:
		head = append(head, byte(n))
	case n <= 0xffff:
		head = binary.BigEndian.AppendUint16(append(head, 126), uint16(n))
	default:
		head = binary.BigEndian.AppendUint64(append(head, 127), uint64(n))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.conn.Write(append(head, data...))
	return err
}

// Read returns the next text; pings are answered on the way. io.EOF: the other side said goodbye.
func (c *wsConn) Read() ([]byte, error) {
	var text []byte
	for {
		var head [2]byte
		if _, err := io.ReadFull(c.in, head[:]); err != nil {
			return nil, err
		}
		data, err := c.payload(head[1])
		if err != nil {
			return nil, err
		}
		switch op := head[0] & 0xf; op {
		case wsClose:
			return nil, errors.Join(io.EOF, c.frame(wsClose, nil))
		case wsPing:
			if err := c.frame(wsPong, data); err != nil {
				return nil, err
			}
		case wsPong:
		default: // a text or its continuation
			if text = append(text, data...); len(text) > wsMax {
				return nil, errors.New("sandbox: a text on the socket is too long")
			}
			if head[0]&0x80 != 0 {
				return text, nil
			}
		}
	}
}

// payload reads a frame's data, which a client always masks (RFC 6455 §5.3).
func (c *wsConn) payload(second byte) ([]byte, error) {
	n := uint64(second & 0x7f)
	var wide [8]byte
	switch n {
	case 126:
		if _, err := io.ReadFull(c.in, wide[6:]); err != nil {
			return nil, err
		}
		n = binary.BigEndian.Uint64(wide[:])
	case 127:
		if _, err := io.ReadFull(c.in, wide[:]); err != nil {
			return nil, err
		}
		n = binary.BigEndian.Uint64(wide[:])
	}
	if second&0x80 == 0 || n > wsMax {
		return nil, errors.New("sandbox: a frame on the socket is not masked or too long")
	}
	frame := make([]byte, 4+n)
	if _, err := io.ReadFull(c.in, frame); err != nil {
		return nil, err
	}
	mask, data := frame[:4], frame[4:]
	for i := range data {
		data[i] ^= mask[i%4]
	}
	return data, nil
}

// wsPingEvery is how often the other side is pinged: it takes a connection that is silent for 30 seconds for dead.
const wsPingEvery = 10 * time.Second

// keepAlive pings the other side until the connection has ended.
func (c *wsConn) keepAlive(ended <-chan struct{}) {
	tick := time.NewTicker(wsPingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if c.frame(wsPing, nil) != nil {
				return
			}
		}
	}
}

// Close ends the connection.
func (c *wsConn) Close() { _ = c.conn.Close() } // nothing is left to be said when it fails
