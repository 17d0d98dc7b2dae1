package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/chatwork"
	"github.com/dakoku/dakoku/bots/slack"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/fixtures"
)

// phraseCase is a row of fixtures/phrases/phrases.yaml; its head says what the fields mean.
type phraseCase struct {
	Text, Now string
	Greet     bool
	Want      *struct{ Intent, Kind string }
}

// phraseCases reads the table.
func phraseCases(t *testing.T) []phraseCase {
	t.Helper()
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/phrases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Count int
		Cases []phraseCase
	}
	if err := yaml.Unmarshal(raw, &table); err != nil || len(table.Cases) != table.Count {
		t.Fatalf("%d cases, %d promised: %v", len(table.Cases), table.Count, err)
	}
	return table.Cases
}

// punched is the punch behind a kind of the table.
var punched = map[string]string{"in": "in", "direct_in": "in", "remote_in": "in", "out": "out", "direct_out": "out", "break_in": "break_start", "break_out": "break_end"}

// TestE2EPhrases says every phrase of the table in the attendance room: through the connector that takes addresses away,
// the conversations and the ledger. Punches punch, once and as the kind the table names; what carries a time, asks or
// is about leave is answered and records nothing; talk stays without a word.
func TestE2EPhrases(t *testing.T) {
	cases := phraseCases(t)
	now := time.Now()
	t.Setenv("DAKOKU_DATABASE_URL", storetest.Migrated(t, "sqlite"))
	t.Setenv("DAKOKU_SECRET_KEY", base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, 32)))
	a, err := open(t.Context(), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	for _, code := range []string{"strict", "greeting"} {
		file := phraseCompany(code, len(cases))
		if _, _, err := a.apply(t.Context(), strings.NewReader(file), code+".yaml"); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range cases {
		t.Run(fmt.Sprintf("%02d %s", i, c.Text), func(t *testing.T) {
			code := map[bool]string{false: "strict", true: "greeting"}[c.Greet]
			tenant, err := a.company(t.Context(), code)
			if err != nil {
				t.Fatal(err)
			}
			who, err := a.store.Org().EmployeeByCode(t.Context(), tenant.ID, fmt.Sprint(i))
			if err != nil {
				t.Fatal(err)
			}
			now, err = time.ParseInLocation("2006-01-02T15:04:05", c.Now, time.FixedZone("JST", 9*3600))
			if err != nil {
				t.Fatal(err)
			}
			s := &saying{t: t, app: a, who: who, tenant: tenant}
			s.prepare(c, now)
			before := s.kinds()
			result := s.turn(s.activity(c.Text, now), now)
			got := s.kinds()[len(before):]
			switch {
			case c.Want == nil:
				if len(result.Replies) > 0 || result.Ignored == "" || len(got) > 0 {
					t.Errorf("not silent: recorded %v, said %+v", got, result.Replies)
				}
			case c.Want.Intent == "punch":
				if len(got) != 1 || got[0] != punched[c.Want.Kind] || len(result.Replies) == 0 {
					t.Errorf("recorded %v, said %+v", got, result.Replies)
				}
			default:
				if len(got) > 0 || len(result.Replies) == 0 {
					t.Errorf("recorded %v, said %+v", got, result.Replies)
				}
			}
		})
	}
}

func phraseCompany(code string, people int) string {
	var b strings.Builder
	greetings := map[string]string{"strict": "off", "greeting": "on"}[code]
	fmt.Fprintf(&b, "company: {code: %s, name: 店, timezone: Asia/Tokyo, boundary: \"05:00\", week_start: monday, greetings: %s}\n"+
		"closing_groups: [{code: end, name: 末日, day: 31, label: closing}]\nwork_patterns: [{code: std, name: 通常, start: \"09:00\", end: \"18:00\"}]\nemployees:\n", code, greetings)
	for i := range people {
		fmt.Fprintf(&b, "  - {code: \"%d\", name: 社員%d, role: employee, closing_group: end, work_pattern: std}\n", i, i)
	}
	return b.String()
}

// saying is one person who says one phrase.
type saying struct {
	t      *testing.T
	app    *app
	who    org.Employee
	tenant org.Tenant
	n      int
}

// prepare brings the person into the state in which the phrase makes sense: at work to leave, at rest to come back.
func (s *saying) prepare(c phraseCase, now time.Time) {
	if c.Want == nil || c.Want.Intent != "punch" {
		return
	}
	switch punched[c.Want.Kind] {
	case "out", "break_start":
		s.turn(s.activity("出勤", now.Add(-2*time.Hour)), now)
	case "break_end":
		s.turn(s.activity("出勤", now.Add(-2*time.Hour)), now)
		s.turn(s.activity("休憩", now.Add(-time.Hour)), now)
	}
}

// activity is what the connectors make of the text in the attendance room.
func (s *saying) activity(text string, at time.Time) dialog.Activity {
	s.t.Helper()
	s.n++
	id := fmt.Sprint(1900000000000000000 + int64(s.n))
	var platform bots.Platform = chatwork.New(chatwork.Config{Clock: domain.System})
	ch := bots.Channel{ID: "c", Kind: domain.Chatwork, Options: map[string]string{"account": "99", "room": "555"}}
	body, _ := json.Marshal(map[string]any{"webhook_event_type": "message_created", "webhook_event": map[string]any{
		"message_id": id, "room_id": 555, "account_id": 7, "body": text, "send_time": at.Unix()}})
	if strings.Contains(text, "<@") {
		platform = slack.New(slack.Config{Clock: domain.System})
		ch = bots.Channel{ID: "c", Kind: domain.Slack, Options: map[string]string{"team": "T0MIHON", "bot_user": "U0BOT", "channel": slackRoom}}
		ts := fmt.Sprintf("%d.000100", at.Unix())
		body = slackEvent("Ev"+id, map[string]any{"type": "message", "channel": slackRoom, "channel_type": "channel", "user": "U1", "text": text, "ts": ts, "event_ts": ts})
	}
	read, err := platform.Read(ch, inbox.Item{EventID: id, At: at, Body: body})
	if err != nil || read.Dropped != "" {
		s.t.Fatalf("not read: %v %s", err, read.Dropped)
	}
	read.Activity.Ref = string(s.who.ID) + id
	return read.Activity
}

func (s *saying) turn(a dialog.Activity, now time.Time) dialog.Result {
	s.t.Helper()
	_, result, err := s.app.flows.Turn(context.Background(), nil, dialog.Turn{Now: now, Activity: a,
		Caps: chatwork.New(chatwork.Config{Clock: domain.System}).Caps(),
		Person: dialog.Person{Actor: domain.Actor{Tenant: s.tenant.ID, Employee: s.who.ID, Role: s.who.Role, Door: domain.Chatwork},
			Channel: "c", User: "7", Name: s.who.Name, Lang: "ja"}})
	if err != nil {
		s.t.Fatal(err)
	}
	return result
}

// kinds are the person's punches in the order of the chain.
func (s *saying) kinds() []string {
	s.t.Helper()
	var out []string
	if err := s.app.printLedger(context.Background(), s.tenant, s.who.Code, "2000-01-01", "2100-01-01", func(l attendance.EntryLine) error {
		out = append(out, string(l.Kind))
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
	return out
}
