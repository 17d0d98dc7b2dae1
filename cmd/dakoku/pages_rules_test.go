package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// ruleKinds are the pages of the company's own rules: a mistake, and a change.
var ruleKinds = []struct {
	name    string
	mistake []string // pairs, then the sentence
	change  []string
	says    []string // of the change
}{
	{"company", []string{"timezone", "Mars/Olympus", "Asia/Tokyo のような名前"}, []string{"boundary", "4:00"}, []string{"1日の区切り", "5:00", "4:00", "11人のきまりが変わります"}},
	{"calendar", []string{"days", "2026-12-28 休み", "の形にしてください"}, []string{"days", "2026/12/28 所定休日 社休日"}, []string{"会社の休日・出勤日", "年末休業", "2026-12-28 所定休日 社休日"}},
	{"calendar", []string{"prescribed", "sunday", "法定休日と同じ日"}, []string{"statutory", "monday", "prescribed", "sunday"}, []string{"法定休日", "日曜", "月曜"}},
	{"breaks", []string{"auto_break", "8:00 60\r\n6:00 45", "短い順に"}, []string{"auto_break", "6:00 45\r\n８：００　６０分 拘束"}, []string{"自動で引く休憩", "8:00 60 拘束"}},
	{"rounding", []string{"in_to", "start", "in_minutes", "5", "分を空に"}, []string{"in_to", "later", "in_minutes", "15", "month_overtime_to", "statutory", "month_overtime_minutes", "30"}, []string{"出勤: 丸め方", "遅いほうへ", "月の合計: 残業: 丸め方"}},
	{"rounding", []string{"out_to", "earlier", "何分きざみにするか"}, []string{"out_to", "nearest", "out_minutes", "10", "out_threshold", "3", "out_base", "17:20"}, []string{"退勤: 丸め方", "近いほうへ", "17:20"}},
	{"approval", []string{"deputies", "0901 と 0001", "の形にしてください"}, []string{"workflow", "admins", "deputies", "0901 → 0001 2026-12-01〜2026-12-10", "auto_missing", "out", "auto_within", "10"}, []string{"打刻の訂正", "申請して承認を受ける", "管理者だけが訂正できる", "最近1か月の申請に当てはめると"}},
	{"approval", []string{"deputies", "9999 → 0001", "もうありません"}, []string{"escalate_hours", "24"}, []string{"次の人にも頼むまでの時間", "24"}},
	{"reminders", []string{"overtime", "45:00, 30:00", "小さい順に"}, []string{"missing_in", "なし", "closing", "5, 1", "quiet", "22:00〜6:00"}, []string{"出勤の打刻がない", "off", "5, 1", "22:00-6:00"}},
	{"access", []string{"networks", "office", "アドレスではありません"}, []string{"networks", "203.0.113.0/24", "min_password", "12", "second_factor", ""}, []string{"画面を開けるアドレス", "203.0.113.0/24", "12"}},
	{"access", []string{"networks", "198.51.100.0/24", "203.0.113.7 が入っていません"}, []string{"networks", ""}, []string{"203.0.113.0/24", "—"}},
}

// TestRules changes each page of the company's own rules, with a mistake on the way, and finds what was said in its history.
func TestRules(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	for _, r := range ruleKinds {
		t.Run(r.name+" "+r.change[0], func(t *testing.T) {
			path := "/admin/masters/" + r.name
			form := b.get(path)
			a := b.send("POST", path, form.filledIn(r.mistake[:len(r.mistake)-1]...))
			a.wants(t, 422, r.mistake[len(r.mistake)-1])
			if got := a.filledIn()[r.mistake[0]]; !slices.Equal(got, []string{r.mistake[1]}) && r.mistake[1] != "" && !strings.Contains(r.mistake[1], "\n") {
				t.Errorf("what was typed is lost: %q", got)
			}
			if got := b.get(path).filledIn(); got.Encode() != form.filledIn().Encode() {
				t.Errorf("a mistake was saved: %v", got)
			}
			a = b.send("POST", path, form.filledIn(r.change...))
			a.wants(t, 200, r.says...)
			b.follow(b.send("POST", path, a.filledIn("sure", "1"))).wants(t, 200, "を保存しました", "変更前に戻す", "これまでの変更", "中村 由美")
			b.follow(b.send("POST", path, b.get(path).filledIn())).wants(t, 200, "変更はありません")
		})
	}
	u := p.tenant("umi").On("2026-11-20")
	auto, quiet := u.Approval.Auto, u.Rules.Reminders.Quiet
	if u.Workflow != org.WorkflowAdmins || len(u.Approval.Deputies) != 1 || u.Approval.EscalateHours != 24 || auto == nil || auto.Within != 10 || u.Rules.Reminders.MissingIn != org.Never ||
		quiet == nil || quiet.From != 22*60 || u.Access.MinPassword != 12 || len(u.Rules.AutoBreak) != 2 || !u.Rules.AutoBreak[1].Elapsed || u.Rules.Rounding.Punches["out"].Base != 17*60+20 {
		t.Errorf("not what was typed: %+v", u)
	}
}

