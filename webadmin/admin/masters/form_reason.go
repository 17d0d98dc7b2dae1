package masters

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// reasons are what explains a day (事由).
func reasons() section {
	short := desk.Text("short", false, func(r *worktime.ReasonCode) *string { return &r.Means.Short })
	short.Input.Max = 2
	return kind[worktime.ReasonCode, worktime.ReasonCode]{
		name: "reasons", columns: []string{"leave", "units", "paid"},
		form: desk.Form[worktime.ReasonCode]{Key: "masters.reason", Fields: []desk.Field[worktime.ReasonCode]{
			desk.Text("name", true, func(r *worktime.ReasonCode) *string { return &r.Name }),
			desk.Code(func(r *worktime.ReasonCode) *string { return &r.Code }),
			desk.Text("english", false, func(r *worktime.ReasonCode) *string { return &r.Means.English }),
			short,
			desk.Pick("leave", desk.Words("masters.reason.leave", worktime.NoTimeOff, worktime.PaidLeave, worktime.Compensatory, worktime.Substituted,
				worktime.Special, worktime.OtherLeave, worktime.Absence, worktime.Suspension), func(r *worktime.ReasonCode) *worktime.TimeOff { return &r.Means.Off }),
			desk.Ticks("units", desk.Words("masters.reason.units", worktime.WholeDay, worktime.Morning, worktime.Afternoon, worktime.HalfDay, worktime.ByHour),
				func(r *worktime.ReasonCode) *[]worktime.Unit { return &r.Means.Units }),
			desk.OnOff("paid", func(r *worktime.ReasonCode) *bool { return &r.Means.Paid }),
			desk.OnOff("attended", func(r *worktime.ReasonCode) *bool { return &r.Means.Attended }),
			desk.Ticks("excuses", desk.Words("masters.reason.excuses", worktime.Tardy, worktime.Gone), func(r *worktime.ReasonCode) *[]worktime.Problem { return &r.Means.Excuses }),
			desk.Ticks("fills", desk.Words("masters.reason.fills", worktime.In, worktime.Out), func(r *worktime.ReasonCode) *[]worktime.Kind { return &r.Means.Fills }),
			desk.Pick("day", desk.Words("masters.reason.day", "", worktime.DayKind("work"), "prescribed", "statutory"), func(r *worktime.ReasonCode) *worktime.DayKind { return &r.Means.Day }),
			desk.OnOff("early_start", func(r *worktime.ReasonCode) *bool { return &r.Means.Early }),
			desk.OnOff("no_break", func(r *worktime.ReasonCode) *bool { return &r.Means.NoBreak }),
			desk.Retired(func(r *worktime.ReasonCode) *bool { return &r.Means.Inactive }),
		}},
		code: func(r *worktime.ReasonCode) *string { return &r.Code }, title: func(r worktime.ReasonCode) string { return r.Name },
		retired: func(r worktime.ReasonCode) bool { return r.Means.Inactive },
		list:    func(f company.File) []worktime.ReasonCode { return f.Reasons },
		put:     func(f *company.File, r worktime.ReasonCode) { f.Reasons = append(f.Reasons, r) },
		stored:  func(m *company.Masters) *[]worktime.ReasonCode { return &m.Reasons },
		key:     func(r worktime.ReasonCode) (domain.ID, string) { return r.ID, r.Code },
		check: func(_ company.File, r worktime.ReasonCode) error {
			if !r.Means.Sound() {
				return domain.Refuse(domain.Invalid, "field", "units", "why", "units")
			}
			return nil
		},
		extra: func(_ *Pages, v *shell.Visit, _ company.Masters, _ worktime.ReasonCode, f *Form) error {
			f.Notes = append(f.Notes, v.T("masters.reason.most"))
			return nil
		},
	}
}
