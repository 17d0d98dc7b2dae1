package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestE2EHookAnswers holds the webhook door to the statuses others rely on, with nothing kept of what is refused.
func TestE2EHookAnswers(t *testing.T) {
	api := newLineAPI(t)
	storage, url := newWire(t, storetest.Migrated(t, "postgres"))
	p := newProcess(t, url, api.env())
	p.verb("seed", lineCompany(t, 3))
	p.start("serve")
	at := time.Now().Add(-time.Hour)
	good := lineMessage(1, "good", "出勤", at)
	post := func(method, path string, body []byte, signature string) (int, string) {
		t.Helper()
		r, err := http.NewRequest(method, "http://"+p.addr+path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Line-Signature", signature)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		return answer.StatusCode, string(text)
	}
	const hook = "/hooks/line/shop-line"
	verify := []byte(`{"destination":"` + lineUser(0) + `","events":[]}`)
	big := bytes.Repeat([]byte("x"), 1<<20+1)
	for _, c := range []struct {
		name, method, path string
		body               []byte
		signature          string
		want               int
	}{
		{"wrong signature", "POST", hook, good, lineSign([]byte("something else")), 401},
		{"no signature", "POST", hook, good, "", 401},
		{"unknown channel", "POST", "/hooks/line/nowhere", good, lineSign(good), 404},
		{"unknown platform", "POST", "/hooks/fax/shop-line", good, lineSign(good), 404},
		{"too large", "POST", hook, big, lineSign(big), 413},
		{"verify button", "POST", hook, verify, lineSign(verify), 200},
		{"wrong method", "GET", hook, nil, "", 405},
	} {
		if got, text := post(c.method, c.path, c.body, c.signature); got != c.want {
			t.Errorf("%s: answered %d %s, want %d", c.name, got, text, c.want)
		}
	}
	if n := len(ledger(p, "shop")); n != 0 {
		t.Errorf("%d punches of refused webhooks", n)
	}
	storage.cut()
	if got, _ := post("POST", hook, good, lineSign(good)); got != 503 {
		t.Errorf("without storage: answered %d, want 503", got)
	}
	if got, _ := post("GET", "/healthz", nil, ""); got != 200 {
		t.Errorf("alive without storage: answered %d, want 200", got)
	}
	if got, _ := post("GET", "/readyz", nil, ""); got != 503 {
		t.Errorf("ready without storage: answered %d, want 503", got)
	}
	storage.mend()
	p.eventually("the same webhook is taken when storage is back", func() bool {
		got, _ := post("POST", hook, good, lineSign(good))
		return got == 200
	})
	p.eventually("one punch", func() bool { return len(ledger(p, "shop")) == 1 })
}

// TestE2EOneEventOnePunch sends one event three times, four taps at once, and a batch with a malformed event in its
// middle: every answer is 200, each punch is there once and its neighbours are not harmed.
func TestE2EOneEventOnePunch(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			api := newLineAPI(t)
			p := newProcess(t, storetest.Migrated(t, engine), api.env())
			p.verb("seed", lineCompany(t, 4))
			p.start("serve")
			at := time.Now().Add(-time.Hour)
			var wg sync.WaitGroup
			for range 3 {
				wg.Go(func() { mustPost(t, p, lineMessage(1, "same", "出勤", at)) })
			}
			for tap := range 4 {
				wg.Go(func() {
					mustPost(t, p, lineMessage(2, fmt.Sprintf("tap%d", tap), "出勤", at.Add(time.Duration(tap)*time.Second)))
				})
			}
			wg.Wait()
			event := func(person int, id string) string {
				body := string(lineMessage(person, id, "出勤", at))
				return body[strings.Index(body, "[")+1 : len(body)-2]
			}
			for i, broken := range []string{`null`, `{"type":"message"}`, `{"type":"message","source":null,"message":{}}`, `"text"`, `{"type":"message","message":{"type":"hologram"},"webhookEventId":"h","timestamp":1,"source":{"type":"user","userId":"U1"}}`} {
				body := []byte(`{"destination":"` + lineUser(0) + `","events":[` + event(3, "before"+fmt.Sprint(i)) + `,` + broken + `,` + event(4, "after"+fmt.Sprint(i)) + `]}`)
				mustPost(t, p, body)
			}
			p.eventually("all four people have their punch", func() bool {
				count := map[string]int{}
				for _, l := range ledger(p, "shop") {
					count[l.Employee]++
				}
				return len(count) == 4
			})
			p.eventually("all taps answered", func() bool {
				for tap := range 4 {
					if len(api.heard(fmt.Sprintf("tap%d", tap), 2)) == 0 {
						return false
					}
				}
				return true
			})
			for _, l := range ledger(p, "shop") {
				if l.Kind != "in" || l.State != "effective" {
					t.Errorf("unexpected punch %+v", l)
				}
			}
			if n := len(ledger(p, "shop")); n != 4 {
				t.Errorf("%d punches, want 4", n)
			}
		})
	}
}

// TestE2ESlowPlatform lets LINE's API hang and then fail: webhooks are acknowledged meanwhile, and every answer
// arrives once the platform is back.
func TestE2ESlowPlatform(t *testing.T) {
	const people = 40
	api := newLineAPI(t)
	p := newProcess(t, storetest.Migrated(t, "sqlite"), api.env())
	p.verb("seed", lineCompany(t, people))
	p.start("serve")
	at := time.Now().Add(-time.Hour)
	release := make(chan struct{})
	api.set(nil, release)
	for i := 1; i <= people; i++ {
		mustPost(t, p, lineMessage(i, fmt.Sprintf("slow%d", i), "出勤", at))
	}
	// All of them were acknowledged and none could have been answered yet.
	p.eventually("every punch is on disk while the platform hangs", func() bool { return len(ledger(p, "shop")) == people })
	api.set(func(call int) int {
		if call > 2*people {
			return 0
		}
		return []int{0, 500, 429}[call%3]
	}, nil)
	close(release)
	p.eventually("every answer", func() bool {
		for i := 1; i <= people; i++ {
			if len(api.heard(fmt.Sprintf("slow%d", i), i)) == 0 {
				return false
			}
		}
		return true
	})
	for i := 1; i <= people; i++ {
		if n := len(api.heard(fmt.Sprintf("slow%d", i), i)); n != 1 {
			t.Errorf("employee %d heard %d answers", i, n)
		}
	}
}
