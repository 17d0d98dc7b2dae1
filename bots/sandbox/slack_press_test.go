package sandbox

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
)

// form is the last webhook as a form.
func (h *house) form(t *testing.T) url.Values {
	t.Helper()
	hooks := h.bot.hooks()
	v, err := url.ParseQuery(string(hooks[len(hooks)-1].body))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// trigger is the trigger id of the last webhook.
func (h *house) trigger(t *testing.T) string { return h.form(t).Get("trigger_id") }

// payload is what the last press carried.
func (h *house) payload(t *testing.T) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal([]byte(h.form(t).Get("payload")), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

const testButtons = `[{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"approve","value":"1031","text":{"type":"plain_text","text":"承認"}},{"type":"timepicker","action_id":"t","placeholder":{"type":"plain_text","text":"時刻"}}]}]`

func TestSlackPresses(t *testing.T) {
	for _, c := range []struct {
		name, channel, label, value string
		post                        func(h *house)
		want                        map[string]any // of the action
		at                          string         // container type
	}{
		{"a message", "C1", "承認", "", func(h *house) {
			h.slack(t, "chat.postMessage", args("channel", "C1", "text", "x", "blocks", testButtons))
		}, map[string]any{"action_id": "approve", "block_id": "b", "value": "1031"}, "message"},
		{"an ephemeral", "C1", "承認", "", func(h *house) {
			h.slack(t, "chat.postEphemeral", args("channel", "C1", "user", "U1", "text", "x", "blocks", testButtons))
		}, map[string]any{"value": "1031"}, "message"},
		{"a picker", "", "時刻", "18:30", func(h *house) {
			h.slack(t, "chat.postMessage", args("channel", "U1", "text", "x", "blocks", testButtons))
		}, map[string]any{"selected_time": "18:30"}, "message"},
		{"the home page", "home", "承認", "", func(h *house) {
			h.slack(t, "views.publish", args("user_id", "U1", "view", `{"type":"home","blocks":`+testButtons+`}`))
		}, map[string]any{"value": "1031"}, "view"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			c.post(h)
			h.Wait()
			if _, err := h.Slack.Press(ctx, "U1", c.channel, c.label, c.value); err != nil {
				t.Fatal(err)
			}
			p := h.payload(t)
			action := p["actions"].([]any)[0].(map[string]any)
			for k, v := range c.want {
				if action[k] != v {
					t.Errorf("action %v, want %s = %v", action, k, v)
				}
			}
			if p["type"] != "block_actions" || p["container"].(map[string]any)["type"] != c.at || p["user"].(map[string]any)["id"] != "U1" || p["trigger_id"] == nil {
				t.Errorf("payload %v", p)
			}
			if _, err := h.Slack.Press(ctx, "U1", c.channel, "なし", ""); err == nil {
				t.Error("a button that is not there was pressed")
			}
			noProblems(t, h.Sandbox)
		})
	}
}

const testModal = `{"type":"modal","callback_id":"correction","title":{"type":"plain_text","text":"訂正"},"submit":{"type":"plain_text","text":"申請"},"blocks":[{"type":"input","block_id":"time","label":{"type":"plain_text","text":"時刻"},"element":{"type":"timepicker","action_id":"v"}},{"type":"input","block_id":"next","optional":true,"label":{"type":"plain_text","text":"翌日"},"element":{"type":"checkboxes","action_id":"v","options":[{"text":{"type":"plain_text","text":"翌日"},"value":"1"}]}}]}`

func (h *house) openModal(t *testing.T) {
	t.Helper()
	if _, err := h.Slack.Command(ctx, "U1", "C1", "/kintai", "訂正"); err != nil {
		t.Fatal(err)
	}
	if _, answer := h.slack(t, "views.open", args("trigger_id", h.trigger(t), "view", testModal)); !strings.Contains(answer, `"ok":true`) {
		t.Fatal(answer)
	}
}

func TestSlackModals(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		open         bool // afterwards
		title        string
		problems     int
	}{
		{"done", ``, false, "", 0},
		{"clear", `{"response_action":"clear"}`, false, "", 0},
		{"errors", `{"response_action":"errors","errors":{"time":"だめ"}}`, true, "訂正", 0},
		{"errors at no input", `{"response_action":"errors","errors":{"v":"だめ"}}`, true, "訂正", 1},
		{"update", `{"response_action":"update","view":` + strings.Replace(testModal, "訂正", "送信中", 1) + `}`, true, "送信中", 0},
		{"update to nonsense", `{"response_action":"update","view":{"type":"modal"}}`, true, "訂正", 2},
		{"no JSON", `ok`, true, "訂正", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			h.openModal(t)
			h.bot.set(func(hook) (int, string) { return 200, c.answer })
			if _, err := h.Slack.Submit(ctx, "U1", map[string]string{"time": "18:30"}); err != nil {
				t.Fatal(err)
			}
			state := h.payload(t)["view"].(map[string]any)["state"].(map[string]any)["values"].(map[string]any)
			if got := state["time"].(map[string]any)["v"].(map[string]any)["selected_time"]; got != "18:30" {
				t.Errorf("time %v", got)
			}
			if got := state["next"].(map[string]any)["v"].(map[string]any)["selected_options"]; len(got.([]any)) != 0 {
				t.Errorf("next %v", got)
			}
			m := h.Slack.Modal("U1")
			if (m != nil) != c.open || m != nil && m["title"].(map[string]any)["text"] != c.title {
				t.Errorf("the modal is %v", m)
			}
			if got := len(h.Problems()); got != c.problems {
				t.Errorf("problems %v", h.Problems())
			}
		})
	}
}

