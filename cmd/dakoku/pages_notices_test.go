package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/fixtures"
)

// noticesOf is the demo company and its twin with a clock that stands still.
func noticesOf(t *testing.T) *pagesOf {
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	return newPages(t, "sqlite", string(demo), twin(t))
}

// sends has somebody send a message, and everybody has it.
func (p *pagesOf) sends(company, login string, m notice.Message) notice.Message {
	p.t.Helper()
	actor, _ := p.someone(company, login)
	if m.Audience.Empty() {
		m.Audience.Mine = true
	}
	m, _, err := p.app.notices.Submit(p.t.Context(), actor, m, false)
	if err != nil {
		p.t.Fatal(err)
	}
	p.proceeds(m)
	return m
}

// proceeds does what a message waits for.
func (p *pagesOf) proceeds(m notice.Message) {
	p.t.Helper()
	if _, err := p.app.notices.Proceed(p.t.Context(), m.Tenant, m.ID); err != nil {
		p.t.Fatal(err)
	}
}

// asks is a survey that ends in a day.
func (p *pagesOf) asks(title string, change func(*notice.Survey)) notice.Message {
	s := &notice.Survey{Options: []string{"参加", "不参加", "未定"}, Comment: true, Deadline: p.now.Add(24 * time.Hour)}
	if change != nil {
		change(s)
	}
	return notice.Message{Title: title, Body: "会場は駅前です。\nhttps://example.com/map を見てください。", Survey: s}
}

// TestNoticePages says who may open what, what it says and what it must not.
func TestNoticePages(t *testing.T) {
	p := noticesOf(t)
	p.sends("umi", "sato", p.asks("忘年会", nil))                                                  // 1
	p.sends("umi", "watanabe", notice.Message{Title: "工場の点検"})                                  // 2
	p.sends("umi", "suzuki", notice.Message{Title: "全社", Audience: notice.Audience{All: true}}) // 3
	for i := range 4 {
		p.sends("yama", "suzuki", notice.Message{Title: fmt.Sprint("山の", i+1), Audience: notice.Audience{All: true}})
	}
	for _, c := range []struct {
		who, path string
		status    int
		says      []string
	}{
		{"tanaka", "/portal/messages", 200, []string{"メッセージ(未読 2件)", "忘年会", "全社", "… 未回答", "佐藤 花子", "-工場", "-山の", "-下書き"}},
		{"tanaka", "/portal/messages?q=忘年", 200, []string{"忘年会", "-全社"}},
		{"tanaka", "/portal/messages?kind=survey", 200, []string{"忘年会", "-全社"}},
		{"tanaka", "/portal/messages?q=山", 200, []string{"見つかりませんでした", "-山の"}},
		{"tanaka", "/portal/surveys", 200, []string{"回答できるアンケート 1件", "忘年会"}},
		{"yoshida", "/portal/surveys", 200, []string{"回答できるアンケートはありません", "-忘年会"}},
		{"tanaka", "/portal/messages/1", 200, []string{"会場は駅前です", "https://example.com/map を見て", "締切 11/21(土) 9:01", "参加", "回答する"}},
		{"tanaka", "/portal/messages", 200, []string{"未読 1件"}},
		{"yoshida", "/portal/messages/1", 404, []string{"-忘年会"}},
		{"tanaka", "/portal/messages/2", 404, []string{"-工場"}},
		{"tanaka", "/portal/messages/4", 404, []string{"-山の"}},
		{"tanaka", "/portal/messages/x", 404, nil},
		{"tanaka", "/messages", 403, nil},
		{"tanaka", "/messages/1", 403, []string{"-忘年会"}},
		{"sato", "/messages", 200, []string{"忘年会", "● 回答受付中", "0 / 5名が回答", "-工場", "-全社", "-山の"}},
		{"sato", "/messages?q=ない", 200, []string{"見つかりませんでした"}},
		{"sato", "/messages?state=cancelled", 200, []string{"見つかりませんでした", "-忘年会"}},
		{"watanabe", "/messages", 200, []string{"工場の点検", "-忘年会"}},
		{"nakamura", "/messages", 200, []string{"忘年会", "工場の点検", "全社", "-山の"}},
		{"sato", "/messages/1", 200, []string{"忘年会", "宛先: 担当の全員", "回答率 0%", "チャット未連携 1", "小林 美咲", "-双子"}},
		{"watanabe", "/messages/1", 403, []string{"-忘年会", "-田中"}},
		{"nakamura", "/messages/1", 200, []string{"忘年会"}},
		{"suzuki", "/messages/4", 404, []string{"-山の"}},
		{"sato", "/messages/1/people", 200, []string{"田中 太郎", "… 順番待ち", "! チャット未連携", "11/20(金) 9:01", "-吉田"}},
		{"sato", "/messages/1/people?q=ヤマダ&show=unopened", 200, []string{"山田 一樹", "-田中"}},
		{"sato", "/messages/1/people?q=ｙａｍａ&show=opened", 200, []string{"見つかりませんでした"}},
		{"sato", "/messages/1/people?show=nowhere", 200, []string{"小林 美咲", "-田中"}},
		{"watanabe", "/messages/1/people", 403, []string{"-田中"}},
		{"watanabe", "/messages/1/answers.csv", 403, []string{"-田中"}},
		{"sato", "/messages/1/remind", 200, []string{"まだ答えていない人", "田中 太郎", "Slackで 3名", "Chatworkで 1名", "5名に催促する"}},
		{"watanabe", "/messages/1/remind", 403, []string{"-田中"}},
		{"sato", "/messages/2/remind", 403, nil},
		{"nakamura", "/messages/2/remind", 303, nil},
		{"sato", "/messages/99", 404, nil},
		{"sato", "/messages/drafts", 200, []string{"下書きはありません"}},
		{"sato", "/messages/lists", 200, []string{"宛先リストはありません"}},
		{"sato", "/messages/new", 200, []string{"担当の全員", "営業部", "東日本営業課", "-製造部", "-横浜工場"}},
		{"suzuki", "/messages/new", 200, []string{"全員", "製造部", "横浜工場"}},
		{"watanabe", "/messages/1/events", 403, nil},
	} {
		t.Run(c.who+" "+c.path, func(t *testing.T) { p.as(c.who).get(c.path).wants(t, c.status, c.says...) })
	}
	if page := p.as("suzuki").get("/messages/new"); !strings.Contains(page.body, `accept=".pdf,.png,`) {
		t.Error("the browser is not told which files may be chosen")
	}
	_, twinTanaka := p.someone("yama", "tanaka")
	unread, err := p.app.store.Messages().Unread(t.Context(), twinTanaka.Tenant, twinTanaka.ID)
	if err != nil || unread != 4 {
		t.Errorf("the other company's has %d unread, %v", unread, err)
	}
}

