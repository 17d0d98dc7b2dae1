package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/chatwork"
	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/bots/slack"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
)

// pacePeople are due in one minute: 28 windows of Chatwork's.
const pacePeople = 5000

// TestRemindersPaced tells 5,000 people in their direct chats what fell due in one minute, through the delivery and
// the connector, in time that costs nothing. The platform, which counts, never has to refuse (LINE's pushes are counted here); everybody
// hears it once and in its order, within the time it is of use, although the process is started anew on the way; and
// whoever asks something meanwhile is answered at once.
func TestRemindersPaced(t *testing.T) {
	t.Parallel()
	for _, kind := range []domain.Door{domain.LINE, domain.Chatwork, domain.Slack} {
		t.Run(string(kind), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { newPacing(t, kind).run() })
		})
	}
}

// paceTitle is what people are told.
var paceTitle = regexp.MustCompile("一つめ|二つめ")

// pacing is one platform with everybody on it, and what is owed to them.
type pacing struct {
	t     *testing.T
	play  *sandbox.Sandbox
	box   *owedBox
	ch    bots.Channel
	newID domain.NewID
	start time.Time

	mu      sync.Mutex
	refused []string    // what the platform would not do
	pushes  []time.Time // to LINE, which the played one does not count
}

func newPacing(t *testing.T, kind domain.Door) *pacing {
	t.Helper()
	<-time.After(time.Until(time.Date(2026, 11, 24, 0, 15, 0, 0, time.UTC))) // a bubble begins in 2000, before ids of ten digits
	p := &pacing{t: t, box: newOwedBox(), newID: domain.IDs(time.Now), start: time.Now()}
	config := sandbox.Config{Base: "http://played" + sandbox.Prefix,
		LINE:     sandbox.LINEConfig{Key: "li", Secret: lineSecret, Token: "tok", Bot: paceLine(0), Quota: -1},
		Chatwork: sandbox.ChatworkConfig{Key: "cw", WebhookToken: cwToken, Token: "tok", Account: "3999999", Room: cwRoom, Watched: -1},
		Slack:    sandbox.SlackConfig{Key: "sl", SigningSecret: slackSecret, BotToken: "xoxb-demo", Team: "T0MIHON", Channel: slackRoom, Bot: "U0BOT", Limits: true}}
	for i := range pacePeople {
		config.People = append(config.People, sandbox.Person{Key: fmt.Sprint("p", i), Name: fmt.Sprint("社員", i),
			LINE: p.account(domain.LINE, i), Chatwork: p.account(domain.Chatwork, i), Slack: p.account(domain.Slack, i)})
	}
	var err error
	if p.play, err = sandbox.New(config); err != nil {
		t.Fatal(err)
	}
	p.ch = bots.Channel{ID: "c", Tenant: "t", Kind: kind, Key: "k", Secrets: map[string]string{"token": "tok", "bot_token": "xoxb-demo"},
		Options: map[string]string{"room": cwRoom, "account": "3999999", "team": "T0MIHON", "bot_user": "U0BOT"}}
	return p
}

// account is what the platform calls person i.
func (p *pacing) account(kind domain.Door, i int) string {
	switch kind {
	case domain.LINE:
		return paceLine(i + 1)
	case domain.Slack:
		return fmt.Sprintf("U%07d", i)
	}
	return fmt.Sprint(1_000_001 + i)
}

func paceLine(i int) string { return fmt.Sprintf("U%032x", i) }

// RoundTrip implements http.RoundTripper: a request takes a moment of the bubble's time.
func (p *pacing) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/message/push") {
		p.mu.Lock()
		p.pushes = append(p.pushes, time.Now())
		p.mu.Unlock()
	}
	<-time.After(p.latency())
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	if strings.HasSuffix(r.URL.Path, "/v2/rooms") { // counted like any request; 5,000 rooms told every few seconds for hours would be all the test does
		r.URL.Path = strings.TrimSuffix(r.URL.Path, "rooms") + "me"
		p.play.ServeHTTP(w, r)
		w.Body = bytes.NewBufferString("[]")
	} else {
		p.play.ServeHTTP(w, r)
	}
	if w.Code != http.StatusOK && w.Code != http.StatusNoContent {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.refused = append(p.refused, fmt.Sprintf("after %s: %s %s: %d", time.Since(p.start), r.Method, r.URL.Path, w.Code))
	}
	return w.Result(), nil
}

// latency is what a request takes. LINE's is short, so that its answers alone do not hold anybody back.
func (p *pacing) latency() time.Duration {
	if p.ch.Kind == domain.LINE {
		return 10 * time.Millisecond
	}
	return 60 * time.Millisecond
}

// mostPushes is how many pushes LINE takes in a second: https://developers.line.biz/en/reference/messaging-api/#rate-limits
const mostPushes = 2000

// busiest is the most pushes in a second, wherever it begins.
func (p *pacing) busiest() (most int) {
	for i, at := range p.pushes {
		n, _ := slices.BinarySearchFunc(p.pushes[i:], at.Add(time.Second), time.Time.Compare)
		most = max(most, n)
	}
	return most
}