// TestRulesInEnglish shows what is kept in Japanese words in English ones, and reads it back unchanged.
func TestRulesInEnglish(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	b.send("POST", "/language", url.Values{"lang": {"en"}, "back": {"/admin"}})
	for path, line := range map[string]string{"calendar": "2026-12-29 prescribed 年末休業", "breaks": "8:00 60 elapsed"} {
		form := b.get("/admin/masters/" + path)
		if path == "breaks" {
			b.follow(b.send("POST", "/admin/masters/breaks", form.filledIn("auto_break", line, "from", "", "sure", "1"))).wants(t, 200, "was saved")
			form = b.get("/admin/masters/breaks")
		}
		form.wants(t, 200, line)
		b.follow(b.send("POST", "/admin/masters/"+path, form.filledIn())).wants(t, 200, "Nothing has changed")
	}
}

// TestRetiredMastersStayWhereTheyAreUsed takes a pattern and a department off the choices, and nobody out of them.
func TestRetiredMastersStayWhereTheyAreUsed(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	for _, m := range [][2]string{{"departments", "営業部"}, {"patterns", "通常"}} {
		own := p.linkTo(b, "/admin/masters/"+m[0], m[1])
		a := b.send("POST", own, b.get(own).filledIn("retired", "on"))
		a.wants(t, 200, "選択肢に出さない", "いいえ", "はい")
		b.follow(b.send("POST", own, a.filledIn("sure", "1"))).wants(t, 200, m[1], "○ 使っていません")
	}
	if a := b.get("/admin/masters/departments/new"); strings.Contains(a.body, ">営業部<") {
		t.Error("a new department can be put below what is retired")
	}
	b.get(p.linkTo(b, "/admin/masters/departments", "東日本営業課")).wants(t, 200, "営業部")
	b.send("POST", "/admin/masters/sites/new", b.get("/admin/masters/sites/new").filledIn("name", "札幌", "code", "sapporo", "methods", "telepathy")).wants(t, 422, "選びなおしてください")
	_, e := p.someone("umi", "tanaka")
	if e.Department == "" || e.WorkPattern == "" {
		t.Error("somebody has lost his department or his hours")
	}
	p.records("umi", "tanaka", worktime.In, "2026-11-20", "9:00")
}

// TestPairingARecorderFromTheConsole shows a code once and takes the device away.
func TestPairingARecorderFromTheConsole(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	b.follow(b.send("POST", "/admin/masters/recorders/new", b.get("/admin/masters/recorders/new").filledIn("name", "通用口", "code", "side")))
	own := p.linkTo(b, "/admin/masters/recorders", "通用口")
	b.get(own).wants(t, 200, "登録された端末はありません", "http://example.test/r/umi/side")
	a := b.send("POST", own+"/code", nil)
	a.wants(t, 200, "登録コード", "まで")
	code := between(a.body, "<code>", "</code>")
	if strings.Contains(b.get(own).body, code) {
		t.Error("the code is shown twice")
	}
	tenant := p.tenant("umi")
	if _, err := p.app.doors().Pair(t.Context(), tenant.Code, "side", code, "iPad", "203.0.113.7"); err != nil {
		t.Fatal(err)
	}
	b.get(own).wants(t, 200, "登録済み", "iPad", "11/20(金) 9:01")
	b.follow(b.send("POST", own+"/revoke", nil)).wants(t, 200, "登録を解除しました", "登録された端末はありません")
}

// TestHolidaysAreReadIn uploads the Cabinet Office's list, is told what it changes, and takes it; a broken one changes nothing.
func TestHolidaysAreReadIn(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	upload := func(list string) answer {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("file", "syukujitsu.csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(list)); err != nil {
			t.Fatal(err)
		}
		w.Close()
		r := httptest.NewRequest("POST", "http://example.test/admin/masters/holidays", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.RemoteAddr = b.address + ":1"
		for _, c := range b.jar.Cookies(r.URL) {
			r.AddCookie(c)
		}
		rec := httptest.NewRecorder()
		p.handler.ServeHTTP(rec, r)
		return answer{rec.Result(), rec.Body.String()}
	}
	upload("<html>").wants(t, 422, "取り込めません")
	list := "国民の祝日・休日月日,国民の祝日・休日名称\n"
	for d := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2027; d = d.AddDate(0, 0, 1) {
		if calendar.National(calendar.DateOf(d)) || d.Month() == 6 && d.Day() == 10 {
			list += d.Format("2006/1/2") + ",祝日\n"
		}
	}
	a := upload(list)
	a.wants(t, 200, "2027年から2027年", "2027-06-10", "この内容で保存")
	if p.tenant("umi").Holidays.First != 0 {
		t.Error("it was taken before it was meant")
	}
	b.follow(b.send(http.MethodPost, "/admin/masters/holidays", a.filledIn("sure", "1"))).wants(t, 200, "を保存しました", "2027-06-10")
	if h := p.tenant("umi").Holidays; h.First != 2027 || len(h.Added) != 1 {
		t.Errorf("%+v", h)
	}
}
