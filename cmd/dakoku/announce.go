package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/fixtures"
)

// announce prints the addresses and sign-ins of the demo.
func (a *app) announce(c console, base string) {
	fmt.Fprintf(c.out, `
  打刻 Dakoku sandbox

  LINE, Chatwork and Slack side by side   %[1]s/sandbox/
  sign-in and My recorder                 %[1]s/sign-in?company=%[2]s
  health                                  %[1]s/readyz
  metrics                                 %[1]s/metrics

  Choose a person on the page and type 出勤, 退勤, 休憩, 今日 or ヘルプ (in, out, break, today, help).
  小林 is not linked yet: add the bot as a friend on LINE and send 482913.

  Sign-ins, company code %[2]s:
%[3]s
  Storage: %[4]s. Stop with Ctrl-C.

`, base, demoCompany, signIns(), redact(a.config.DatabaseURL))
	_ = os.Stdout.Sync() // a terminal has nothing to sync; a file has
}

// signIns lists one person of each role of the demo company, as its file has them.
func signIns() string {
	raw, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		return err.Error()
	}
	file, err := company.Parse(bytes.NewReader(raw), demoFile)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	seen := map[domain.Role]bool{}
	for _, e := range file.Employees {
		if e.Password != "" && !seen[e.Role] && (e.Inactive == nil || !*e.Inactive) {
			seen[e.Role] = true
			fmt.Fprintf(&b, "    %-9s login %-10s password %-16s %s\n", e.Role, e.Login, e.Password, e.Name)
		}
	}
	return b.String()
}
