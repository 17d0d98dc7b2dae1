package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// tick is Linux' unit of processor time in /proc (USER_HZ, proc(5)).
const tick = 0.01

// processor is the seconds of processor that the program and PostgreSQL's processes, save the benchmark's own connection, have
// used since they started. It depends less than a rate on what else the machine does.
type processor struct {
	program, database float64
	generator         float64 // this process: the load and the played platform
}

func (s *server) processor(ctx context.Context) (p processor, err error) {
	if p.program, err = used(s.cmd.Process.Pid); err != nil {
		return p, err
	}
	if p.generator, err = used(os.Getpid()); err != nil {
		return p, err
	}
	if s.sqlite() {
		return p, nil
	}
	rows, err := s.db.QueryContext(ctx, "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)")
	if err != nil {
		return p, err
	}
	defer rows.Close()
	for rows.Next() {
		var pid int
		if err := rows.Scan(&pid); err != nil {
			return p, err
		}
		if seconds, err := used(pid); err == nil { // one that has ended meanwhile, or a server elsewhere
			p.database += seconds
		}
	}
	return p, rows.Err()
}

func (s *server) sqlite() bool { return strings.HasPrefix(s.database, "sqlite:") }

// used is a process's own and system time.
func used(pid int) (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), ") ") // a name may hold blanks
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0, fmt.Errorf("/proc/%d/stat has %d fields", pid, len(f))
	}
	user, _ := strconv.ParseFloat(f[11], 64)
	system, _ := strconv.ParseFloat(f[12], 64)
	return (user + system) * tick, nil
}
