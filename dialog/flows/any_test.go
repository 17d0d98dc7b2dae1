package flows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// sessionMost is how many bytes a conversation keeps between two turns at most, whatever is said in it.
const sessionMost = 4096

// punchWords punch in every state; 戻り asks where nothing is open.
var punchWords = []string{"出勤", "退勤", "休憩", "外出", "再入", "in", "OUT", "退勤しました！", "シュッキン", "直行", ":taikin:"}

// sayings are what else people say: commands, sentences, answers, courtesies, nonsense.
var sayings = []string{"戻り", "取消", "今日", "今月", "昨日", "訂正", "申請一覧", "承認待ち", "ヘルプ", "やめる", "言語", "English", "日本語", "お知らせ停止",
	"アンケート", "メッセージ", "メッセージ送信", "連携解除", "昨日の退勤を18時半に", "昨日は9時から18時まで", "6時に退勤", "退勤を忘れました", "18:30", "1", "2",
	"承認 1001", "差戻 1001 理由を書いてください", "却下 1002", "取り下げ 1001", "出し直し 1001", "昨日は有給でした", "明日休みます", "今から帰ります", "遅れます",
	"ありがとう", "はい", "いいえ", "なぜ残業1:30？", "誰がいる？", "電車遅延", "退勤 49:00", "2/30 出勤", "482913", "{}", "\x00", "😀",
	strings.Repeat("長い話", 400), "change yesterday's out to 18:30", "paid leave tomorrow", "out 👋", "[qt]出勤[/qt]", "今日は 出勤 しません"}

// TestAnyConversation lets people say, press, post and take back anything on any channel: nothing panics, a punch word is
// never lost and never counted twice, no punch is written without its receipt being told, and what is kept of the talk
// stays small and readable.
func TestAnyConversation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := newStage(t, "umi")
		s.leaves([]string{"有給", "代休"})
		for range rapid.IntRange(1, 9).Draw(rt, "turns") {
			s.now = s.now.Add(time.Duration(rapid.IntRange(0, 300).Draw(rt, "minutes")) * time.Minute)
			name := rapid.SampledFrom([]string{"田中", "佐藤", "Emma"}).Draw(rt, "who")
			s.place = place{door: rapid.SampledFrom([]domain.Door{domain.LINE, domain.Chatwork, domain.Slack}).Draw(rt, "door"),
				room: rapid.IntRange(0, 3).Draw(rt, "room") == 0, mention: rapid.Bool().Draw(rt, "mention")}
			s.anyTurn(rt, name)
		}
	})
}

// anyTurn plays one turn and looks at what came of it.
func (s *stage) anyTurn(rt *rapid.T, name string) {
	turn, word := s.anything(rt, name)
	k := s.talk(name)
	if s.now.Sub(k.kept) >= dialog.Lifetime {
		k.session = nil
	}
	before := len(s.punches())
	next, result, err := s.flows.Turn(context.Background(), k.session, turn)
	if err != nil {
		rt.Fatalf("%+v: %v", turn.Activity, err)
	}
	if len(next) > sessionMost || len(next) > 0 && !json.Valid(next) {
		rt.Fatalf("%d bytes are kept: %s", len(next), next)
	}
	k.session, k.kept = next, s.now
	said := dialog.PlainText(result.Replies)
	if said == "" && result.Ignored == "" {
		rt.Fatalf("%+v: silence without a reason", turn.Activity)
	}
	all := s.punches()
	fresh := all[before:]
	for _, p := range fresh {
		if p.Source == s.place.door && !strings.Contains(said, p.Receipt) {
			rt.Fatalf("%+v recorded %+v and says %q", turn.Activity, p, said)
		}
	}
	told := slices.ContainsFunc(all, func(p worktime.Punch) bool { return strings.Contains(said, p.Receipt) })
	if word && turn.Person.Employee != "" && (len(fresh) > 1 || !told) { // said twice in a minute it is one punch, with one receipt
		rt.Fatalf("the punch word %q recorded %d times, and says %q", turn.Activity.Text, len(fresh), said)
	}
	for _, r := range result.Replies {
		for _, c := range slices.Concat(r.Choices, choicesOf(r.Cards)) {
			k.buttons = append(k.buttons, c)
			if slices.Contains(punchWords, c.Typed) && c.Action.Name != "punch" {
				rt.Fatalf("%q is offered as an answer", c.Typed)
			}
		}
	}
}

func choicesOf(cards []dialog.Card) (out []dialog.Choice) {
	for _, c := range cards {
		out = append(out, c.Choices...)
	}
	return out
}

// anything is something a person may do; word tells that it is a punch word.
func (s *stage) anything(rt *rapid.T, name string) (_ dialog.Turn, word bool) {
	k := s.talk(name)
	turn := s.turn(name, "x")
	a := &turn.Activity
	switch what := rapid.IntRange(0, 9).Draw(rt, "what"); {
	case what < 3:
		a.Text, word = rapid.SampledFrom(punchWords).Draw(rt, "word"), true
	case what < 6:
		a.Text = rapid.SampledFrom(sayings).Draw(rt, "saying")
	case what < 8 && len(k.buttons) > 0:
		b := k.buttons[rapid.IntRange(0, len(k.buttons)-1).Draw(rt, "button")]
		a.Kind, a.Text, a.Action = dialog.Pressed, "", dialog.ParseAction(b.Action.String())
		a.Value = rapid.SampledFrom([]string{"", "2026-11-19T18:30", "2026-11-19", "25:99"}).Draw(rt, "value")
	case what == 8:
		a.Kind, a.Text = dialog.Reacted, rapid.SampledFrom([]string{"taikin", "shukkin", "eyes"}).Draw(rt, "emoji")
		word = a.Text != "eyes"
	default:
		a.Kind = rapid.SampledFrom([]dialog.Kind{dialog.Edited, dialog.Withdrawn, dialog.Joined, dialog.Opened, dialog.Left}).Draw(rt, "kind")
		a.Message = fmt.Sprintf("m%d", s.events-1)
	}
	return turn, word
}
