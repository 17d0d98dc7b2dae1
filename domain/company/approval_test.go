package company

import (
	"reflect"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
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

// Whoever decides for a person or a department is kept by his id, and leads somebody.
func TestApproversAreKeptByTheirIDs(t *testing.T) {
	const text = `
company: {code: umi, name: 海, approval: {approvers: [{employee: "3", by: ["2"]}, {department: s, by: ["2", "1"]}]}}
departments: [{code: s, name: 営業}]
permission_groups: [{code: g, name: 管理, departments: [], can: [view]}]
employees:
  - {code: "1", name: 佐藤, role: owner}
  - {code: "2", name: 鈴木, role: manager, permission_group: g}
  - {code: "3", name: 田中}
`
	b := newBench()
	for range 2 { // the second time nothing changes
		b.apply(t, parse(t, text))
	}
	m := b.masters(t, "umi")
	sato, suzuki, tanaka := m.Employees[0].ID, m.Employees[1].ID, m.Employees[2].ID
	want := []org.Named{{Employee: tanaka, By: []domain.ID{suzuki}}, {Department: m.Departments[0].ID, By: []domain.ID{suzuki, sato}}}
	if b.saves != 1 || !reflect.DeepEqual(m.Tenant.Approval.Named, want) {
		t.Errorf("%d saves, got %+v", b.saves, m.Tenant.Approval.Named)
	}
	if _, err := Apply(t.Context(), b, parse(t, strings.Replace(text, `by: ["2", "1"]`, `by: ["3"]`, 1)), b.tools); !domain.Is(err, domain.Invalid) || !strings.Contains(err.Error(), "3 is neither a manager nor an administrator") {
		t.Errorf("somebody who leads nobody: %v", err)
	}
	// Who is named and leads nobody any more keeps nobody from changing other things.
	b.apply(t, parse(t, strings.Replace(text, "role: manager, permission_group: g", "role: employee", 1)))
	for wrong, says := range map[string]string{
		`{employee: "3", department: s, by: ["2"]}`: "one of them", `{by: ["2"]}`: "one of them", `{employee: "3", by: []}`: "names nobody",
		`{employee: "2", by: ["2"]}`: "his own requests", `{employee: "9", by: ["2"]}`: "is not a code of an employee", `{department: s, by: ["1"]}, {department: s, by: ["2"]}`: "used twice",
	} {
		_, err := Parse(strings.NewReader(strings.Replace(text, `{employee: "3", by: ["2"]}, {department: s, by: ["2", "1"]}`, wrong, 1)), "umi.yaml")
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
