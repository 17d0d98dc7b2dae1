package main

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// TestRecordsPages says what an administrator finds, and that the twin's people, files, touches and receipts are not his.
func TestRecordsPages(t *testing.T) {
	p, _ := teamOf(t)
	_, tanaka := p.someone("umi", "tanaka")
	_, other := p.someone("yama", "tanaka")
	own := p.records("umi", "yamada", worktime.In, "2026-11-18", "8:51")
	foreign := p.records("yama", "tanaka", worktime.In, "2026-11-18", "8:30")
	made := export.Made{ID: "made-of-yama", Tenant: p.tenant("yama").ID, At: p.now, By: other.ID, Layout: "aggregates", Month: "2026-11", Name: "of-yama.csv", SHA256: "yamasum"}
	if err := p.app.store.Exports().Save(t.Context(), made, audit.Row{Tenant: made.Tenant, At: p.now, Act: audit.Exported, Why: "yama-export"}); err != nil {
		t.Fatal(err)
	}
	records := "/admin/records"
	for _, c := range []struct {
		path   string
		status int
		says   []string
	}{
		{"", 200, []string{"打刻漏れ", "… 5件", "-双子"}},
		{"/missing?month=2026-11", 200, []string{"田中 太郎", "11/19(木)", "! 退勤がない", "… 申請中", "-双子"}},
		{"/missing?month=2026-11&what=in", 200, []string{"打刻漏れはありません"}},
		{"/missing?month=2026-11&q=やまだ", 200, []string{"山田 一樹", "-田中 太郎", "催促する"}},
		{"/missing?month=2026-11&what=absent", 200, []string{"○ 打刻のない日", "1 / "}},
		{"/missing?what=x", 404, nil},
		{"/missing?month=x", 404, nil},
		{"/remind/" + string(other.ID) + "?month=2026-11", 404, []string{"-双子"}},
		{"/remind/" + string(tanaka.ID) + "?month=2026-11", 200, []string{"催促することはありません", "-いま催促する"}}, // he has asked already
		{"/day?date=2026-11-19", 200, []string{"田中 太郎", "8:58", "! 退勤なし", "-双子"}},
		{"/day?date=2026-11-19&state=came&sort=worked", 200, []string{"田中 太郎", "-小林 美咲"}},
		{"/day?date=2026-11-19&department=" + string(other.Department), 200, []string{"見つかりませんでした"}},
		{"/day?date=x", 404, nil},
		{"/day?state=x", 404, nil},
		{"/exports", 200, []string{"弥生給与", "要照合", "まだ出力していません", "-yamasum"}},
		{"/export?layout=nothing", 404, nil},
		{"/export?layout=yayoi-60&look=1&month=2026-11", 200, []string{"11行", "! 未確定 11人", "yayoi-60-2026-11.csv", "1001"}},
		{"/export?layout=yayoi-60&look=1&month=2026-11&unit=decimal", 200, []string{"yayoi-60-2026-11-10.csv"}},
		{"/export?layout=yayoi-60&look=1&month=2026-11&mode=last", 422, []string{"くらべる出力がまだありません"}},
		{"/export?layout=aggregates&look=1&month=2026-11&mode=chosen&base=made-of-yama", 422, []string{"くらべる出力がまだありません"}},
		{"/export?layout=yayoi-60&look=1&encoding=ebcdic", 404, nil},
		{"/lint", 200, []string{"法令チェック", "-✓ なし"}},
		{"/lint?month=2026-11", 200, []string{"打刻の丸めで減った時間", "労働基準法24条・37条"}},
		{"/audit", 200, []string{"申請", "田中 太郎", "-双子", "-yama-export"}},
		{"/audit?about=files", 200, []string{"あてはまる記録はありません", "-yama-export"}},
		{"/audit?person=1001", 200, []string{"田中 太郎", "-山田 一樹"}},
		{"/audit?person=双子太郎", 200, []string{"1人に決まりません"}},
		{"/audit?from=yesterday", 200, []string{"日付は 2026-11-20 のように"}},
		{"/audit?from=2030-01-01", 200, []string{"あてはまる記録はありません"}},
		{"/audit?before=nonsense", 200, []string{"田中 太郎"}},
		{"/held", 200, []string{"保留はありません"}},
		{"/held?of=punches", 200, []string{"保留はありません"}},
		{"/receipts?receipt=" + own.Receipt, 200, []string{"出勤 8:51", "山田 一樹", "✓ 書きかえられていません"}},
		{"/receipts?receipt=" + strings.ToLower(own.Receipt) + "&date=2026-11-17", 200, []string{"ありません"}},
		{"/receipts?receipt=" + foreign.Receipt + "&date=2026-11-18", 200, []string{"-双子", "-8:30"}},
		{"/receipts?date=x", 404, nil},
	} {
		t.Run(c.path, func(t *testing.T) { p.as("nakamura").get(records+c.path).wants(t, c.status, c.says...) })
	}
	for path, says := range map[string]string{"/missing/file?month=2026-11": "田中 太郎", "/day/file?date=2026-11-19": "8:58", "/lint/file?month=2026-11": "社員コード",
		"/audit/file?format=csv": "田中 太郎", "/audit/file?format=json": `"act":"request"`} {
		a := p.as("suzuki").get(records + path)
		if a.StatusCode != 200 || !strings.Contains(a.body, says) || strings.Contains(a.body, "双子") || !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %.300s", path, a.StatusCode, a.body)
		}
	}
	p.as("suzuki").get(records+"/audit/file?format=exe").wants(t, 404)
}

