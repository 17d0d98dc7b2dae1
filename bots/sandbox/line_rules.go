package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
)

// Limits of LINE that are not a member's length: https://developers.line.biz/en/reference/messaging-api/
const (
	lineLabel        = 20     // an action's label in templates, quick replies and rich menus, in characters
	lineFlexLabel    = 40     // in a Flex button
	lineShortText    = 60     // of a template that has a title or an image
	lineBubbleBytes  = 30_000 // a bubble's JSON
	lineCarouselSize = 50_000 // a carousel's JSON
)

type reporter = func(below, format string, a ...any)

// lineRules adds to the table what looks at several members at once.
func lineRules(t *shape.Table) *shape.Table {
	t.Rule(label("/action", lineLabel, true), "quickItem")
	t.Rule(label("/action", lineFlexLabel, true), "flex.button")
	t.Rule(label("/action", lineLabel, false), "area")
	t.Rule(labels, "template.buttons", "template.confirm", "column")
	t.Rule(shortText, "template.buttons", "column")
	t.Rule(sameColumns, "template.carousel")
	t.Rule(size(lineBubbleBytes), "container.bubble")
	t.Rule(size(lineCarouselSize), "container.carousel")
	t.Rule(boxOnly, "container.bubble")
	t.Rule(onlyBubbles, "container.carousel")
	t.Rule(inBox, "flex.box")
	t.Rule(someText, "flex.text")
	t.Rule(onlySpans, "flex.text")
	t.Rule(multipleOfFive, "loading")
	t.Rule(ratio, "size")
	t.Rule(notBoth, "action.postback")
	t.Rule(pickerRange, "action.datetimepicker")
	t.Rule(senderName, "sender")
	t.Rule(noSwitch, "quickItem", "flex.button")
	t.Rule(quickOnly, "flex.button", "area")
	return t
}

func label(at string, limit int, need bool) shape.Rule {
	return func(o map[string]any, report func(string, string, ...any)) {
		action, _ := o[strings.TrimPrefix(at, "/")].(map[string]any)
		labelOf(action, at, limit, need, report)
	}
}

func labelOf(action map[string]any, at string, limit int, need bool, report reporter) {
	s, _ := action["label"].(string)
	if s == "" && need && action != nil {
		report(at+"/label", "is required")
	}
	if n := shape.Count(s, "chars"); n > limit {
		report(at+"/label", "must have at most %d characters (has %d)", limit, n)
	}
}

func labels(o map[string]any, report func(string, string, ...any)) {
	list, _ := o["actions"].([]any)
	for i, a := range list {
		action, _ := a.(map[string]any)
		labelOf(action, fmt.Sprintf("/actions/%d", i), lineLabel, true, report)
	}
}

func shortText(o map[string]any, report func(string, string, ...any)) {
	text, _ := o["text"].(string)
	if (o["title"] != nil || o["thumbnailImageUrl"] != nil) && shape.Count(text, "chars") > lineShortText {
		report("/text", "must have at most %d characters with a title or an image", lineShortText)
	}
}

func sameColumns(o map[string]any, report func(string, string, ...any)) {
	list, _ := o["columns"].([]any)
	form := func(c any) string {
		m, _ := c.(map[string]any)
		actions, _ := m["actions"].([]any)
		return fmt.Sprint(len(actions), m["title"] != nil, m["thumbnailImageUrl"] != nil)
	}
	for i, c := range list {
		if form(c) != form(list[0]) {
			report(fmt.Sprintf("/columns/%d", i), "must have as many actions, and a title and image or none, as the first column")
		}
	}
}

func size(limit int) shape.Rule {
	return func(o map[string]any, report func(string, string, ...any)) {
		if raw, err := json.Marshal(o); err == nil && len(raw) > limit {
			report("", "must have at most %d bytes (has %d)", limit, len(raw))
		}
	}
}

