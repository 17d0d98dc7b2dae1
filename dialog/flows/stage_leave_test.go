package flows_test

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/worktime"
)

// leaveReasons are reasons for leave as companies have them.
var leaveReasons = map[string]worktime.ReasonCode{
	"有給": {Code: "101", Name: "有給休暇", Means: worktime.Meaning{English: "Paid leave", Off: worktime.PaidLeave,
		Units: []worktime.Unit{worktime.WholeDay, worktime.HalfDay}, Paid: true}},
	"代休": {Code: "111", Name: "代休", Means: worktime.Meaning{English: "Compensatory day off", Off: worktime.Compensatory,
		Units: []worktime.Unit{worktime.WholeDay}}},
	"欠勤": {Code: "131", Name: "欠勤", Means: worktime.Meaning{English: "Absence", Off: worktime.Absence,
		Units: []worktime.Unit{worktime.WholeDay}}},
}

// leaves gives the company reasons for leave.
func (s *stage) leaves(names []string) {
	var codes []worktime.ReasonCode
	for _, name := range names {
		r := leaveReasons[name]
		r.ID, r.Tenant = domain.ID("reason-"+r.Code), s.tenant.ID
		codes = append(codes, r)
	}
	s.ok(s.store.Masters().Save(context.Background(), company.Masters{Tenant: s.tenant, Reasons: codes}))
}
