package masters

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
)

// departments are the tree of departments (所属).
func departments() section {
	return kind[company.Department, org.Department]{
		name: "departments", columns: []string{"parent"},
		form: desk.Form[company.Department]{Key: "masters.department", Fields: []desk.Field[company.Department]{
			desk.Text("name", true, func(d *company.Department) *string { return &d.Name }),
			desk.Code(func(d *company.Department) *string { return &d.Code }),
			desk.Pick("parent", desk.OrNone(desk.Departments), func(d *company.Department) *string { return &d.Parent }),
			desk.Number("place", false, 0, company.MostPlaces, func(d *company.Department) *int { return &d.Place }),
			desk.Retired(func(d *company.Department) *bool { return &d.Retired }),
		}},
		code: func(d *company.Department) *string { return &d.Code }, title: func(d company.Department) string { return d.Name },
		retired: func(d company.Department) bool { return d.Retired },
		list:    func(f company.File) []company.Department { return f.Departments },
		put:     func(f *company.File, d company.Department) { f.Departments = append(f.Departments, d) },
		stored:  func(m *company.Masters) *[]org.Department { return &m.Departments },
		key:     func(d org.Department) (domain.ID, string) { return d.ID, d.Code },
		uses:    func(e org.Employee) []domain.ID { return []domain.ID{e.Department} }, by: "department",
		check: aboveItself, tree: tree,
	}
}

// aboveItself refuses a department below itself.
func aboveItself(all company.File, d company.Department) error {
	above := d.Parent
	for range all.Departments {
		if above == d.Code {
			return domain.Refuse(domain.Invalid, "field", "parent", "why", "above_itself")
		}
		i := slices.IndexFunc(all.Departments, func(o company.Department) bool { return o.Code == above })
		if i < 0 {
			return nil
		}
		above = all.Departments[i].Parent
	}
	return nil
}

// tree is the order of departments as a tree is read, and how deep each stands.
func tree(list []company.Department) (order, depth []int) {
	depth = make([]int, len(list))
	below := map[string][]int{}
	known := map[string]bool{"": true}
	for _, d := range list {
		known[d.Code] = true
	}
	for i, d := range list {
		parent := d.Parent
		if !known[parent] {
			parent = ""
		}
		below[parent] = append(below[parent], i)
	}
	var walk func(code string, deep int)
	walk = func(code string, deep int) {
		for _, i := range below[code] {
			order, depth[i] = append(order, i), deep
			walk(list[i].Code, deep+1)
		}
	}
	walk("", 0)
	return order, depth
}
