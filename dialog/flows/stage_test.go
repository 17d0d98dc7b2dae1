package flows_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots/chatwork"
	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/bots/slack"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/fixtures"
)

// stage is a company on real storage with people who talk, and a clock that stands still.
type stage struct {
	t        *testing.T
	now      time.Time
	store    *store.Store
	flows    *flows.Flows
	ledger   *attendance.Service
	closing  *closing.Service
	linking  *org.Linking
	work     *workflow.Service
	tenant   org.Tenant
	channels map[domain.Door]domain.ID
	people   map[string]org.Employee // by the name the transcripts use
	langs    map[string]string       // of people who are not linked
	place    place

	reminders *reminder.Service
	notices   *notice.Service
	mu        sync.Mutex // of told: people are looked at side by side
	told      []told
	codes     [][2]string      // names and link codes not handed out yet
	talks     map[string]*talk // by conversation
	events    int
	speaker   string   // who acts in this turn
	pressed   bool     // by a press
	next      []byte   // the session after it
	known     []string // accounts and languages after the last turn; nil: not read yet
}

// place is where a conversation goes on.
type place struct {
	door    domain.Door
	room    bool // others read along
	mention bool // in a room, addressed to the bot
}

// talk is one person's conversation on one channel.
type talk struct {
	session []byte
	kept    time.Time
	asked   time.Time
	buttons []dialog.Choice // oldest first
	message string          // the last one said

	question string // of the newest picker
}

func (p place) caps() dialog.Caps {
	switch p.door {
	case domain.Chatwork:
		return (&chatwork.Platform{}).Caps()
	case domain.Slack:
		return (&slack.Platform{}).Caps()
	}
	return (&line.Platform{}).Caps()
}

var tokyo = time.FixedZone("JST", 9*60*60)

// newStage makes a stage with a company of the fixtures.
func newStage(t *testing.T, code string) *stage {
	s := &stage{t: t, now: time.Date(2026, 11, 1, 6, 0, 0, 0, tokyo), talks: map[string]*talk{},
		channels: map[domain.Door]domain.ID{}, people: map[string]org.Employee{}, langs: map[string]string{}}
	clock := func() time.Time { return s.now.UTC() }
	s.store = storetest.Open(t, "sqlite", storetest.Clock(clock))
	newID := domain.IDs(clock)
	all := s.store.Org()
	s.closing = &closing.Service{Store: s.store.Closing(), People: all, Now: clock, NewID: newID}
	s.ledger = &attendance.Service{Book: s.store.Book(), Patterns: s.store.Patterns(), Reasons: s.store.Reasons(), Tenants: all, People: all,
		Closing: s.closing, Snapshots: s.store.Snapshots(), Sight: &org.Sight{People: all, Departments: all}, Posts: s.store.Posts(), Now: clock, NewID: newID}
	s.linking = &org.Linking{People: all, Accounts: all, Codes: all, Key: storetest.Key, Now: clock, NewID: newID}
	s.work = &workflow.Service{Store: s.store.Workflow(), Days: s.ledger, Tenants: all, Sight: &org.Sight{People: all, Departments: all}, Now: clock, NewID: newID}
	s.reminders = s.reminding()
	s.notices = s.messaging()
	s.flows = flows.New(s.deps())
	s.load(code, company.Tools{NewID: newID, Now: clock(),
		Hash:   func(plain string) (string, error) { return "hash:" + plain, nil },
		Verify: func(hash, plain string) bool { return hash == "hash:"+plain }})
	return s
}

// deps is what the conversations stand on.
func (s *stage) deps() flows.Deps {
	all := s.store.Org()
	return flows.Deps{Tenants: all, People: all, Ledger: s.ledger, Records: s.ledger, Linking: s.linking, Requests: s.work, Decisions: s.work,
		Reasons: s.store.Reasons(), Reminders: s.reminders, Messages: s.notices, Sending: s.notices, Now: func() time.Time { return s.now.UTC() }}
}

func (s *stage) load(code string, tools company.Tools) {
	ctx := context.Background()
	name := "companies/" + code + ".yaml"
	data, err := fixtures.Companies.ReadFile(name)
	s.ok(err)
	file, err := company.Parse(bytes.NewReader(data), name)
	s.ok(err)
	_, err = company.Apply(ctx, s.store.Masters(), file, tools)
	s.ok(err)
	m, err := s.store.Masters().Masters(ctx, code)
	s.ok(err)
	s.tenant = m.Tenant
	for _, c := range m.Channels {
		s.channels[c.Kind] = c.ID
	}
	for _, e := range m.Employees {
		name := e.Name
		if e.Language == "en" {
			name = e.Romaji
		}
		name, _, _ = strings.Cut(name, " ")
		s.people[name] = e
	}
	for _, e := range file.Employees {
		if e.LinkCode != "" {
			s.codes = append(s.codes, [2]string{e.Name, e.LinkCode})
		}
	}
}

