package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // counting rows
	_ "modernc.org/sqlite"
)

// server is one process of the built program on a database of its own.
type server struct {
	cmd      *exec.Cmd
	url      string // where it listens
	db       *sql.DB
	env      []string
	dir      string
	line     *platform
	bin      string
	database string // its URL
}

// start migrates and seeds a database and serves it. database is a URL of the program's own form.
func start(ctx context.Context, o options, name, database string, line *platform, redis string) (*server, error) {
	dir := filepath.Join(o.dir, name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	key := sha256.Sum256([]byte("bench"))
	s := &server{dir: dir, line: line, bin: o.binary, database: database, env: append(os.Environ(),
		"DAKOKU_DATABASE_URL="+database, "DAKOKU_REDIS_URL="+redis, "DAKOKU_SECRET_KEY="+base64.StdEncoding.EncodeToString(key[:]),
		"DAKOKU_LINE_API_URL="+line.URL, "DAKOKU_LINE_DATA_URL="+line.URL, "DAKOKU_LOG_LEVEL=warn")}
	file := filepath.Join(dir, "company.yaml")
	if err := os.WriteFile(file, companyFile(o.people), 0o600); err != nil {
		return nil, err
	}
	for _, args := range [][]string{{"migrate"}, {"seed", file}} {
		if out, err := s.verb(ctx, args...); err != nil {
			return nil, fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
	}
	var err error
	if path, ok := strings.CutPrefix(database, "sqlite:"); ok {
		s.db, err = sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&mode=ro")
	} else {
		s.db, err = sql.Open("pgx", database)
	}
	if err != nil {
		return nil, err
	}
	_, err = s.serve(ctx)
	return s, err
}

func (s *server) verb(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, s.bin, args...)
	cmd.Env, cmd.Dir = s.env, s.dir
	return cmd.CombinedOutput()
}

// serve starts the process and returns how long its first 200 took.
func (s *server) serve(ctx context.Context) (time.Duration, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	addr := l.Addr().String()
	l.Close()
	s.url = "http://" + addr
	s.cmd = exec.CommandContext(ctx, s.bin, "serve")
	s.cmd.Env, s.cmd.Dir, s.cmd.Stderr = append(s.env, "DAKOKU_ADDR="+addr), s.dir, os.Stderr
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return 0, err
	}
	for time.Since(began) < 30*time.Second {
		if answer, err := http.Get(s.url + "/readyz"); err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return time.Since(began), nil
			}
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("%s was not ready within 30 s", s.url)
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

func (s *server) close() {
	s.stop()
	s.db.Close()
}

// count is the number of rows of a table, with a condition.
func (s *server) count(ctx context.Context, from string) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM "+from).Scan(&n)
	return n, err
}

// drained waits until no event waits for its turn and returns when that was.
func (s *server) drained(ctx context.Context) (time.Time, error) {
	for {
		n, err := s.count(ctx, "inbox WHERE state || '' = 'new'") // as its index has it
		if err != nil || n == 0 {
			return time.Now(), err
		}
		time.Sleep(25 * time.Millisecond) // asking costs the server something too
	}
}

// resident is the process's peak and present memory in MiB, and how much of it is the program's own file, which the system
// takes away when others need it.
func (s *server) resident() (peak, now, file float64) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	for line := range strings.SplitSeq(string(text), "\n") {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kib, _ := strconv.ParseFloat(f[1], 64)
		switch f[0] {
		case "VmHWM:":
			peak = kib / 1024
		case "VmRSS:":
			now = kib / 1024
		case "RssFile:":
			file = kib / 1024
		}
	}
	return peak, now, file
}

// freshDatabase makes an empty database on the server and returns its URL.
func freshDatabase(ctx context.Context, admin, name string) (string, error) {
	db, err := sql.Open("pgx", admin)
	if err != nil {
		return "", err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "DROP DATABASE IF EXISTS "+name); err != nil {
		return "", err
	}
	if _, err := db.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	u, err := url.Parse(admin)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// oneLine is a query as psql's \copy wants it.
func oneLine(query string) string { return strings.Join(strings.Fields(query), " ") }