// TestExportsFollowEachOther hands out a file, then what has changed since, and keeps who had what.
func TestExportsFollowEachOther(t *testing.T) {
	p, _ := teamOf(t)
	b := p.as("nakamura")
	ask := func(pairs ...string) url.Values {
		f := url.Values{"layout": {"punches-sjis"}, "month": {"2026-11"}, "mode": {"full"}}
		for i := 0; i+1 < len(pairs); i += 2 {
			f.Set(pairs[i], pairs[i+1])
		}
		return f
	}
	first := b.send("POST", "/admin/records/export", ask())
	if said, _ := japanese.ShiftJIS.NewDecoder().String(first.body); first.StatusCode != 200 || !strings.Contains(said, "田中 太郎") || strings.Contains(said, "双子") {
		t.Fatalf("%d %.200q", first.StatusCode, said)
	}
	if want := `attachment; filename=punches-sjis-2026-11-hmm.csv`; first.Header.Get("Content-Disposition") != want {
		t.Error(first.Header.Get("Content-Disposition"))
	}
	full := strings.Count(first.body, "\r\n")
	b.get("/admin/records/exports").wants(t, 200, "中村 由美", fmt.Sprint(full-1, "行"), "全件", "punches-sjis-2026-11-hmm.csv")
	b.get("/admin/records/audit?about=files").wants(t, 200, "ファイルの出力", "punches-sjis-2026-11-hmm.csv")

	none := b.send("POST", "/admin/records/export", ask("mode", "last"))
	if n := strings.Count(none.body, "\r\n"); none.StatusCode != 200 || n != 1 {
		t.Errorf("nothing happened, and %d lines are new", n-1)
	}
	p.records("umi", "yamada", worktime.In, "2026-11-20", "9:00")
	b.get("/admin/records/export?look=1&"+ask("mode", "last").Encode()).wants(t, 200, "1行", fmt.Sprintf("差分(同じ %d行・なくなった 0行)", full-1), "hmm-diff.csv", "2026-11-20", "-2026-11-19")
	since := b.send("POST", "/admin/records/export", ask("mode", "last"))
	if n := strings.Count(since.body, "\r\n"); n != 2 || !strings.Contains(since.body, "1002") {
		t.Errorf("%d lines: %q", n, since.body)
	}
	// An empty difference between them is no loss: the next one is told from everything there was, not from what was written.
	again := b.send("POST", "/admin/records/export", ask("mode", "last"))
	if n := strings.Count(again.body, "\r\n"); n != 1 {
		t.Errorf("what was handed out comes again: %q", again.body)
	}
	made, total, err := p.app.store.Exports().List(t.Context(), p.tenant("umi").ID, 1, 10)
	if err != nil || total != 4 {
		t.Fatalf("%d files %v", total, err)
	}
	chosen := b.send("POST", "/admin/records/export", ask("mode", "chosen", "base", string(made[3].ID)))
	if n := strings.Count(chosen.body, "\r\n"); n != 2 {
		t.Errorf("since the first: %q", chosen.body)
	}
	b.send("POST", "/admin/records/export", ask("mode", "last", "unit", "minutes")).wants(t, 404) // another form was never handed out
	if a := b.send("POST", "/admin/records/export", ask("group", "nobody")); a.StatusCode != 200 || strings.Count(a.body, "\r\n") != 1 {
		t.Errorf("a group nobody is in: %d %q", a.StatusCode, a.body)
	}
}

