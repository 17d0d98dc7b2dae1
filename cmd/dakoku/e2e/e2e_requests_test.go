package e2e

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestE2ERequests asks for a correction on LINE, with its pickers, and decides it on Slack; every card, picker and button
// goes through the platforms' own rules.
func TestE2ERequests(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	ctx := t.Context()
	pressLine := func(user, label, value string) {
		t.Helper()
		d, err := p.LINE.Press(ctx, user, label, value)
		acked(t, d, err)
	}
	yesterday := time.Now().In(time.FixedZone("JST", 9*60*60)).Add(-5*time.Hour).AddDate(0, 0, -1)
	day := yesterday.Format("2006-01-02")

	p.lineSaid(tanakaLine, "昨日は9時から18時まで")
	p.lineHeard(tanakaLine, "出勤 なし → 9:00", "でよいですか？")
	pressLine(tanakaLine, "申請する", "")
	p.lineHeard(tanakaLine, "申請しました(1001)")

	p.lineSaid(satoLine, "承認待ち")
	p.lineHeard(satoLine, "承認待ち 1件")
	pressLine(satoLine, "差し戻し", "")
	p.lineHeard(satoLine, "差し戻す理由")
	p.lineSaid(satoLine, "やめる")
	p.lineHeard(satoLine, "やめました")

	p.slackSaid(satoSlack, "承認待ち")
	p.slackHeard(satoSlack, slackRoom, 0, "承認待ち 1件")
	d, err := p.Slack.Press(ctx, satoSlack, slackRoom, "承認", "")
	acked(t, d, err)
	p.slackHeard(satoSlack, slackRoom, 1, "承認しました: 1001")
	p.record("1001 in effective", "1001 out effective")
	p.lineHeard(tanakaLine, "打刻訂正 1001 が承認されました") // where he asked, although he is on the others too

	p.lineSaid(tanakaLine, "訂正")
	p.lineHeard(tanakaLine, "いつの打刻を直しますか？")
	pressLine(tanakaLine, "📅", day)
	p.lineHeard(tanakaLine, "どう直しますか？", "退勤 18:00")
	pressLine(tanakaLine, "退勤 18:00", "")
	p.lineHeard(tanakaLine, "いまは 18:00")
	pressLine(tanakaLine, "📅", day+"T18:30")
	p.lineHeard(tanakaLine, "退勤 18:00 → 18:30 でよいですか？")

	p.slackSaid(tanakaSlack, "訂正")
	p.slackHeard(tanakaSlack, slackRoom, 0, "いつの打刻を直しますか？")
	p.cwSaid(satoCW, cwRoom, "承認待ち")
	p.cwHeard(satoCW, "", "承認待ちの申請はありません")

	d, err = p.Slack.Command(ctx, tanakaSlack, slackRoom, "/dakoku", "訂正")
	acked(t, d, err)
	p.eventually("a form lies over the conversation", func() bool { return p.Slack.Modal(tanakaSlack) != nil })
	d, err = p.Slack.Submit(ctx, tanakaSlack, map[string]string{"day": day, "kind": "out", "time": "18:45"})
	acked(t, d, err)
	p.slackHeard(tanakaSlack, slackRoom, 0, "18:45 でよいですか？")
	if p.Slack.Modal(tanakaSlack) != nil {
		t.Error("the form is still there")
	}
}
