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

// permissions are what managers may do, and with whose records (権限グループ).
func permissions() section {
	return kind[company.Permission, org.PermissionGroup]{
		name: "permissions", columns: []string{"can", "departments"}, fresh: company.Permission{Can: slices.Clone(org.Rights)},
		form: desk.Form[company.Permission]{Key: "masters.permission", Fields: []desk.Field[company.Permission]{
			desk.Text("name", true, func(g *company.Permission) *string { return &g.Name }),
			desk.Code(func(g *company.Permission) *string { return &g.Code }),
			desk.Ticks("can", desk.Words("masters.permission.can", org.Rights...), func(g *company.Permission) *[]org.Right { return &g.Can }),
			desk.Ticks("departments", desk.Departments, func(g *company.Permission) *[]string { return &g.Departments }),
			desk.Retired(func(g *company.Permission) *bool { return &g.Retired }),
		}},
		code: func(g *company.Permission) *string { return &g.Code }, title: func(g company.Permission) string { return g.Name },
		retired: func(g company.Permission) bool { return g.Retired },
		list:    func(f company.File) []company.Permission { return f.Permissions },
		put:     func(f *company.File, g company.Permission) { f.Permissions = append(f.Permissions, g) },
		stored:  func(m *company.Masters) *[]org.PermissionGroup { return &m.Permissions },
		key:     func(g org.PermissionGroup) (domain.ID, string) { return g.ID, g.Code },
		uses:    func(e org.Employee) []domain.ID { return []domain.ID{e.PermissionGroup} },
		check: func(_ company.File, g company.Permission) error {
			switch {
			case len(g.Can) == 0:
				return domain.Refuse(domain.Invalid, "field", "can", "why", "missing_choice")
			case len(g.Departments) == 0:
				return domain.Refuse(domain.Invalid, "field", "departments", "why", "missing_choice")
			}
			return nil
		},
		extra: holders,
	}
}

// mostHolders is how many people a page names.
const mostHolders = 20

// holders lead to whoever has the rights.
func holders(_ *Pages, v *shell.Visit, m company.Masters, g org.PermissionGroup, f *Form) error {
	more := 0
	for _, e := range m.Employees {
		switch {
		case e.PermissionGroup != g.ID || !e.Active:
		case len(f.Links) == mostHolders:
			more++
		default:
			f.Links = append(f.Links, ui.Link{Path: desk.People + "/" + string(e.ID), Label: e.DisplayName(v.Lang())})
		}
	}
	switch {
	case len(f.Links) == 0:
		f.Notes = append(f.Notes, v.T("masters.permission.nobody"))
	case more > 0:
		f.Notes = append(f.Notes, v.T("masters.permission.more", "count", len(f.Links)+more))
	default:
		f.Notes = append(f.Notes, v.T("masters.permission.holders"))
	}
	return nil
}