var hiddenRevision = regexp.MustCompile(`name="revision" value="(\d+)"`)

// revision is that of what the page shows.
func (a answer) revision() string {
	if m := hiddenRevision.FindStringSubmatch(a.body); m != nil {
		return m[1]
	}
	return ""
}

// sends is where the page that shows a draft sends it.
func (a answer) sends() string {
	return regexp.MustCompile(`/messages/draft/[0-9a-f-]+/send`).FindString(a.body)
}

// written is a form of a message, as somebody filled it in.
func written(more ...string) url.Values {
	form := url.Values{"revision": {"0"}, "title": {"忘年会"}, "body": {"駅前です"}, "whole": {"mine"}, "options": {"参加\n不参加"}, "deadline": {"2026-12-01T18:00"},
		"later": {""}, "verb": {"look"}}
	for i := 0; i+1 < len(more); i += 2 {
		form[more[i]] = strings.Split(more[i+1], "|")
	}
	return form
}

// TestNoticeWritten keeps what was typed whatever is wrong with it, shows what it would be, and sends it once.
func TestNoticeWritten(t *testing.T) {
	p := noticesOf(t)
	b := p.as("sato")
	_, yoshida := p.someone("umi", "yoshida")
	for name, c := range map[string]struct {
		form url.Values
		says []string
	}{
		"no title":      {written("title", ""), []string{"タイトルを、100文字まで", "駅前です"}},
		"nobody":        {written("whole", "some"), []string{"宛先を選んでください"}},
		"unknown":       {written("whole", "some", "people", "1001\n誰か"), []string{"見つからないか、ひとりに決まりません: 「誰か」", "1001"}},
		"not one":       {written("whole", "some", "people", "さ"), []string{"「さ」"}},
		"not his":       {written("whole", "some", "people", "吉田 恵"), []string{"「吉田 恵」"}},
		"not his place": {written("whole", "some", "departments", string(yoshida.Department)), []string{"あなたが送れる人ではありません"}},
		"all of them":   {written("whole", "all"), []string{"あなたが送れる人ではありません"}},
		"one answer":    {written("options", "参加"), []string{"答えは2〜10個"}},
		"twice":         {written("options", "参加\n参加"), []string{"同じ答え"}},
		"no deadline":   {written("deadline", ""), []string{"締切を、送る日時よりあと"}},
		"no time":       {written("deadline", "あした"), []string{"2026-12-01T18:00 のように", "駅前です"}},
		"past":          {written("deadline", "2026-11-01T18:00"), []string{"締切を、送る日時よりあと"}},
		"few":           {written("anonymous", "on", "whole", "some", "people", "1001"), []string{"5名以上"}},
		"when":          {written("later", "1", "at", ""), []string{"のように"}},
		"no name":       {written("verb", "template", "template", ""), []string{"名前を、100文字まで"}},
		"no list":       {written("verb", "list", "list", ""), []string{"名前を100文字まで"}},
	} {
		t.Run(name, func(t *testing.T) { b.follow(b.send("POST", "/messages/new", c.form)).wants(t, 422, c.says...) })
	}

	seen := b.follow(b.send("POST", "/messages/new", written("lack", "chat", "whole", "", "options", "")))
	seen.wants(t, 200, "送る前の確認", "チャットに連携していない人", "宛先 1名", "小林 美咲", "1名に送る")
	seen = b.follow(b.send("POST", "/messages/new", written("whole", "some", "people", "1001 田中\nやまだ かずき、小林美咲", "comment", "on")))
	seen.wants(t, 200, "宛先: 田中 太郎・山田 一樹・小林 美咲", "Slackで 2名", "連携していない", "参加", "締切 12/1(火) 18:00", "3名に送る")
	send := seen.sends()
	edit := strings.TrimSuffix(send, "/send")
	again := b.get(edit)
	again.wants(t, 200, "1001 田中 太郎", "1003 小林 美咲")
	for who, status := range map[string]int{"watanabe": 404, "nakamura": 404, "tanaka": 403} {
		other := p.as(who)
		other.get(edit).wants(t, status, "-駅前")
		other.get(edit+"/check").wants(t, status, "-駅前")
		other.send("POST", edit, written("title", "書きかえ")).wants(t, map[int]int{404: 303, 403: 403}[status])
		other.send("POST", edit+"/drop", url.Values{"revision": {again.revision()}}).wants(t, map[int]int{404: 303, 403: 403}[status])
		other.send("POST", edit+"/copy", nil).wants(t, status)
		other.send("POST", send, url.Values{"revision": {again.revision()}}).wants(t, map[int]int{404: 303, 403: 403}[status])
	}
	changed := b.follow(b.send("POST", edit, written("revision", again.revision(), "title", "新年会", "whole", "some", "people", "1001\n1002\n1003")))
	changed.wants(t, 200, "新年会")
	b.send("POST", edit, written("revision", again.revision(), "title", "古い画面")).wants(t, 409, "別の画面でこの下書きが変わりました", "-見つかりません")
	b.follow(b.send("POST", send, url.Values{"revision": {again.revision()}})).wants(t, 200, "別の画面で", "新年会") // another version than he saw
	sent := b.follow(b.send("POST", send, url.Values{"revision": {changed.revision()}}))
	sent.wants(t, 200, "✓ 3名への送信を始めました", "新年会", "◐ 送信中")
	b.follow(b.send("POST", send, url.Values{"revision": {changed.revision()}})).wants(t, 200, "この下書きはもうありません")
	list, total, err := p.app.store.Messages().Sent(t.Context(), p.tenant("umi").ID, notice.Sought{Size: 9})
	if err != nil || total != 1 || list[0].Title != "新年会" || list[0].Survey == nil || len(list[0].Audience.Employees) != 3 {
		t.Errorf("%d %+v %v", total, list, err)
	}
}

