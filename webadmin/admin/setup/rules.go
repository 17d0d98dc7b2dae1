package setup

import (
	"slices"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// The two ways of counting that are offered here; both are lawful (昭63.3.14 基発150号). Rounding each day is possible in
// the settings, with what it costs people.
const (
	exact   = "none"
	monthly = "month"
)

// roundingQuestion asks whether a month's totals are rounded.
var roundingQuestion = question{name: qRounding, notes: 2,
	fields: func(v *shell.Visit, m company.Masters) []ui.Field {
		now := exact
		if len(m.Tenant.Rules.Rounding.Month) > 0 {
			now = monthly
		}
		return []ui.Field{{Name: "rounding", Label: v.T("setup.rounding.field"), Choices: choices(v, "setup.rounding.", now, exact, monthly)}}
	},
	take: func(v *shell.Visit, _ company.Masters, f *company.File) (string, string) {
		switch v.Text("rounding") {
		case exact:
			f.Tenant.Rules.Rounding.Month = nil
		case monthly:
			f.Tenant.Rules.Rounding.Month = map[string]org.Step{}
			for _, class := range worktime.RoundingClasses() {
				f.Tenant.Rules.Rounding.Month[class] = org.Step{To: org.HalfHour, Minutes: 30}
			}
		default:
			return "rounding", v.T("setup.needed")
		}
		return "", ""
	},
}

// workflowQuestion asks who may change a record.
var workflowQuestion = question{name: qWorkflow, notes: 1,
	fields: func(v *shell.Visit, m company.Masters) []ui.Field {
		return []ui.Field{{Name: "workflow", Label: v.T("setup.workflow.field"), Choices: choices(v, "setup.workflow.", string(m.Tenant.Workflow), workflows...)}}
	},
	take: func(v *shell.Visit, _ company.Masters, f *company.File) (string, string) {
		if !slices.Contains(workflows, v.Text("workflow")) {
			return "workflow", v.T("setup.needed")
		}
		f.Tenant.Workflow = org.Workflow(v.Text("workflow"))
		return "", ""
	},
}

var workflows = []string{string(org.WorkflowOn), string(org.WorkflowOff), string(org.WorkflowAdmins)}