func boxOnly(o map[string]any, report func(string, string, ...any)) {
	for _, block := range []string{"header", "body", "footer"} {
		if b, ok := o[block].(map[string]any); ok && b["type"] != "box" {
			report("/"+block+"/type", "must be box")
		}
	}
}

func onlyBubbles(o map[string]any, report func(string, string, ...any)) {
	each(o["contents"], func(i int, c map[string]any) {
		if c["type"] == "carousel" {
			report(fmt.Sprintf("/contents/%d/type", i), "must be bubble")
		}
	})
}

// inBox says which components a box of each layout takes.
func inBox(o map[string]any, report func(string, string, ...any)) {
	each(o["contents"], func(i int, c map[string]any) {
		kind, baseline := c["type"], o["layout"] == "baseline"
		switch {
		case kind == "span", kind == "icon" && !baseline,
			baseline && kind != "icon" && kind != "text" && kind != "filler":
			report(fmt.Sprintf("/contents/%d/type", i), "%v cannot stand in a %v box", kind, o["layout"])
		}
	})
}

func someText(o map[string]any, report func(string, string, ...any)) {
	text, _ := o["text"].(string)
	spans, _ := o["contents"].([]any)
	if text == "" && len(spans) == 0 {
		report("/text", "must not be empty")
	}
}

func onlySpans(o map[string]any, report func(string, string, ...any)) {
	each(o["contents"], func(i int, c map[string]any) {
		if c["type"] != "span" {
			report(fmt.Sprintf("/contents/%d/type", i), "must be span")
		}
	})
}

func multipleOfFive(o map[string]any, report func(string, string, ...any)) {
	if n, ok := o["loadingSeconds"].(float64); ok && int(n)%5 != 0 {
		report("/loadingSeconds", "must be a multiple of five")
	}
}

// ratio is LINE's: width divided by height at least 1.45.
func ratio(o map[string]any, report func(string, string, ...any)) {
	w, _ := o["width"].(float64)
	h, _ := o["height"].(float64)
	if h > 0 && w/h < 1.45 {
		report("", "width divided by height must be at least 1.45")
	}
}

func notBoth(o map[string]any, report func(string, string, ...any)) {
	if o["text"] != nil && o["displayText"] != nil {
		report("/text", "cannot stand beside displayText")
	}
}

// pickerRange holds initial, min and max to the mode's form and order.
func pickerRange(o map[string]any, report func(string, string, ...any)) {
	form := map[any]int{"date": len("2026-11-20"), "time": len("09:00"), "datetime": len("2026-11-20T09:00")}[o["mode"]]
	for _, name := range []string{"initial", "min", "max"} {
		if s, ok := o[name].(string); ok && form > 0 && len(s) != form {
			report("/"+name, "has not the form of the mode %v", o["mode"])
		}
	}
	low, _ := o["min"].(string)
	top, _ := o["max"].(string)
	if low != "" && top != "" && strings.ToUpper(low) >= strings.ToUpper(top) {
		report("/min", "must be before max")
	}
}

func senderName(o map[string]any, report func(string, string, ...any)) {
	if name, _ := o["name"].(string); strings.Contains(name, "LINE") {
		report("/name", "must not contain words such as LINE")
	}
}

func noSwitch(o map[string]any, report func(string, string, ...any)) {
	if a, _ := o["action"].(map[string]any); a["type"] == "richmenuswitch" {
		report("/action/type", "richmenuswitch works in rich menus only")
	}
}

func quickOnly(o map[string]any, report func(string, string, ...any)) {
	a, _ := o["action"].(map[string]any)
	if k := a["type"]; k == "camera" || k == "cameraRoll" || k == "location" {
		report("/action/type", "%v works in quick replies only", k)
	}
}

func each(list any, f func(int, map[string]any)) {
	items, _ := list.([]any)
	for i, e := range items {
		if m, ok := e.(map[string]any); ok {
			f(i, m)
		}
	}
}
