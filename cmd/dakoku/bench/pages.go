package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// pagePeople is the size of the company whose pages are measured.
const pagePeople = 10_000

// The pages that are measured. Pages are sent without images and scripts, which the browser keeps.
var measuredPages = []struct{ what, path string }{
	{"My recorder", "/me"}, {"one's own month", "/portal/month"}, {"who is in", "/team"}, {"the queue of 50 requests", "/team/queue"},
}

const (
	punchers  = 40  // people who are signed in and punch
	perPage   = 100 // requests of each page
	pageBytes = 100_000
)

// pages is what people wait for on pages: the answer's time, over loopback, with a year of punches of 10,000 people. One
// browser asks after another: how many can be served is P1's subject.
func pages(ctx context.Context, o options, r *report) error {
	line := newPlatform()
	defer line.Close()
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_pages")
	if err != nil {
		return err
	}
	o.people = pagePeople
	s, err := start(ctx, o, "pages", database, line, o.redis)
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.year(ctx); err != nil {
		return err
	}
	if err := s.logins(ctx); err != nil {
		return err
	}
	took, err := s.punches(ctx)
	if err != nil {
		return err
	}
	punched, err := s.count(ctx, "punch WHERE source = 'me'")
	if err != nil {
		return err
	}
	if punched != len(took) {
		return fmt.Errorf("%d punches were sent by page, %d are there", len(took), punched)
	}
	r.row("pages of 10,000 people with a year of punches, ms, p50; p99: a punch", times(took), "p99 ≤ 100")
	boss, err := s.signIn("boss")
	if err != nil {
		return err
	}
	for _, page := range measuredPages {
		took, size, err := boss.opened(page.path)
		if err != nil {
			return err
		}
		if size > pageBytes {
			return fmt.Errorf("%s has %d bytes", page.path, size)
		}
		r.row("— "+page.what, fmt.Sprintf("%s; %.0f kB", times(took), float64(size)/1000), "p99 ≤ 100; ≤ 100 kB")
	}
	return nil
}

func times(took []time.Duration) string {
	return fmt.Sprintf("%.0f; %.0f", percentile(took, 0.5), percentile(took, 0.99))
}

// year writes an in and an out on every working day of a year for everybody, and this morning's in, behind the program's back.
func (s *server) year(ctx context.Context) error {
	for _, statement := range []string{`
		INSERT INTO punch (id, tenant_id, seq, employee_id, kind, at, received_at, business_date, source, source_ref, state, receipt, hash, prev_hash)
		SELECT gen_random_uuid()::text, e.tenant_id, 1000000000 + row_number() OVER (), e.id, k.kind, t, t, to_char(d.date, 'YYYY-MM-DD'),
			'line', to_char(d.date, 'YYYYMMDD') || k.kind || e.code, 'effective', 'ABCD', repeat('0', 64), repeat('0', 64)
		FROM (SELECT date::date FROM generate_series(current_date - 366, current_date - 2, '1 day') AS date WHERE extract(isodow FROM date) < 6) AS d
		CROSS JOIN (VALUES ('in', 535), ('out', 1085)) AS k (kind, minute)
		CROSS JOIN employee AS e
		CROSS JOIN LATERAL (SELECT (d.date::timestamp AT TIME ZONE 'Asia/Tokyo') + make_interval(mins => k.minute + extract(day FROM d.date)::int % 5) AS t) AS x`, `
		INSERT INTO punch (id, tenant_id, seq, employee_id, kind, at, received_at, business_date, source, source_ref, state, receipt, hash, prev_hash)
		SELECT gen_random_uuid()::text, tenant_id, 2000000000 + row_number() OVER (), id, 'in', t, t,
			to_char(t AT TIME ZONE 'Asia/Tokyo' - interval '5 hours', 'YYYY-MM-DD'), 'line', 'today' || code, 'effective', 'ABCD', repeat('0', 64), repeat('0', 64)
		FROM employee, (SELECT now() - interval '10 minutes' AS t) AS x WHERE substr(code, 5) <> '0'`, `
		INSERT INTO request (id, tenant_id, number, employee_id, by_id, door, ref, business_date, changes, day_version, state, revision, approver_id, level,
			decided_by, comment, last_ref, created_at, updated_at)
		SELECT gen_random_uuid()::text, tenant_id, 1000 + row_number() OVER (ORDER BY code), id, id, 'line', 'asked' || code, d, json_build_array(json_build_object(
			'op', 'add', 'kind', 'break_start', 'at', d || 'T12:00:00+09:00'))::text::jsonb, '', 'pending', 1, '', 0, '', '', '', now(), now()
		FROM employee, (SELECT to_char(current_date - 2 - (extract(isodow FROM current_date)::int % 7), 'YYYY-MM-DD') AS d) AS x WHERE code BETWEEN '00100' AND '00149'`,
		"ANALYZE"} {
		if _, err := s.db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("a year of punches: %w", err)
		}
	}
	return nil
}

