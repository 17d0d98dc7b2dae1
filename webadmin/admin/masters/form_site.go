package masters

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
)

// sites are the places of work and what may be punched with there (拠点).
func sites() section {
	return kind[org.Site, org.Site]{
		name: "sites", columns: []string{"methods"},
		form: desk.Form[org.Site]{Key: "masters.site", Fields: []desk.Field[org.Site]{
			desk.Text("name", true, func(s *org.Site) *string { return &s.Name }),
			desk.Code(func(s *org.Site) *string { return &s.Code }),
			desk.Ticks("methods", desk.Doors, func(s *org.Site) *[]domain.Door { return &s.Methods }),
			desk.Retired(func(s *org.Site) *bool { return &s.Retired }),
		}},
		code: func(s *org.Site) *string { return &s.Code }, title: func(s org.Site) string { return s.Name },
		retired: func(s org.Site) bool { return s.Retired },
		list:    func(f company.File) []org.Site { return f.Sites },
		put:     func(f *company.File, s org.Site) { f.Sites = append(f.Sites, s) },
		stored:  func(m *company.Masters) *[]org.Site { return &m.Sites },
		key:     func(s org.Site) (domain.ID, string) { return s.ID, s.Code },
		uses:    func(e org.Employee) []domain.ID { return []domain.ID{e.Site} }, by: "site",
		check: nothing[org.Site],
	}
}

// nothing is what there is to be checked where each field stands for itself.
func nothing[T any](company.File, T) error { return nil }
