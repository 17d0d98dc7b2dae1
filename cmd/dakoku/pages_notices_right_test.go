package main

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// TestNoticeRight: whose permission group does not let him write reads what he was sent and is offered nothing more; what he
// sent before is not his to look into any more, and what waits of his is cancelled.
func TestNoticeRight(t *testing.T) {
	p := noticesOf(t)
	m := p.asks("忘年会", nil)
	m.At = p.now.Add(time.Minute)
	m = p.sends("umi", "sato", m)
	p.as("sato").get("/portal/messages").wants(t, 200, "送信", "下書き")
	masters, err := p.app.store.Masters().Masters(t.Context(), "umi")
	if err != nil {
		t.Fatal(err)
	}
	for i := range masters.Permissions {
		masters.Permissions[i].Can = []org.Right{org.View, org.Correct, org.Approve}
	}
	if err := p.app.store.Masters().Save(t.Context(), company.Masters{Tenant: masters.Tenant, Permissions: masters.Permissions}); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(time.Minute)
	p.proceeds(m)
	if m, err = p.app.store.Messages().ByNumber(t.Context(), m.Tenant, m.Number); err != nil || m.State != notice.Cancelled {
		t.Errorf("what waited is %s, %v", m.State, err)
	}
	sato := p.as("sato")
	sato.get("/portal/messages").wants(t, 200, "-送信</a>", "-下書き")
	for _, path := range []string{"/messages/new", "/messages/drafts", "/messages/lists", "/messages/1", "/messages/1/people", "/messages/1/remind"} {
		sato.get(path).wants(t, 403, "メッセージを送る権限がありません", "権限グループの「メッセージを送る」", "-忘年会")
	}
	sato.get("/messages").wants(t, 200, "送る権限がありません", "権限グループの「メッセージを送る」", "-忘年会")
	sato.get("/team").wants(t, 200, "田中 太郎")
	p.as("nakamura").get("/messages/1").wants(t, 200, "忘年会")
}