// hostile is a company whose names are what somebody types who wants a page or a spreadsheet to run them.
const hostile = `company: {code: umi, name: 海}
closing_groups: [{code: end, name: "<script>alert(1)</script>", day: 31}, {code: mid, name: "<script>alert(0)</script>", day: 15}]
departments: [{code: d1, name: "=1+1"}]
employees:
  - {code: "1", name: 鈴木, login: suzuki, password: suzuki-demo, role: owner, department: d1}
  - {code: "2", name: "=HYPERLINK(\"http://x\",\"𠮷\")", kana: "<script>alert(2)</script>", login: "x", password: x-demo-demo, department: d1}
  - {code: "3", name: "<script>alert(3)</script>", login: "y", password: y-demo-demo, department: d1}
`

// TestRecordsAreInert keeps what people wrote from running in a page or a spreadsheet, and reports letters before they are lost.
func TestRecordsAreInert(t *testing.T) {
	p := newPages(t, "sqlite", hostile)
	for _, login := range []string{"x", "y"} {
		p.records("umi", login, worktime.In, "2026-11-19", "9:00")
		p.records("umi", login, worktime.In, "2026-11-19", "9:30") // held
	}
	note := "<script>alert(4)</script>"
	if err := p.app.store.Exports().Save(t.Context(), export.Made{ID: "m", Tenant: p.tenant("umi").ID, At: p.now, Layout: "<script>alert(5)</script>", Month: "2026-11", Whose: "q=<script>", Name: "<script>"},
		audit.Row{Tenant: p.tenant("umi").ID, At: p.now, Act: "<script>", Why: "=cmd|calc", After: audit.State{Note: note}}); err != nil {
		t.Fatal(err)
	}
	b := p.as("suzuki")
	script := regexp.MustCompile(`<script>|<script (?:[^s]|s[^r])`)
	for _, path := range []string{"", "/missing?month=2026-11", "/day?date=2026-11-19", "/exports", "/export?layout=aggregates-sjis&look=1&month=2026-11", "/lint?month=2026-11", "/audit",
		"/audit?person=%3Cscript%3Ealert(6)%3C/script%3E", "/held", "/held?of=punches", "/receipts?receipt=%3Cscript%3E"} {
		if a := b.get("/admin/records" + path); a.StatusCode != 200 || script.MatchString(a.body) {
			t.Errorf("%s: %d %s", path, a.StatusCode, between(a.body, "<script", "</script>"))
		}
	}
	for _, path := range []string{"/missing/file?month=2026-11", "/day/file?date=2026-11-19", "/audit/file?format=csv", "/lint/file?month=2026-11"} {
		body := strings.TrimPrefix(b.get("/admin/records"+path).body, "\ufeff")
		for _, cell := range regexp.MustCompile(`[\n,]"?[=+@-]`).FindAllString(body, -1) {
			t.Errorf("%s has a cell that begins with %q: %s", path, cell, body)
		}
		if path != "/lint/file?month=2026-11" && !strings.Contains(body, "'=") {
			t.Errorf("%s: %s", path, body)
		}
	}
	b.get("/admin/records/export?layout=aggregates-sjis&look=1&month=2026-11").wants(t, 200, "書けない文字", "𠮷", "数式に見える文字を無害にしました")
	b.get("/admin/records/held?of=punches").wants(t, 200, "くり返し")
}

