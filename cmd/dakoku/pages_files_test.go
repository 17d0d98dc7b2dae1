package main

import (
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
)

// withFile is a message with a file to 田中, and his link to it as it is in his chat.
func withFile(t *testing.T, p *pagesOf, name string) (m notice.Message, path string) {
	t.Helper()
	tenant, err := p.app.company(t.Context(), "umi")
	if err != nil {
		t.Fatal(err)
	}
	owner, err := p.app.actor(t.Context(), tenant.ID, "suzuki")
	if err != nil {
		t.Fatal(err)
	}
	tanaka, err := p.app.store.Org().EmployeeByLogin(t.Context(), tenant.ID, "tanaka")
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.app.notices.SaveDraft(t.Context(), owner, notice.Draft{Content: notice.Content{Title: "用紙", Audience: notice.Audience{Employees: []domain.ID{tanaka.ID}}}})
	if err == nil {
		_, err = p.app.notices.Attach(t.Context(), owner, d.ID, d.Revision, name, strings.NewReader("氏名:"))
	}
	if err == nil {
		m, _, err = p.app.notices.SubmitDraft(t.Context(), owner, d.ID, d.Revision+1, false)
	}
	if err == nil {
		_, err = p.app.notices.Proceed(t.Context(), m.Tenant, m.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.app.notices.Read(t.Context(), domain.Actor{Tenant: tenant.ID, Employee: tanaka.ID, Role: domain.Employee, Door: domain.LINE}, m.Number)
	if err != nil || len(l.Files) != 1 {
		t.Fatal(l.Files, err)
	}
	return m, strings.TrimPrefix(l.Files[0].URL, "http://example.test")
}

// TestFileLink opens without a sign-in, as a download that runs nothing, until it is too old, deleted or recalled; then it says
// how to get another.
func TestFileLink(t *testing.T) {
	p := newPages(t, "sqlite")
	m, path := withFile(t, p, "<script>申告書.txt")
	b := p.browser()
	got := b.get(path + "?openExternalBrowser=1")
	got.wants(t, 200, "氏名:")
	for header, want := range map[string]string{"Content-Disposition": "attachment; filename*=utf-8''_script_%E7%94%B3%E5%91%8A%E6%9B%B8.txt",
		"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff", "Content-Type": "text/plain",
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
		if h := got.Header.Get(header); h != want {
			t.Errorf("%s is %q, want %q", header, h, want)
		}
	}
	b.get(path[:len(path)-1]+"_").wants(t, 404, "ファイルを開けません", "-氏名:")
	b.get("/f/umi/x/y/1/z").wants(t, 404, "ファイルを開けません")
	b.get(strings.Replace(path, "/f/umi/", "/f/yama/", 1)).wants(t, 404, "-氏名:")
	p.now = p.now.Add(notice.LinkLife)
	b.get(path).wants(t, 410, "リンクの期限(30日)が過ぎました。", "「メッセージ」", "-氏名:")
	b.lang = "en"
	b.get(path).wants(t, 410, "The link was good for 30 days.")
	p.now = p.now.Add(-time.Hour)
	b.get(path).wants(t, 200, "氏名:")
	owner, err := p.app.actor(t.Context(), m.Tenant, "suzuki")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.app.notices.Stop(t.Context(), owner, m.Number); err != nil {
		t.Fatal(err)
	}
	b.get(path).wants(t, 404, "The file was recalled or deleted", "-氏名:")
}
