package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/notice"
)

// upload sends a form with files: name, content, name, content.
func (b *browser) upload(path string, form url.Values, files ...string) answer {
	b.p.t.Helper()
	return b.uploadAs("files", path, form, files...)
}

// uploadAs is upload with the field of the files named.
func (b *browser) uploadAs(field, path string, form url.Values, files ...string) answer {
	b.p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				b.p.t.Fatal(err)
			}
		}
	}
	for i := 0; i+1 < len(files); i += 2 {
		part, err := w.CreateFormFile(field, files[i])
		if err == nil {
			_, err = part.Write([]byte(files[i+1]))
		}
		if err != nil {
			b.p.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.p.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "http://example.test"+path, &body)
	r.RemoteAddr = b.address + ":4711"
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range b.jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	got := httptest.NewRecorder()
	b.p.handler.ServeHTTP(got, r)
	b.jar.SetCookies(r.URL, got.Result().Cookies())
	return answer{got.Result(), got.Body.String()}
}

// TestNoticeAnswered is answered on the web and in chat, changed until the deadline and not after, and shows in the result.
func TestNoticeAnswered(t *testing.T) {
	p := noticesOf(t)
	m := p.sends("umi", "sato", p.asks("忘年会", nil))
	b, sato := p.as("tanaka"), p.as("sato")
	vote := func(b *browser, pairs ...string) answer {
		form := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			form.Add(pairs[i], pairs[i+1])
		}
		return b.send("POST", "/portal/messages/1", form)
	}
	vote(b, "comment", "まだ").wants(t, 422, "答えを選んでください", "まだ")
	vote(b, "choice", "0", "comment", strings.Repeat("あ", 501)).wants(t, 422, "500文字まで", "ああ")
	b.follow(vote(b, "choice", "9")).wants(t, 200, "その選択肢はありません")
	b.follow(vote(b, "choice", "0", "choice", "1")).wants(t, 200, "選べるのは 1つ")
	b.get("/portal/messages/1").wants(t, 200, "回答する", "-回答は")
	b.follow(vote(b, "choice", "0", "comment", "行きます")).wants(t, 200, "✓ 「参加」で受け付けました", "回答は「参加」です", "行きます", "回答を変える")
	b.follow(vote(b, "choice", "1", "comment", "")).wants(t, 200, "回答は「不参加」です", "-行きます")
	actor, _ := p.someone("umi", "yamada")
	if _, err := p.app.notices.Answer(t.Context(), actor, notice.Vote{Number: 1, Verb: notice.Choose, Choices: []int{2}, At: p.now}); err != nil {
		t.Fatal(err)
	}
	p.as("yamada").get("/portal/messages/1").wants(t, 200, "回答は「未定」です") // what he pressed in chat
	vote(p.as("yoshida"), "choice", "0").wants(t, 404)
	sato.get("/messages/1").wants(t, 200, "2 / 5名が回答", "不参加 最多 1名 50%", "営業部 2 1", "東日本営業課 3 1")
	sato.get("/messages/1/people?show=answered").wants(t, 200, "田中 太郎", "「不参加」", "-エマ")
	reminded := sato.get("/messages/1/remind")
	reminded.wants(t, 200, "エマ", "-田中 太郎", "3名に催促する")
	sato.follow(sato.send("POST", "/messages/1/remind", url.Values{"revision": {reminded.revision()}})).wants(t, 200, "3名に催促しました")
	sato.follow(sato.send("POST", "/messages/1/remind", url.Values{"revision": {reminded.revision()}})).wants(t, 200, "催促していません")
	p.now = m.Survey.Deadline.Add(-time.Second)
	b = p.as("tanaka")
	b.follow(vote(b, "choice", "0", "comment", "=1+1")).wants(t, 200, "✓ 「参加」で")
	p.now = m.Survey.Deadline
	b.follow(vote(b, "choice", "2")).wants(t, 200, "締め切りました", "前の回答はそのまま", "回答は「参加」です", "-回答を変える")
	emma := p.as("emma")
	emma.lang = "ja"
	emma.get("/portal/messages/1").wants(t, 200, "You gave no answer")
	sato = p.as("sato")
	sato.get("/messages/1").wants(t, 200, "○ 締切", "-催促", "参加 最多 1名")
	sheet := sato.get("/messages/1/answers.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 6 || !strings.Contains(sheet.body, "'=1+1") || !strings.HasPrefix(sheet.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%q, %v", sheet.body, err)
	}
}