// touch is a touch that a recorder told of and that is held; it returns where it is decided about.
func (p *pagesOf) touch(company, id string, e domain.ID, why terminal.Why) string {
	p.t.Helper()
	tenant, door := p.tenant(company), domain.ID("door of "+company)
	if all, err := p.app.store.Recorders().Recorders(p.t.Context(), tenant.ID); err == nil && len(all) > 0 {
		door = all[0].ID
	}
	at := calendar.Date("2026-11-17").At(9*60+2, tenant.Zone())
	_, err := p.app.store.Recorders().SaveEvent(p.t.Context(), terminal.DeviceEvent{ID: domain.ID(id), Tenant: tenant.ID, Recorder: door, Ref: id, Employee: e,
		Kind: worktime.In, At: at, DeviceAt: &at, ReceivedAt: p.now, Offline: true, State: terminal.Held, Why: why})
	if err != nil {
		p.t.Fatal(err)
	}
	return "/admin/records/held/" + id
}

// TestHeldTouches decides about touches a recorder told of that did not become punches.
func TestHeldTouches(t *testing.T) {
	p, _ := teamOf(t)
	_, yamada := p.someone("umi", "yamada")
	mine, other, thrown, nobody := p.touch("umi", "e-mine", yamada.ID, terminal.Unproven), p.touch("yama", "e-other", yamada.ID, terminal.Unproven), p.touch("umi", "e-thrown", yamada.ID, terminal.ClockMoved), p.touch("umi", "e-nobody", "", terminal.Unreadable)
	b := p.as("nakamura")
	b.get("/admin/records").wants(t, 200, "! 3件")
	b.get("/admin/records/held").wants(t, 200, "山田 一樹", "暗証番号・パスワードがちがう", "端末の時計が変えられた", "だれか分かりません", "! 未処理")
	b.get(other).wants(t, 404)
	b.send("POST", other, url.Values{"reason": {"x"}, "do": {"dismiss"}}).wants(t, 404)
	b.get(mine).wants(t, 200, "出勤", "訂正にすると: 11/17(火) 出勤 なし → 9:02")
	b.get(nobody).wants(t, 200, "だれの何の打刻か分からない", "-訂正にする ")
	b.send("POST", nobody, url.Values{"reason": {"x"}, "do": {"accept"}}).wants(t, 422)
	b.send("POST", mine, url.Values{"do": {"accept"}}).wants(t, 422, "理由を書いてください")

	accept := url.Values{"reason": {"本人に確かめた"}, "do": {"accept"}}
	b.follow(b.send("POST", mine, accept)).wants(t, 200, "✓ 訂正にしました")
	b.send("POST", mine, accept).wants(t, 409, "その間に、ほかの人が決めました")
	b.send("POST", mine, url.Values{"reason": {"x"}, "do": {"dismiss"}}).wants(t, 409)
	b.get(mine).wants(t, 200, "訂正を見る", "「本人に確かめた」", "-訂正にする ")
	asked, err := p.app.store.Workflow().Of(t.Context(), yamada.Tenant, yamada.ID, 9)
	if err != nil || slices.IndexFunc(asked, func(r workflow.Request) bool {
		return r.Date == "2026-11-17" && r.Note != nil && *r.Note == "本人に確かめた"
	}) < 0 {
		t.Errorf("%+v %v", asked, err)
	}
	b.follow(b.send("POST", thrown, url.Values{"reason": {"時計の試験"}, "do": {"dismiss"}})).wants(t, 200, "✓ 数えないことにしました")
	b.get("/admin/records/held").wants(t, 200, "だれか分かりません", "-山田 一樹")
	b.get("/admin/records/held?show=all").wants(t, 200, "山田 一樹", "○ 数えない", "✓ 訂正にした(")
	b.get("/admin/records/audit?about=records").wants(t, 200, "保留の打刻を訂正にした", "保留の打刻を数えないことにした", "時計の試験")
}

