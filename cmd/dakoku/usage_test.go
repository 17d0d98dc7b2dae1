package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestVerbs asks every verb for its help and calls it wrongly: a line each, and the exit codes of the contract.
func TestVerbs(t *testing.T) {
	for _, v := range verbs() {
		for _, c := range []struct {
			args []string
			code int
			out  string // what the answer begins with, on the one stream it is on
		}{
			{[]string{v.name, "-h"}, 0, "dakoku " + v.name}, {[]string{v.name, "--help"}, 0, "dakoku " + v.name}, {[]string{"help", v.name}, 0, "dakoku " + v.name},
			{[]string{v.name, "--nothing-of-the-kind"}, 2, "dakoku " + v.name + ": "},
		} {
			var out, err bytes.Buffer
			code := run(t.Context(), console{strings.NewReader(""), &out, &err}, c.args)
			said, silent := out.String(), err.String()
			if c.code != 0 {
				said, silent = silent, said
			}
			if code != c.code || !strings.HasPrefix(said, c.out) || silent != "" || c.code != 0 && strings.Count(said, "\n") != 1 {
				t.Errorf("%q: exit code %d, out %q, err %q", c.args, code, out.String(), err.String())
			}
		}
	}
}
