package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/fixtures"
)

// People and places of the demo company, by what the platforms call them.
const (
	tanakaLine, satoLine   = "Uc189941acf780de956fe5d1483d7a598", "Uac5d960c71f2731a0ce76f67ca8980aa"
	tanakaSlack, satoSlack = "U0TANAKA", "U0MGR"
	emmaSlack              = "U0EMMA"
	tanakaCW, satoCW       = "3000001", "3000002"
	slackRoom, cwRoom      = "C0KINTAI", "400000001"
	slackSecret            = "8f742231b10e8888abcd99yyyzzz85a5"
	cwToken                = "iY/hmitgwCBlc5DnjAZ8pyRG1HF0zFflfmKmtCDg1wk="
)

// played is the program and the platforms it lives on, with the demo company loaded.
type played struct {
	*process
	*sandbox.Sandbox
	late func(*http.Request) bool                      // the platform does it and answers 500; set before the program starts
	deny func(*http.Request) (status int, body string) // the platform refuses it; status 0: it does not; set before the program starts
}

// newPlayed prepares both; the program is not started yet. Whatever breaks a platform's rule fails the test.
func newPlayed(t *testing.T, database string, change func(*sandbox.Config)) *played {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String() + sandbox.Prefix
	p := newProcess(t, database, map[string]string{"DAKOKU_LINE_API_URL": base + "/line", "DAKOKU_LINE_DATA_URL": base + "/line",
		"DAKOKU_CHATWORK_API_URL": base + "/chatwork/v2", "DAKOKU_SLACK_API_URL": base + "/slack/api/"})
	config := sandbox.Config{Hooks: "http://" + p.addr, Base: base,
		LINE:     sandbox.LINEConfig{Key: "umi-line", Secret: lineSecret, Token: "demo-line-token", Bot: "Uf552cc5023d8319aea1181f76f3adcbd"},
		Chatwork: sandbox.ChatworkConfig{Key: "umi-chatwork", WebhookToken: cwToken, Token: "demo-chatwork-token", Account: "3999999", Room: cwRoom},
		Slack:    sandbox.SlackConfig{Key: "umi-slack", SigningSecret: slackSecret, BotToken: "xoxb-demo", Team: "T0MIHON", Channel: slackRoom, Bot: "U0BOT"},
		People: []sandbox.Person{
			{Key: "tanaka", Name: "田中 太郎", LINE: tanakaLine, Chatwork: tanakaCW, Slack: tanakaSlack},
			{Key: "sato", Name: "佐藤 花子", LINE: satoLine, Chatwork: satoCW, Slack: satoSlack},
			{Key: "emma", Name: "Emma Wilson", LINE: "U0beec7b5ea3f0fdbc95d0dd47f3c5bc2", Chatwork: "3000006", Slack: emmaSlack},
			{Key: "kobayashi", Name: "小林 美咲"}, // not linked, and no contact yet
		}}
	if change != nil {
		change(&config)
	}
	play, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	all := &played{process: p, Sandbox: play}
	server.Config.Handler = all
	server.Start()
	t.Cleanup(func() {
		play.Wait()
		server.Close()
		for _, problem := range play.Problems() {
			t.Errorf("a rule was broken: %s", problem)
		}
	})
	return all
}

// routes are where a process finds the platforms.
func (p *played) routes() map[string]string {
	found := map[string]string{}
	for name, value := range p.env {
		if strings.Contains(name, "_API_URL") || strings.Contains(name, "_DATA_URL") {
			found[name] = value
		}
	}
	return found
}

// ServeHTTP implements http.Handler: the platforms' APIs.
func (p *played) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p.late != nil && p.late(r) {
		p.Sandbox.ServeHTTP(httptest.NewRecorder(), r)
		http.Error(w, `{"message":"Internal server error"}`, http.StatusInternalServerError)
		return
	}
	if p.deny != nil {
		if status, body := p.deny(r); status != 0 {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
			return
		}
	}
	p.Sandbox.ServeHTTP(w, r)
}

// umi writes the demo company's file, without Socket Mode, so that Slack's events come as webhooks.
func umi(t *testing.T) string {
	t.Helper()
	file, err := fixtures.Companies.ReadFile("companies/umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.DeleteFunc(slices.Collect(bytes.Lines(file)), func(l []byte) bool { return bytes.Contains(l, []byte("app_token")) })
	return companyFile(t, bytes.Join(lines, nil))
}

func companyFile(t *testing.T, text []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "company.yaml")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// newUmi is the demo company, served.
func newUmi(t *testing.T, database string) *played {
	t.Helper()
	p := newPlayed(t, database, nil)
	p.verb("seed", umi(t))
	p.start("serve")
	return p
}

// facts are a company's punches as "code kind state", in the order of the chain.
func (p *played) facts(company string) []string {
	p.t.Helper()
	var out []string
	for _, l := range ledger(p.process, company) {
		out = append(out, fmt.Sprintf("%s %s %s", l.Employee, l.Kind, l.State))
	}
	return out
}

// record waits until the ledger is what it should be, in any order.
func (p *played) record(want ...string) {
	p.t.Helper()
	slices.Sort(want)
	var got []string
	p.eventually(fmt.Sprintf("%d punches", len(want)), func() bool { got = p.facts("umi"); return len(got) >= len(want) })
	slices.Sort(got)
	if !slices.Equal(got, want) {
		p.t.Errorf("the ledger has\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// acked fails the test when a webhook was not taken.
func acked(t *testing.T, d sandbox.Delivery, err error) {
	t.Helper()
	if err != nil || d.Status != http.StatusOK {
		t.Fatalf("webhook answered %d %v %v", d.Status, d.Err, err)
	}
}
