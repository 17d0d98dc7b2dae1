package store_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// A connection keeps the plan of a statement it has run a few times. Made while a company's tables are empty, whether
// PostgreSQL was told so or knows nothing of them, it must still look each row up when they hold ten thousand people.
func TestPlansOfEmptyTablesLookRowsUp(t *testing.T) {
	for name, first := range map[string]string{"never analyzed": "RESET ALL", "analyzed while empty": "ANALYZE"} {
		t.Run(name, func(t *testing.T) {
			s := storetest.Open(t, "postgres")
			storetest.Query(t, s, first, nil)
			kept := storetest.Twin(t, s, func(c *store.Config) { c.URL = withGenericPlans(t, c.URL) })
			var clock atomic.Int64
			clock.Store(noon.UnixMicro())
			newOffice(t, kept, &clock).day(t, kept, noon)
			looked := 0
			for statement, plan := range plansOf(t, kept) {
				if !strings.Contains(statement, "jsonb_array_elements(") {
					continue // it is about one record, or about all of them
				}
				looked++
				plan.check(t, statement)
			}
			if looked < 10 {
				t.Errorf("%d statements ran for many at once", looked)
			}
		})
	}
}

// day lets everybody come, reads and keeps their month, and locks it.
func (o office) day(t *testing.T, s *store.Store, now time.Time) {
	t.Helper()
	for i, e := range o.people {
		who := domain.Actor{Tenant: o.tenant, Employee: e, Role: domain.Employee, Door: domain.LINE}
		if _, err := o.Punch(t.Context(), who, attendance.Command{Kind: worktime.In, At: now, Ref: ref(fmt.Sprint("day", i))}); err != nil {
			t.Fatal(err)
		}
	}
	people, err := s.Org().Employees(t.Context(), o.tenant)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // counted, then as it is kept
		err := o.months(s).Each(t.Context(), o.tenant, "2026-11", people, true, now, func(org.Employee, worktime.Aggregate) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		o.lock(t, "")
		o.unlock(t, "")
	}
}

func withGenericPlans(t *testing.T, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("plan_cache_mode", "force_generic_plan")
	u.RawQuery = q.Encode()
	return u.String()
}

// plan is a node of what EXPLAIN tells.
type plan struct {
	Node      string `json:"Node Type"`
	Relation  string `json:"Relation Name"`
	Condition string `json:"Index Cond"`
	Filter    string `json:"Join Filter"`
	Plans     []plan
}

// check finds what grows with a table: a scan of all of it, or a comparison of each of its rows with all that are looked for.
func (p plan) check(t *testing.T, statement string) {
	t.Helper()
	switch {
	case p.Node == "Seq Scan", strings.HasPrefix(p.Node, "Index") && p.Condition == "", p.Filter != "":
		t.Errorf("%s of %s (%s): %s", p.Node, p.Relation, p.Filter, statement)
	}
	for _, below := range p.Plans {
		below.check(t, statement)
	}
}

// plansOf are the plans that a store's connections keep, by statement.
func plansOf(t *testing.T, s *store.Store) map[string]plan {
	t.Helper()
	all := map[string]plan{}
	for _, c := range store.Pool(s).AcquireAllIdle(t.Context()) {
		rows, err := c.Query(t.Context(), "SELECT name, statement, cardinality(parameter_types) FROM pg_prepared_statements", pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			t.Fatal(err)
		}
		type kept struct {
			Name, Statement string
			Parameters      int
		}
		list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[kept])
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			nothing := ""
			if k.Parameters > 0 {
				nothing = "(NULL" + strings.Repeat(", NULL", k.Parameters-1) + ")"
			}
			var told string
			err := c.QueryRow(t.Context(), `EXPLAIN (FORMAT JSON) EXECUTE "`+k.Name+`"`+nothing, pgx.QueryExecModeSimpleProtocol).Scan(&told)
			var tops []struct{ Plan plan }
			if err == nil {
				err = json.Unmarshal([]byte(told), &tops)
			}
			if err != nil {
				t.Fatalf("%s: %v", k.Statement, err)
			}
			all[k.Statement] = tops[0].Plan
		}
		c.Release()
	}
	return all
}
