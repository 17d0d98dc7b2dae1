// Package staff reads and writes lists of people (社員CSV): what a list would do is told line by line and cell by cell
// before anything is done. A list adds and changes people; it deletes nobody, and holds no password.
package staff

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
)

// Column is a column by its title.
type Column string

// The columns whose titles the code needs.
const (
	Code       Column = "社員コード"
	Family     Column = "姓"
	Department Column = "所属コード"
	Path       Column = "所属"
	Group      Column = "締日グループ"
	Hired      Column = "入社日"
	Left       Column = "退職日"
	Login      Column = "ログインID"
	Cards      Column = "ICカードIDm"
	Status     Column = "状態"
)

// column is how a column is written and read. take is given a text that is not empty, or, where clear allows it, an
// empty one.
type column struct {
	title Column
	also  []string // other titles
	fold  bool     // it holds a code, a number, a date: full-width letters are half-width ones
	need  bool     // somebody new has it
	clear bool     // it can be emptied
	show  func(b *book, e company.Employee) string
	take  func(b *book, e *company.Employee, text string) *Fault
}

// columns are those a list has, in the order in which one is written. The employee's code is not among them: it is the
// key and never changes.
var columns = []column{
	{title: Family, need: true, show: part(nameOf, 0), take: takePart(nameOf, 0)},
	{title: "名", clear: true, show: part(nameOf, 1), take: takePart(nameOf, 1)},
	{title: "せい", also: []string{"ふりがな(姓)"}, need: true, show: part(kanaOf, 0), take: takePart(kanaOf, 0)},
	{title: "めい", also: []string{"ふりがな(名)"}, clear: true, show: part(kanaOf, 1), take: takePart(kanaOf, 1)},
	{title: "英語姓", clear: true, show: part(romajiOf, 0), take: takePart(romajiOf, 0)},
	{title: "英語名", clear: true, show: part(romajiOf, 1), take: takePart(romajiOf, 1)},
	{title: "敬称", clear: true, show: func(_ *book, e company.Employee) string { return string(e.Title) }, take: takeTitle},
	{title: "メール1", also: []string{"メール", "メールアドレス"}, fold: true, clear: true, show: showMail(0), take: takeMail(0)},
	{title: "メール2", fold: true, clear: true, show: showMail(1), take: takeMail(1)},
	{title: "メール3", fold: true, clear: true, show: showMail(2), take: takeMail(2)},
	{title: Hired, fold: true, clear: true, show: func(_ *book, e company.Employee) string { return string(*e.Hired) }, take: takeDate(hired)},
	{title: Left, also: []string{"退社日"}, fold: true, clear: true, show: func(_ *book, e company.Employee) string { return string(*e.Left) }, take: takeDate(left)},
	{title: Department, fold: true, need: true, show: func(_ *book, e company.Employee) string { return e.Department }, take: takeRecord(inDepartments, departmentOf)},
	{title: Path, show: func(b *book, e company.Employee) string { return b.paths[e.Department] }, take: takeRecord(inDepartments, departmentOf)},
	{title: "雇用区分", clear: true, show: func(_ *book, e company.Employee) string { return employments[e.Employment] },
		take: takeWord(employments, func(e *company.Employee) *org.Employment { return &e.Employment })},
	{title: "支給形態", clear: true, show: func(_ *book, e company.Employee) string { return payForms[e.PayForm] },
		take: takeWord(payForms, func(e *company.Employee) *org.PayForm { return &e.PayForm })},
	{title: Group, need: true, show: func(_ *book, e company.Employee) string { return e.Group },
		take: takeRecord(func(b *book) *index { return &b.groups }, func(e *company.Employee) *string { return &e.Group })},
	{title: "就業時間帯", also: []string{"勤務時間"}, need: true, show: func(_ *book, e company.Employee) string { return e.Pattern },
		take: takeRecord(func(b *book) *index { return &b.patterns }, func(e *company.Employee) *string { return &e.Pattern })},
	{title: "権限グループ", clear: true, show: func(_ *book, e company.Employee) string { return e.Permission }, take: takePermission},
	{title: "打刻方法", fold: true, clear: true, show: showMethods, take: takeMethods},
	{title: "給与計算ソフト用コード", fold: true, clear: true, show: func(_ *book, e company.Employee) string { return e.PayrollCode },
		take: takeCode(func(e *company.Employee) *string { return &e.PayrollCode })},
	{title: "勤怠就業管理ソフト用コード", fold: true, clear: true, show: func(_ *book, e company.Employee) string { return e.AttendanceCode },
		take: takeCode(func(e *company.Employee) *string { return &e.AttendanceCode })},
	{title: Login, fold: true, clear: true, show: func(_ *book, e company.Employee) string { return e.Login },
		take: takeCode(func(e *company.Employee) *string { return &e.Login })},
	{title: Cards, also: []string{"ICカード"}, fold: true, clear: true, show: showCards, take: takeCards},
	{title: "ChatworkアカウントID", fold: true, show: showAccounts(domain.Chatwork), take: takeAccounts(domain.Chatwork)},
	{title: "LINEユーザーID", fold: true, show: showAccounts(domain.LINE), take: takeAccounts(domain.LINE)},
	{title: "SlackユーザーID", fold: true, show: showAccounts(domain.Slack), take: takeAccounts(domain.Slack)},
	{title: "言語", fold: true, show: func(_ *book, e company.Employee) string { return e.Language }, take: takeLanguage},
	{title: Status, also: []string{"アカウント状態"}, show: showStatus, take: takeStatus},
}

// unkept are columns of people that other programs have and Dakoku has no place for.
var unkept = titled("承認ルート")

func titled(titles ...string) map[string]bool {
	all := map[string]bool{}
	for _, t := range titles {
		all[plainTitle(t)] = true
	}
	return all
}

// byTitle are the columns by every title they may have.
var byTitle = func() map[string]Column {
	all := map[string]Column{}
	for _, title := range []string{string(Code), "社員番号", "従業員コード", "従業員番号", "code"} {
		all[plainTitle(title)] = Code
	}
	for _, c := range columns {
		for _, title := range append([]string{string(c.title)}, c.also...) {
			all[plainTitle(title)] = c.title
		}
	}
	return all
}()
