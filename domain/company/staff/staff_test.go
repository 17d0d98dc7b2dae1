package staff_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// memory is a store of one company.
type memory struct{ kept company.Masters }

func (m *memory) Masters(_ context.Context, code string) (company.Masters, error) {
	if code != m.kept.Tenant.Code {
		return company.Masters{}, nil
	}
	now := m.kept
	now.Employees, now.Accounts = slices.Clone(now.Employees), slices.Clone(now.Accounts)
	return now, nil
}

func (m *memory) Save(_ context.Context, next company.Masters) error {
	for _, e := range next.Employees {
		m.kept.Employees = slices.DeleteFunc(m.kept.Employees, func(old org.Employee) bool { return old.ID == e.ID })
		m.kept.Employees = append(m.kept.Employees, e)
	}
	for _, a := range next.Accounts {
		m.kept.Accounts = slices.DeleteFunc(m.kept.Accounts, func(old org.ChatAccount) bool {
			return old.Channel == a.Channel && (old.Employee == a.Employee || old.User == a.User)
		})
		m.kept.Accounts = append(m.kept.Accounts, a)
	}
	slices.SortFunc(m.kept.Employees, func(a, b org.Employee) int { return strings.Compare(a.Code, b.Code) })
	return nil
}

func (m *memory) person(t *testing.T, code string) org.Employee {
	t.Helper()
	for _, e := range m.kept.Employees {
		if e.Code == code {
			return e
		}
	}
	t.Fatalf("no employee %s", code)
	return org.Employee{}
}

var noon = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// sea is a company of an owner, a manager and two employees, one of whom has moved in October.
func sea() *memory {
	m := company.Masters{
		Tenant: org.Tenant{ID: "t", Code: "sea", Timezone: "Asia/Tokyo", Boundary: 300},
		Departments: []org.Department{{ID: "d1", Tenant: "t", Code: "sales", Name: "営業部"}, {ID: "d2", Tenant: "t", Code: "east", Name: "東日本課", Parent: "d1"},
			{ID: "d3", Tenant: "t", Code: "plant", Name: "製造部"}, {ID: "d4", Tenant: "t", Code: "east2", Name: "東日本課", Parent: "d3"}},
		Groups:      []closing.Group{{ID: "g1", Tenant: "t", Code: "end", Name: "末日締め", Day: 31}, {ID: "g2", Tenant: "t", Code: "mid", Name: "15日締め", Day: 15}, {ID: "g3", Tenant: "t", Code: "start", Name: "開始月", Day: 15, Label: closing.ByStart}},
		Patterns:    []worktime.Pattern{{ID: "p1", Tenant: "t", Code: "std", Name: "通常"}},
		Permissions: []org.PermissionGroup{{ID: "m1", Tenant: "t", Code: "mgr", Name: "営業管理"}},
		Channels: []org.Channel{{ID: "c1", Tenant: "t", Key: "sea-line", Kind: domain.LINE}, {ID: "c2", Tenant: "t", Key: "sea-slack", Kind: domain.Slack},
			{ID: "c3", Tenant: "t", Key: "sea-slack2", Kind: domain.Slack}},
		Accounts: []org.ChatAccount{{ID: "a1", Tenant: "t", Channel: "c1", User: "U1", Employee: "e3"}, {ID: "a2", Tenant: "t", Channel: "c3", User: "US", Employee: "e3"}},
	}
	for i, e := range []org.Employee{
		{Code: "0001", Name: "鈴木 一郎", Role: domain.Owner, Login: "suzuki", Password: "$argon2id$owner"},
		{Code: "0901", Name: "佐藤 花子", Role: domain.Manager, PermissionGroup: "m1"},
		{Code: "1001", Name: "田中　太郎", Kana: "たなか たろう", Romaji: "Taro von Tanaka", Role: domain.Employee, Methods: []domain.Door{domain.LINE, domain.Me}, Cards: []string{"0114A1", "0114A2"},
			PayrollCode: "=T1", Hired: "2020-04-01", Versions: []org.Assignment{{Department: "d3", ClosingGroup: "g1", WorkPattern: "p1"}, {From: "2026-10-01", Department: "d2", ClosingGroup: "g1", WorkPattern: "p1"}}},
		{Code: "1002", Name: "=山田", Role: domain.Employee, Kana: "やまだ"},
	} {
		e.ID, e.Tenant, e.Active, e.Language = domain.ID(fmt.Sprint("e", i+1)), "t", true, "ja"
		e.Department, e.ClosingGroup, e.WorkPattern = "d1", "g1", "p1"
		if len(e.Versions) > 0 {
			e.Department = e.Versions[0].Department
		}
		m.Employees = append(m.Employees, e)
	}
	return &memory{m}
}

