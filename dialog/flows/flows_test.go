package flows_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/org"
)

var (
	_ dialog.Runner = (*flows.Flows)(nil)
	_ bots.Homes    = (*flows.Flows)(nil)
)

func TestHomeFollowsTheState(t *testing.T) {
	s := newStage(t, "umi")
	s.fact("打刻 田中 11/20 出勤 08:58 line")
	s.now = s.time("11/20", "10:00")
	for _, c := range []struct {
		name, who, lang, title, state, buttons string
	}{
		{"at work", "田中", "ja", "● 出勤中 11/20(金) 8:58 から", "in", "休憩 外出 退勤 今日 今月 訂正"},
		{"at work, in English", "田中", "en", "● At work since Fri 20 Nov 8:58", "in", "Break Leave Out Today Month Correct"},
		{"not in yet", "山田", "ja", "○ まだ出勤していません", "off", "出勤 今日 今月 訂正"},
		{"not linked", "", "ja", "はじめまして。会社からもらった6桁の番号を送ってください。", "unlinked", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := s.flows.Home(context.Background(), s.tenant.ID, s.people[c.who].ID, c.lang)
			if err != nil {
				t.Fatal(err)
			}
			var labels []string
			for _, b := range r.Choices {
				labels = append(labels, b.Label)
			}
			if r.Title != c.title || r.State != c.state || strings.Join(labels, " ") != c.buttons {
				t.Errorf("drew %q, %s, %v", r.Title, r.State, labels)
			}
		})
	}
}

func TestThereIsAMenuForEveryStateInBothLanguages(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range flows.Menus() {
		seen[m.Lang+" "+m.State] = true
		if len(m.Choices) == 0 || len(m.Choices) > 4 || !m.Choices[0].Strong || m.Title == "" {
			t.Errorf("the menu %s %s has %d buttons", m.Lang, m.State, len(m.Choices))
		}
		for _, c := range m.Choices {
			if _, ok := flows.New(flows.Deps{}).Act(c.Action.Name); !ok {
				t.Errorf("nobody knows what %s does", c.Action)
			}
		}
	}
	for _, state := range []string{"unlinked", "off", "in", "break", "away"} {
		if !seen["ja "+state] || !seen["en "+state] {
			t.Errorf("no menu for %s", state)
		}
	}
}

// countedTenants counts how often the company is read.
type countedTenants struct {
	flows.Tenants
	reads int
}

func (c *countedTenants) Tenant(ctx context.Context, id domain.ID) (org.Tenant, error) {
	c.reads++
	return c.Tenants.Tenant(ctx, id)
}

func TestARushReadsTheCompanyOnceAndNewWordsCountSoon(t *testing.T) {
	s := newStage(t, "umi")
	tenants := &countedTenants{Tenants: s.store.Org()}
	deps := s.deps()
	deps.Tenants = tenants
	f := flows.New(deps)
	s.flows = f
	s.at("2026-11-20 08:58 line")
	for _, name := range []string{"田中", "山田", "佐藤"} {
		s.act(name, "出勤")
	}
	if tenants.reads != 1 {
		t.Errorf("read the company %d times", tenants.reads)
	}
	s.fact("words out ただいま")
	s.now = s.now.Add(5 * time.Second)
	if got := strings.Join(s.act("田中", "ただいま"), "\n"); !strings.Contains(got, "= 打刻 田中 11/20 退勤") {
		t.Errorf("a word added five seconds ago is answered\n%s", got)
	}
}

// away is a ledger whose storage cannot be reached.
type away struct{ flows.Ledger }

func (away) Punch(context.Context, domain.Actor, attendance.Command) (attendance.Result, error) {
	return attendance.Result{}, domain.Errorf(domain.Unavailable, "no storage")
}

func TestATurnWithoutStorageIsAnErrorAndKeepsTheSession(t *testing.T) {
	s := newStage(t, "umi")
	s.at("2026-11-20 08:58 line")
	deps := s.deps()
	deps.Ledger = away{}
	s.flows = flows.New(deps)
	s.act("田中", "連携解除")
	before := s.talk("田中").session
	next, result, err := s.flows.Turn(context.Background(), before, s.turn("田中", "出勤"))
	if !domain.Is(err, domain.Unavailable) || len(result.Replies) != 0 || string(next) != string(before) {
		t.Errorf("got %s, %+v, %v", next, result, err)
	}
	if err == nil || errors.Is(err, context.Canceled) {
		t.Error("the worker must see why")
	}
}

// TestFlowsHoldNoTexts keeps what people read in domain/locale.
func TestFlowsHoldNoTexts(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.ContainsFunc(lit.Value, japanese) {
				t.Errorf("%s: %s belongs into domain/locale", file, lit.Value)
			}
			return true
		})
	}
}

func japanese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r != 'ー'
}