// logins lets everybody sign in. One password is hashed and copied: ten thousand would take minutes.
func (s *server) logins(ctx context.Context) error {
	file := filepath.Join(s.dir, "boss.yaml")
	first := bytes.Replace(companyFile(1), []byte("role: employee"), []byte(`role: owner, login: boss, password: "bench-password"`), 1)
	if err := os.WriteFile(file, first, 0o600); err != nil {
		return err
	}
	if out, err := s.verb(ctx, "seed", file); err != nil {
		return fmt.Errorf("seed: %w: %s", err, out)
	}
	_, err := s.db.ExecContext(ctx, "UPDATE employee SET login = 'p' || code, password = (SELECT password FROM employee WHERE login = 'boss') WHERE login <> 'boss'")
	return err
}

// visitor is a browser somebody is signed in with.
type visitor struct {
	url    string
	client *http.Client
}

func (s *server) signIn(login string) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visitor{url: s.url, client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	_, _, err = v.ask(http.MethodPost, "/sign-in", url.Values{"company": {"bench"}, "login": {login}, "password": {"bench-password"}}, http.StatusSeeOther)
	return v, err
}

// ask sends a request and returns the page and how long it took.
func (v *visitor) ask(method, path string, form url.Values, want int) (string, time.Duration, error) {
	req, err := http.NewRequest(method, v.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	began := time.Now()
	answer, err := v.client.Do(req)
	if err != nil {
		return "", 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	took := time.Since(began)
	if err == nil && answer.StatusCode != want {
		err = fmt.Errorf("%s %s answered %d, want %d: %.300s", method, path, answer.StatusCode, want, body)
	}
	return string(body), took, err
}

var formName = regexp.MustCompile(`name="form" value="([^"]+)"`)

// punches lets people press what their page offers, several times each, and returns how long each press took.
func (s *server) punches(ctx context.Context) (took []time.Duration, err error) {
	for i := range punchers {
		v, err := s.signIn(fmt.Sprintf("p%05d", 200+10*i)) // those whose code ends in 0 have not come yet
		if err != nil {
			return nil, err
		}
		for _, kind := range []string{"in", "break_start", "break_end", "leave", "return"} {
			page, _, err := v.ask(http.MethodGet, "/me", nil, http.StatusOK)
			if err != nil {
				return nil, err
			}
			name := formName.FindStringSubmatch(page)
			if name == nil || ctx.Err() != nil {
				return nil, fmt.Errorf("/me has no form: %.300s %w", page, ctx.Err())
			}
			_, one, err := v.ask(http.MethodPost, "/me/punch", url.Values{"form": {name[1]}, "kind": {kind}}, http.StatusSeeOther)
			if err != nil {
				return nil, err
			}
			took = append(took, one)
		}
	}
	return took, nil
}

// opened asks for a page again and again and returns how long each answer took and the largest one's size. The first is
// not counted: it may be the one that keeps a month's figures.
func (v *visitor) opened(path string) (took []time.Duration, size int, err error) {
	for i := range perPage + 1 {
		page, one, err := v.ask(http.MethodGet, path, nil, http.StatusOK)
		if err != nil {
			return nil, 0, err
		}
		if size = max(size, len(page)); i > 0 {
			took = append(took, one)
		}
	}
	return took, size, nil
}