func look(t *testing.T, m *memory, list string, o staff.Options, mapping map[string]string) staff.Prospect {
	t.Helper()
	table, err := staff.Read(strings.NewReader(list), "list.csv", mapping)
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	p, err := staff.Look(t.Context(), m, "sea", table, o, company.Tools{Now: noon, NewID: func() domain.ID { ids++; return domain.ID(fmt.Sprint("n", ids)) }})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// what a line does, in one text.
func said(l staff.Line) string {
	parts := []string{string(l.State)}
	for _, c := range l.Cells {
		parts = append(parts, fmt.Sprintf("%s:%s>%s", c.Column, c.Before, c.After))
	}
	for _, f := range l.Faults {
		parts = append(parts, fmt.Sprintf("%s!%s", f.Column, f.Why))
	}
	return strings.Join(parts, " ")
}

func TestLines(t *testing.T) {
	for _, tc := range []struct{ name, header, line, want string }{
		{"a name", "名,社員コード", "次郎,1001", "changed 名:太郎>次郎"},
		{"the same name", "姓,名,社員コード", "田中,太郎,1001", "unchanged"},
		{"an empty cell", "社員コード,名,所属", "1001,,", "unchanged"},
		{"cleared", "社員コード,名,ICカードIDm,入社日", "1001,（空）,(空),(空)", "changed 名:太郎> 入社日:2020-04-01> ICカードIDm:0114A1;0114A2>"},
		{"not to be cleared", "社員コード,せい,LINEユーザーID", "1001,(空),(空)", "wrong せい!required LINEユーザーID!required"},
		{"an era", "社員コード,入社日", "1001,令和８年１１月２４日", "changed 入社日:2020-04-01>2026-11-24"},
		{"a first year", "社員コード,入社日", "1001,平成元年4月1日", "changed 入社日:2020-04-01>1989-04-01"},
		{"slashes", "社員コード,退職日", "1001,2026/12/1", "changed 退職日:>2026-12-01"},
		{"before the first day", "社員コード,退職日", "1001,2019/12/1", "wrong 退職日!order"},
		{"no date", "社員コード,入社日", "1001,2026-02-30", "wrong 入社日!date"},
		{"no century", "社員コード,入社日", "1001,26/11/24", "wrong 入社日!date"},
		{"a path", "社員コード,所属", "1001,製造部 -> 東日本課", "changed 所属コード:east>east2 所属:営業部->東日本課>製造部->東日本課"},
		{"an ambiguous department", "社員コード,所属", "1001,東日本課", "wrong 所属!ambiguous"},
		{"two departments", "社員コード,所属コード,所属", "1001,plant,営業部", "wrong 所属!disagrees"},
		{"one of two columns changed", "社員コード,所属コード,所属", "1001,plant,営業部->東日本課", "changed 所属コード:east>plant 所属:営業部->東日本課>製造部"},
		{"a group by its name", "社員コード,締日グループ", "1001,１５日締め", "changed 締日グループ:end>mid"},
		{"no group", "社員コード,締日グループ", "1001,5日締め", "wrong 締日グループ!unknown"},
		{"a group of other periods", "社員コード,締日グループ", "1001,start", "wrong 締日グループ!moves"},
		{"folded", "社員コード,ログインID", "１００１,ｔａｒｏ", "changed ログインID:>taro"},
		{"a login that is taken", "社員コード,ログインID", "1001,Suzuki", "wrong ログインID!taken"},
		{"a card that is taken", "社員コード,ICカードIDm", "1002,0114a1;0114B1", "wrong ICカードIDm!taken"},
		{"cards", "社員コード,ICカードIDm", "1001,0114a1;0114B1", "changed ICカードIDm:0114A1;0114A2>0114A1;0114B1"},
		{"another account", "社員コード,LINEユーザーID", "1001,U2", "changed LINEユーザーID:U1>U2"},
		{"an account of somebody", "社員コード,LINEユーザーID", "1002,U1", "wrong !taken"},
		{"which channel", "社員コード,SlackユーザーID", "1002,U9", "wrong SlackユーザーID!channel"},
		{"an account more", "社員コード,SlackユーザーID", "1001,sea-slack:U9;sea-slack2:US", "changed SlackユーザーID:sea-slack2:US>sea-slack2:US;sea-slack:U9"},
		{"an account fewer", "社員コード,SlackユーザーID", "1001,sea-slack:U9", "wrong SlackユーザーID!unlink"},
		{"no such channel", "社員コード,ChatworkアカウントID", "1001,77", "wrong ChatworkアカウントID!channel"},
		{"a manager", "社員コード,権限グループ", "1001,営業管理", "changed 権限グループ:>mgr"},
		{"methods", "社員コード,打刻方法", "1001,LINE;card", "changed 打刻方法:line;me>line;card"},
		{"no method", "社員コード,打刻方法", "1001,fax", "wrong 打刻方法!choice"},
		{"a title", "社員コード,敬称", "1001,ｄｒ", "changed 敬称:>Dr."},
		{"no title", "社員コード,敬称", "1001,様", "wrong 敬称!choice"},
		{"mails", "社員コード,メール1,メール3", "1001,taro@example.com,ｔ@example.jp", "changed メール1:>taro@example.com メール3:>t@example.jp"},
		{"no mail", "社員コード,メール2", "1001,taro＠umi", "wrong メール2!mail"},
		{"terms", "社員コード,雇用区分,支給形態,勤怠就業管理ソフト用コード", "1001,契約,hourly,００７", "changed 雇用区分:>契約社員 支給形態:>時給 勤怠就業管理ソフト用コード:>007"},
		{"no employment", "社員コード,雇用区分", "1001,嘱託", "wrong 雇用区分!choice"},
		{"a state", "社員コード,状態", "1001,無効", "changed 状態:有効>無効"},
		{"the owner stays", "社員コード,状態", "0001,無効", "wrong 状態!stays"},
		{"the owner stays beyond his last day", "社員コード,退職日", "0001,2027-03-31", "wrong 退職日!stays"},
		{"zeros lost", "社員コード,名", "901,花", "wrong 社員コード!zeros"},
		{"somebody new", "社員コード,姓,せい,所属,締日グループ,就業時間帯", "2000,林,はやし,sales,end,std",
			"new 姓:>林 せい:>はやし 所属コード:>sales 所属:>営業部 締日グループ:>end 就業時間帯:>std 言語:>ja 状態:>有効"},
		{"somebody new without what he needs", "社員コード,姓", "2000,林", "wrong せい!required 所属コード!required 締日グループ!required 就業時間帯!required"},
		{"somebody new whose given name alone is read", "社員コード,姓,めい,所属,締日グループ,就業時間帯", "2000,林,いち,sales,end,std", "wrong せい!required"},
		{"nobody", "社員コード,姓", ",林", "wrong 社員コード!required"},
		{"a cell too many", "社員コード,姓", "1001,田中,x", "wrong !cells"},
		{"a formula", "社員コード,姓", "1002,'=山田", "unchanged"},
		{"a quote", "社員コード,姓", "1001,田\"中\"", "wrong !quote"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := look(t, sea(), tc.header+"\n"+tc.line+"\n", staff.Options{}, nil)
			if len(p.Lines) != 1 || said(p.Lines[0]) != tc.want {
				t.Errorf("%v; want %s", p.Lines, tc.want)
			}
			for _, f := range p.Lines[0].Faults {
				if strings.Contains(f.String(), "%!") || f.String() == "" {
					t.Errorf("it is told as %q", f)
				}
			}
		})
	}
}

