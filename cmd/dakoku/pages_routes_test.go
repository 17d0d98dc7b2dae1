package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

// TestWhoDecides names an approver for a person and for a department, shows everybody who decides and why, and lets the
// named one decide on the team's pages.
func TestWhoDecides(t *testing.T) {
	p := newPages(t, "sqlite", demoText(t), twin(t))
	b := p.as("nakamura")
	const path = "/admin/masters/approval"
	b.get(path+"/routes?q=1001").wants(t, 200, "田中 太郎", "佐藤 花子(営業部の管理者)", "鈴木 一郎・中村 由美(ユーザー管理者)")
	for line, says := range map[string]string{
		"1001 0901": "の形にしてください", "1001 → 1001": "の形にしてください", "1001 → 1002": "1002 は管理者ではない", "1001 → 9999": "もうありません",
		"所属 nowhere → 0901": "もうありません", "1001 → 0901\n1001 → 0001": "2回書かれています",
	} {
		b.send("POST", path, b.get(path).filledIn("approvers", line)).wants(t, 422, says)
	}
	a := b.send("POST", path, b.get(path).filledIn("approvers", "1001 → 1101\n所属 factory->0001、0002"))
	a.wants(t, 200, "人・所属ごとの承認者", "1001 → 1101", "所属 factory → 0001, 0002")
	b.follow(b.send("POST", path, a.filledIn("sure", "1"))).wants(t, 200, "を保存しました")
	b.get(path+"/routes?q=1001").wants(t, 200, "(本人の承認者に指定)", "(ユーザー管理者)")
	b.get(path+"/routes?only=named").wants(t, 200, "(製造部の承認者に指定)", "田中 太郎")
	b.get(path+"/routes?q=nobody").wants(t, 200, "見つかりません")
	b.send("POST", "/language", map[string][]string{"lang": {"en"}, "back": {"/admin"}})
	b.get(path).wants(t, 200, "department factory → 0001, 0002")
	b.follow(b.send("POST", path, b.get(path).filledIn())).wants(t, 200, "Nothing has changed")
	b.get(path+"/routes?q=1001").wants(t, 200, "named for the person")
	other := p.browser()
	other.signIn("nakamura", "nakamura-demo", "company", "yama").wants(t, 303)
	if a := other.get(path + "/routes"); strings.Contains(a.body, "に指定)") {
		t.Error("another company's approvers are shown")
	}
	if got := p.tenant("umi").Approval.Named; len(got) != 2 || got[0].Employee == "" || got[1].Department == "" {
		t.Errorf("kept as %+v", got)
	}
	number := p.wishes("umi", "tanaka", worktime.In, "2026-11-19", "9:00", "")
	p.as("sato").get("/team/queue").wants(t, 200, "ありません")
	named := p.as("watanabe")
	request := fmt.Sprint("/team/request/", number)
	named.get("/team/queue").wants(t, 200, "田中 太郎")
	named.follow(named.decision(named.get(request), request, "verb", "approve")).wants(t, 200, "承認しました")
}