// TestNoticeStopped cancels before anybody has it and recalls after.
func TestNoticeStopped(t *testing.T) {
	p := noticesOf(t)
	b := p.as("sato")
	seen := b.follow(b.send("POST", "/messages/new", written("later", "1", "at", "2026-11-25T09:00")))
	seen.wants(t, 200, "送信: 11/25(水) 9:00", "11/25(水) 9:00 に送る")
	b.follow(b.send("POST", seen.sends(), url.Values{"revision": {seen.revision()}})).wants(t, 200, "… 送信待ち", "送信を取りやめる")
	p.as("tanaka").get("/portal/messages/1").wants(t, 404)
	p.as("watanabe").send("POST", "/messages/1/stop", nil).wants(t, 403)
	b.follow(b.send("POST", "/messages/1/stop", nil)).wants(t, 200, "送信を取りやめました", "○ 取りやめ")
	b.follow(b.send("POST", "/messages/1/stop", nil)).wants(t, 200, "すでに止めてあります")
	p.sends("umi", "sato", p.asks("忘年会", nil))
	tanaka := p.as("tanaka")
	tanaka.get("/portal/messages/2").wants(t, 200, "忘年会")
	b.follow(b.send("POST", "/messages/2/stop", nil)).wants(t, 200, "取り消しました", "! 取り消し", "送る前に取り消し")
	tanaka.get("/portal/messages/2").wants(t, 404)
	tanaka.follow(tanaka.send("POST", "/portal/messages/2", url.Values{"choice": {"0"}})).wants(t, 200, "このアンケートは取り消されました")
	if r, err := p.app.notices.Results(t.Context(), domain.Actor{Tenant: p.tenant("umi").ID, Employee: func() domain.ID { _, e := p.someone("umi", "suzuki"); return e.ID }()}, 2); err != nil || r.Answered != 0 {
		t.Errorf("%d answered, %v", r.Answered, err)
	}
}
