package sandbox

import (
	"strings"
	"testing"
)

// TestSlackShapes holds blocks that Slack takes and refuses.
func TestSlackShapes(t *testing.T) {
	rep := func(s string, n int) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }
	button := func(label, more string) string {
		return `{"type":"button","text":{"type":"plain_text","text":"` + label + `"}` + more + `}`
	}
	actions := func(elements string) string { return `{"type":"actions","elements":[` + elements + `]}` }
	section := func(n int) string {
		return `{"type":"section","text":{"type":"mrkdwn","text":"` + strings.Repeat("あ", n) + `"}}`
	}
	sel := func(more string) string {
		return actions(`{"type":"static_select","action_id":"a","placeholder":{"type":"plain_text","text":"選ぶ"}` + more + `}`)
	}
	option := `{"text":{"type":"plain_text","text":"出勤"},"value":"in"}`
	for _, c := range []struct{ name, blocks, want string }{
		{"section", section(3000), ""},
		{"section of 3001", section(3001), "/blocks/0/text/text"},
		{"empty section", `{"type":"section"}`, "/blocks/0"},
		{"five of 2700", rep(section(2700), 5), "/blocks"},
		{"50 blocks", rep(`{"type":"divider"}`, 50), ""},
		{"51 blocks", rep(`{"type":"divider"}`, 51), "/blocks"},
		{"misspelt", `{"type":"sektion"}`, "/blocks/0/type"},
		{"header", `{"type":"header","text":{"type":"plain_text","text":"11/20"}}`, ""},
		{"header in mrkdwn", `{"type":"header","text":{"type":"mrkdwn","text":"11/20"}}`, "/blocks/0/text/type"},
		{"25 buttons", actions(rep(button("退勤", ""), 25)), ""},
		{"26 buttons", actions(rep(button("退勤", ""), 26)), "/blocks/0/elements"},
		{"a label of 75", actions(button(strings.Repeat("あ", 75), "")), ""},
		{"a label of 76", actions(button(strings.Repeat("あ", 76), "")), "/blocks/0/elements/0/text/text"},
		{"a style", actions(button("退勤", `,"style":"warning"`)), "/blocks/0/elements/0/style"},
		{"value of 2001", actions(button("退勤", `,"value":"`+strings.Repeat("v", 2001)+`"`)), "/blocks/0/elements/0/value"},
		{"unknown member", actions(button("退勤", `,"colour":"red"`)), "/blocks/0/elements/0/colour"},
		{"an action twice", actions(button("a", `,"action_id":"x"`) + "," + button("b", `,"action_id":"x"`)), "/blocks/0"},
		{"a block twice", `{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}`, "/blocks/1/block_id"},
		{"the same action in two blocks", actions(button("a", `,"action_id":"x"`)) + "," + actions(button("b", `,"action_id":"x"`)), ""},
		{"confirm", actions(button("却下", `,"confirm":{"title":{"type":"plain_text","text":"t"},"text":{"type":"plain_text","text":"t"},"confirm":{"type":"plain_text","text":"c"},"deny":{"type":"plain_text","text":"d"}}`)), ""},
		{"confirm without deny", actions(button("却下", `,"confirm":{"title":{"type":"plain_text","text":"t"},"text":{"type":"plain_text","text":"t"},"confirm":{"type":"plain_text","text":"c"}}`)), "/blocks/0/elements/0/confirm/deny"},
		{"context of ten", `{"type":"context","elements":[` + rep(`{"type":"mrkdwn","text":"a"}`, 10) + `]}`, ""},
		{"context of eleven", `{"type":"context","elements":[` + rep(`{"type":"mrkdwn","text":"a"}`, 11) + `]}`, "/blocks/0/elements"},
		{"ten fields", `{"type":"section","fields":[` + rep(`{"type":"mrkdwn","text":"a"}`, 10) + `]}`, ""},
		{"a field of 2001", `{"type":"section","fields":[{"type":"mrkdwn","text":"` + strings.Repeat("a", 2001) + `"}]}`, "/blocks/0/fields/0/text"},
		{"a date", actions(`{"type":"datepicker","action_id":"d","initial_date":"2026-11-20"}`), ""},
		{"a date by hand", actions(`{"type":"datepicker","action_id":"d","initial_date":"11/20"}`), "/blocks/0/elements/0/initial_date"},
		{"25:30", actions(`{"type":"timepicker","action_id":"d","initial_time":"25:30"}`), "/blocks/0/elements/0/initial_time"},
		{"a select", sel(`,"options":[` + option + `]`), ""},
		{"101 options", sel(`,"options":[` + rep(option, 101) + `]`), "/blocks/0/elements/0/options"},
		{"no options", sel(``), "/blocks/0/elements/0"},
		{"another initial option", sel(`,"options":[` + option + `],"initial_option":{"text":{"type":"plain_text","text":"退勤"},"value":"out"}`), "/blocks/0/elements/0/initial_option"},
		{"a text field outside an input", actions(`{"type":"plain_text_input","action_id":"a"}`), "/blocks/0/elements/0/type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			_, answer := h.slack(t, "chat.postMessage", args("channel", "C1", "text", "x", "blocks", "["+c.blocks+"]"))
			if c.want == "" {
				if !strings.Contains(answer, `"ok":true`) {
					t.Error(answer)
				}
				return
			}
			if !strings.Contains(answer, "[json-pointer:"+c.want+"]") || strings.Count(answer, "[ERROR]") != 1 {
				t.Errorf("%s, want one mistake at %s", answer, c.want)
			}
		})
	}
}

func TestSlackViews(t *testing.T) {
	input := `{"type":"input","block_id":"time","label":{"type":"plain_text","text":"時刻"},"element":{"type":"timepicker","action_id":"v"}}`
	home := func(blocks string) string { return `{"type":"home","blocks":[` + blocks + `]}` }
	modal := func(more, blocks string) string {
		return `{"type":"modal","title":{"type":"plain_text","text":"訂正"}` + more + `,"blocks":[` + blocks + `]}`
	}
	submit := `,"submit":{"type":"plain_text","text":"申請"}`
	for _, c := range []struct{ name, method, view, want string }{
		{"home", "views.publish", home(`{"type":"divider"}`), `"ok":true`},
		{"100 blocks", "views.publish", home(strings.TrimSuffix(strings.Repeat(`{"type":"divider"},`, 100), ",")), `"ok":true`},
		{"101 blocks", "views.publish", home(strings.TrimSuffix(strings.Repeat(`{"type":"divider"},`, 101), ",")), "invalid_arguments"},
		{"a modal published", "views.publish", modal(submit, input), "invalid_arguments"},
		{"home with a title", "views.publish", `{"type":"home","title":{"type":"plain_text","text":"a"},"blocks":[]}`, "/view/title"},
		{"modal", "views.open", modal(submit, input), `"ok":true`},
		{"modal without submit", "views.open", modal("", input), "/view/submit"},
		{"a title of 25", "views.open", strings.Replace(modal(submit, input), "訂正", strings.Repeat("あ", 25), 1), "/view/title/text"},
		{"no JSON", "views.open", "{", "invalid_arguments"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			form := args("user_id", "U1", "view", c.view)
			if c.method == "views.open" {
				if _, err := h.Slack.Command(ctx, "U1", "C1", "/kintai", "訂正"); err != nil {
					t.Fatal(err)
				}
				form = args("trigger_id", h.trigger(t), "view", c.view)
			}
			if _, answer := h.slack(t, c.method, form); !strings.Contains(answer, c.want) {
				t.Errorf("%s, want %s", answer, c.want)
			}
		})
	}
}
