package e2e

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// cwPost signs a body and posts it as Chatwork does.
func cwPost(p *process, body []byte) int {
	key, _ := base64.StdEncoding.DecodeString(cwToken)
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	r, err := http.NewRequest(http.MethodPost, "http://"+p.addr+"/hooks/chatwork/umi-chatwork", bytes.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("X-ChatWorkWebhookSignature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

// cwHeard waits for a post of the bot that holds all the words.
func (p *played) cwHeard(user, room string, words ...string) {
	p.t.Helper()
	p.eventually(fmt.Sprintf("%s reads %v in room %q", user, words, room), func() bool {
		return slices.ContainsFunc(p.Chatwork.Seen(user, room), func(m sandbox.Post) bool {
			return m.Bot && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(m.Body, w) })
		})
	})
}

func (p *played) cwSaid(user, room, text string) {
	p.t.Helper()
	d, err := p.Chatwork.Say(p.t.Context(), user, room, text)
	acked(p.t, d, err)
}

// cwPosts are the bot's posts in the attendance room.
func (p *played) cwPosts() []sandbox.Post {
	return slices.DeleteFunc(p.Chatwork.Seen(tanakaCW, cwRoom), func(m sandbox.Post) bool { return !m.Bot })
}

// TestE2EChatworkOneMessage lets a mention come by the room's webhook, by the account's, and by the reader of a process
// that starts later: one punch, answered once. The bot's own posts come back as webhooks and are nobody's words.
func TestE2EChatworkOneMessage(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newUmi(t, storetest.Migrated(t, engine))
			p.SetFaults(domain.Chatwork, sandbox.Faults{Twice: true})
			p.cwSaid(tanakaCW, cwRoom, "[To:3999999]勤怠ボットさん\n出勤")
			p.cwHeard(tanakaCW, cwRoom, "✓ 出勤")
			p.stop()
			p.start("serve")
			p.cwSaid(satoCW, cwRoom, "出勤") // the second process has read the room when it answers this
			p.cwHeard(satoCW, cwRoom, "[rp aid="+satoCW, "✓ 出勤")
			p.eventually("the reader has read the room", func() bool {
				reads := 0
				for _, c := range p.Calls(domain.Chatwork) {
					if c.Method == http.MethodGet && strings.HasSuffix(c.Path, "/rooms/"+cwRoom+"/messages") {
						reads++
					}
				}
				return reads >= 2
			})
			p.stop()
			p.record("0901 in effective", "1001 in effective")
			if posts := p.cwPosts(); len(posts) != 2 {
				t.Errorf("the bot said %d things in the room: %v", len(posts), posts)
			}
		})
	}
}

// TestE2EChatworkOutage lets people punch while the process is down and no webhook arrives: when it starts again they
// are found, with the time at which they were said, and answered.
func TestE2EChatworkOutage(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newUmi(t, storetest.Migrated(t, engine))
			p.cwSaid(tanakaCW, cwRoom, "出勤")
			p.cwHeard(tanakaCW, cwRoom, "✓ 出勤")
			p.stop()
			p.SetFaults(domain.Chatwork, sandbox.Faults{Lost: true})
			for room, user := range map[string]string{cwRoom: satoCW, "": "3000006"} { // in the room, and in a direct chat
				if _, err := p.Chatwork.Say(t.Context(), user, room, "出勤"); err != nil {
					t.Fatal(err)
				}
			}
			p.start("serve")
			p.cwHeard(satoCW, cwRoom, "[rp aid="+satoCW, "✓ 出勤")
			p.cwHeard("3000006", "", "✓ In")
			p.record("0901 in effective", "1001 in effective", "1005 in effective")
			said := map[string]time.Time{}
			for _, m := range append(p.Chatwork.Seen(satoCW, cwRoom), p.Chatwork.Seen("3000006", "")...) {
				if !m.Bot {
					said[map[string]string{tanakaCW: "1001", satoCW: "0901", "3000006": "1005"}[m.Account]] = m.At
				}
			}
			for _, l := range ledger(p.process, "umi") {
				if at, err := time.Parse(time.RFC3339Nano, l.At); err != nil || !at.Equal(said[l.Employee]) {
					t.Errorf("%s punched at %s, said at %s", l.Employee, l.At, said[l.Employee])
				}
			}
		})
	}
}

// crowd is a company whose people punch in one room.
func crowd(t *testing.T, people int) (file string, cast []sandbox.Person) {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "company: {code: umi, name: 海, timezone: Asia/Tokyo, boundary: \"05:00\"}\n"+
		"closing_groups: [{code: end, name: 末日, day: 31, label: closing}]\nwork_patterns: [{code: std, name: 通常, start: \"09:00\", end: \"18:00\"}]\n"+
		"channels: [{key: umi-chatwork, kind: chatwork, webhook_token: %q, token: demo-chatwork-token, room: %q, account: \"3999999\"}]\nemployees:\n", cwToken, cwRoom)
	for i := range people {
		account := fmt.Sprint(3100000 + i)
		fmt.Fprintf(&b, "  - {code: \"%04d\", name: 社員%d, role: employee, closing_group: end, work_pattern: std, chat: [{channel: umi-chatwork, user: %q}]}\n", i, i, account)
		cast = append(cast, sandbox.Person{Key: fmt.Sprint("p", i), Name: fmt.Sprint("社員", i), Chatwork: account})
	}
	return companyFile(t, b.Bytes()), cast
}

