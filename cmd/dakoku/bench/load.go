package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const channelSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"

// companyFile is a company whose people punch by LINE.
func companyFile(people int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "company: {code: bench, name: Bench, timezone: Asia/Tokyo, boundary: \"05:00\"}\n")
	fmt.Fprintf(&b, "closing_groups: [{code: end, name: end, day: 31, label: closing}]\n")
	fmt.Fprintf(&b, "work_patterns: [{code: std, name: std, start: \"09:00\", end: \"18:00\", breaks: [[\"12:00\",\"13:00\"]]}]\n")
	fmt.Fprintf(&b, "channels: [{key: bench-line, kind: line, secret: %q, token: bench, bot_user: %q}]\nemployees:\n", channelSecret, user(0))
	for i := 1; i <= people; i++ {
		fmt.Fprintf(&b, "  - {code: \"%05d\", name: \"P%05d\", role: employee, closing_group: end, work_pattern: std, chat: [{channel: bench-line, user: %q}]}\n", i, i, user(i))
	}
	return b.Bytes()
}

func user(i int) string { return fmt.Sprintf("U%032x", i) }

// load makes signed webhooks: each is one person's next punch of the day, minutes apart, never in the future.
type load struct {
	url    string
	people int
	day    time.Time
	next   atomic.Int64
	client *http.Client
	mu     sync.Mutex
	posted map[string]time.Time // when the webhook of each reply token was sent
}

func newLoad(s *server, o options) *load {
	return &load{posted: map[string]time.Time{}, url: s.url + "/hooks/line/bench-line", people: o.people, day: time.Now().Add(-20 * time.Hour),
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConns: 4096, MaxIdleConnsPerHost: 4096}}}
}

// words are said in turn, so that each is a punch of its own.
var words = []string{"出勤", "休憩", "休憩戻り", "外出", "再入"}

func (l *load) body(n int64) []byte {
	person, turn := int(n)%l.people+1, int(n)/l.people
	word := "出勤"
	if turn > 0 {
		word = words[1+(turn-1)%4]
	}
	at := l.day.Add(time.Duration(turn) * 2 * time.Minute).Add(time.Duration(person) * time.Millisecond)
	return fmt.Appendf(nil, `{"destination":%q,"events":[{"type":"message","message":{"type":"text","id":"%d","text":%q},"webhookEventId":"B%025d","deliveryContext":{"isRedelivery":false},"timestamp":%d,"source":{"type":"user","userId":%q},"replyToken":"t%d","mode":"active"}]}`,
		user(0), 500000000000+n, word, n, at.UnixMilli(), user(person), n)
}

// post sends one webhook and returns how long its 200 took.
func (l *load) post(ctx context.Context) (time.Duration, error) {
	n := l.next.Add(1) - 1
	body := l.body(n)
	mac := hmac.New(sha256.New, []byte(channelSecret))
	mac.Write(body)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("X-Line-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	began := time.Now()
	l.mu.Lock()
	l.posted[fmt.Sprintf("t%d", n)] = began
	l.mu.Unlock()
	answer, err := l.client.Do(r)
	if err != nil {
		return 0, err
	}
	text, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("webhook answered %s: %s", answer.Status, strings.TrimSpace(string(text)))
	}
	return time.Since(began), nil
}

// closed posts from so many connections, each as fast as it is answered, and returns every time taken.
func (l *load) closed(ctx context.Context, clients int, length time.Duration) ([]time.Duration, error) {
	var mu sync.Mutex
	var took []time.Duration
	var failed error
	var wg sync.WaitGroup
	until := time.Now().Add(length)
	for range clients {
		wg.Go(func() {
			var mine []time.Duration
			for time.Now().Before(until) {
				d, err := l.post(ctx)
				if err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
				mine = append(mine, d)
			}
			mu.Lock()
			took = append(took, mine...)
			mu.Unlock()
		})
	}
	wg.Wait()
	return took, failed
}

// open posts at a fixed rate whatever the answers do, so that waiting is seen.
func (l *load) open(ctx context.Context, rate int, length time.Duration) ([]time.Duration, error) {
	var mu sync.Mutex
	var took []time.Duration
	var failed error
	var wg sync.WaitGroup
	began := time.Now()
	for i := range rate * int(length/time.Second) {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		wg.Go(func() {
			_, err := l.post(ctx)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = err
				return
			}
			took = append(took, time.Since(due))
		})
	}
	wg.Wait()
	return took, failed
}
