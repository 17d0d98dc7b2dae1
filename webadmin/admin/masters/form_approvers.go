package masters

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// ofDepartment is the word before a department's code.
var ofDepartment = []string{"所属", "department"}

// approvers are lines of 1001 → 0901, or 所属 sales → 0901, 0002.
func approvers() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "approvers", Input: ui.Field{Rows: 3, Max: 20_000},
		Speak: func(lang string, lines []string) []string {
			if lang == locale.Japanese {
				return lines
			}
			return spokenBy(strings.NewReplacer(ofDepartment[0]+" ", ofDepartment[1]+" "), lines)
		},
		Get: func(t org.Tenant) (lines []string) {
			for _, n := range t.Approval.Named {
				line := string(n.Employee)
				if line == "" {
					line = ofDepartment[0] + " " + string(n.Department)
				}
				var by []string
				for _, code := range n.By {
					by = append(by, string(code))
				}
				lines = append(lines, line+" → "+strings.Join(by, ", "))
			}
			return lines
		},
		Set: func(t *org.Tenant, values []string) error {
			t.Approval.Named = nil
			for _, line := range desk.Lines(values) {
				n, ok := approver(line)
				if !ok {
					return domain.Refuse(domain.Invalid, "why", "approver", "line", line)
				}
				if slices.ContainsFunc(t.Approval.Named, func(o org.Named) bool { return o.Employee == n.Employee && o.Department == n.Department }) {
					return domain.Refuse(domain.Invalid, "why", "approver_twice", "line", line)
				}
				t.Approval.Named = append(t.Approval.Named, n)
			}
			return nil
		}}
}

func approver(line string) (n org.Named, ok bool) {
	whose, by, found := arrow(line)
	of := strings.Fields(whose)
	switch {
	case !found:
		return n, false
	case len(of) == 1:
		n.Employee = domain.ID(of[0])
	case len(of) == 2 && (of[0] == ofDepartment[0] || strings.EqualFold(of[0], ofDepartment[1])):
		n.Department = domain.ID(of[1])
	default:
		return n, false
	}
	for _, code := range strings.FieldsFunc(by, func(r rune) bool { return strings.ContainsRune(", 、，", r) }) {
		if !slices.Contains(n.By, domain.ID(code)) {
			n.By = append(n.By, domain.ID(code))
		}
	}
	return n, len(n.By) > 0 && !slices.Contains(n.By, n.Employee)
}

// arrow parts a line at its arrow, however that was typed.
func arrow(line string) (left, right string, found bool) {
	return strings.Cut(strings.NewReplacer("->", "→", "　", " ", "～", "〜").Replace(line), "→")
}
