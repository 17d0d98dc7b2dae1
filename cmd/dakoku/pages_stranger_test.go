package main

import (
	"database/sql"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

// rowsOf is all of a company's rows as text, table by table, and one id of each.
func (p *pagesOf) rowsOf(company string) (text map[string]string, ids []string) {
	p.t.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(p.app.config.DatabaseURL, "sqlite:"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	list := func(statement string, args ...any) (all []string) {
		rows, err := db.QueryContext(p.t.Context(), statement, args...)
		if err != nil {
			p.t.Fatal(statement, err)
		}
		defer rows.Close()
		for rows.Next() {
			var one string
			if err := rows.Scan(&one); err != nil {
				p.t.Fatal(statement, err)
			}
			all = append(all, one)
		}
		return all
	}
	text = map[string]string{}
	for _, table := range list(`SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'tenant_id'`) {
		columns := list(`SELECT name FROM pragma_table_info(?) WHERE type <> 'BLOB'`, table)
		text[table] = strings.Join(list(`SELECT json_array("`+strings.Join(columns, `", "`)+`") FROM `+table+` WHERE tenant_id = ? ORDER BY 1`, string(p.tenant(company).ID)), "\n")
		if i := strings.Index(strings.Join(columns, " ")+" ", "id "); i == 0 && text[table] != "" {
			var first []any
			if err := json.Unmarshal([]byte(strings.SplitN(text[table], "\n", 2)[0]), &first); err != nil {
				p.t.Fatal(err)
			}
			if id, ok := first[0].(string); ok {
				ids = append(ids, id)
			}
		}
	}
	return text, ids
}

var parameter = regexp.MustCompile(`:[a-z]+`)

// TestStranger: the owner of another company asks every route for every kind of record of the demo company, by ids and numbers
// he should not know. He reads nobody's name there, and not a row of it changes. A new route or table joins by itself.
func TestStranger(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite", demoText(t), "company: {code: ura, name: 裏}\nclosing_groups: [{code: end, name: 末, day: 31}]\nemployees: [{code: '1', name: Stranger, login: stranger, password: stranger-demo, role: owner, closing_group: end}]")
	p.wishes("umi", "tanaka", worktime.In, "2026-11-19", "9:00", "")
	b := p.browser()
	b.signIn("stranger", "stranger-demo", "company", "ura").wants(t, 303)
	before, ids := p.rowsOf("umi")
	if len(ids) < 10 {
		t.Fatalf("only %d kinds of records", len(ids))
	}
	for _, r := range p.shell.Routes() {
		if !strings.Contains(r.Path, ":") {
			continue
		}
		for _, id := range append(ids, "1", "1001") {
			path := parameter.ReplaceAllString(r.Path, url.PathEscape(id))
			form := url.Values{"form": {"01234567-89ab-7def-8123-456789abcdef"}, "verb": {"approve"}, "do": {"lock"}, "reason": {"x"}, "comment": {"x"}, "answer": {"1"}, "person": {id}, "sure": {"1"}}
			a := b.send(r.Method, path, form)
			if strings.Contains(a.body, "田中") || strings.Contains(a.body, "営業部") || a.StatusCode >= 500 {
				t.Errorf("%s %s: %d, and what is umi's is told", r.Method, path, a.StatusCode)
			}
		}
	}
	after, _ := p.rowsOf("umi")
	for table, was := range before {
		if after[table] != was {
			t.Errorf("%s of umi was changed", table)
		}
	}
}
