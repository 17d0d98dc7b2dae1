package masters

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// access is from where the pages may be opened, and what a sign-in takes (アクセス制限).
func access() section {
	return rules{
		name: "access",
		form: desk.Form[org.Tenant]{Key: "masters.access", Fields: []desk.Field[org.Tenant]{
			networks(),
			desk.OnOff("second_factor", func(t *org.Tenant) *bool { return &t.Access.SecondFactor }),
			desk.Number("min_password", false, company.LeastPassword, company.MostPassword, func(t *org.Tenant) *int { return &t.Access.MinPassword }),
		}},
		check: nothing[org.Tenant],
		// Whoever saves a list that leaves his own address out has locked himself, and perhaps everybody, out.
		guard: func(v *shell.Visit, t org.Tenant) error {
			if !t.Access.Lets(v.RealIP()) {
				return domain.Refuse(domain.Invalid, "field", "networks", "why", "own_address", "address", v.RealIP())
			}
			return nil
		},
		extra: func(v *shell.Visit, _ company.Masters, f *Form) {
			f.Notes = []string{v.T("masters.access.here", "address", v.RealIP())}
		},
		said: func(v *shell.Visit, t org.Tenant) string {
			if len(t.Access.Networks) == 0 {
				return v.T("masters.access.everywhere")
			}
			return v.T("masters.access.some", "count", len(t.Access.Networks))
		},
	}
}

// networks are addresses and ranges, a line each.
func networks() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "networks", Input: ui.Field{Rows: 4, Max: 5000},
		Get: func(t org.Tenant) (lines []string) {
			for _, n := range t.Access.Networks {
				if line := n.String(); n.IsSingleIP() {
					lines = append(lines, n.Addr().String())
				} else {
					lines = append(lines, line)
				}
			}
			return lines
		},
		Set: func(t *org.Tenant, values []string) error {
			t.Access.Networks = nil
			for _, line := range desk.Lines(values) {
				n, err := org.ParseNetwork(line)
				if err != nil {
					return domain.Refuse(domain.Invalid, "why", "network", "line", line)
				}
				if !slices.Contains(t.Access.Networks, n) {
					t.Access.Networks = append(t.Access.Networks, n)
				}
			}
			return nil
		}}
}