// What was written is read back as it is, in every form a spreadsheet makes of it.
func TestExportImportsUnchanged(t *testing.T) {
	m := sea()
	var out bytes.Buffer
	if err := staff.Write(&out, m.kept, "2026-11-24"); err != nil {
		t.Fatal(err)
	}
	list := out.String()
	for _, secret := range []string{"argon", "パスワード"} {
		if strings.Contains(list, secret) {
			t.Errorf("%q is in %s", secret, list)
		}
	}
	if !strings.Contains(list, ",'=山田,") || !strings.Contains(list, ",'=T1,") {
		t.Errorf("a formula would run: %s", list)
	}
	sjis, err := japanese.ShiftJIS.NewEncoder().String(strings.TrimPrefix(list, "\ufeff"))
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string]string{
		"as it is": list, "no mark": strings.TrimPrefix(list, "\ufeff"), "lf": strings.ReplaceAll(list, "\r\n", "\n"),
		"tabs": strings.ReplaceAll(list, ",", "\t"), "Shift_JIS": sjis, "slashes": strings.ReplaceAll(list, "2020-04-01", "2020/4/1"),
	} {
		for _, o := range []staff.Options{{}, {EmptyClears: true}} {
			p := look(t, m, form, o, nil)
			if p.Count(staff.Unchanged) != 4 || len(p.Ignored)+len(p.Absent)+len(p.Unkept) > 0 || p.From != "2026-11-24" {
				t.Errorf("%s: %v %v %v", name, p.Lines, p.Ignored, p.Absent)
			}
		}
	}
}

