package e2e

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/fixtures"
)

// sample reads a fixture.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	body, err := fs.ReadFile(fixtures.Webhooks, name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestE2EFixturesLine posts every published request with its published signature. All are answered 200 and the ledger has
// the three punches they hold: the words in the person's own chat and in the room, and the word beside unknown members.
// The postbacks are in a format that is not ours: they punch nothing.
func TestE2EFixturesLine(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newUmi(t, storetest.Migrated(t, engine))
			type request struct {
				name, signature string
				body            []byte
				at              int64
			}
			var all []request
			for line := range strings.Lines(string(sample(t, "webhooks/line/SIGNATURES.tsv"))) {
				name, signature, ok := strings.Cut(strings.TrimSpace(line), "\t")
				if !ok || name == "secret" || strings.HasPrefix(name, "#") || len(signature) < 40 {
					continue
				}
				r := request{name: name, signature: signature, body: sample(t, "webhooks/line/"+name+".json")}
				var what struct{ Events []struct{ Timestamp int64 } }
				if err := json.Unmarshal(r.body, &what); err != nil {
					t.Fatal(err)
				}
				if len(what.Events) > 0 {
					r.at = what.Events[0].Timestamp
				}
				all = append(all, r)
			}
			slices.SortFunc(all, func(a, b request) int { return cmp.Compare(a.at, b.at) })
			if len(all) != 34 {
				t.Fatalf("%d requests", len(all))
			}
			for _, r := range all {
				if code := umiLine(p.process, r.body, r.signature); code != 200 {
					t.Errorf("%s: answered %d", r.name, code)
				}
				if code := umiLine(p.process, append(r.body, ' '), r.signature); code != 401 {
					t.Errorf("%s with a byte more: answered %d", r.name, code)
				}
			}
			for _, r := range all { // delivered once more
				if code := umiLine(p.process, r.body, r.signature); code != 200 {
					t.Errorf("%s again: answered %d", r.name, code)
				}
			}
			p.eventually("three punches", func() bool { return len(p.facts("umi")) >= 3 })
			p.lineHeard(tanakaLine, "✓ 出勤 11:32")
			p.stop()
			var got []string
			for _, l := range ledger(p.process, "umi") {
				got = append(got, l.Employee+" "+l.Kind+" "+l.At[:19]+" "+l.State)
			}
			slices.Sort(got)
			want := []string{"1001 in 2026-11-24T08:58:31 effective", "1001 in 2026-11-24T11:32:00 effective", "1001 out 2026-11-24T09:45:00 effective"}
			if !slices.Equal(got, want) {
				t.Errorf("the ledger has\n%s", strings.Join(got, "\n"))
			}
			p.ForgetProblems() // the reply tokens of the samples are none of this LINE's
		})
	}
}

// TestE2EFixturesSlack posts every published body, signed now. What is an Events API body, a press or a command goes to its
// own door; the frames of a socket are no webhooks.
func TestE2EFixturesSlack(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	names, err := fs.Glob(fixtures.Webhooks, "webhooks/slack/in_*.json")
	if err != nil || len(names) != 20 {
		t.Fatalf("%d samples, %v", len(names), err)
	}
	var last []string // the removal of the app comes last
	for _, name := range append(slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		if strings.Contains(n, "uninstalled") {
			last = append(last, n)
			return true
		}
		return false
	}), last...) {
		body, door, kind := sample(t, name), "events", "application/json"
		switch base := path.Base(name); {
		case strings.HasPrefix(base, "in_slash"):
			var form struct{ Body string }
			if err := json.Unmarshal(body, &form); err != nil {
				t.Fatal(err)
			}
			body, door, kind = []byte(form.Body), "commands", "application/x-www-form-urlencoded"
		case strings.HasPrefix(base, "in_block"), strings.HasPrefix(base, "in_view"), base == "in_message_action.json", base == "in_shortcut.json":
			body, door, kind = []byte(url.Values{"payload": {string(body)}}.Encode()), "interactions", "application/x-www-form-urlencoded"
		}
		for range 2 {
			code, answer := slackPost(p.process, door, kind, body, slackSecret, time.Now())
			if code != 200 {
				t.Errorf("%s: answered %d %s", name, code, answer)
			}
			if strings.Contains(name, "url_verification") && !strings.Contains(answer, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P") {
				t.Errorf("the challenge was answered with %s", answer)
			}
		}
	}
	p.eventually("the emoji's punch", func() bool { return len(p.facts("umi")) >= 1 })
	p.stop()
	for _, l := range ledger(p.process, "umi") {
		// The word and the reaction say in at the same second as the emoji does: one punch, and two who saw it too.
		if l.Employee != "1001" || l.Kind != "in" || !strings.HasPrefix(l.At, "2026-11-20T18:00:00") {
			t.Errorf("unexpected punch %+v", l)
		}
	}
	if n := len(ledger(p.process, "umi")); n != 1 {
		t.Errorf("%d punches, want 1", n)
	}
	p.ForgetProblems() // what the samples answer to is not on this Slack
}

// TestE2EFixturesChatwork posts every published body, signed: the word and the company's emoticon punch, the
// correction and the leave are answered.
func TestE2EFixturesChatwork(t *testing.T) {
	p := newUmi(t, storetest.Migrated(t, "sqlite"))
	names, err := fs.Glob(fixtures.Webhooks, "webhooks/chatwork/wh_*.json")
	if err != nil || len(names) != 4 {
		t.Fatalf("%d samples, %v", len(names), err)
	}
	for _, name := range names {
		body := sample(t, name)
		for range 2 {
			if code := cwPost(p.process, body); code != 200 {
				t.Errorf("%s: answered %d", name, code)
			}
		}
		if code := cwPost(p.process, bytes.TrimSpace(append(body, '\n', 'x'))); code != 200 {
			t.Errorf("%s, unreadable: answered %d", name, code)
		}
	}
	p.cwHeard(tanakaCW, "", "休み")
	p.cwHeard(tanakaCW, "", "18:00")
	p.eventually("both punches", func() bool { return len(p.facts("umi")) >= 2 })
	p.stop()
	for _, l := range ledger(p.process, "umi") {
		if fmt.Sprint(l.Employee, " ", l.At[:19]) != "1001 2026-11-20T18:00:00" || l.Kind != "in" && l.Kind != "out" {
			t.Errorf("unexpected punch %+v", l)
		}
	}
}
