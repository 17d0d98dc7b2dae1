package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/fixtures"
)

// announce prints the addresses and sign-ins of the demo.
func (a *app) announce(ctx context.Context, c console, base string) {
	fmt.Fprintf(c.out, `
  打刻 Dakoku sandbox

  LINE, Chatwork and Slack side by side   %[1]s/sandbox/
  sign-in and My recorder                 %[1]s/sign-in?company=%[2]s
  the recorder at the door                %[1]s/r/%[2]s/%[5]s   %[6]s
  health                                  %[1]s/readyz
  metrics                                 %[1]s/metrics

  Choose a person on the page and type 出勤, 退勤, 休憩, 今日 or ヘルプ (in, out, break, today, help).
  小林 is not linked yet: add the bot as a friend on LINE and send 482913.

  Sign-ins, company code %[2]s:
%[3]s
  Storage: %[4]s. Stop with Ctrl-C.

`, base, demoCompany, signIns(), redact(a.config.DatabaseURL), demoRecorder, a.demoPairing(ctx))
	_ = os.Stdout.Sync() // a terminal has nothing to sync; a file has
}

// demoPairing makes the code that pairs a browser with the demo's recorder, unless one is paired already.
func (a *app) demoPairing(ctx context.Context) string {
	code, err := a.demoCode(ctx)
	switch {
	case err != nil:
		return err.Error()
	case code == "":
		return "paired; dakoku recorder pair gives another code"
	}
	return "pairing code " + code + ", then 田中 with passcode 1234"
}

func (a *app) demoCode(ctx context.Context) (string, error) {
	tenant, err := a.company(ctx, demoCompany)
	if err != nil {
		return "", err
	}
	r, err := a.recorder(ctx, tenant, demoRecorder)
	if err != nil {
		return "", err
	}
	p, err := a.store.Recorders().Pairing(ctx, tenant.ID, r.ID)
	if err != nil || p.Digest != "" {
		return "", err
	}
	owner, err := a.actor(ctx, tenant.ID, demoOwner)
	if err != nil {
		return "", err
	}
	code, _, err := a.doors().IssueCode(ctx, owner, r)
	return code, err
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
