package e2e

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// remindPlace is a platform without a key by which it would recognise a repeated call, and how its people are called.
type remindPlace struct {
	kind    domain.Door
	people  int
	channel string // the company file's
	account func(i int) string
	direct  func(i int) string
	heard   func(p *played, account string) []string
}

var remindPlaces = []remindPlace{
	{domain.Chatwork, 300, fmt.Sprintf(`{key: umi-chatwork, kind: chatwork, webhook_token: %q, token: demo-chatwork-token, room: "400000001", account: "3999999"}`, cwToken),
		func(i int) string { return fmt.Sprint(1_000_000 + i) }, func(i int) string { return fmt.Sprint(410_000_000 + i) },
		func(p *played, account string) (texts []string) {
			for _, m := range p.Chatwork.Seen(account, "") {
				texts = append(texts, m.Body)
			}
			return texts
		}},
	{domain.Slack, 90, fmt.Sprintf(`{key: umi-slack, kind: slack, signing_secret: %q, bot_token: xoxb-demo, team: T0MIHON, channel: C0KINTAI, bot_user: U0BOT}`, slackSecret),
		func(i int) string { return fmt.Sprintf("U%07d", i) }, func(i int) string { return fmt.Sprintf("D%07d", i) },
		func(p *played, account string) (texts []string) {
			for _, n := range p.Slack.Seen(account, "") {
				texts = append(texts, n.Text)
			}
			return texts
		}},
}

// TestE2ERemindersOnceInRooms does on Chatwork and Slack what TestE2ERemindersOnce does on LINE: everybody falls due in one
// minute, the platform says "not so fast" and fails having done what it was asked, one of two processes is killed in the
// middle. Everybody hears it, nobody twice, although nothing but what was said tells what was said.
func TestE2ERemindersOnceInRooms(t *testing.T) {
	t.Parallel()
	for _, place := range remindPlaces {
		t.Run(string(place.kind), func(t *testing.T) {
			database := storetest.Migrated(t, "postgres")
			p := newPlayed(t, database, func(c *sandbox.Config) {
				c.People, c.Chatwork.Requests, c.Chatwork.Watched, c.Slack.Limits = nil, 6000, -1, true
				for i := 1; i <= place.people; i++ {
					c.People = append(c.People, sandbox.Person{Key: fmt.Sprint("p", i), Name: fmt.Sprint("社員", i),
						Chatwork: remindPlaces[0].account(i), Slack: remindPlaces[1].account(i)})
				}
			})
			var posts atomic.Int64
			p.late = func(r *http.Request) bool {
				return strings.HasSuffix(r.URL.Path, "essage") && posts.Add(1)%15 == 0 ||
					strings.HasSuffix(r.URL.Path, "/messages") && r.Method == http.MethodPost && posts.Add(1)%15 == 0
			}
			p.SetFaults(place.kind, sandbox.Faults{Down: sandbox.Busy, Calls: busyCalls})
			now := time.Now().UTC().Truncate(time.Second)
			p.verb("seed", place.company(t, p, now))
			fallDue(t, database, now)

			other := newProcess(t, database, p.routes())
			p.start("serve")
			other.start("serve")
			eye.Eventually(t, "half of them were told", func() bool { return place.told(p) > place.people/2 })
			p.kill()
			eye.Eventually(t, "everybody was told", func() bool { return place.told(p) >= place.people })
			other.stop()
			place.check(t, p)
		})
	}
}

// busyCalls is how many calls are refused at the beginning.
const busyCalls = 10

// company writes the shop's file with this platform instead of LINE; direct chats are known.
func (r remindPlace) company(t *testing.T, p *played, now time.Time) string {
	t.Helper()
	raw, err := os.ReadFile(remindCompany(t, r.people, now))
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`channels: \[.*\]`).ReplaceAllLiteralString(string(raw), "channels: ["+r.channel+"]")
	i := 0
	text = regexp.MustCompile(`\{channel: shop-line, user: "[^"]*"\}`).ReplaceAllStringFunc(text, func(string) string {
		i++
		r.heard(p, r.account(i)) // there is such a chat
		return fmt.Sprintf("{channel: umi-%s, user: %q, direct: %q}", r.kind, r.account(i), r.direct(i))
	})
	return companyFile(t, []byte(text))
}

// told counts who has heard something.
func (r remindPlace) told(p *played) (n int) {
	for i := 1; i <= r.people; i++ {
		if len(r.heard(p, r.account(i))) > 0 {
			n++
		}
	}
	return n
}

func (r remindPlace) check(t *testing.T, p *played) {
	t.Helper()
	for i := 1; i <= r.people; i++ {
		heard := r.heard(p, r.account(i))
		if len(heard) != 1 || !strings.Contains(heard[0], "の出勤がまだありません") {
			t.Fatalf("person %d heard %d times: %q", i, len(heard), heard)
		}
	}
	refused := 0
	for _, c := range p.Calls(r.kind) {
		if c.Status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != busyCalls {
		t.Errorf("%d calls were refused, %d of them as a trial", refused, busyCalls)
	}
}
