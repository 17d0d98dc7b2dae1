package flows_test

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog"
)

// TestForgedButtons sends actions that no button of this program carries: each is answered with a sentence, and nothing
// changes but what the person might have done anyway.
func TestForgedButtons(t *testing.T) {
	s := newStage(t, "umi")
	s.fact("打刻 田中 11/19 出勤 09:01 line")
	s.fact("申請 田中 11/19 退勤 なし→18:00")
	s.at("2026-11-20 13:00 line")
	before := strings.Join(append(s.facts(s.punches()), s.requestFacts()...), "\n")
	for _, c := range []struct{ who, action, says string }{
		{"佐藤", "approve 1001 7", "表示したあとで内容が変わりました"},
		{"佐藤", "approve 1001 1 0123456789abcdef", "元の打刻が変わりました"},
		{"佐藤", "approve 99999999999999999999", "という申請は見つかりませんでした"},
		{"佐藤", "approve", "という申請は見つかりませんでした"},
		{"佐藤", "return -1 だめ", "という申請は見つかりませんでした"},
		{"山田", "approve.all 1001:7 x y:1 1001:z", "0件を承認"},
		{"山田", "approve 1001 1", "権限がありません"},
		{"田中", "approve 1001 1", "自分の申請"},
		{"山田", "withdraw 1001", "ほかの人の申請"},
		{"山田", "redo 1001", "見つかりませんでした"},
		{"山田", "request.undo 1001", "権限がありません"},
		{"田中", "request.undo 1001", "自分の申請"},
		{"田中", "correct 2026-13-99", "いつの打刻"},
		{"田中", "forgot 2026-11-19 99:99 schedule", "使えません"},
		{"田中", "forgot 2026-11-19", "使えません"},
		{"田中", "?aaaaaaaa send", "もう終わっています"},
		{"田中", "punch", "使えません"},
		{"田中", "punch frobnicate", "使えません"},
		{"田中", "punch in 25:99", "使えません"},
		{"田中", "punch leave direct", "使えません"},
		{"田中", "punch out remote", "使えません"},
		{"田中", "approvals 999999", "承認待ちの申請はありません"},
	} {
		t.Run(c.action, func(t *testing.T) {
			turn := s.turn(c.who, "x")
			turn.Activity.Kind, turn.Activity.Text, turn.Activity.Action = dialog.Pressed, "", dialog.ParseAction(c.action)
			result := s.once(s.talk(c.who), turn)
			if said := dialog.PlainText(result.Replies); !strings.Contains(said, c.says) {
				t.Errorf("%s says %q, want %q", c.action, said, c.says)
			}
			if now := strings.Join(append(s.facts(s.punches()), s.requestFacts()...), "\n"); now != before {
				t.Errorf("%s changed the record:\n%s", c.action, now)
			}
		})
	}
}

// TestAnOldDecisionRunsAgain runs a turn once more after its decision was taken back: it is answered by what has happened since.
func TestAnOldDecisionRunsAgain(t *testing.T) {
	s := newStage(t, "umi")
	s.fact("打刻 田中 11/19 出勤 09:01 line")
	s.fact("申請 田中 11/19 退勤 なし→18:00")
	s.at("2026-11-20 13:00 line")
	turn := s.turn("佐藤", "承認 1001")
	s.once(s.talk("佐藤"), turn)
	s.once(s.talk("佐藤"), s.turn("佐藤", "承認取消 1001"))
	before := s.facts(s.punches())
	result := s.once(s.talk("佐藤"), turn)
	if said := dialog.PlainText(result.Replies); !strings.Contains(said, "承認を取り消しました") || len(result.Tells) > 0 {
		t.Errorf("says %q and tells %d", said, len(result.Tells))
	}
	if len(changes(before, s.facts(s.punches()))) > 0 {
		t.Error("the ledger changed")
	}
}