// TestE2EChatworkMorning lets sixty people punch in one room at once: each is answered once, in a handful of posts, and
// the room's limit is never touched.
func TestE2EChatworkMorning(t *testing.T) {
	const people, handful = 60, 12
	file, cast := crowd(t, people)
	p := newPlayed(t, storetest.Migrated(t, "postgres"), func(c *sandbox.Config) { c.People = cast })
	p.verb("seed", file)
	p.start("serve")
	var all sync.WaitGroup
	for _, who := range cast {
		all.Go(func() {
			if d, err := p.Chatwork.Say(t.Context(), who.Chatwork, cwRoom, "出勤"); err != nil || d.Status != 200 {
				t.Errorf("%s: answered %d %v", who.Key, d.Status, err)
			}
		})
	}
	all.Wait()
	posts := func() []sandbox.Post {
		return slices.DeleteFunc(p.Chatwork.Seen(cast[0].Chatwork, cwRoom), func(m sandbox.Post) bool { return !m.Bot })
	}
	named := func() map[string]int {
		count := map[string]int{}
		for _, m := range posts() {
			for _, who := range cast {
				count[who.Chatwork] += strings.Count(m.Body, "aid="+who.Chatwork+" ") + strings.Count(m.Body, "[To:"+who.Chatwork+"]")
			}
		}
		return count
	}
	p.eventually("everybody is answered", func() bool {
		for _, n := range named() {
			if n == 0 {
				return false
			}
		}
		return len(named()) == people
	})
	for account, n := range named() {
		if n != 1 {
			t.Errorf("account %s is answered %d times", account, n)
		}
	}
	if n := len(posts()); n > handful {
		t.Errorf("%d posts for %d punches, want at most %d", n, people, handful)
	}
	for _, c := range p.Calls(domain.Chatwork) {
		if c.Status == http.StatusTooManyRequests {
			t.Errorf("the limit was touched: %s %s", c.Method, c.Path)
		}
	}
	if got := p.facts("umi"); len(got) != people {
		t.Errorf("%d punches of %d people", len(got), people)
	}
}

// TestE2EChatworkPeople accepts a contact request, links the person by her code, says nothing that a name could forge,
// and offers what an edited or deleted punch is about.
func TestE2EChatworkPeople(t *testing.T) {
	t.Parallel()
	p := newPlayed(t, storetest.Migrated(t, "sqlite"), nil)
	file, err := os.ReadFile(umi(t))
	if err != nil {
		t.Fatal(err)
	}
	p.verb("seed", companyFile(t, bytes.Replace(file, []byte("小林 美咲"), []byte("'[toall][info]小林 [To:3000001]'"), 1)))
	var kobayashi string
	for _, who := range p.People() {
		if who.Key == "kobayashi" {
			kobayashi = who.Chatwork
		}
	}
	if err := p.Chatwork.Ask(kobayashi, "よろしくお願いします"); err != nil {
		t.Fatal(err)
	}
	p.start("serve")
	p.cwHeard(kobayashi, "", "6桁の番号")
	say := func(text string) {
		if _, err := p.Chatwork.Say(t.Context(), kobayashi, "", text); err != nil { // read or heard, whichever the room has
			t.Fatal(err)
		}
	}
	say("482913")
	p.cwHeard(kobayashi, "", "さんですか")
	for _, m := range p.Chatwork.Seen(kobayashi, "") {
		if m.Bot && (strings.Contains(m.Body, "[toall]") || strings.Contains(m.Body, "[To:3000001]") || strings.Contains(m.Body, "[info]小林")) {
			t.Errorf("the bot repeats notation: %s", m.Body)
		}
	}
	say("はい")
	p.cwHeard(kobayashi, "", "つながりました")

	p.cwSaid(satoCW, cwRoom, "出勤")
	p.cwHeard(satoCW, cwRoom, "✓ 出勤")
	id := p.Chatwork.Seen(satoCW, cwRoom)[0].ID
	d, err := p.Chatwork.Edit(t.Context(), satoCW, cwRoom, id, "おやすみ")
	acked(t, d, err)
	p.cwHeard(satoCW, "", "残っています", "取り消す")
	p.record("0901 in effective")
	p.cwSaid(satoCW, "", "取り消す")
	p.cwHeard(satoCW, "", "取り消しました")
	p.record("0901 in void")
}

// TestE2EChatworkMalformed posts signed bodies that cannot be read between good ones: 200, and the good ones count.
func TestE2EChatworkMalformed(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	for _, body := range []string{"", "null", "{", "[]", `"x"`, `{"webhook_event_type":"message_created","webhook_event":null}`,
		`{"webhook_event_type":"message_created","webhook_event":{"message_id":[],"room_id":"x"}}`, `{"webhook_event_type":"room_deleted","webhook_event":{}}`} {
		if code := cwPost(p.process, []byte(body)); code != http.StatusOK {
			t.Errorf("%q: answered %d", body, code)
		}
	}
	p.cwSaid(tanakaCW, cwRoom, "出勤")
	p.cwHeard(tanakaCW, cwRoom, "✓ 出勤")
	p.record("1001 in effective")
}
