package notice

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

var tokyo = time.FixedZone("JST", 9*60*60)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04:05", text, tokyo)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// TestRemindAt is a day ahead, by day, and never right after the message itself.
func TestRemindAt(t *testing.T) {
	for name, c := range map[string]struct{ sent, deadline, want string }{
		"a day ahead":                {"2026-11-20 12:00:00", "2026-12-01 15:00:00", "2026-11-30 15:00:00"},
		"not in the evening":         {"2026-11-20 12:00:00", "2026-12-01 23:59:00", "2026-11-30 17:00:00"},
		"at six it is evening":       {"2026-11-20 12:00:00", "2026-12-01 18:00:00", "2026-11-30 17:00:00"},
		"not in the morning":         {"2026-11-20 12:00:00", "2026-12-01 08:59:00", "2026-11-29 17:00:00"},
		"a quarter of a short while": {"2026-11-20 09:00:00", "2026-11-20 17:00:00", "2026-11-20 15:00:00"},
		"too short":                  {"2026-11-20 09:00:00", "2026-11-20 10:00:00", ""},
		"overnight":                  {"2026-11-20 18:00:00", "2026-11-21 08:00:00", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := remindAt(at(t, c.sent), at(t, c.deadline), tokyo)
			if ok != (c.want != "") || ok && !got.Equal(at(t, c.want)) {
				t.Errorf("%s %v, want %q", got.In(tokyo), ok, c.want)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	now := at(t, "2026-11-20 12:00:00")
	good := func() Message {
		return Message{Title: "題", Audience: Audience{All: true}, At: now,
			Survey: &Survey{Options: []string{"はい", "いいえ"}, Deadline: now.Add(time.Hour)}}
	}
	if m := good(); m.Check() != nil {
		t.Error(m.Check())
	}
	for name, change := range map[string]func(*Message){
		"title":    func(m *Message) { m.Title = strings.Repeat("題", 101) },
		"body":     func(m *Message) { m.Body = strings.Repeat("文", 2001) },
		"nobody":   func(m *Message) { m.Audience = Audience{} },
		"options":  func(m *Message) { m.Survey.Options = slices.Repeat([]string{"x"}, 11) },
		"option":   func(m *Message) { m.Survey.Options[0] = " " },
		"twice":    func(m *Message) { m.Survey.Options = []string{"Yes", "yes "} },
		"deadline": func(m *Message) { m.Survey.Deadline = now },
	} {
		m := good()
		change(&m)
		if err := m.Check(); reason(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPick resolves who gets it: what people are now, each once, and nobody who has left.
func TestPick(t *testing.T) {
	tree := []org.Department{{ID: "sales"}, {ID: "east", Parent: "sales"}, {ID: "office"}}
	people := []org.Employee{{ID: "1", Department: "sales", Active: true}, {ID: "2", Department: "east", Site: "plant", Active: true},
		{ID: "3", Department: "office", ClosingGroup: "mid", Active: true}, {ID: "4", Department: "sales"}, {ID: "5", Active: true}}
	for want, a := range map[string]Audience{
		"1 2 3 5": {All: true},
		"1 2":     {Departments: []domain.ID{"sales"}, Sites: []domain.ID{"plant"}},
		"3 5":     {Groups: []domain.ID{"mid"}, Employees: []domain.ID{"5", "4"}},
		"":        {Departments: []domain.ID{"gone", ""}},
	} {
		var got []string
		for _, e := range a.Pick(people, tree) {
			got = append(got, string(e.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%+v: %v, want %s", a, got, want)
		}
	}
}

// TestTake has the later act count, whichever arrives first.
func TestTake(t *testing.T) {
	noon := at(t, "2026-11-20 12:00:00")
	vote := func(minute int, verb Verb, choices ...int) Vote {
		return Vote{Verb: verb, Choices: choices, At: noon.Add(time.Duration(minute) * time.Minute)}
	}
	for name, c := range map[string]struct {
		multiple bool
		votes    []Vote
		want     string
		refused  string // of the last
	}{
		"later":              {false, []Vote{vote(1, Choose, 0), vote(2, Choose, 1)}, "[1]", ""},
		"the earlier late":   {false, []Vote{vote(2, Choose, 1), vote(1, Choose, 0)}, "[1]", ""},
		"joined":             {true, []Vote{vote(2, Join, 2), vote(1, Join, 0), vote(2, Join, 2)}, "[0 2]", ""},
		"left":               {true, []Vote{vote(1, Choose, 0, 1), vote(2, Leave, 0)}, "[1]", ""},
		"the last one stays": {true, []Vote{vote(1, Join, 0), vote(2, Leave, 0)}, "[0]", "last"},
		"one only":           {false, []Vote{vote(1, Choose, 0), vote(2, Choose, 0, 1)}, "[0]", "one"},
		"no such":            {false, []Vote{vote(1, Choose, 0), vote(2, Choose, 3)}, "[0]", "no_option"},
		"below nothing":      {false, []Vote{vote(1, Choose, -1)}, "[]", "no_option"},
		"a comment first":    {false, []Vote{vote(1, Say)}, "[]", "no_comment"},
	} {
		t.Run(name, func(t *testing.T) {
			m := Message{Survey: &Survey{Options: []string{"a", "b", "c"}, Multiple: c.multiple}}
			var r Recipient
			var a Answer
			var err error
			for _, v := range c.votes {
				err = m.take(&r, &a, v)
			}
			if got := fmt.Sprint(a.Choices); got != c.want || reason(err) != c.refused {
				t.Errorf("%s, %v; want %s, %q", got, err, c.want, c.refused)
			}
		})
	}
}

// TestPooled tells nothing of fewer than MinGroup, neither directly nor by what is left of the whole, and loses nobody.
func TestPooled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var groups []Group
		total := 0
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 12), 1, 8).Draw(t, "groups") {
			groups = append(groups, Group{Department: domain.ID(fmt.Sprint(i)), To: n + 1, Answered: n, Counts: []int{n, 0}})
			total += n
		}
		if total < MinGroup {
			return // then nothing is told at all
		}
		sum := 0
		for _, g := range pooled(groups, 2) {
			if g.Answered < MinGroup || g.Counts[0] != g.Answered {
				t.Errorf("%+v", g)
			}
			sum += g.Answered
		}
		if sum != total {
			t.Errorf("%d of %d", sum, total)
		}
	})
}