// TestRemindsByHand reminds somebody once a day, tells what it costs, and puts it off in quiet hours.
func TestRemindsByHand(t *testing.T) {
	p, _ := teamOf(t)
	_, ito := p.someone("umi", "ito")
	p.records("umi", "ito", worktime.In, "2026-11-18", "9:00")
	b, path := p.as("nakamura"), "/admin/records/remind/"+string(ito.ID)
	b.get("/admin/records/missing?month=2026-11&q=1004").wants(t, 200, "伊藤 さくら", "催促する")
	page := b.get(path + "?month=2026-11")
	if strings.Contains(page.body, "チャットがつながっていない") {
		page.wants(t, 200, "-いま催促する")
		b.send("POST", path, url.Values{"month": {"2026-11"}}).wants(t, 422)
		t.Fatal("this test needs somebody who is linked: choose another")
	}
	page.wants(t, 200, "11/18(水) 退勤がない", "で1通送ります", "いま催促する")
	b.follow(b.send("POST", path, url.Values{"month": {"2026-11"}})).wants(t, 200, "催促を受け付けました")
	b.send("POST", path, url.Values{"month": {"2026-11"}}).wants(t, 409, "今日は 11/20(金) 9:01 に催促しました")
	waits, err := p.app.store.Backlog(t.Context())
	if err != nil || waits["outbox"] == 0 {
		t.Errorf("%v %v", waits, err)
	}
	b.get("/admin/records/missing?month=2026-11&q=1004").wants(t, 200, "11/20(金) 9:01")
	b.get("/admin/records/audit?about=records&person=1004").wants(t, 200, "打刻漏れの催促")
	_, other := p.someone("yama", "ito")
	b.send("POST", "/admin/records/remind/"+string(other.ID), url.Values{"month": {"2026-11"}}).wants(t, 404)
}

// TestRemindsByHandInTheMorning puts a reminder off that somebody asks for at night, and says it once.
func TestRemindsByHandInTheMorning(t *testing.T) {
	p, _ := teamOf(t)
	_, ito := p.someone("umi", "ito")
	p.records("umi", "ito", worktime.In, "2026-11-18", "9:00")
	if err := p.app.reminders.Tick(t.Context()); err != nil { // from here on it looks
		t.Fatal(err)
	}
	p.now = p.now.Add(13 * time.Hour) // 22:01
	b, path := p.as("nakamura"), "/admin/records/remind/"+string(ito.ID)
	b.get(path+"?month=2026-11").wants(t, 200, "いまは連絡しない時間帯です", "11/21(土) 7:00", "朝に催促する", "-いま催促する")
	b.follow(b.send("POST", path, url.Values{"month": {"2026-11"}})).wants(t, 200, "催促を受け付けました(11/21(土) 7:00)")
	b.get("/admin/records/missing?month=2026-11&q=1004").wants(t, 200, "-11/21", "-11/20") // nothing was said yet
	said := func() (times int) {
		made, err := p.app.store.Reminders().Made(t.Context(), ito.Tenant, ito.ID, "2026-11-01")
		for _, r := range made {
			if strings.HasPrefix(r.Step, "by_hand") {
				times += r.Times
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return times
	}
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{time.Hour, 0}, {9 * time.Hour, 1}, {time.Minute, 1}} {
		p.now = p.now.Add(c.after)
		if err := p.app.reminders.Tick(t.Context()); err != nil || said() != c.want {
			t.Errorf("at %s it was said %d times, want %d (%v)", p.now, said(), c.want, err)
		}
	}
}
