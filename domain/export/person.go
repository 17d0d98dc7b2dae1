package export

import (
	"cmp"
	"strings"

	"github.com/dakoku/dakoku/domain/org"
)

// Person is whose a line is, and of which closing period.
type Person struct {
	Employee   org.Employee
	Department org.Department
	GroupCode  string // 締日グループ; empty: the calendar month
	Group      string
	Span
}

// Text is a text field every line has.
func (p *Person) Text(field string) string {
	switch field {
	case "code":
		return p.Employee.Code
	case "payroll_code":
		return cmp.Or(p.Employee.PayrollCode, p.Employee.Code)
	case "name":
		return p.Employee.Name
	case "family_name", "given_name":
		family, given, _ := strings.Cut(strings.ReplaceAll(p.Employee.Name, "\u3000", " "), " ")
		if field == "given_name" {
			return strings.TrimSpace(given)
		}
		return family
	case "kana":
		return p.Employee.Kana
	case "romaji":
		return p.Employee.Romaji
	case "department_code":
		return p.Department.Code
	case "department":
		return p.Department.Name
	case "group_code":
		return p.GroupCode
	case "group":
		return p.Group
	case "month":
		return string(p.Month)
	case "from":
		return string(p.From)
	case "to":
		return string(p.To)
	}
	return ""
}
