package masters

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// reasons are what explains a day (事由).
func reasons() section {
	short := desk.Text("short", false, func(r *attendance.ReasonCode) *string { return &r.Means.Short })
	short.Input.Max = 2
	return kind[attendance.ReasonCode, attendance.ReasonCode]{
		name: "reasons", columns: []string{"leave", "units", "paid"},
		form: desk.Form[attendance.ReasonCode]{Key: "masters.reason", Fields: []desk.Field[attendance.ReasonCode]{
			desk.Text("name", true, func(r *attendance.ReasonCode) *string { return &r.Name }),
			desk.Code(func(r *attendance.ReasonCode) *string { return &r.Code }),
			desk.Text("english", false, func(r *attendance.ReasonCode) *string { return &r.Means.English }),
			short,
			desk.Pick("leave", desk.Words("masters.reason.leave", attendance.NoTimeOff, attendance.PaidLeave, attendance.Compensatory, attendance.Substituted,
				attendance.Special, attendance.OtherLeave, attendance.Absence, attendance.Suspension), func(r *attendance.ReasonCode) *attendance.TimeOff { return &r.Means.Off }),
			desk.Ticks("units", desk.Words("masters.reason.units", attendance.WholeDay, attendance.Morning, attendance.Afternoon, attendance.HalfDay, attendance.ByHour),
				func(r *attendance.ReasonCode) *[]attendance.Unit { return &r.Means.Units }),
			desk.OnOff("paid", func(r *attendance.ReasonCode) *bool { return &r.Means.Paid }),
			desk.OnOff("attended", func(r *attendance.ReasonCode) *bool { return &r.Means.Attended }),
			desk.Ticks("excuses", desk.Words("masters.reason.excuses", attendance.Tardy, attendance.Gone), func(r *attendance.ReasonCode) *[]attendance.Problem { return &r.Means.Excuses }),
			desk.Ticks("fills", desk.Words("masters.reason.fills", attendance.In, attendance.Out), func(r *attendance.ReasonCode) *[]attendance.Kind { return &r.Means.Fills }),
			desk.Pick("day", desk.Words("masters.reason.day", "", attendance.DayKind("work"), "prescribed", "statutory"), func(r *attendance.ReasonCode) *attendance.DayKind { return &r.Means.Day }),
			desk.OnOff("early_start", func(r *attendance.ReasonCode) *bool { return &r.Means.Early }),
			desk.OnOff("no_break", func(r *attendance.ReasonCode) *bool { return &r.Means.NoBreak }),
			desk.Retired(func(r *attendance.ReasonCode) *bool { return &r.Means.Inactive }),
		}},
		code: func(r *attendance.ReasonCode) *string { return &r.Code }, title: func(r attendance.ReasonCode) string { return r.Name },
		retired: func(r attendance.ReasonCode) bool { return r.Means.Inactive },
		list:    func(f company.File) []attendance.ReasonCode { return f.Reasons },
		put:     func(f *company.File, r attendance.ReasonCode) { f.Reasons = append(f.Reasons, r) },
		stored:  func(m *company.Masters) *[]attendance.ReasonCode { return &m.Reasons },
		key:     func(r attendance.ReasonCode) (domain.ID, string) { return r.ID, r.Code },
		check: func(_ company.File, r attendance.ReasonCode) error {
			if !r.Means.Sound() {
				return domain.Refuse(domain.Invalid, "field", "units", "why", "units")
			}
			return nil
		},
		extra: func(_ *Pages, v *shell.Visit, _ company.Masters, _ attendance.ReasonCode, f *Form) error {
			f.Notes = append(f.Notes, v.T("masters.reason.most"))
			return nil
		},
	}
}