// TestNoticeAnonymous tells nobody's answer: not before the deadline, not by name, not in the CSV.
func TestNoticeAnonymous(t *testing.T) {
	p := noticesOf(t)
	m := p.asks("職場のこと", func(s *notice.Survey) { s.Anonymous = true })
	m.Audience.All = true
	m = p.sends("umi", "suzuki", m)
	for i, login := range []string{"tanaka", "yamada", "emma", "kato", "yoshida"} {
		b := p.as(login)
		a := b.follow(b.send("POST", "/portal/messages/1", url.Values{"choice": {fmt.Sprint(i % 2)}, "comment": {"ひとこと" + login}}))
		if a.StatusCode != 200 || strings.Contains(a.body, "checked") || strings.Contains(a.body, "ひとこと"+login) {
			t.Errorf("%s is shown what he answered: %s", login, text(a.body))
		}
	}
	owner := p.as("suzuki")
	owner.get("/messages/1").wants(t, 200, "5 / 11名が回答", "匿名のため、結果は締切", "-ひとこと", "-最多", "-CSV")
	owner.get("/messages/1/people").wants(t, 200, "だれが開いて答えたかは出しません", "-田中")
	owner.get("/messages/1/remind").wants(t, 200, "名前は出しません", "6名に催促する", "多くても", "LINEで 3名", "-渡辺", "-田中")
	owner.get("/messages/1/answers.csv").wants(t, 403, "-ひとこと")
	owner.send("POST", "/messages/new", written("lack", "answer:1", "whole", "all", "title", "まだの人へ", "options", "")).wants(t, 303)
	owner.follow(owner.send("POST", "/messages/new", written("lack", "answer:1", "whole", "all", "options", ""))).wants(t, 422, "匿名のアンケートでは、未回答の人だけに送れません")
	p.now = m.Survey.Deadline.Add(notice.Grace)
	owner = p.as("suzuki")
	seen := owner.get("/messages/1")
	seen.wants(t, 200, "参加 最多 3名 60%", "不参加 2名 40%", "ひとことtanaka", "-田中 太郎", "-製造部")
	owner.get("/messages/1/people").wants(t, 200, "-田中")
	sheet := owner.get("/messages/1/answers.csv")
	order := regexp.MustCompile(`ひとこと\w+`).FindAllString(sheet.body, -1)
	if sheet.StatusCode != 200 || strings.Contains(sheet.body, "田中") || strings.Contains(sheet.body, "2026-") || fmt.Sprint(order) != "[ひとことemma ひとことkato ひとことtanaka ひとことyamada ひとことyoshida]" {
		t.Errorf("%d %s", sheet.StatusCode, sheet.body)
	}
}