func TestSlackTriggers(t *testing.T) {
	h := play(t)
	h.openModal(t)
	used := h.trigger(t)
	open := func(trigger string) string {
		_, answer := h.slack(t, "views.open", args("trigger_id", trigger, "view", testModal))
		return answer
	}
	if got := open(used); !strings.Contains(got, "exchanged_trigger_id") {
		t.Error(got)
	}
	if _, err := h.Slack.Command(ctx, "U1", "C1", "/kintai", ""); err != nil {
		t.Fatal(err)
	}
	h.Time().Advance(triggerLife + time.Second)
	if got := open(h.trigger(t)); !strings.Contains(got, "expired_trigger_id") {
		t.Error(got)
	}
	if got := open("1.2.x"); !strings.Contains(got, "invalid_trigger_id") {
		t.Error(got)
	}
}

func TestSlackHashes(t *testing.T) {
	h := play(t)
	publish := func(hash string) string {
		_, answer := h.slack(t, "views.publish", args("user_id", "U1", "view", `{"type":"home","blocks":[]}`, "hash", hash))
		return answer
	}
	publish("")
	old := h.Slack.Home("U1")["hash"].(string)
	if got := publish(old); !strings.Contains(got, `"ok":true`) {
		t.Error(got)
	}
	if got := publish(old); !strings.Contains(got, "hash_conflict") {
		t.Errorf("an older update overwrote a newer one: %s", got)
	}
}

func TestSlackResponseURLs(t *testing.T) {
	h := play(t)
	h.slack(t, "chat.postMessage", args("channel", "C1", "text", "x", "blocks", testButtons))
	h.Wait()
	if _, err := h.Slack.Press(ctx, "U1", "C1", "承認", ""); err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(h.payload(t)["response_url"].(string), h.url)
	respond := func(body string) int {
		status, _, _ := h.ask(t, "POST", path, body, "Content-Type", "application/json")
		return status
	}
	for i, c := range []struct {
		body   string
		status int
	}{
		{`{"text":"だけ"}`, 200}, {`{`, 400}, {`{"response_type":"loud","text":"x"}`, 400}, {`{}`, 400},
		{`{"replace_original":true,"text":"承認しました"}`, 200}, {`{"text":"3"}`, 200}, {`{"text":"4"}`, 200}, {`{"text":"5"}`, 200}, {`{"text":"6"}`, 404},
	} {
		if got := respond(c.body); got != c.status {
			t.Errorf("use %d: %d, want %d", i, got, c.status)
		}
	}
	seen := h.Slack.Seen("U1", "C1")
	if seen[0].Text != "承認しました" || len(seen[0].Buttons()) != 0 || seen[1].Only != "U1" {
		t.Errorf("seen %v", seen)
	}
}

func TestSlackCommandAnswers(t *testing.T) {
	for _, c := range []struct{ name, answer, mine, others string }{
		{"text", "わかりました", "わかりました", ""},
		{"ephemeral", `{"response_type":"ephemeral","text":"あなただけ"}`, "あなただけ", ""},
		{"in the channel", `{"response_type":"in_channel","text":"みんな"}`, "みんな", "みんな"},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			h.bot.set(func(hook) (int, string) { return 200, c.answer })
			if _, err := h.Slack.Command(ctx, "U1", "C1", "/kintai", "今日"); err != nil {
				t.Fatal(err)
			}
			if mine, others := text(h.Slack.Seen("U1", "C1")), text(h.Slack.Seen("U2", "C1")); mine != c.mine || others != c.others {
				t.Errorf("田中 sees %q, 佐藤 %q", mine, others)
			}
		})
	}
}

func text(notes []Note) string {
	s := ""
	for _, n := range notes {
		s += n.Text
	}
	return s
}
