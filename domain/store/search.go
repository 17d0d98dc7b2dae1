package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

var _ org.Directory = Org{}

// Page implements org.Directory.
func (o *orgStore) Page(ctx context.Context, s org.Search, from, size int) (people []org.Employee, total int, err error) {
	where, args := o.narrowed(s)
	if err := o.store.on(ctx).Raw("SELECT count(*)"+where, args...).Find(&total).Error; err != nil || total == 0 {
		return nil, 0, fault("people", err)
	}
	err = o.store.on(ctx).Raw("SELECT "+fieldsOf[org.Employee]("p")+where+ordered(s)+" LIMIT ? OFFSET ?",
		append(args, size, from)...).Find(&people).Error
	return people, total, fault("people", err)
}

// Codes implements org.Directory.
func (o *orgStore) Codes(ctx context.Context, s org.Search) (codes []string, err error) {
	where, args := o.narrowed(s)
	err = o.store.on(ctx).Raw("SELECT p.code"+where+ordered(s), args...).Find(&codes).Error
	return codes, fault("people", err)
}

// AccountsOfAll implements org.Directory.
func (o *orgStore) AccountsOfAll(ctx context.Context, tenant domain.ID, people []domain.ID) (all []org.ChatAccount, err error) {
	for some := range slices.Chunk(people, idsAtOnce) {
		found, err := list[org.ChatAccount](ctx, o.store, "chat accounts", "linked_at DESC, id DESC", "tenant_id = ? AND employee_id IN ?", string(tenant), some)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// assigned is what of a person has versions, as of the date: p.v is the version in force, if he has any.
func assigned(column, field string) string {
	return "CASE WHEN p.v IS NULL THEN p." + column + " ELSE coalesce(p.v ->> '" + field + "', '') END"
}

// mostSought is how many words of a search count: nobody looks for more, and an address holds thousands.
const mostSought = 10

// narrowed is the FROM and the WHERE of a search.
func (o *orgStore) narrowed(s org.Search) (string, []any) {
	args := []any{string(s.On), string(s.Tenant)}
	var where []string
	add := func(condition string, values ...any) { where, args = append(where, condition), append(args, values...) }
	for _, w := range s.Words[:min(len(s.Words), mostSought)] {
		var ways []string
		var values []any
		for _, spelling := range spellings(w) {
			ways, values = append(ways, "p.sought LIKE ? ESCAPE '!'"), append(values, "%"+spelling+"%")
		}
		add("("+strings.Join(ways, " OR ")+")", values...)
	}
	if len(s.Departments) > 0 {
		add(assigned("department_id", "department")+" IN ?", s.Departments)
	}
	for _, x := range []struct {
		of, value string
	}{
		{assigned("site_id", "site"), string(s.Site)}, {assigned("closing_group_id", "closing_group"), string(s.Group)},
		{assigned("work_pattern_id", "work_pattern"), string(s.Pattern)}, {"p.permission_group_id", string(s.Permission)},
		{"p.employment", string(s.Employment)}, {"p.pay_form", string(s.PayForm)}, {"p.role", string(s.Role)},
	} {
		if x.value != "" {
			add(x.of+" = ?", x.value)
		}
	}
	if condition := standings[s.Standing]; condition != "" {
		add(condition, slices.Repeat([]any{string(s.On)}, strings.Count(condition, "?"))...)
	}
	if condition := reaches[s.Reach]; condition != "" {
		add(condition)
	}
	from := fmt.Sprintf(" FROM (SELECT t.*, %s AS v, %s AS sought FROM employee t WHERE t.tenant_id = ?) p", o.store.engine.version, sought)
	if len(where) == 0 {
		return from, args
	}
	return from + " WHERE " + strings.Join(where, " AND "), args
}

// sought is the text that is searched.
const sought = "lower(t.code || ' ' || t.name || ' ' || replace(replace(t.name, ' ', ''), '　', '') || ' ' || t.kana || ' ' || " +
	"replace(replace(t.kana, ' ', ''), '　', '') || ' ' || t.romaji || ' ' || t.login || ' ' || coalesce(CAST(t.mails AS TEXT), ''))"

var standings = map[org.Standing]string{
	org.Gone:    "p.left_on <> '' AND p.left_on < ?",
	org.Barred:  "NOT p.active AND NOT (p.left_on <> '' AND p.left_on < ?)",
	org.Joining: "p.active AND NOT (p.left_on <> '' AND p.left_on < ?) AND p.hired_on > ?",
	org.Working: "p.active AND NOT (p.left_on <> '' AND p.left_on < ?) AND p.hired_on <= ?",
}

const account = "EXISTS (SELECT 1 FROM chat_account a WHERE a.tenant_id = p.tenant_id AND a.employee_id = p.id"

var reaches = map[org.Reach]string{
	org.Linked: account + ")", org.Unlinked: "NOT " + account + ")", org.Unreachable: account + " AND a.unreachable)",
	org.Lost: "NOT " + account + " AND NOT a.unreachable)",
}

// ordered is the ORDER BY of a search. An order nobody knows is that by codes.
func ordered(s org.Search) string {
	key := map[org.Order]string{
		org.ByKana: "p.kana", org.ByHired: "p.hired_on",
		org.ByDepartment: "(SELECT d.code FROM department d WHERE d.id = " + assigned("department_id", "department") + ")",
		org.ByRole:       "CASE p.role WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 WHEN 'manager' THEN 2 ELSE 3 END",
	}[s.Order]
	way := " ASC"
	if s.Down {
		way = " DESC"
	}
	if key == "" {
		return " ORDER BY p.code" + way
	}
	return " ORDER BY " + key + way + ", p.code" + way
}

// spellings are the ways a word may stand in a text: in half-width letters, as ひらがな and as カタカナ.
func spellings(word string) []string {
	hira := strings.Map(func(r rune) rune {
		switch {
		case r >= 'ァ' && r <= 'ヶ':
			return r - 'ァ' + 'ぁ'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, word)
	kata := strings.Map(func(r rune) rune {
		if r >= 'ぁ' && r <= 'ゖ' {
			return r - 'ぁ' + 'ァ'
		}
		return r
	}, hira)
	escape := strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")
	all := []string{escape.Replace(strings.ToLower(clean(hira))), escape.Replace(strings.ToLower(clean(kata)))}
	return slices.Compact(all)
}
