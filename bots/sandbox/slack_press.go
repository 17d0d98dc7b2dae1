package sandbox

import (
	"context"
	"maps"
	"reflect"

	"github.com/dakoku/dakoku/domain"
)

// Surface names where a button stands.
type Surface struct {
	Channel string `json:"channel"` // with TS: a message in the channel; "" there is the direct message
	TS      string `json:"ts"`
	View    string `json:"view"` // "home" or "modal"
}

// Press presses the newest button with the label that the person sees in a channel ("" is the direct message), or on the
// Home page (channel "home"). value is what a picker is set to.
func (k *Slack) Press(ctx context.Context, user, channel, label, value string) (Delivery, error) {
	is := func(e object) bool { return elementLabel(e) == label }
	if channel == "home" {
		return k.Tap(ctx, user, Surface{View: "home"}, is, value)
	}
	seen := k.Seen(user, channel)
	for i := len(seen) - 1; i >= 0; i-- {
		for _, l := range seen[i].Buttons() {
			if l == label {
				return k.Tap(ctx, user, Surface{Channel: seen[i].Channel, TS: seen[i].TS}, is, value)
			}
		}
	}
	return Delivery{}, domain.Errorf(domain.NotFound, "sandbox: nothing in Slack says %q for %s", label, user)
}

// Tap presses the element on a surface that satisfies is. https://docs.slack.dev/reference/interaction-payloads
func (k *Slack) Tap(ctx context.Context, user string, at Surface, is func(map[string]any) bool, value string) (Delivery, error) {
	k.mu.Lock()
	body, blocks, err := k.surface(user, at)
	var element, block object
	if err == nil {
		block, element = findElement(blocks, is)
		if element == nil {
			err = domain.Errorf(domain.NotFound, "sandbox: %s sees no such button", user)
		}
	}
	if err != nil {
		k.mu.Unlock()
		return Delivery{}, err
	}
	ts, _ := k.stamp()
	action := object{"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"], "action_ts": ts}
	set(action, element, value)
	maps.Copy(body, object{"type": "block_actions", "actions": []object{action}, "trigger_id": k.trigger(user),
		"state": object{"values": object{}}})
	p := &slackParcel{kind: "interactive", path: "/interactions", body: body}
	k.mu.Unlock()
	return k.deliver(ctx, p), nil
}

// sameAs finds an element that the page shows.
func sameAs(element object) func(map[string]any) bool {
	return func(e map[string]any) bool { return reflect.DeepEqual(e, element) }
}

// surface is what a press carries about where it happened, and the blocks there. Callers hold the lock.
func (k *Slack) surface(user string, at Surface) (object, []any, error) {
	p := k.user(user)
	if p == nil {
		return nil, nil, stranger("Slack", user)
	}
	body := object{"user": object{"id": user, "username": p.Key, "name": p.Key, "team_id": k.cfg.Team}, "api_app_id": k.cfg.App,
		"token": "deprecated", "team": object{"id": k.cfg.Team, "domain": "sandbox"}, "enterprise": nil, "is_enterprise_install": false}
	if at.View != "" {
		v := k.homes[user]
		if at.View == "modal" {
			v = nil
			if n := len(k.modals[user]); n > 0 {
				v = k.modals[user][n-1]
			}
		}
		if v == nil {
			return nil, nil, domain.Errorf(domain.NotFound, "sandbox: %s sees no %s", user, at.View)
		}
		body["view"], body["container"] = v, object{"type": "view", "view_id": v["id"]}
		blocks, _ := v["blocks"].([]any)
		return body, blocks, nil
	}
	ch, err := k.place(user, at.Channel)
	if err != nil {
		return nil, nil, err
	}
	n := ch.find(at.TS)
	if n == nil || n.Only != "" && n.Only != user {
		return nil, nil, domain.Errorf(domain.NotFound, "sandbox: %s sees no message %s", user, at.TS)
	}
	body["channel"] = object{"id": ch.id, "name": ch.name}
	body["container"] = object{"type": "message", "message_ts": n.TS, "channel_id": ch.id, "is_ephemeral": n.Only != ""}
	body["response_url"] = k.replyURL(ch.id, user, n.TS)
	if n.Only == "" {
		body["message"] = k.showNote(n)
	}
	return body, n.Blocks, nil
}

func findElement(blocks []any, is func(object) bool) (block, element object) {
	each(blocks, func(_ int, b map[string]any) {
		for _, e := range elementsOf(b) {
			if element == nil && is(e) {
				block, element = b, e
			}
		}
	})
	return block, element
}

// set writes what a person chose into an action or a form's state, under the name its element uses.
func set(into, element object, value string) {
	var v any = value
	if value == "" {
		v = nil
	}
	switch element["type"] {
	case "button":
		into["text"] = element["text"]
		if s, ok := element["value"]; ok {
			into["value"] = s
		}
	case "datepicker":
		into["selected_date"] = v
	case "timepicker":
		into["selected_time"] = v
	case "datetimepicker":
		into["selected_date_time"] = v
		if value != "" {
			into["selected_date_time"] = atoi(value)
		}
	case "plain_text_input":
		into["value"] = v
	case "users_select":
		into["selected_user"] = v
	case "static_select", "radio_buttons", "overflow":
		into["selected_option"] = option(element, value)
	case "checkboxes", "multi_static_select":
		chosen := []any{}
		if o := option(element, value); o != nil {
			chosen = append(chosen, o)
		}
		into["selected_options"] = chosen
	}
}

// option finds the option with a value; nil when there is none.
func option(element object, value string) any {
	lists := []any{element["options"]}
	each(element["option_groups"], func(_ int, g map[string]any) { lists = append(lists, g["options"]) })
	for _, l := range lists {
		var found any
		each(l, func(_ int, o map[string]any) {
			if o["value"] == value {
				found = o
			}
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// Submit sends the modal on top with what was filled in, by block_id.
func (k *Slack) Submit(ctx context.Context, user string, filled map[string]string) (Delivery, error) {
	k.mu.Lock()
	body, blocks, err := k.surface(user, Surface{View: "modal"})
	if err != nil {
		k.mu.Unlock()
		return Delivery{}, err
	}
	values := object{}
	each(blocks, func(_ int, b map[string]any) {
		e, _ := b["element"].(map[string]any)
		id, _ := b["block_id"].(string)
		action, _ := e["action_id"].(string)
		if b["type"] == "input" {
			state := object{"type": e["type"]}
			set(state, e, filled[id])
			values[id] = object{action: state}
		}
	})
	view := maps.Clone(body["view"].(object))
	view["state"] = object{"values": values}
	delete(body, "container")
	maps.Copy(body, object{"type": "view_submission", "view": view, "response_urls": []object{}, "trigger_id": k.trigger(user)})
	p := &slackParcel{kind: "interactive", path: "/interactions", body: body}
	k.mu.Unlock()
	d := k.deliver(ctx, p)
	if d.Acked {
		k.answered(user, view, d.Body)
		k.touch()
	}
	return d, nil
}

// Close takes the modal on top away.
func (k *Slack) Close(user string) {
	k.mu.Lock()
	if n := len(k.modals[user]); n > 0 {
		k.modals[user] = k.modals[user][:n-1]
	}
	k.mu.Unlock()
	k.touch()
}