func TestApplyingAList(t *testing.T) {
	m := sea()
	list := "社員コード,名,所属コード,パスワード,承認ルート\n1001,次郎,plant,secret,R1\n1002,,nowhere,,\n"
	p := look(t, m, list, staff.Options{}, nil)
	if err := p.Apply(t.Context(), m); !domain.Is(err, domain.Invalid) || m.person(t, "1001").Name != "田中　太郎" {
		t.Errorf("a list with a mistake: %v, %+v", err, m.person(t, "1001"))
	}
	if !slices.Equal(p.Ignored, []string{"パスワード"}) || !slices.Equal(p.Unkept, []string{"承認ルート"}) || p.Good().String() != "2" ||
		len(p.Absent) != 2 || p.Absent[0].Code != "0001" {
		t.Errorf("%+v", p.Report)
	}
	pick, err := staff.ParsePick("2, 9-12")
	if err != nil {
		t.Fatal(err)
	}
	if err := look(t, m, list, staff.Options{Lines: pick, From: "2026-12-01"}, nil).Apply(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	e := m.person(t, "1001")
	if e.Name != "田中 次郎" || e.On("2026-11-30").Department != "d2" || e.On("2026-12-01").Department != "d3" || len(e.Versions) != 3 || len(m.kept.Employees) != 4 {
		t.Errorf("%+v", e)
	}
	if err := look(t, m, "社員コード,権限グループ,LINEユーザーID\n1001,mgr,U7\n", staff.Options{}, nil).Apply(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if e := m.person(t, "1001"); e.Role != domain.Manager || e.PermissionGroup != "m1" || len(m.kept.Accounts) != 2 {
		t.Errorf("%+v %+v", e, m.kept.Accounts)
	}
	if e := m.person(t, "0001"); e.Password != "$argon2id$owner" || e.Role != domain.Owner {
		t.Errorf("%+v", e)
	}
}

func TestColumnsByOtherNames(t *testing.T) {
	p := look(t, sea(), "No,１001の苗字\n1001,林\n", staff.Options{}, map[string]string{"No": "社員コード", "1001の苗字": "姓"})
	if got := said(p.Lines[0]); got != "changed 姓:田中>林" {
		t.Error(got)
	}
	for name, tc := range map[string]struct {
		list    string
		mapping map[string]string
	}{
		"empty": {"", nil}, "no code": {"姓\n林\n", nil}, "a column twice": {"社員コード,姓,姓\n", nil}, "no such column": {"社員コード,x\n", map[string]string{"x": "身長"}},
		"no such title": {"社員コード\n", map[string]string{"x": "姓"}},
	} {
		if _, err := staff.Read(strings.NewReader(tc.list), "list.csv", tc.mapping); !domain.Is(err, domain.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFoldsAndDoublesAreTold(t *testing.T) {
	p := look(t, sea(), "社員コード,名\n１００１,次郎\n1001,三郎\n,\n1002,花\n", staff.Options{}, nil)
	if len(p.Lines) != 3 || len(p.Lines[0].Folds) != 1 || p.Lines[0].Folds[0].Read != "1001" || p.Lines[1].Faults[0].Why != staff.Repeated || p.Lines[2].Number != 5 {
		t.Errorf("%+v", p.Lines)
	}
	for _, wrong := range []string{"", "1", "5-3", "a", "2-"} {
		if _, err := staff.ParsePick(wrong); err == nil {
			t.Errorf("%q are lines", wrong)
		}
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	m := sea()
	m.kept.Employees[0].Role, m.kept.Employees[1].Role = domain.Admin, domain.Admin
	p := look(t, m, "社員コード,状態,退職日\n0001,無効,\n0901,,2026-12-31\n1001,無効,\n", staff.Options{}, nil)
	if p.Lines[0].State != staff.Changed || said(p.Lines[1]) != "wrong 退職日!stays" || p.Lines[2].State != staff.Changed {
		t.Errorf("%v", p.Lines)
	}
}
