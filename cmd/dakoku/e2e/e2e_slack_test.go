package e2e

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/fixtures"
)

// slackPost signs a body at a time and posts it to one of Slack's three doors.
func slackPost(p *process, door, kind string, body []byte, secret string, at time.Time) (int, string) {
	r, err := http.NewRequest(http.MethodPost, "http://"+p.addr+"/hooks/slack/umi-slack/"+door, bytes.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	ts := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", ts, body)
	r.Header.Set("X-Slack-Request-Timestamp", ts)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	r.Header.Set("Content-Type", kind)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text)
}

// slackEvent is an Events API body.
func slackEvent(id string, event any) []byte {
	body, _ := json.Marshal(map[string]any{"token": "x", "team_id": "T0MIHON", "api_app_id": "A0KINTAI", "type": "event_callback",
		"event_id": id, "event_time": time.Now().Unix(), "event": event,
		"authorizations": []any{map[string]any{"team_id": "T0MIHON", "user_id": "U0BOT", "is_bot": true}}})
	return body
}

// slackHeard waits for what the bot says to a person, after the first skip of its notes, that holds all the words.
func (p *played) slackHeard(user, channel string, skip int, words ...string) sandbox.Note {
	p.t.Helper()
	var found sandbox.Note
	p.eventually(fmt.Sprintf("%s reads %v in %q", user, words, channel), func() bool {
		notes := slices.DeleteFunc(p.Slack.Seen(user, channel), func(n sandbox.Note) bool { return !n.Bot })
		for _, n := range notes[min(skip, len(notes)):] {
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(n.Text, w) }) {
				found = n
				return true
			}
		}
		return false
	})
	return found
}

// slackNotes counts what the bot has said to a person in a channel.
func (p *played) slackNotes(user, channel string) (n int) {
	for _, note := range p.Slack.Seen(user, channel) {
		if note.Bot {
			n++
		}
	}
	return n
}

// slackSaid says something in the room and returns the message.
func (p *played) slackSaid(user, text string) sandbox.Note {
	p.t.Helper()
	d, err := p.Slack.Say(p.t.Context(), user, slackRoom, text)
	if p.Faults(domain.Slack).Lost {
		d.Status, err = http.StatusOK, nil
	}
	acked(p.t, sandbox.Delivery{Status: d.Status}, err)
	notes := slices.DeleteFunc(p.Slack.Seen(user, slackRoom), func(n sandbox.Note) bool { return n.User != user })
	return notes[len(notes)-1]
}

// TestE2ESlackElevenCopies sends one message eleven times at once under different event ids, as a message and as a
// mention: one punch at the message's own time, one reaction for the room, one receipt for the person alone.
func TestE2ESlackElevenCopies(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newUmi(t, storetest.Migrated(t, engine))
			p.SetFaults(domain.Slack, sandbox.Faults{Lost: true})
			said := p.slackSaid(tanakaSlack, "<@U0BOT> 出勤")
			p.SetFaults(domain.Slack, sandbox.Faults{})
			var copies sync.WaitGroup
			for i := range 11 {
				event := map[string]any{"type": "message", "channel": slackRoom, "channel_type": "channel", "user": tanakaSlack,
					"text": said.Text, "ts": said.TS, "event_ts": said.TS, "team": "T0MIHON"}
				if i%2 == 1 {
					event["type"] = "app_mention"
					delete(event, "channel_type")
				}
				copies.Go(func() {
					if code, text := slackPost(p.process, "events", "application/json", slackEvent(fmt.Sprintf("Ev%02d", i), event), slackSecret, time.Now()); code != http.StatusOK {
						t.Errorf("copy %d: answered %d %s", i, code, text)
					}
				})
			}
			copies.Wait()
			p.slackHeard(tanakaSlack, slackRoom, 0, "✓ 出勤")
			p.eventually("a reaction", func() bool {
				for _, n := range p.Slack.Seen(satoSlack, slackRoom) {
					if n.TS == said.TS && len(n.Reactions) == 1 {
						return true
					}
				}
				return false
			})
			p.stop()
			p.record("1001 in effective")
			if at := ledger(p.process, "umi")[0].At; !strings.Contains(at, said.At.In(time.FixedZone("", 9*3600)).Format("15:04:05")) {
				t.Errorf("punched at %s, said at %s", at, said.At)
			}
			if n := p.slackNotes(tanakaSlack, slackRoom); n != 1 {
				t.Errorf("he was told %d times", n)
			}
			if n := p.slackNotes(satoSlack, slackRoom); n != 0 {
				t.Errorf("%d notes for everybody in the room", n)
			}
		})
	}
}

