package masters

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
)

// groups are the closing groups (締日グループ).
func groups() section {
	agreement := desk.Number("agreement_month", false, 1, 12, func(g *closing.Group) *int { return &g.Agreement })
	agreement.Options = monthsOf
	return kind[closing.Group, closing.Group]{
		name: "groups", columns: []string{"day", "label"}, dated: true,
		fresh: closing.Group{Day: 31, Label: closing.ByClosing},
		form: desk.Form[closing.Group]{Key: "masters.group", Fields: []desk.Field[closing.Group]{
			desk.Text("name", true, func(g *closing.Group) *string { return &g.Name }),
			desk.Code(func(g *closing.Group) *string { return &g.Code }),
			desk.Number("day", true, 1, 31, func(g *closing.Group) *int { return &g.Day }),
			desk.Pick("label", desk.Words("masters.group.label", closing.ByClosing, closing.ByStart), func(g *closing.Group) *closing.Label { return &g.Label }),
			agreement,
			desk.Number("agreement_day", false, 1, closing.LastBeginning, func(g *closing.Group) *int { return &g.AgreementDay }),
			desk.Retired(func(g *closing.Group) *bool { return &g.Retired }),
		}},
		code: func(g *closing.Group) *string { return &g.Code }, title: func(g closing.Group) string { return g.Name },
		retired: func(g closing.Group) bool { return g.Retired },
		list:    func(f company.File) []closing.Group { return f.Groups },
		put:     func(f *company.File, g closing.Group) { f.Groups = append(f.Groups, g) },
		stored:  func(m *company.Masters) *[]closing.Group { return &m.Groups },
		key:     func(g closing.Group) (domain.ID, string) { return g.ID, g.Code },
		since: func(g closing.Group) (dates []string) {
			for _, v := range g.Versions {
				dates = append(dates, string(v.From))
			}
			return dates
		},
		uses: func(e org.Employee) []domain.ID { return []domain.ID{e.ClosingGroup} }, by: "group",
		check: nothing[closing.Group],
	}
}
