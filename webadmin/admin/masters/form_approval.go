package masters

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// approvals are who decides about requests (承認).
func approvals() section {
	return rules{
		name: "approval",
		form: desk.Form[org.Tenant]{Key: "masters.approval", Fields: []desk.Field[org.Tenant]{
			desk.Pick("workflow", desk.Words("masters.approval.workflow", org.WorkflowOn, org.WorkflowOff, org.WorkflowAdmins), func(t *org.Tenant) *org.Workflow { return &t.Workflow }),
			desk.Pick("route", desk.Words("masters.approval.route", org.ByManagers, org.ByAdmins), func(t *org.Tenant) *org.Route { return &t.Approval.Route }),
			desk.Number("escalate_hours", false, 0, company.MostHours, func(t *org.Tenant) *int { return &t.Approval.EscalateHours }),
			approvers(), deputies(),
			autoMissing(), autoWithin(), autoBefore(),
		}},
		check: deputiesWork, follows: rehearsed, extra: shownRoutes,
		said: func(v *shell.Visit, t org.Tenant) string {
			return v.T("masters.approval.workflow." + string(t.Workflow))
		},
	}
}

// deputies are lines of 0901 → 0001 2026-12-01〜2026-12-31; the dates may be left out.
func deputies() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "deputies", Input: ui.Field{Rows: 3, Max: 5000},
		Get: func(t org.Tenant) (lines []string) {
			for _, d := range t.Approval.Deputies {
				line := string(d.For) + " → " + string(d.To)
				if d.From != "" || d.Until != "" {
					line += " " + string(d.From) + "〜" + string(d.Until)
				}
				lines = append(lines, line)
			}
			return lines
		},
		Set: func(t *org.Tenant, values []string) error {
			t.Approval.Deputies = nil
			for _, line := range desk.Lines(values) {
				d, ok := deputy(line)
				if !ok {
					return domain.Refuse(domain.Invalid, "why", "deputy", "line", line)
				}
				t.Approval.Deputies = append(t.Approval.Deputies, d)
			}
			return nil
		}}
}

func deputy(line string) (d org.Deputy, ok bool) {
	whom, rest, found := arrow(line)
	parts := strings.Fields(rest)
	if !found || len(parts) == 0 {
		return d, false
	}
	d.For, d.To = domain.ID(strings.TrimSpace(whom)), domain.ID(parts[0])
	if dates := strings.Join(parts[1:], ""); dates != "" {
		from, until, span := strings.Cut(dates, "〜")
		for i, text := range []string{from, until} {
			date, err := calendar.ParseDate(text)
			if text != "" && err != nil || !span {
				return d, false
			}
			*[]*calendar.Date{&d.From, &d.Until}[i] = date
		}
	}
	return d, d.For != "" && d.For != d.To && (d.Until == "" || d.From <= d.Until)
}

// deputiesWork is for what only the whole company tells, which the desk refuses; here the rule of automatic approval.
func deputiesWork(_ company.File, t org.Tenant) error {
	if a := t.Approval.Auto; a != nil && len(a.Missing) == 0 {
		return domain.Refuse(domain.Invalid, "field", "auto_missing", "why", "auto_missing")
	}
	return nil
}

// rule changes the rule of automatic approval in a copy; without anything it is none.
func rule(t *org.Tenant, change func(*org.AutoRule)) {
	a := org.AutoRule{}
	if t.Approval.Auto != nil {
		a = *t.Approval.Auto
	}
	change(&a)
	if t.Approval.Auto = &a; len(a.Missing) == 0 && a.Within == 0 && a.Before == 0 {
		t.Approval.Auto = nil
	}
}

func ruleOf(t org.Tenant) org.AutoRule {
	if t.Approval.Auto == nil {
		return org.AutoRule{}
	}
	return *t.Approval.Auto
}

func autoMissing() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "auto_missing", Group: "auto", Input: ui.Field{Ticks: true}, Options: desk.Words("masters.reason.fills", "in", "out"),
		Get: func(t org.Tenant) []string { return ruleOf(t).Missing },
		Set: func(t *org.Tenant, values []string) error {
			rule(t, func(a *org.AutoRule) { a.Missing = slices.Clone(values) })
			return nil
		}}
}

func autoWithin() desk.Field[org.Tenant] {
	return desk.Through(desk.Number("auto_within", false, 0, 120, func(a *org.AutoRule) *int { return &a.Within }), ruleOf, rule)
}

func autoBefore() desk.Field[org.Tenant] {
	return desk.Through(desk.MaybeClock("auto_before", company.LastOfDay, func(a *org.AutoRule) *calendar.Clock { return &a.Before }), ruleOf, rule)
}

// rehearsed tells what the rule would have done with the requests of the last month.
func rehearsed(p *Pages, v *shell.Visit, _ company.Masters, t org.Tenant) ([]string, error) {
	if t.Approval.Auto == nil {
		return nil, nil
	}
	since, all, would := p.Desk.Now().AddDate(0, -1, 0), 0, 0
	err := p.Rules.Rehearse(v.Request().Context(), v.Tenant.ID, *t.Approval.Auto, func(r workflow.Request, approves bool) error {
		if r.CreatedAt.Before(since) {
			return nil
		}
		if all++; approves {
			would++
		}
		return nil
	})
	return []string{v.T("masters.approval.rehearsed", "all", all, "would", would)}, err
}
