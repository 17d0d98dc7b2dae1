package e2e

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/dakoku/dakoku/domain/store/storetest"
)

// redisURL is the Redis the tests share.
func redisURL(t *testing.T) string {
	t.Helper()
	url := os.Getenv("TEST_REDIS_URL")
	if url == "" {
		t.Fatal("set TEST_REDIS_URL or run make test")
	}
	return url
}

// TestE2ETwoMessagesTwoReplicas sends two quick messages of one conversation to two processes on one PostgreSQL and
// Redis, two hundred times. None may be lost or doubled, and the ledger must have them in the order of the events.
func TestE2ETwoMessagesTwoReplicas(t *testing.T) {
	const people = 200
	api := newLineAPI(t)
	database, env := storetest.URL(t, "postgres"), api.env()
	env["DAKOKU_REDIS_URL"] = redisURL(t)
	one, two := newProcess(t, database, env), newProcess(t, database, env)
	one.verb("migrate")
	one.verb("seed", lineCompany(t, people))
	one.start("serve")
	two.start("serve")
	at := time.Now().Add(-time.Hour)
	queue := make(chan int)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range queue {
				first := lineMessage(i, fmt.Sprintf("a%d", i), "出勤", at)
				second := lineMessage(i, fmt.Sprintf("b%d", i), "休憩", at.Add(2*time.Minute))
				if i%2 == 0 { // one after the other: the second finds the first's turn under way
					mustPost(t, one, first)
					mustPost(t, two, second)
					continue
				}
				var both sync.WaitGroup // at the same instant: whichever is stored first
				both.Go(func() { mustPost(t, one, first) })
				both.Go(func() { mustPost(t, two, second) })
				both.Wait()
			}
		})
	}
	for i := 1; i <= people; i++ {
		queue <- i
	}
	close(queue)
	wg.Wait()
	one.eventually("both answered", func() bool {
		for i := 1; i <= people; i++ {
			if len(api.heard(fmt.Sprintf("a%d", i), i)) == 0 || len(api.heard(fmt.Sprintf("b%d", i), i)) == 0 {
				return false
			}
		}
		return true
	})
	got := map[string][]string{}
	for _, l := range ledger(one, "shop") {
		got[l.Employee] = append(got[l.Employee], l.Kind+" "+l.State)
	}
	for i := 1; i <= people; i++ {
		mine := got[fmt.Sprintf("%04d", i)]
		if i%2 == 1 {
			slices.Sort(mine) // stored at the same instant: the chain's order is free, what counts is not
			slices.Reverse(mine)
		}
		if strings.Join(mine, ", ") != "in effective, break_start effective" {
			t.Errorf("employee %04d has %v", i, mine)
		}
	}
	one.verb("verify", "--company", "shop")
}

func mustPost(t *testing.T, p *process, body []byte) {
	if status := lineStatus(p, body); status != 200 {
		t.Errorf("webhook answered %d", status)
	}
}

// TestE2ERedisAway flushes Redis in the middle of a question and then cuts it off: punches go on, and the person is
// told that the question was lost.
func TestE2ERedisAway(t *testing.T) {
	api := newLineAPI(t)
	base := ownRedis(t)
	redis, address := newWire(t, base)
	env := api.env()
	env["DAKOKU_REDIS_URL"] = address
	p := newProcess(t, storetest.Migrated(t, "postgres"), env)
	p.verb("seed", lineCompany(t, 3))
	p.start("serve")
	at := time.Now().Add(-time.Hour)
	step := 0
	say := func(person int, text string) string {
		t.Helper()
		step++
		event := fmt.Sprintf("r%d", step)
		mustPost(t, p, lineMessage(person, event, text, at.Add(time.Duration(step)*2*time.Minute)))
		p.eventually("an answer to "+text, func() bool { return len(api.heard(event, person)) > 0 })
		return strings.Join(api.heard(event, person), "\n")
	}
	say(1, "連携解除") // asks whether to unlink
	flush(t, base)
	if got := say(1, "はい"); !strings.Contains(got, "もう残っていません") {
		t.Errorf("the flushed question was answered with %s", got)
	}
	if got := say(1, "出勤"); !strings.Contains(got, "✓ 出勤") {
		t.Errorf("after a flush a punch was answered with %s", got)
	}
	say(1, "連携解除")
	redis.cut()
	if got := say(2, "出勤"); !strings.Contains(got, "✓ 出勤") {
		t.Errorf("without Redis a punch was answered with %s", got)
	}
	if got := say(1, "はい"); !strings.Contains(got, "もう残っていません") {
		t.Errorf("the lost question was answered with %s", got)
	}
	redis.mend()
	if got := say(3, "出勤"); !strings.Contains(got, "✓ 出勤") {
		t.Errorf("with Redis back a punch was answered with %s", got)
	}
	if n := len(ledger(p, "shop")); n != 3 {
		t.Errorf("%d punches, want 3", n)
	}
}

// ownRedis is a database of the tests' Redis that nobody else uses: emptying it harms no other test.
func ownRedis(t *testing.T) string {
	t.Helper()
	u, err := url.Parse(redisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/9"
	return u.String()
}

// flush forgets everything of one of Redis's databases.
func flush(t *testing.T, address string) {
	t.Helper()
	o, err := goredis.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	c := goredis.NewClient(o)
	defer c.Close()
	if err := c.FlushDB(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
}