// TestNoticeFiles go to whom the message went and to nobody else, as downloads; what is not what it says is refused by name.
func TestNoticeFiles(t *testing.T) {
	p := noticesOf(t)
	b := p.as("sato")
	big := b.follow(b.upload("/messages/new", written(), "大.txt", strings.Repeat("x", notice.MaxFiles*notice.MaxFile+1<<20)))
	big.wants(t, 200, "大きすぎて、受け取れませんでした")
	bad := b.upload("/messages/new", written(), "案内.txt", "こんにちは", "請求書.pdf", "MZ\x90\x00\x03", "道具.exe", "MZ\x90\x00", "空.txt", "", "<img src=x onerror=alert(1)>.txt", "x")
	bad.wants(t, 422, "請求書.pdf: 中身が名前の種類とちがう", "道具.exe: この種類のファイルは送れません", "空.txt: 中身がありません", "案内.txt", "駅前です")
	if strings.Contains(bad.body, "<img src=x") {
		t.Error("a file's name is markup")
	}
	path := regexp.MustCompile(`action="(/messages/draft/[0-9a-f-]{36})"`).FindStringSubmatch(bad.body)[1]
	kept := regexp.MustCompile(regexp.QuoteMeta(path)+`/files/([0-9a-f-]{36})">([^<]*)`).FindAllStringSubmatch(bad.body, -1)
	if len(kept) != 2 || kept[0][2] != "案内.txt" {
		t.Fatalf("kept %v", kept)
	}
	own := b.get(path + "/files/" + kept[0][1])
	if own.body != "こんにちは" || !strings.HasPrefix(own.Header.Get("Content-Disposition"), "attachment") || !strings.Contains(own.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%q %v", own.body, own.Header)
	}
	p.as("watanabe").get(path+"/files/"+kept[0][1]).wants(t, 404)
	seen := b.follow(b.upload(path, written("revision", bad.revision(), "detach", kept[1][1])))
	seen.wants(t, 200, "送る前の確認", "案内.txt", "-onerror")
	b.follow(b.send("POST", seen.sends(), url.Values{"revision": {seen.revision()}})).wants(t, 200, "案内.txt")
	m, err := p.app.store.Messages().ByNumber(t.Context(), p.tenant("umi").ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	p.proceeds(m)
	tanaka := p.as("tanaka")
	link := regexp.MustCompile(`/portal/messages/1/files/[0-9a-f-]{36}`).FindString(tanaka.get("/portal/messages/1").body)
	if a := tanaka.get(link); a.body != "こんにちは" || a.Header.Get("Content-Type") != "text/plain" {
		t.Errorf("%d %q %v", a.StatusCode, a.body, a.Header)
	}
	p.as("yoshida").get(link).wants(t, 404)
	p.browser().get(link).wants(t, 303)
	p.as("watanabe").send("POST", "/messages/1/unfile", url.Values{"file": {link[len(link)-36:]}}).wants(t, 403)
	b.follow(b.send("POST", "/messages/1/unfile", url.Values{"file": {link[len(link)-36:]}})).wants(t, 200, "ファイルを削除しました", "削除されました")
	tanaka.get("/portal/messages/1").wants(t, 200, "案内.txt", "削除されました")
	tanaka.get(link).wants(t, 404)
}

// TestNoticeScripts keeps everything that people type words, on every page that shows it.
func TestNoticeScripts(t *testing.T) {
	p := noticesOf(t)
	const evil = `<script>alert(1)</script>"'`
	b := p.as("suzuki")
	form := written("title", evil, "body", evil+" javascript:alert(1) javascript://x.test/%0Aalert(1) https://x.test/\"onclick=alert(1) data:text/html,x", "options", evil+"\n<i>", "whole", "all", "comment", "on")
	draft := b.follow(b.send("POST", "/messages/new", form))
	edit := strings.TrimSuffix(draft.sends(), "/send")
	saved := b.follow(b.send("POST", edit, written("revision", draft.revision(), "title", evil, "body", form.Get("body"), "options", form.Get("options"), "whole", "all", "comment", "on", "verb", "template", "template", evil)))
	again := b.get(edit)
	b.follow(b.send("POST", edit, written("revision", again.revision(), "title", evil, "body", form.Get("body"), "options", form.Get("options"), "whole", "all", "comment", "on", "verb", "list", "list", evil)))
	draft = b.get(edit + "/check")
	sent := b.follow(b.send("POST", draft.sends(), url.Values{"revision": {draft.revision()}}))
	m, err := p.app.store.Messages().ByNumber(t.Context(), p.tenant("umi").ID, 1)
	if err != nil {
		t.Fatal(err, text(sent.body))
	}
	p.proceeds(m)
	tanaka := p.as("tanaka")
	answered := tanaka.follow(tanaka.send("POST", "/portal/messages/1", url.Values{"choice": {"0"}, "comment": {evil}}))
	pages := map[string]answer{"draft": again, "template": saved, "check": draft, "answered": answered}
	for _, path := range []string{"/messages", "/messages/1", "/messages/1/people", "/messages/1/remind", "/messages/drafts", "/messages/lists", "/messages/new"} {
		pages[path] = b.get(path)
	}
	for _, path := range []string{"/portal/messages", "/portal/surveys"} {
		pages[path] = tanaka.get(path)
	}
	hrefs := regexp.MustCompile(`href="([^"]*)"`)
	for name, a := range pages {
		if a.StatusCode != 200 || strings.Contains(a.body, "<script>") || strings.Contains(a.body, "<i>") || !strings.Contains(a.body, "alert(1)") {
			t.Errorf("%s: %d %s", name, a.StatusCode, text(a.body))
		}
		for _, h := range hrefs.FindAllStringSubmatch(a.body, -1) {
			if !strings.HasPrefix(h[1], "/") && h[1] != "#main" && h[1] != "https://x.test/" {
				t.Errorf("%s leads to %q", name, h[1])
			}
		}
	}
}
