package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// newcomers is how many people the measured list has.
const newcomers = 10_000

// imports is a list of people that nobody has yet, read, compared and taken in by the verb, against psql's bare INSERTs of
// the same rows in one transaction.
func imports(ctx context.Context, o options, r *report) error {
	line := newPlatform()
	defer line.Close()
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_imports")
	if err != nil {
		return err
	}
	s, err := start(ctx, o, "imports", database, line, o.redis)
	if err != nil {
		return err
	}
	defer s.close()
	list, bare, where := filepath.Join(s.dir, "staff.csv"), filepath.Join(s.dir, "bare.sql"), filepath.Join(s.dir, "where.yaml")
	for name, text := range map[string]string{list: staffList(), bare: bareInserts(),
		where: "company: {code: bench, name: Bench, timezone: Asia/Tokyo, boundary: \"05:00\"}\ndepartments: [{code: floor, name: Floor}]\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return err
		}
	}
	if _, err := s.seconds(ctx, s.bin, "seed", where); err != nil {
		return err
	}
	var ours, theirs []float64
	for range o.rounds {
		took, err := s.seconds(ctx, s.bin, "import", "employees", "--company", "bench", list)
		if err != nil {
			return err
		}
		floor, err := s.seconds(ctx, "psql", "-qX", "-1", "-v", "ON_ERROR_STOP=1", database, "-f", bare)
		if err != nil {
			return err
		}
		if _, err := s.db.ExecContext(ctx, "DELETE FROM employee WHERE code LIKE 'N%'"); err != nil {
			return err
		}
		ours, theirs = append(ours, took), append(theirs, floor)
	}
	r.row(fmt.Sprintf("import of %d people, time ÷ that of bare INSERTs", newcomers), spread(ratios(ours, theirs), "%.2f"), "—")
	return nil
}

func staffList() string {
	var b strings.Builder
	b.WriteString("社員コード,姓,名,せい,めい,所属コード,締日グループ,就業時間帯,入社日\n")
	for i := range newcomers {
		fmt.Fprintf(&b, "N%05d,林,%d,はやし,いち,floor,end,std,2026-04-01\n", i, i)
	}
	return b.String()
}

// bareInserts writes the rows of the list into a table of the same columns, one by one.
func bareInserts() string {
	var b strings.Builder
	b.WriteString("CREATE TEMP TABLE bare (LIKE employee INCLUDING DEFAULTS INCLUDING INDEXES);\n")
	for i := range newcomers {
		fmt.Fprintf(&b, "INSERT INTO bare (id, tenant_id, code, name, kana, role, hired_on, updated_at) VALUES ('%036d', '%036d', 'N%05d', '林 %d', 'はやし いち', 'employee', '2026-04-01', now());\n", i, 1, i, i)
	}
	return b.String()
}

// seconds runs a program and tells how many seconds it took.
func (s *server) seconds(ctx context.Context, name string, args ...string) (float64, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env, cmd.Dir = s.env, s.dir
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%s %s: %w: %s", filepath.Base(name), args[0], err, out)
	}
	return time.Since(began).Seconds(), nil
}
