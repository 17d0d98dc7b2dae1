package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestHistoryOfASettingsPage finds a change that many others came after, by page, date and word, and puts it back.
func TestHistoryOfASettingsPage(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite", demoText(t), twin(t))
	b := p.as("nakamura")
	save := func(page, field, value string) {
		path := "/admin/masters/" + page
		b.send("POST", path, b.get(path).filledIn(field, value, "sure", "1")).wants(t, 303)
	}
	save("company", "name", "株式会社 第1") // of the same record, and no matter of this page
	for i := range 33 {
		save("approval", "escalate_hours", fmt.Sprint(100+i))
	}
	b.get("/admin/masters/approval").wants(t, 200, "131 → 132", "122 → 123", "すべての変更を見る")
	newest := b.get("/admin/masters/approval/past")
	newest.wants(t, 200, "131 → 132", "102 → 103", "中村 由美")
	if strings.Contains(newest.body, "<ins>102</ins>") {
		t.Error("more than a page")
	}
	older := b.get(strings.ReplaceAll(between(newest.body, `rel="next" href="`, `"`), "&amp;", "&"))
	older.wants(t, 200, "101 → 102", "— → 100", "最新へ")
	if strings.Contains(older.body, `rel="next"`) || strings.Contains(older.body, "<ins>103</ins>") || strings.Contains(older.body, "第1") {
		t.Error("the last page leads on, begins too early, or shows what is not its own")
	}
	b.get("/admin/masters/approval/past?q=100").wants(t, 200, "100 → 101")
	for _, nothing := range []string{"?q=鈴木", "?from=2027-01-01", "?to=2020-01-01"} {
		b.get("/admin/masters/approval/past"+nothing).wants(t, 200, "あてはまる変更はありません")
	}
	b.get("/admin/masters/approval/past?from=tomorrow").wants(t, 200, "日付")
	undo := older.body[strings.Index(older.body, "<ins>102</ins>"):]
	before := b.get(strings.ReplaceAll(between(undo, `<p class="links"><a href="`, `"`), "&amp;", "&"))
	before.wants(t, 200, "変更前の値を入れました")
	if got := before.filledIn()["escalate_hours"]; len(got) != 1 || got[0] != "101" {
		t.Errorf("before it was %v", got)
	}
	own := p.linkTo(b, "/admin/people", "田中 太郎")
	b.get(own+"/past").wants(t, 200, "田中 太郎の変更履歴")
	other := p.browser()
	other.signIn("nakamura", "nakamura-demo", "company", "yama").wants(t, 303)
	other.get(own+"/past").wants(t, 404)
	if a := other.get("/admin/masters/approval/past"); strings.Contains(a.body, "<ins>") {
		t.Error("another company's changes are shown")
	}
}

// TestTheCompanyFileIsGiven downloads the company as a file, which holds no secret and nothing of another company.
func TestTheCompanyFileIsGiven(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	b.get("/admin/masters").wants(t, 200, "会社ファイルを受け取る")
	a := b.get("/admin/masters/file")
	a.wants(t, 200, "# 株式会社 海の会社ファイル", "code: umi", "田中 太郎")
	if strings.Contains(a.body, "argon") || strings.Contains(a.body, "demo-line-token") || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/yaml") {
		t.Errorf("secrets are in it, or it is no file: %s", a.Header)
	}
	if _, changes, err := p.app.apply(t.Context(), strings.NewReader(a.body), "umi.yaml"); err != nil || changes.Any() {
		t.Errorf("seeded again: %s, %v", changes, err)
	}
}
