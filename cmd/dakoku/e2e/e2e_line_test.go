package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// umiLine posts a body to the demo company's LINE channel with a signature and returns the status.
func umiLine(p *process, body []byte, signature string) int {
	r, err := http.NewRequest(http.MethodPost, "http://"+p.addr+"/hooks/line/umi-line", bytes.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("X-Line-Signature", signature)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

// lineHeard waits for the bot's bubble that holds all the words.
func (p *played) lineHeard(user string, words ...string) sandbox.Bubble {
	p.t.Helper()
	var found sandbox.Bubble
	p.eventually(fmt.Sprintf("%s reads %v", user, words), func() bool {
		for _, b := range p.LINE.Seen(user) {
			if !b.Mine && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(b.Text, w) }) {
				found = b
				return true
			}
		}
		return false
	})
	return found
}

func (p *played) lineSaid(user, text string) {
	p.t.Helper()
	d, err := p.LINE.Say(p.t.Context(), user, text)
	acked(p.t, d, err)
}

// TestE2ELineUnusual sends what LINE also sends: events of a standby bot, of types nobody knows, of a group's member
// without a name, beside one good punch. All are taken; one counts.
func TestE2ELineUnusual(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	at := time.Now().Add(-time.Hour).UnixMilli()
	event := func(id, mode, source, rest string) string {
		return fmt.Sprintf(`{"webhookEventId":%q,"deliveryContext":{"isRedelivery":false},"timestamp":%d,"mode":%q,"source":%s,%s}`, id, at, mode, source, rest)
	}
	text := func(id, words string) string {
		return fmt.Sprintf(`"type":"message","message":{"type":"text","id":%q,"text":%q}`, id, words)
	}
	user, group := fmt.Sprintf(`{"type":"user","userId":%q}`, tanakaLine), `{"type":"group","groupId":"Cd6909d4585e48b7f8b97acc97187c257"}`
	events := []string{
		event("e1", "standby", user, text("m1", "出勤")),
		event("e2", "active", group, text("m2", "出勤")),
		event("e3", "active", user, `"type":"telepathy","telepathy":{"text":"出勤"}`),
		event("e4", "active", user, `"type":"message","message":{"type":"hologram","id":"m4"}`),
		event("e5", "active", fmt.Sprintf(`{"type":"user","userId":%q}`, satoLine), text("m5", "出勤")),
		event("e6", "active", user, `"type":"unsend","unsend":{"messageId":"m9"}`),
	}
	body := []byte(`{"destination":"Uf552cc5023d8319aea1181f76f3adcbd","events":[` + strings.Join(events, ",") + `]}`)
	if code := umiLine(p.process, body, lineSign(body)); code != http.StatusOK {
		t.Fatalf("answered %d", code)
	}
	p.eventually("one punch", func() bool { return len(p.facts("umi")) > 0 })
	p.stop()
	p.record("0901 in effective")
	for _, b := range p.LINE.Seen(tanakaLine) {
		t.Errorf("an unusual event was answered: %s", b.Text)
	}
	p.ForgetProblems() // the reply token of the batch is made up; the answer came as a push
}

// TestE2ELineUnsend takes a punch's message back: the punch stays until the person says otherwise.
func TestE2ELineUnsend(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	p.lineSaid(tanakaLine, "出勤")
	p.lineHeard(tanakaLine, "✓ 出勤")
	id := p.LINE.Seen(tanakaLine)[0].ID
	d, err := p.LINE.Unsend(t.Context(), tanakaLine, id)
	acked(t, d, err)
	offer := p.lineHeard(tanakaLine, "残っています")
	if !slices.Contains(offer.Buttons(), "取り消す") || !slices.Contains(offer.Buttons(), "残す") {
		t.Errorf("offered %v", offer.Buttons())
	}
	p.record("1001 in effective")
	d, err = p.LINE.Press(t.Context(), tanakaLine, "取り消す", "")
	acked(t, d, err)
	p.lineHeard(tanakaLine, "取り消しました")
	p.record("1001 in void")
}

// TestE2ELineNewcomer adds the account, links with the number from the company and punches; a second use of the number is
// refused.
func TestE2ELineNewcomer(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newUmi(t, storetest.Migrated(t, engine))
			var kobayashi string
			for _, who := range p.People() {
				if who.Key == "kobayashi" {
					kobayashi = who.LINE
				}
			}
			d, err := p.LINE.Follow(t.Context(), kobayashi)
			acked(t, d, err)
			p.lineHeard(kobayashi, "6桁の番号")
			p.lineSaid(kobayashi, "出勤")
			p.lineHeard(kobayashi, "記録していません")
			p.lineSaid(kobayashi, "４８２９１３") // as a Japanese keyboard types it
			p.lineHeard(kobayashi, "小林 美咲")
			d, err = p.LINE.Press(t.Context(), kobayashi, "はい", "")
			acked(t, d, err)
			p.lineHeard(kobayashi, "つながりました")
			d, err = p.LINE.Press(t.Context(), kobayashi, "出勤", "")
			acked(t, d, err)
			p.lineHeard(kobayashi, "✓ 出勤")
			p.record("1003 in effective")
		})
	}
}

// TestE2ELineDeadToken keeps an answer waiting until its reply token is dead, and then lets the push's answer get lost:
// the person reads the receipt once, because the push is tried again under the same key.
func TestE2ELineDeadToken(t *testing.T) {
	p := newPlayed(t, storetest.Migrated(t, "postgres"), nil)
	var mu sync.Mutex
	var keys []string
	p.late = func(r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/message/push") {
			return false
		}
		mu.Lock()
		defer mu.Unlock()
		keys = append(keys, r.Header.Get("X-Line-Retry-Key"))
		return len(keys) == 1
	}
	pushed := func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(keys)
	}
	p.verb("seed", umi(t))
	p.start("serve", "--no-worker")
	p.lineSaid(tanakaLine, "出勤")
	if got := p.facts("umi"); len(got) != 0 {
		t.Fatalf("a process without a worker punched: %v", got)
	}
	p.Time().Advance(2 * time.Minute) // a reply token lives one minute
	worker := &process{t: t, dir: p.dir, env: p.env, addr: p.addr, log: p.log}
	worker.start("work")
	p.lineHeard(tanakaLine, "✓ 出勤")
	p.eventually("tried again", func() bool { return len(pushed()) == 2 })
	if keys := pushed(); keys[0] == "" || keys[0] != keys[1] {
		t.Errorf("pushed under the keys %q", keys)
	}
	p.lineSaid(tanakaLine, "退勤")
	p.lineHeard(tanakaLine, "✓ 退勤")
	count := 0
	for _, b := range p.LINE.Seen(tanakaLine) {
		if strings.Contains(b.Text, "✓ 出勤") {
			count++
		}
	}
	if count != 1 {
		t.Errorf("the receipt was read %d times", count)
	}
	worker.stop()
	p.ForgetProblems() // a dead reply token is a problem to LINE, and was meant to be one
}
