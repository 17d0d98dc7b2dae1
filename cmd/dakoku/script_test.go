package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dakoku": func() { os.Exit(run(context.Background(), console{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])) },
	})
}

// TestScripts are the verbs as an operator types them: arguments, output, exit codes and errors.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("DAKOKU_DATABASE_URL", "sqlite:"+e.WorkDir+"/var/dakoku.db")
			e.Setenv("DAKOKU_LOG_LEVEL", "error")
			now := time.Now()
			first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
			e.Setenv("LAST", first.AddDate(0, -1, 0).Format("2006-01"))   // the month before this one
			e.Setenv("BEFORE", first.AddDate(0, -2, 0).Format("2006-01")) // and the one before that
			return nil
		},
	})
}
