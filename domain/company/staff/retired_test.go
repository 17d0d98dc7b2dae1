package staff_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/org"
)

// TestRetiredRecords are taken for nobody who is not in them already, and offered in no template; whoever is in them stays
// there when the list that was written is read again.
func TestRetiredRecords(t *testing.T) {
	m := sea()
	m.kept.Departments = append(m.kept.Departments, org.Department{ID: "d5", Tenant: "t", Code: "sales2", Name: "営業部"})
	m.kept.Departments[0].Retired, m.kept.Departments[1].Retired = true, true // sales, and east, where 1001 is
	m.kept.Groups[0].Retired, m.kept.Patterns[0].Retired, m.kept.Permissions[0].Retired = true, true, true
	for line, want := range map[string]string{
		"1001,east,,end,std,":    "unchanged",
		"1001,,営業部->東日本課,,通常,":   "unchanged",
		"1001,sales,,,,":         "wrong 所属コード!retired",
		"1001,,営業部,,,":           "wrong 所属!ambiguous",
		"1001,,,15日締め,,営業管理":     "wrong 権限グループ!retired",
		"0901,,,末日締め,,営業管理":      "unchanged", // he has these rights
		"0901,plant,,15日締め,,mgr": "changed 所属コード:sales>plant 所属:営業部>製造部 締日グループ:end>mid",
		"2000,plant,,end,std,":   "wrong 締日グループ!retired 就業時間帯!retired 姓!required せい!required",
	} {
		p := look(t, m, "社員コード,所属コード,所属,締日グループ,就業時間帯,権限グループ\n"+line+"\n", staff.Options{}, nil)
		if got := said(p.Lines[0]); got != want {
			t.Errorf("%s: %s; want %s", line, got, want)
		}
	}
	var values, template bytes.Buffer
	if err := staff.WriteAllowed(&values, m.kept, "2026-11-24"); err != nil {
		t.Fatal(err)
	}
	if err := staff.Template(&template, m.kept, "2026-11-24"); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"sales,", "east,", "end,", "std,", "mgr,"} {
		if strings.Contains(values.String(), ","+code) || strings.Contains(template.String(), ","+code) {
			t.Errorf("%s is offered", code)
		}
	}
	if !strings.Contains(values.String(), ",sales2,") || !strings.Contains(template.String(), ",plant,") {
		t.Errorf("offered is %s; the template is %s", &values, &template)
	}
}
