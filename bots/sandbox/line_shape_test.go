package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestLINEShapes holds messages that LINE takes and refuses; the place is where it says the mistake is.
func TestLINEShapes(t *testing.T) {
	rep := func(s string, n int) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }
	bubble := func(body string) string {
		return `{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` + body + `]}}}`
	}
	button := func(label string) string { return `{"type":"postback","label":"` + label + `","data":"d"}` }
	quick := func(n int) string {
		return `{"type":"text","text":"a","quickReply":{"items":[` + rep(`{"type":"action","action":`+button("出勤")+`}`, n) + `]}}`
	}
	for _, c := range []struct{ name, message, place string }{
		{"text", `{"type":"text","text":"出勤"}`, ""},
		{"5000 units", `{"type":"text","text":"` + strings.Repeat("a", 5000) + `"}`, ""},
		{"5001 units", `{"type":"text","text":"` + strings.Repeat("a", 5001) + `"}`, "messages[0].text"},
		{"2501 emoji are 5002 units", `{"type":"text","text":"` + strings.Repeat("🍎", 2501) + `"}`, "messages[0].text"},
		{"empty text", `{"type":"text","text":""}`, "messages[0].text"},
		{"no type", `{"text":"a"}`, "messages[0].type"},
		{"unknown type", `{"type":"card","text":"a"}`, "messages[0].type"},
		{"unknown member", `{"type":"text","text":"a","texxt":"b"}`, "messages[0].texxt"},
		{"13 quick replies", quick(13), ""},
		{"14 quick replies", quick(14), "messages[0].quickReply.items"},
		{"a quick reply without type", `{"type":"text","text":"a","quickReply":{"items":[{"action":` + button("a") + `}]}}`, "messages[0].quickReply.items[0].type"},
		{"a label of 21", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":` + button(strings.Repeat("あ", 21)) + `}]}}`, "messages[0].quickReply.items[0].action.label"},
		{"a label of 20 flags", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":` + button(strings.Repeat("🇯🇵", 20)) + `}]}}`, ""},
		{"no label", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"postback","data":"d"}}]}}`, "messages[0].quickReply.items[0].action.label"},
		{"data of 301", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"postback","label":"a","data":"` + strings.Repeat("d", 301) + `"}}]}}`, "messages[0].quickReply.items[0].action.data"},
		{"a menu switch in a quick reply", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"richmenuswitch","label":"a","richMenuAliasId":"a","data":"d"}}]}}`, "messages[0].quickReply.items[0].action.type"},
		{"a picker", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"datetimepicker","label":"a","data":"d","mode":"time","initial":"18:00","min":"00:00","max":"23:59"}}]}}`, ""},
		{"25:30", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"datetimepicker","label":"a","data":"d","mode":"time","initial":"25:30"}}]}}`, "messages[0].quickReply.items[0].action.initial"},
		{"a date for a time", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"datetimepicker","label":"a","data":"d","mode":"time","initial":"2026-11-20"}}]}}`, "messages[0].quickReply.items[0].action.initial"},
		{"min after max", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"datetimepicker","label":"a","data":"d","mode":"time","min":"09:00","max":"08:00"}}]}}`, "messages[0].quickReply.items[0].action.min"},
		{"buttons", `{"type":"template","altText":"a","template":{"type":"buttons","text":"t","actions":[` + rep(button("a"), 4) + `]}}`, ""},
		{"five buttons", `{"type":"template","altText":"a","template":{"type":"buttons","text":"t","actions":[` + rep(button("a"), 5) + `]}}`, "messages[0].template.actions"},
		{"61 with a title", `{"type":"template","altText":"a","template":{"type":"buttons","title":"t","text":"` + strings.Repeat("a", 61) + `","actions":[` + button("a") + `]}}`, "messages[0].template.text"},
		{"confirm with one", `{"type":"template","altText":"a","template":{"type":"confirm","text":"t","actions":[` + button("a") + `]}}`, "messages[0].template.actions"},
		{"uneven columns", `{"type":"template","altText":"a","template":{"type":"carousel","columns":[{"text":"a","actions":[` + button("a") + `]},{"text":"a","actions":[` + rep(button("a"), 2) + `]}]}}`, "messages[0].template.columns[1]"},
		{"a bubble", bubble(`{"type":"text","text":"✓ 出勤 8:58","weight":"bold","wrap":true},{"type":"separator","margin":"md"},{"type":"button","action":` + button(strings.Repeat("あ", 40)) + `,"style":"primary","color":"#15803D"}`), ""},
		{"a Flex label of 41", bubble(`{"type":"button","action":` + button(strings.Repeat("あ", 41)) + `}`), "/body/contents/0/action/label"},
		{"empty Flex text", bubble(`{"type":"text","text":""}`), "/body/contents/0/text"},
		{"a colour by name", bubble(`{"type":"text","text":"a","color":"green"}`), "/body/contents/0/color"},
		{"a size", bubble(`{"type":"text","text":"a","size":"huge"}`), "/body/contents/0/size"},
		{"a box without layout", bubble(`{"type":"box","contents":[]}`), "/body/contents/0/layout"},
		{"a button on a baseline", bubble(`{"type":"box","layout":"baseline","contents":[{"type":"button","action":` + button("a") + `}]}`), "/body/contents/0/contents/0/type"},
		{"too much alt text", `{"type":"flex","altText":"` + strings.Repeat("a", 1501) + `","contents":{"type":"bubble"}}`, "messages[0].altText"},
		{"13 bubbles", `{"type":"flex","altText":"a","contents":{"type":"carousel","contents":[` + rep(`{"type":"bubble"}`, 13) + `]}}`, ""},
		{"over 30 KB", bubble(rep(`{"type":"text","text":"`+strings.Repeat("a", 400)+`"}`, 80)), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			status, answer := h.line(t, "POST", "/v2/bot/message/push", fmt.Sprintf(`{"to":%q,"messages":[%s]}`, testTaro, c.message))
			var a struct {
				Details []struct{ Property string }
			}
			if err := json.Unmarshal([]byte(answer), &a); err != nil {
				t.Fatal(err)
			}
			var places []string
			for _, d := range a.Details {
				places = append(places, d.Property)
			}
			if c.name == "13 bubbles" || c.name == "over 30 KB" {
				if status != 400 || len(h.Problems()) == 0 {
					t.Errorf("answered %d", status)
				}
				return
			}
			if good := c.place == ""; good != (status == 200) {
				t.Fatalf("answered %d %s", status, answer)
			}
			if c.place != "" && strings.Join(places, " ") != c.place {
				t.Errorf("places %v, want %s", places, c.place)
			}
		})
	}
}