// TestE2ESlackDoor is what Slack checks before it sends anything, and what must not come in.
func TestE2ESlackDoor(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	event := slackEvent("Ev1", map[string]any{"type": "message", "channel": slackRoom, "channel_type": "channel", "user": tanakaSlack,
		"text": "出勤", "ts": fmt.Sprintf("%d.000100", time.Now().Unix()), "event_ts": fmt.Sprintf("%d.000100", time.Now().Unix())})
	if _, ok := p.Slack.Challenge(t.Context()); !ok {
		t.Error("the challenge was not answered")
	}
	for _, tt := range []struct {
		name, secret string
		at           time.Time
		want         int
	}{
		{"another secret", "not the secret", time.Now(), 401},
		{"an old request", slackSecret, time.Now().Add(-6 * time.Minute), 401},
		{"a request from the future", slackSecret, time.Now().Add(6 * time.Minute), 401},
	} {
		if code, _ := slackPost(p.process, "events", "application/json", event, tt.secret, tt.at); code != tt.want {
			t.Errorf("%s: answered %d, want %d", tt.name, code, tt.want)
		}
	}
	if code, _ := slackPost(p.process, "elsewhere", "application/json", event, slackSecret, time.Now()); code != 404 {
		t.Errorf("an unknown door: answered %d, want 404", code)
	}
	p.record()
}

// TestE2ESlackWays punches by a reaction, on the Home page, by a command and by two clicks at once.
func TestE2ESlackWays(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	ctx := t.Context()
	joined := slackEvent("EvJoin", map[string]any{"type": "member_joined_channel", "user": "U0BOT", "channel": slackRoom,
		"channel_type": "C", "team": "T0MIHON", "event_ts": fmt.Sprintf("%d.000700", time.Now().Unix())})
	if code, _ := slackPost(p.process, "events", "application/json", joined, slackSecret, time.Now()); code != 200 {
		t.Fatalf("answered %d", code)
	}
	greeting := p.slackHeard(tanakaSlack, slackRoom, 0, "この部屋で打刻できます")

	d, err := p.Slack.React(ctx, tanakaSlack, slackRoom, greeting.TS, "sunrise")
	acked(t, d, err)
	p.slackHeard(tanakaSlack, slackRoom, 1, "✓ 出勤")
	p.record("1001 in effective")
	d, err = p.Slack.React(ctx, tanakaSlack, slackRoom, greeting.TS, "sunrise") // taken away again
	acked(t, d, err)
	p.slackHeard(tanakaSlack, slackRoom, 2, "残っています")
	p.record("1001 in effective")

	d, err = p.Slack.Open(ctx, tanakaSlack, "home")
	acked(t, d, err)
	page := func() string {
		raw, _ := json.Marshal(p.Slack.Home(tanakaSlack))
		return string(raw)
	}
	p.eventually("the Home page", func() bool { return strings.Contains(page(), "出勤中") && strings.Contains(page(), "休憩") })
	var clicks sync.WaitGroup
	for range 2 {
		clicks.Go(func() {
			if d, err := p.Slack.Press(ctx, tanakaSlack, "home", "休憩", ""); err != nil || d.Status != 200 {
				t.Errorf("a press was answered %d %v", d.Status, err)
			}
		})
	}
	clicks.Wait()
	p.eventually("the page follows", func() bool { return strings.Contains(page(), "休憩中") })
	p.record("1001 in effective", "1001 break_start effective")

	d, err = p.Slack.Command(ctx, tanakaSlack, slackRoom, "/dakoku", "退勤")
	acked(t, d, err)
	p.slackHeard(tanakaSlack, slackRoom, 2, "✓ 退勤")
	p.record("1001 in effective", "1001 break_start effective", "1001 out effective")
	if n := p.slackNotes(satoSlack, slackRoom); n != 1 {
		t.Errorf("the room was told %d things, want the greeting alone", n)
	}
}

