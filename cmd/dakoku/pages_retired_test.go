package main

import (
	"net/url"
	"strings"
	"testing"
)

// TestWhatIsRetiredIsOfferedToNobody retires a record of each kind people are in: no form, filter or list offers it, and
// whoever is in it stays and can be saved.
func TestWhatIsRetiredIsOfferedToNobody(t *testing.T) {
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	retired := []struct{ kind, name, code, field, filter string }{
		{"departments", "製造部", "factory", "department", "department"}, {"sites", "横浜工場", "plant", "site", "site"}, {"groups", "15日締め", "mid", "closing_group", "group"},
		{"patterns", "早番", "early", "work_pattern", "pattern"}, {"permissions", "製造管理", "factory-mgr", "permission_group", "permission"},
	}
	for _, r := range retired {
		own := p.linkTo(b, "/admin/masters/"+r.kind, r.name)
		b.follow(b.send("POST", own, b.get(own).filledIn("retired", "on", "sure", "1"))).wants(t, 200, "を保存しました", "使っていません")
		if a := b.get(own); r.kind != "permissions" && !strings.Contains(a.body, peoplePath+"?"+r.filter+"="+r.code) {
			t.Errorf("no way from %s to the people in it", r.name)
		}
	}
	outside, inside := p.onePath("umi", "1001"), p.onePath("umi", "1101")
	offers := func(a answer, code string) bool {
		return strings.Contains(a.body, `<option value="`+code+`"`)
	}
	form, many := b.get(outside), url.Values{"pick": {string(p.employee("umi", "1001"))}, "step": {"open"}}
	bulk := b.send("POST", "/admin/people/bulk", many)
	for _, r := range retired {
		for where, a := range map[string]answer{"a person": form, "somebody new": b.get("/admin/people/new"), "many": bulk, "the list": b.get(peoplePath)} {
			if offers(a, r.code) {
				t.Errorf("%s is offered %s", where, r.name)
			}
		}
		b.send("POST", outside, form.filledIn(r.field, r.code)).wants(t, 422, "選びなおして")
		b.send("POST", "/admin/people/bulk", bulk.filledIn("set", r.field, r.field, r.code)).wants(t, 422, "選びなおして")
		if a := b.get(peoplePath + "?" + r.filter + "=" + r.code); !offers(a, r.code) || strings.Contains(text(a.body), "見つかりませんでした") {
			t.Errorf("who is in %s is not found by it: %s", r.name, text(a.body))
		}
	}
	mine := b.get(inside)
	for _, code := range []string{"factory", "factory-mgr"} {
		if !offers(mine, code) {
			t.Errorf("%s is not shown where it is used", code)
		}
	}
	b.follow(b.send("POST", inside, mine.filledIn("romaji", "Daisuke W", "sure", "1"))).wants(t, 200, "変更しました")
	page, path := b.list("moves.csv", "社員コード,所属コード\n1001,factory\n1101,factory\n")
	b.follow(b.send("POST", path, page.filledIn())).wants(t, 200, "「factory」は使わなくなった", "誤り 1", "変更なし 1")
}
