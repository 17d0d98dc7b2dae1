package sandbox

import (
	"encoding/json"
	"fmt"
	"reflect"
	"unicode/utf8"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
)

// Limits over a whole message or view: https://docs.slack.dev/reference/block-kit/blocks
const (
	slackAllText  = 13_000  // of all blocks; Slack refuses at about 13,200
	slackText     = 40_000  // of a message
	slackViewSize = 250_000 // bytes
	slackStack    = 3       // modals on top of each other
)

// slackRules adds to the table what looks at several members at once.
func slackRules(t *shape.Table) *shape.Table {
	t.Rule(uniqueIDs, "message", "home", "modal")
	t.Rule(textOrFields, "block.section")
	t.Rule(needsSubmit, "modal")
	t.Rule(oneOfOptions, "element.static_select", "element.multi_static_select")
	t.Rule(initialKnown, "element.static_select", "element.multi_static_select", "element.radio_buttons", "element.checkboxes")
	t.Rule(lengths, "element.plain_text_input")
	t.Rule(acts, "block.actions")
	t.Rule(asks, "block.input")
	t.Rule(shortFields, "block.section")
	return t
}

// uniqueIDs: a block_id is unique in a message or view, an action_id in a block.
func uniqueIDs(o map[string]any, report func(string, string, ...any)) {
	blocks := map[any]bool{}
	each(o["blocks"], func(i int, b map[string]any) {
		at := fmt.Sprintf("/blocks/%d", i)
		if id := b["block_id"]; id != nil && id != "" {
			if blocks[id] {
				report(at+"/block_id", "%v is used twice", id)
			}
			blocks[id] = true
		}
		actions := map[any]bool{}
		for _, e := range elementsOf(b) {
			if id := e["action_id"]; id != nil && id != "" {
				if actions[id] {
					report(at, "action_id %v is used twice in the block", id)
				}
				actions[id] = true
			}
		}
	})
}

// elementsOf lists what can be pressed or filled in of a block.
func elementsOf(block object) []object {
	var out []object
	each(block["elements"], func(_ int, e map[string]any) { out = append(out, e) })
	for _, name := range []string{"accessory", "element"} {
		if e, ok := block[name].(map[string]any); ok {
			out = append(out, e)
		}
	}
	return out
}

func textOrFields(o map[string]any, report func(string, string, ...any)) {
	if o["text"] == nil && o["fields"] == nil {
		report("", "needs text or fields")
	}
}

func shortFields(o map[string]any, report func(string, string, ...any)) {
	each(o["fields"], func(i int, f map[string]any) {
		if s, _ := f["text"].(string); utf8.RuneCountInString(s) > 2000 {
			report(fmt.Sprintf("/fields/%d/text", i), "must have at most 2000 characters")
		}
	})
}

func needsSubmit(o map[string]any, report func(string, string, ...any)) {
	if o["submit"] == nil && len(inputsOf(o)) > 0 {
		report("/submit", "is required when there are inputs")
	}
}

// inputsOf lists the block_ids of a view's inputs.
func inputsOf(view object) []string {
	var out []string
	each(view["blocks"], func(_ int, b map[string]any) {
		if b["type"] == "input" {
			id, _ := b["block_id"].(string)
			out = append(out, id)
		}
	})
	return out
}

func oneOfOptions(o map[string]any, report func(string, string, ...any)) {
	if (o["options"] == nil) == (o["option_groups"] == nil) {
		report("", "needs options or option_groups, not both")
	}
}

// initialKnown: what is chosen at first is one of the options, letter for letter.
func initialKnown(o map[string]any, report func(string, string, ...any)) {
	options, _ := o["options"].([]any)
	each(o["option_groups"], func(_ int, g map[string]any) {
		list, _ := g["options"].([]any)
		options = append(options, list...)
	})
	known := func(v any) bool {
		for _, x := range options {
			if reflect.DeepEqual(x, v) {
				return true
			}
		}
		return false
	}
	if v := o["initial_option"]; v != nil && !known(v) {
		report("/initial_option", "is none of the options")
	}
	list, _ := o["initial_options"].([]any)
	for i, v := range list {
		if !known(v) {
			report(fmt.Sprintf("/initial_options/%d", i), "is none of the options")
		}
	}
}

func lengths(o map[string]any, report func(string, string, ...any)) {
	low, a := o["min_length"].(float64)
	top, b := o["max_length"].(float64)
	if a && b && low > top {
		report("/min_length", "must not be more than max_length")
	}
}

func acts(o map[string]any, report func(string, string, ...any)) {
	each(o["elements"], func(i int, e map[string]any) {
		if e["type"] == "plain_text_input" {
			report(fmt.Sprintf("/elements/%d/type", i), "stands in an input block only")
		}
	})
}

func asks(o map[string]any, report func(string, string, ...any)) {
	if e, _ := o["element"].(map[string]any); e["type"] == "button" || e["type"] == "overflow" {
		report("/element/type", "%v stands in no input block", e["type"])
	}
}

// textOf is the length of all texts in blocks.
func textOf(v any) int {
	n := 0
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			n += textOf(e)
		}
	case map[string]any:
		for k, e := range x {
			if s, ok := e.(string); ok && k == "text" {
				n += utf8.RuneCountInString(s)
			} else {
				n += textOf(e)
			}
		}
	}
	return n
}

// checkBlocks gives Slack's error for blocks, "" when they are good.
func checkBlocks(blocks []any) (string, []shape.Problem) {
	if found := slackShapes.Check("message", object{"blocks": blocks}); len(found) > 0 {
		return "invalid_blocks", found
	}
	if n := textOf(blocks); n > slackAllText {
		return "msg_blocks_too_long", []shape.Problem{{Place: "/blocks", Text: fmt.Sprintf("all texts together have %d characters, at most %d", n, slackAllText)}}
	}
	return "", nil
}

// checkView does the same for a Home page or a modal.
func checkView(kind string, view object) (string, []shape.Problem) {
	if view["type"] != kind {
		return "invalid_arguments", []shape.Problem{{Place: "/view/type", Text: "must be " + kind}}
	}
	if raw, err := json.Marshal(view); err == nil && len(raw) > slackViewSize {
		return "view_too_large", []shape.Problem{{Place: "/view", Text: fmt.Sprintf("has %d bytes, at most %d", len(raw), slackViewSize)}}
	}
	found := slackShapes.Check(kind, view)
	for i := range found {
		found[i].Place = "/view" + found[i].Place
	}
	if len(found) > 0 {
		return "invalid_arguments", found
	}
	return "", nil
}