// TestE2ESlackEdits changes and deletes the message of a punch: both are offered, neither changes anything by itself.
func TestE2ESlackEdits(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	ctx := t.Context()
	said := p.slackSaid(satoSlack, "出勤")
	p.slackHeard(satoSlack, slackRoom, 0, "✓ 出勤")
	told := func() int { return p.slackNotes(satoSlack, slackRoom) + p.slackNotes(satoSlack, "") }

	before := told()
	d, err := p.Slack.Edit(ctx, satoSlack, slackRoom, said.TS, "出勤しました？")
	acked(t, d, err)
	p.eventually("an offer after the edit", func() bool { return told() > before })
	p.record("0901 in effective")
	before = told()
	d, err = p.Slack.Delete(ctx, satoSlack, slackRoom, said.TS)
	acked(t, d, err)
	p.eventually("an offer after the deletion", func() bool { return told() > before })
	p.record("0901 in effective")

	where := slackRoom
	if p.slackNotes(satoSlack, "") > 0 {
		where = ""
	}
	d, err = p.Slack.Press(ctx, satoSlack, where, "取消", "")
	acked(t, d, err)
	p.eventually("undone", func() bool { return slices.Equal(p.facts("umi"), []string{"0901 in void"}) })
}

// TestE2ESlackMalformed sends presses with two elements, one of which cannot be read, and unreadable events between good
// ones: each is answered 200 and the good ones count.
func TestE2ESlackMalformed(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	good := map[string]any{"type": "button", "action_id": "a", "block_id": "b", "value": "punch in", "action_ts": fmt.Sprintf("%d.000100", time.Now().Unix())}
	for i, broken := range []any{nil, 7, "x", map[string]any{}, map[string]any{"type": "hologram", "action_ts": "soon"}} {
		user := []string{tanakaSlack, satoSlack, emmaSlack, tanakaSlack, satoSlack}[i]
		payload, _ := json.Marshal(map[string]any{"type": "block_actions", "user": map[string]any{"id": user, "team_id": "T0MIHON"},
			"team": map[string]any{"id": "T0MIHON"}, "container": map[string]any{"type": "view", "view_id": "V1"}, "trigger_id": fmt.Sprint("1.", i),
			"view": map[string]any{"id": "V1", "type": "home"}, "actions": []any{broken, good}})
		body := []byte(url.Values{"payload": {string(payload)}}.Encode())
		if code, _ := slackPost(p.process, "interactions", "application/x-www-form-urlencoded", body, slackSecret, time.Now()); code != 200 {
			t.Errorf("press beside %v: answered %d", broken, code)
		}
	}
	for _, body := range []string{"", "null", "{", "[]", `{"type":"event_callback","event":null}`, `{"type":"event_callback","team_id":7}`, `{"type":"new"}`} {
		if code, _ := slackPost(p.process, "events", "application/json", []byte(body), slackSecret, time.Now()); code != 200 {
			t.Errorf("%q: answered %d", body, code)
		}
	}
	p.eventually("three punches", func() bool { return len(p.facts("umi")) >= 3 })
	p.stop()
	p.record("0901 in effective", "1001 in effective", "1005 in effective")
}

// TestE2ESlackSocket serves a company that has an app token: everything comes through the app's own socket, which is
// opened again when Slack asks for it, and nothing by webhook.
func TestE2ESlackSocket(t *testing.T) {
	p := newPlayed(t, storetest.Migrated(t, "sqlite"), func(c *sandbox.Config) { c.Slack.AppToken = "xapp-demo" })
	file, err := fixtures.Companies.ReadFile("companies/umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.verb("seed", companyFile(t, file))
	p.start("serve")
	p.eventually("a socket", func() bool { return p.Slack.Sockets() > 0 })
	p.Connect("http://127.0.0.1:1") // a webhook would go nowhere
	p.slackSaid(tanakaSlack, "出勤")
	p.slackHeard(tanakaSlack, slackRoom, 0, "✓ 出勤")
	p.Slack.Refresh()
	p.eventually("another socket", func() bool {
		opened := 0
		for _, c := range p.Calls(domain.Slack) {
			if strings.Contains(c.Path, "apps.connections.open") {
				opened++
			}
		}
		return opened >= 2 && p.Slack.Sockets() > 0
	})
	p.slackSaid(satoSlack, "出勤")
	p.slackHeard(satoSlack, slackRoom, 0, "✓ 出勤")
	if d, err := p.Slack.Press(t.Context(), satoSlack, slackRoom, "休憩", ""); err != nil || !d.Acked {
		t.Errorf("a press was answered %+v %v", d, err)
	}
	p.slackHeard(satoSlack, slackRoom, 1, "✓ 休憩")
	p.record("0901 in effective", "0901 break_start effective", "1001 in effective")
}
