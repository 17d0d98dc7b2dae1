package company

import (
	"reflect"
	"testing"

	"github.com/dakoku/dakoku/domain/org"
)

const approvals = `
company:
  code: umi
  name: 海
  approval:
    route: admins
    escalate_hours: 24
    deputies: [{for: "0901", to: "0902", from: 2026-11-01, until: 2026-11-30}, {for: "0902", to: "0901"}]
    auto: {missing: [out], within: 10, before: "10:00"}
employees:
  - {code: "0901", name: 佐藤, role: owner}
  - {code: "0902", name: 鈴木, role: admin}
`

func TestDeputiesAreKeptByTheirIDs(t *testing.T) {
	b := newBench()
	for range 2 { // the second time nothing changes
		b.apply(t, parse(t, approvals))
	}
	if b.saves != 1 {
		t.Errorf("%d saves", b.saves)
	}
	m := b.masters(t, "umi")
	sato, suzuki := m.Employees[0].ID, m.Employees[1].ID
	want := org.Approval{Route: org.ByAdmins, EscalateHours: 24, Auto: &org.AutoRule{Missing: []string{"out"}, Within: 10, Before: 600},
		Deputies: []org.Deputy{{For: sato, To: suzuki, From: "2026-11-01", Until: "2026-11-30"}, {For: suzuki, To: sato}}}
	if !reflect.DeepEqual(m.Tenant.Approval, want) {
		t.Errorf("got %+v", m.Tenant.Approval)
	}
}
