package e2e

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const lineSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"

// lineUser is the LINE id of employee number i.
func lineUser(i int) string { return fmt.Sprintf("U%032x", i) }

// lineCompany writes the file of a company whose people punch by LINE and returns its path.
func lineCompany(t *testing.T, people int) string {
	t.Helper()
	var b bytes.Buffer
	zone, _ := noonZone(began) // no day ends while a test runs
	fmt.Fprintf(&b, "company: {code: shop, name: 店, timezone: %s, boundary: \"05:00\"}\n", zone)
	fmt.Fprintf(&b, "closing_groups: [{code: end, name: 末日, day: 31, label: closing}]\n")
	fmt.Fprintf(&b, "work_patterns: [{code: std, name: 通常, start: \"09:00\", end: \"18:00\", breaks: [[\"12:00\",\"13:00\"]]}]\n")
	fmt.Fprintf(&b, "channels: [{key: shop-line, kind: line, secret: %q, token: tok, bot_user: %q}]\nemployees:\n", lineSecret, lineUser(0))
	for i := 1; i <= people; i++ {
		fmt.Fprintf(&b, "  - {code: \"%04d\", name: \"社員%d\", role: employee, closing_group: end, work_pattern: std, chat: [{channel: shop-line, user: %q}]}\n", i, i, lineUser(i))
	}
	file := filepath.Join(t.TempDir(), "shop.yaml")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// lineMessage is the signed body of one text message.
func lineMessage(person int, event, text string, at time.Time) []byte {
	said, _ := json.Marshal(text)
	return fmt.Appendf(nil, `{"destination":%q,"events":[{"type":"message","message":{"type":"text","id":"m%s","text":%s},"webhookEventId":%q,"deliveryContext":{"isRedelivery":false},"timestamp":%d,"source":{"type":"user","userId":%q},"replyToken":"rt-%s","mode":"active"}]}`,
		lineUser(0), event, said, event, at.UnixMilli(), lineUser(person), event)
}

func lineSign(body []byte) string {
	mac := hmac.New(sha256.New, []byte(lineSecret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// lineStatus posts a signed body and returns the status, 0 when nothing answered.
func lineStatus(p *process, body []byte) int {
	r, err := http.NewRequest(http.MethodPost, "http://"+p.addr+"/hooks/line/shop-line", bytes.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("X-Line-Signature", lineSign(body))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// lineAPI is the part of LINE's API that answers punches: reply tokens work once, retry keys once. What it accepted
// is kept by the event it answers, so that a test sees what was said and how often.
type lineAPI struct {
	*httptest.Server
	mu     sync.Mutex
	said   map[string][]string // accepted texts by reply token, or by user for pushes
	keys   map[string]bool
	fail   func(calls int) int // status to answer with instead, or 0; calls counts from 1
	hold   chan struct{}       // when set, calls wait until it is closed
	calls  atomic.Int64
	pushes atomic.Int64
}

func newLineAPI(t *testing.T) *lineAPI {
	a := &lineAPI{said: map[string][]string{}, keys: map[string]bool{}}
	a.Server = httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(a.Close)
	return a
}

func (a *lineAPI) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	n := int(a.calls.Add(1))
	a.mu.Lock()
	hold, fail := a.hold, a.fail
	a.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Line-Request-Id", fmt.Sprint(n))
	if fail != nil {
		if status := fail(n); status != 0 {
			w.WriteHeader(status)
			fmt.Fprint(w, `{"message":"not now"}`)
			return
		}
	}
	var call struct {
		ReplyToken string
		To         string
		Messages   []json.RawMessage
	}
	_ = json.Unmarshal(body, &call)
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case strings.HasSuffix(r.URL.Path, "/message/reply"):
		if len(a.said[call.ReplyToken]) > 0 {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"message":"Invalid reply token"}`)
			return
		}
		a.said[call.ReplyToken] = append(a.said[call.ReplyToken], string(body))
	case strings.HasSuffix(r.URL.Path, "/message/push"):
		if key := r.Header.Get("X-Line-Retry-Key"); a.keys[key] {
			w.WriteHeader(http.StatusConflict)
			fmt.Fprint(w, `{"message":"The retry key is already accepted"}`)
			return
		} else if key != "" {
			a.keys[key] = true
		}
		a.pushes.Add(1)
		a.said[call.To] = append(a.said[call.To], string(body))
	}
	fmt.Fprint(w, `{"sentMessages":[{"id":"1","quoteToken":"q"}]}`)
}

// heard is everything said in answer to an event, or pushed to its person.
func (a *lineAPI) heard(event string, person int) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append(append([]string(nil), a.said["rt-"+event]...), a.said[lineUser(person)]...)
}

func (a *lineAPI) set(fail func(int) int, hold chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.fail, a.hold = fail, hold
}

func (a *lineAPI) env() map[string]string {
	return map[string]string{"DAKOKU_LINE_API_URL": a.URL, "DAKOKU_LINE_DATA_URL": a.URL}
}

// ledgerLine is a punch as the contract prints it.
type ledgerLine struct {
	ID, Employee, Kind, At, Source, State, Receipt, Hash string
	SourceRef                                            string `json:"source_ref"`
	BusinessDate                                         string `json:"business_date"`
	PrevHash                                             string `json:"prev_hash"`
}

// ledger reads a company's punches through the verb.
func ledger(p *process, company string) []ledgerLine {
	p.t.Helper()
	out := p.verb("punches", "--company", company, "--from", "2000-01-01", "--to", "2100-01-01")
	var lines []ledgerLine
	for row := range strings.Lines(out) {
		var l ledgerLine
		if err := json.Unmarshal([]byte(row), &l); err != nil {
			p.t.Fatalf("%q: %v", row, err)
		}
		lines = append(lines, l)
	}
	return lines
}