// notice is a row for person i.
func (p *pacing) notice(i int, title string) outbox.Item {
	home := bots.Home{Channel: p.ch, User: p.account(p.ch.Kind, i)}
	if p.ch.Kind == domain.Chatwork {
		home.Place = fmt.Sprint(410_000_001 + i) // as the account's row knows it
	}
	row := bots.NewNotice(home, "e", dialog.Reply{Title: title}, p.newID(), time.Now())
	until := row.CreatedAt.Add(reminder.Patience)
	row.Until = &until
	return row
}

// oneChannel is a directory of a single channel.
type oneChannel struct {
	bots.Directory
	ch bots.Channel
}

func (o oneChannel) Channel(context.Context, domain.ID, domain.ID) (bots.Channel, error) {
	return o.ch, nil
}

// process delivers, and reads what no webhook brings, until it is stopped.
func (p *pacing) process() (d *bots.Delivery, stop func()) {
	log, way := slog.New(slog.DiscardHandler), &http.Client{Transport: p}
	onChatwork := chatwork.New(chatwork.Config{URL: "http://played" + sandbox.Prefix + "/chatwork/v2", HTTP: way, Clock: time.Now, Log: log})
	onLINE, err := line.New(line.Config{APIURL: "http://played" + sandbox.Prefix + "/line", HTTP: way, Clock: time.Now, Log: log})
	if err != nil {
		p.t.Fatal(err)
	}
	onSlack := slack.New(slack.Config{APIURL: "http://played" + sandbox.Prefix + "/slack/api/", HTTP: way, Clock: time.Now, Log: log})
	d = bots.NewDelivery(bots.DeliveryConfig{Directory: oneChannel{ch: p.ch}, Platforms: []bots.Platform{onLINE, onChatwork, onSlack},
		Outbox: p.box, Locks: bots.ProcessLocks(), Clock: time.Now, Log: log})
	ctx, cancel := context.WithCancel(p.t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = d.Run(ctx) })
	if p.ch.Kind == domain.Chatwork {
		take := func(context.Context, bots.Channel, []inbox.Item) error { return nil }
		running.Go(func() { _ = onChatwork.Start(ctx, []bots.Channel{p.ch}, take) })
	}
	return d, func() {
		cancel()
		running.Wait()
	}
}

func (p *pacing) run() {
	var rows []outbox.Item
	for i := range pacePeople {
		rows = append(rows, p.notice(i, "一つめ"))
		if i%1000 == 0 {
			rows = append(rows, p.notice(i, "二つめ"))
		}
	}
	p.box.add(rows...)

	d, stop := p.process()
	if p.ch.Kind == domain.LINE { // all at once is what LINE would have to refuse
		for _, r := range rows {
			d.Wake(r.Conversation)
		}
	} else {
		<-time.After(20 * time.Minute)
	}
	answer := p.notice(0, "お答え")
	answer.Kind, answer.Until, answer.Conversation = outbox.Reply, nil, answer.Conversation+"#asked" // not behind what he is owed
	p.box.add(answer)
	d.Answer(answer.Conversation)
	soon := 10 * time.Second
	if p.ch.Kind == domain.LINE { // where thousands wait for their turn to be pushed
		soon = 100 * time.Millisecond
	}
	<-time.After(soon)
	if got := p.heard(0); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "お答え") }) {
		p.t.Errorf("after %s the answer is not there: %q", soon, got)
	}
	stop()
	done := 0
	for i := range pacePeople {
		done += len(p.heard(i))
	}
	if done < 100 || done > pacePeople/2+10 && p.ch.Kind != domain.LINE { // there everybody has heard it: see TestE2ERemindersOnce
		p.t.Errorf("%d posts before the restart", done)
	}

	_, stop = p.process()
	<-time.After(reminder.Patience - time.Since(p.start))
	stop()
	for i := range pacePeople {
		want := []string{"一つめ"}
		if i%1000 == 0 {
			want = append(want, "二つめ") // in a post of its own, or at the end of the first
		}
		got := slices.DeleteFunc(p.heard(i), func(s string) bool { return strings.Contains(s, "お答え") })
		if text := strings.Join(got, "\n"); !slices.Equal(paceTitle.FindAllString(text, -1), want) {
			p.t.Fatalf("person %d heard %q, want %q", i, got, want)
		}
	}
	if len(p.refused) > 0 {
		p.t.Errorf("%s refused %d times, first %s", p.ch.Kind, len(p.refused), p.refused[0])
	}
	if n := p.busiest(); n > mostPushes {
		p.t.Errorf("%d pushes in a second", n)
	}
	for _, problem := range p.play.Problems() {
		p.t.Errorf("a rule was broken: %s", problem)
	}
}

// heard is what person i reads in his direct chat.
func (p *pacing) heard(i int) (texts []string) {
	switch p.ch.Kind {
	case domain.LINE:
		for _, b := range p.play.LINE.Seen(p.account(p.ch.Kind, i)) {
			texts = append(texts, b.Text)
		}
		return texts
	case domain.Slack:
		for _, n := range p.play.Slack.Seen(p.account(p.ch.Kind, i), "") {
			texts = append(texts, n.Text)
		}
		return texts
	}
	for _, m := range p.play.Chatwork.Seen(p.account(p.ch.Kind, i), "") {
		texts = append(texts, m.Body)
	}
	return texts
}
