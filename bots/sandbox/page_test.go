package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

func (h *house) act(t *testing.T, body string) (int, acted) {
	t.Helper()
	status, _, answer := h.ask(t, "POST", "/act", body, "Content-Type", "application/json")
	var a acted
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		t.Fatalf("%s", answer)
	}
	return status, a
}

func TestPage(t *testing.T) {
	h := play(t)
	for _, c := range []struct {
		path, must string
		status     int
	}{
		{"/", "田中 太郎", 200},
		{"/?lang=en", "Taro Tanaka", 200},
		{"/?lang=xx", `lang="ja"`, 200},
		{"/static/app.js", "import", 200},
		{"/static/page.css", ":root", 200},
		{"/static/none.js", "", 404},
		{"/menu/none", "", 404},
		{"/state?as=sato", `"as":"sato"`, 200},
		{"/state?as=nobody", `"as":"tanaka"`, 200},
		{"/nothing", "", 404},
	} {
		t.Run(c.path, func(t *testing.T) {
			status, header, body := h.ask(t, "GET", c.path, "")
			if status != c.status || !strings.Contains(body, c.must) {
				t.Errorf("%d %.200s", status, body)
			}
			if strings.HasPrefix(c.path, "/?") || c.path == "/" {
				if csp := header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
					t.Errorf("policy %q", csp)
				}
			}
		})
	}
}

// TestPageIsStrict: the policy forbids what stands inside the page, so nothing may.
func TestPageIsStrict(t *testing.T) {
	h := play(t)
	_, _, body := h.ask(t, "GET", "/", "")
	for _, forbidden := range []string{`<style`, ` style="`, ` onclick=`, `javascript:`, `http://`, `https://`} {
		if strings.Contains(body, forbidden) {
			t.Errorf("the page contains %s", forbidden)
		}
	}
	for _, tag := range regexp.MustCompile(`<script[^>]*>`).FindAllString(body, -1) {
		if !strings.Contains(tag, `src="`+Prefix+`/static/`) {
			t.Errorf("%s is not from here", tag)
		}
	}
}

func TestPageActs(t *testing.T) {
	h := play(t)
	h.SetFaults(domain.LINE, Faults{Lost: true})
	for _, c := range []struct {
		name, body string
		status     int
		acked      bool
	}{
		{"nothing arrives", `{"as":"tanaka","do":"line.say","text":"出勤"}`, 200, false},
		{"mend it", `{"do":"stage.faults","platform":"line"}`, 200, false},
		{"say on LINE", `{"as":"tanaka","do":"line.say","text":"出勤"}`, 200, true},
		{"a sticker", `{"as":"tanaka","do":"line.stick","sticker":["446","1988"],"keywords":"ok"}`, 200, true},
		{"say on Chatwork", `{"as":"tanaka","do":"chatwork.say","room":"400000001","text":"出勤"}`, 200, true},
		{"say in Slack", `{"as":"tanaka","do":"slack.say","room":"C1","text":"出勤"}`, 200, true},
		{"a command", `{"as":"tanaka","do":"slack.say","room":"C1","text":"/kintai 今日"}`, 200, true},
		{"open home", `{"as":"tanaka","do":"slack.open","text":"home"}`, 200, true},
		{"ask for contact", `{"as":"new","do":"chatwork.ask","text":"hi"}`, 200, false},
		{"a stranger's direct chat", `{"as":"new","do":"chatwork.say","text":"hi"}`, 422, false},
		{"nobody", `{"as":"nobody","do":"line.say","text":"出勤"}`, 422, false},
		{"nonsense", `{"as":"tanaka","do":"line.dance"}`, 422, false},
		{"no platform", `{"as":"tanaka","do":"teams.say"}`, 422, false},
		{"a forged button", `{"as":"tanaka","do":"line.tap","action":{"type":"postback","data":"approve 1"}}`, 422, false},
		{"set the clock", `{"do":"clock.set","value":"2026-11-20T18:02"}`, 200, false},
		{"to no time", `{"do":"clock.set","value":"25:30"}`, 422, false},
		{"advance", `{"do":"clock.advance","seconds":60}`, 200, false},
		{"a rush", `{"do":"stage.rush","text":"退勤"}`, 200, true},
		{"no JSON", `{`, 400, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, a := h.act(t, c.body)
			if status != c.status || a.Acked != c.acked || (a.Error == "") != (status == 200) {
				t.Errorf("%d %+v", status, a)
			}
		})
	}
	if got := h.Time().Now().In(h.zone).Format("15:04"); got != "18:03" {
		t.Errorf("it is %s", got)
	}
	if status, _, _ := h.ask(t, "POST", "/act", "do=stage.rush", "Content-Type", "application/x-www-form-urlencoded"); status != 415 {
		t.Errorf("a form from another site was taken: %d", status)
	}
}

func TestRush(t *testing.T) {
	h := play(t)
	if acked, sent := h.Rush(ctx, ""); acked != 8 || sent != 8 {
		t.Errorf("%d of %d acknowledged, want three people on three platforms but the one who is no friend on LINE", acked, sent)
	}
	if n := len(h.bot.hooks()); n != 8 {
		t.Errorf("%d webhooks", n)
	}
}

func TestEvents(t *testing.T) {
	lines := []LedgerLine{{ID: "1", Receipt: "K7Q2", Hash: "a"}}
	var broken error
	h := play(t, func(c *Config) {
		c.Ledger = func(context.Context) ([]LedgerLine, error) { return lines, broken }
	})
	req, err := http.NewRequestWithContext(t.Context(), "GET", h.url+"/events?as=tanaka", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	in := bufio.NewReader(res.Body)
	next := func() view {
		t.Helper()
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				var v view
				if err := json.Unmarshal([]byte(data), &v); err != nil {
					t.Fatal(err)
				}
				return v
			}
		}
	}
	first := next()
	if len(first.LINE.Bubbles) != 0 || first.Ledger.Total != 1 || !first.Now.Equal(testNow) {
		t.Errorf("first %+v", first)
	}
	h.say(t, domain.LINE, "出勤")
	for v := next(); len(v.LINE.Bubbles) == 0; v = next() {
	}
	if res.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Error("no event stream")
	}
}

// TestStopping: a page that is open must not keep a server from stopping.
func TestStopping(t *testing.T) {
	h := play(t)
	res, err := http.Get(h.url + "/events?as=tanaka")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	run, stop := context.WithCancel(ctx)
	go h.Run(run)
	stop()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Error(err)
	}
}

func TestLedger(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []LedgerLine
		err    error
		broken string
		first  string
	}{
		{"holds", []LedgerLine{{Hash: "a", Prev: "?", Receipt: "1"}, {Hash: "b", Prev: "a", Receipt: "2"}}, nil, "", "2"},
		{"broken", []LedgerLine{{Hash: "a", Receipt: "1"}, {Hash: "b", Prev: "x", Receipt: "2"}}, nil, "2", "2"},
		{"down", nil, errors.New("no storage"), "", ""},
		{"empty", nil, nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t, func(cfg *Config) {
				cfg.Ledger = func(context.Context) ([]LedgerLine, error) { return c.lines, c.err }
			})
			v := h.page.state(ctx, "tanaka").Ledger
			if v.Broken != c.broken || (v.Error != "") != (c.err != nil) || v.Lines == nil || c.first != "" && v.Lines[0].Receipt != c.first {
				t.Errorf("%+v", v)
			}
		})
	}
}