// ok stops the test on an error.
func (s *stage) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) person(name string) org.Employee {
	s.t.Helper()
	name, _, _ = strings.Cut(name, " ")
	e, ok := s.people[name]
	if !ok {
		s.t.Fatalf("nobody is called %s", name)
	}
	return e
}

// handOut gives people the link codes that wait for the clock to be set: a code lives for a day.
func (s *stage) handOut() {
	for _, c := range s.codes {
		s.linking.Code = func() string { return c[1] }
		_, _, err := s.linking.NewCode(context.Background(), s.owner(), s.person(c[0]).ID)
		s.ok(err)
	}
	s.codes = nil
}

func (s *stage) owner() domain.Actor {
	return domain.Actor{Tenant: s.tenant.ID, Employee: s.person("鈴木").ID, Role: domain.Owner, Door: domain.Console}
}

// user is the account a person writes from; somebody nobody knows has one too.
func (s *stage) user(name string) string {
	if e, ok := s.people[name]; ok {
		accounts, err := s.store.Org().AccountsOf(context.Background(), s.tenant.ID, e.ID)
		s.ok(err)
		for _, a := range accounts {
			if a.Channel == s.channels[s.place.door] {
				return a.User
			}
		}
	}
	return "user of " + name
}

// meet is who a channel takes the account for.
func (s *stage) meet(name string) dialog.Person {
	ctx := context.Background()
	p := dialog.Person{Channel: s.channels[s.place.door], User: s.user(name), Lang: s.langs[name],
		Actor: domain.Actor{Tenant: s.tenant.ID, Door: s.place.door}}
	account, err := s.store.Org().Account(ctx, s.tenant.ID, p.Channel, p.User)
	if domain.Is(err, domain.NotFound) {
		return p
	}
	s.ok(err)
	e, err := s.store.Org().Employee(ctx, s.tenant.ID, account.Employee)
	s.ok(err)
	p.Employee, p.Role, p.Lang, p.Gone = e.ID, e.Role, e.Language, !e.Active
	p.Name = e.DisplayName(e.Language)
	return p
}

// talk is the person's conversation on the present channel.
func (s *stage) talk(name string) *talk {
	key := string(s.place.door) + "/" + name
	if s.talks[key] == nil {
		s.talks[key] = &talk{}
	}
	return s.talks[key]
}

// press finds the newest button of a label, with the words behind it as a picked value; a number behind it is that of the
// card it is on.
func (s *stage) press(name, words string) dialog.Activity {
	label, value, _ := strings.Cut(strings.TrimPrefix(words, "["), "]")
	value = strings.TrimSpace(value)
	_, err := strconv.Atoi(value)
	numbered := err == nil
	for i := len(s.talk(name).buttons) - 1; i >= 0; i-- {
		b := s.talk(name).buttons[i]
		if numbered && !slices.Contains(strings.Fields(b.Action.Arg), value) {
			continue
		}
		if b.Label == label {
			if numbered {
				return dialog.Activity{Kind: dialog.Pressed, Action: dialog.ParseAction(b.Action.String())}
			}
			return dialog.Activity{Kind: dialog.Pressed, Action: dialog.ParseAction(b.Action.String()),
				Value: strings.Replace(value, " ", "T", 1)}
		}
	}
	s.t.Fatalf("%s was never shown a button [%s]", name, label)
	return dialog.Activity{}
}

// punches is the ledger, in the order of the chain.
func (s *stage) punches() (all []worktime.Punch) {
	s.ok(s.store.Book().Chain(context.Background(), s.tenant.ID, "", "", "", func(p worktime.Punch) error {
		all = append(all, p)
		return nil
	}))
	return all
}

// facts are punches as the transcripts print them.
func (s *stage) facts(punches []worktime.Punch) []string {
	names := map[domain.ID]string{}
	for name, e := range s.people {
		names[e.ID] = name
	}
	var out []string
	for _, p := range punches {
		out = append(out, s.corrected(punchFact(names[p.Employee], p), p))
	}
	return out
}

// punchFact is a punch as the transcripts print it.
func punchFact(name string, p worktime.Punch) string {
	head := map[worktime.PunchState]string{worktime.Effective: "打刻", worktime.Void: "取消",
		worktime.Superseded: "交代", worktime.Held: "保留"}[p.State]
	kind := map[worktime.Kind]string{worktime.In: "出勤", worktime.Out: "退勤", worktime.Leave: "外出",
		worktime.Return: "再入", worktime.BreakStart: "休憩", worktime.BreakEnd: "戻り"}[p.Kind]
	line := fmt.Sprintf("%s %s %d/%d %s %s %s", head, name, p.Date.Month(), p.Date.Day(), kind, clockOn(p), p.Source)
	if p.Mark != "" {
		line += " " + string(p.Mark)
	}
	if p.State == worktime.Held && p.Hold != "" {
		line += " (" + string(p.Hold) + ")"
	}
	return line
}
