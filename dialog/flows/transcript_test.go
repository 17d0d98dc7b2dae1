package flows_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

var update = flag.Bool("update", false, "rewrite the transcripts and show what changed")

const folder = "../../fixtures/conversations"

// TestTranscripts replays every conversation. What the bot says now must be what the file says, byte for byte.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob(folder + "/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		name, _ := filepath.Rel(folder, file)
		t.Run(strings.TrimSuffix(filepath.ToSlash(name), ".txt"), func(t *testing.T) {
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played := play(t, string(old))
			if played == string(old) {
				return
			}
			if !*update {
				t.Fatalf("the conversation went differently (make chats rewrites it):\n%s", difference(string(old), played))
			}
			t.Logf("rewritten:\n%s", difference(string(old), played))
			if err := os.WriteFile(file, []byte(played), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// play reads what people do and writes it again with what the bot did.
func play(t *testing.T, text string) string {
	var s *stage
	var out []string
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		mark, rest, _ := strings.Cut(line, " ")
		switch {
		case i == 0 && mark != "#":
			t.Fatal("the first line must say why the conversation exists: # …")
		case strings.HasPrefix(line, "  ") || mark == "=":
			continue // what the bot did then
		case mark == "#" || line == "":
			out = append(out, line)
		case s == nil && mark == "+":
			s = newStage(t, rest)
			out = append(out, line)
		case s == nil:
			t.Fatalf("line %d: the first thing is a company: + umi", i+1)
		case mark == "+":
			s.fact(rest)
			out = append(out, line)
		case mark == "@":
			s.at(rest)
			out = append(out, line)
		case mark == "~":
			out = append(append(out, line), s.tick(strings.Fields(rest))...)
		default:
			name, words, ok := strings.Cut(line, "> ")
			if !ok {
				t.Fatalf("line %d is in no notation: %s", i+1, line)
			}
			out = append(append(out, line), s.act(name, words)...)
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// at sets the clock and the place: "2026-11-20 18:02 slack room".
func (s *stage) at(rest string) {
	words := strings.Fields(rest)
	if len(words) < 3 {
		s.t.Fatalf("@ needs a date, a time and a channel: %s", rest)
	}
	s.now = s.time(words[0], words[1])
	s.place = place{door: doors[words[2]], room: len(words) > 3, mention: slices.Contains(words, "mention")}
	if s.place.door == "" {
		s.t.Fatalf("no channel %s", words[2])
	}
	s.handOut()
}

func (s *stage) time(date, clock string) time.Time {
	if !strings.HasPrefix(date, "20") {
		date = "2026/" + date
		at, err := time.ParseInLocation("2006/1/2", date, tokyo)
		s.ok(err)
		date = at.Format("2006-01-02")
	}
	c, err := calendar.ParseClock(strings.TrimPrefix(clock, "0"))
	s.ok(err)
	return calendar.Date(date).At(int(c), tokyo)
}

// fact sets the stage.
func (s *stage) fact(text string) {
	ctx := context.Background()
	words := strings.Fields(text)
	switch words[0] {
	case "打刻": // 打刻 田中 11/19 出勤 09:01 line
		s.recorded(words[1], words[2], words[3], words[4], domain.Door(words[5]))
	case "locked": // locked 2026-10
		group := s.person("田中").ClosingGroup
		_, err := s.closing.Lock(ctx, s.owner(), closing.Order{Group: group, Month: calendar.Month(words[1]), Reason: "確定"})
		s.ok(err)
	case "申請": // 申請 田中 11/19 退勤 18:02→18:30 打刻忘れ 根拠
		s.requested(words[1], words[2], words[3], words[4], words[5:])
	case "休暇": // 休暇 有給 半休: the company has these reasons for leave, of those of stage_leave_test.go
		s.leaves(words[1:])
	case "投稿": // 投稿 田中 11/19 19:42
		s.posted(words[1], s.time(words[2], words[3]))
	case "メッセージ", "アンケート": // see written
		s.written(strings.TrimSpace(strings.TrimPrefix(text, words[0])), words[0] == "アンケート")
	case "取り消し": // 取り消し 1: the sender recalls or cancels a message
		number, err := strconv.Atoi(words[1])
		s.ok(err)
		_, err = s.notices.Stop(ctx, s.owner(), number)
		s.ok(err)
	case "ファイル削除": // ファイル削除 1 予定.csv
		number, err := strconv.Atoi(words[1])
		s.ok(err)
		s.deleted(number, words[2])
	case "workflow": // workflow off
		s.change(func(t *org.Tenant) { t.Workflow = org.Workflow(words[1]) })
	case "role": // role 佐藤 employee
		e := s.person(words[1])
		e.Role = domain.Role(words[2])
		s.people[words[1]] = e
		s.ok(s.store.Masters().Save(ctx, company.Masters{Tenant: s.tenant, Employees: []org.Employee{e}}))
	case "can": // can 佐藤 view approve: what his permission group may
		m, err := s.store.Masters().Masters(ctx, s.tenant.Code)
		s.ok(err)
		for _, g := range m.Permissions {
			if g.Can = nil; g.ID == s.person(words[1]).PermissionGroup {
				for _, right := range words[2:] {
					g.Can = append(g.Can, org.Right(right))
				}
				s.ok(s.store.Masters().Save(ctx, company.Masters{Tenant: s.tenant, Permissions: []org.PermissionGroup{g}}))
			}
		}
	case "left": // left 田中 11/19: his last day
		e := s.person(words[1])
		e.Left = calendar.DateOf(s.time(words[2], "12:00"))
		s.ok(s.store.Masters().Save(ctx, company.Masters{Tenant: s.tenant, Employees: []org.Employee{e}}))
	case "greetings":
		s.change(func(t *org.Tenant) { t.Greetings = words[1] == "on" })
	case "words": // words in おはー
		s.change(func(t *org.Tenant) { t.Words = org.Words{words[1]: words[2:]} })
	case "code": // code 田中 123456
		s.codes = append(s.codes, [2]string{words[1], words[2]})
	case "lang": // lang 新人 en
		s.known = nil
		s.langs[words[1]] = words[2]
		if e, ok := s.people[words[1]]; ok {
			s.ok(s.store.Org().SetLanguage(ctx, s.tenant.ID, e.ID, words[2]))
		}
	case "sessions": // sessions lost, sessions old
		for _, t := range s.talks {
			t.session = nil
			if words[1] == "old" {
				t.session = []byte(`{"v":0,"questions":[]}`)
			}
		}
	default:
		s.t.Fatalf("no fact %q", text)
	}
}

// recorded is a punch made before the conversation.
func (s *stage) recorded(name, date, kind, clock string, door domain.Door) {
	kinds := map[string]worktime.Kind{"出勤": worktime.In, "退勤": worktime.Out, "休憩": worktime.BreakStart,
		"戻り": worktime.BreakEnd, "外出": worktime.Leave, "再入": worktime.Return}
	e := s.person(name)
	s.now = s.time(date, clock)
	s.events++
	actor := domain.Actor{Tenant: s.tenant.ID, Employee: e.ID, Role: e.Role, Door: door}
	_, err := s.ledger.Punch(context.Background(), actor, attendance.Command{Kind: kinds[kind], At: s.now.UTC(),
		Ref: attendance.Ref{Source: door, ID: "fact " + string(rune('a'+s.events))}})
	s.ok(err)
}

// change alters the company's settings.
func (s *stage) change(edit func(*org.Tenant)) {
	edit(&s.tenant)
	s.ok(s.store.Masters().Save(context.Background(), company.Masters{Tenant: s.tenant}))
}

// difference shows the lines of two texts that are not in both, in their places.
func difference(old, now string) string {
	a, b := strings.Split(old, "\n"), strings.Split(now, "\n")
	var out []string
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && len(b) > 0 && a[0] == b[0]:
			a, b = a[1:], b[1:]
		case len(a) > 0 && !slices.Contains(b, a[0]):
			out, a = append(out, "- "+a[0]), a[1:]
		case len(b) > 0:
			out, b = append(out, "+ "+b[0]), b[1:]
		default:
			out, a = append(out, "- "+a[0]), a[1:]
		}
	}
	return strings.Join(out, "\n")
}
