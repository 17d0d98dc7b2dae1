package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
	"github.com/dakoku/dakoku/domain"
)

// Lives of what a press gives the app: https://docs.slack.dev/interactivity/handling-user-interaction
const (
	triggerLife   = 3 * time.Second
	replyURLLife  = 30 * time.Minute
	replyURLUses  = 5
	slackPatience = 3 * time.Second
)

// slackTrigger lets the app open a view for somebody, once.
type slackTrigger struct {
	user string
	end  time.Time
	used bool
}

// slackReplyURL lets the app answer where something was pressed.
type slackReplyURL struct {
	channel, user, message string
	end                    time.Time
	uses                   int
}

// trigger makes a trigger id. Callers hold the lock.
func (k *Slack) trigger(user string) string {
	now := k.clock.Now()
	prune(k.triggers, func(t *slackTrigger) bool { return now.After(t.end) })
	id := fmt.Sprintf("%d.%d.sandbox", 100000+k.next(), 200000+k.next())
	k.triggers[id] = &slackTrigger{user: user, end: now.Add(triggerLife)}
	return id
}

// replyURL makes a response URL. Callers hold the lock.
func (k *Slack) replyURL(channel, user, message string) string {
	now := k.clock.Now()
	prune(k.replies, func(u *slackReplyURL) bool { return now.After(u.end) })
	id := fmt.Sprintf("r%d", k.next())
	k.replies[id] = &slackReplyURL{channel: channel, user: user, message: message, end: now.Add(replyURLLife)}
	return k.base + "/slack/response/" + id
}

func (k *Slack) view(c *slackCall, kind string) (object, error) {
	var v object
	if err := json.Unmarshal([]byte(c.args["view"]), &v); err != nil || v == nil {
		return nil, &slackError{"invalid_arguments", []shape.Problem{{Place: "/view", Text: "is no JSON object"}}}
	}
	if code, found := checkView(kind, v); code != "" {
		return nil, &slackError{code, found}
	}
	return v, nil
}

// dress adds what Slack adds to a view. Callers hold the lock.
func (k *Slack) dress(v object, id string) object {
	if id == "" {
		id = fmt.Sprintf("V%d", 1000+k.next())
	}
	v["id"], v["hash"] = id, fmt.Sprintf("%d.%d", k.clock.Now().Unix(), k.next())
	v["team_id"], v["app_id"], v["bot_id"], v["root_view_id"] = k.cfg.Team, k.cfg.App, k.botID(), id
	return v
}

func (k *Slack) publish(c *slackCall) (object, error) {
	v, err := k.view(c, "home")
	if err != nil {
		return nil, err
	}
	user := c.args["user_id"]
	if k.user(user) == nil {
		return nil, &slackError{"user_not_found", []shape.Problem{{Place: "/user_id", Text: "is nobody's id"}}}
	}
	old, id := k.homes[user], ""
	if old != nil {
		id = old["id"].(string)
		if h := c.args["hash"]; h != "" && h != old["hash"] {
			return nil, slackFail("hash_conflict")
		}
	}
	k.homes[user] = k.dress(v, id)
	return object{"view": k.homes[user]}, nil
}

// openView serves views.open and views.push: a fresh act of the person is needed, and its trigger works once.
func (k *Slack) openView(c *slackCall) (object, error) {
	v, err := k.view(c, "modal")
	if err != nil {
		return nil, err
	}
	t := k.triggers[c.args["trigger_id"]]
	switch {
	case t == nil:
		return nil, slackFail("invalid_trigger_id")
	case t.used:
		return nil, slackFail("exchanged_trigger_id")
	case k.clock.Now().After(t.end):
		return nil, slackFail("expired_trigger_id")
	case len(k.modals[t.user]) >= slackStack:
		return nil, slackFail("push_limit_reached")
	}
	t.used = true
	if c.method == "views.open" {
		k.modals[t.user] = nil
	}
	k.modals[t.user] = append(k.modals[t.user], k.dress(v, ""))
	return object{"view": v}, nil
}

func (k *Slack) updateView(c *slackCall) (object, error) {
	v, err := k.view(c, "modal")
	if err != nil {
		return nil, err
	}
	for _, stack := range k.modals {
		for i, old := range stack {
			if old["id"] != c.args["view_id"] && (c.args["external_id"] == "" || old["external_id"] != c.args["external_id"]) {
				continue
			}
			if h := c.args["hash"]; h != "" && h != old["hash"] {
				return nil, slackFail("hash_conflict")
			}
			stack[i] = k.dress(v, old["id"].(string))
			return object{"view": stack[i]}, nil
		}
	}
	return nil, slackFail("not_found")
}

// answered takes the answer to a view_submission: https://docs.slack.dev/surfaces/modals
func (k *Slack) answered(user string, submitted object, body []byte) {
	var a struct {
		Action string            `json:"response_action"`
		View   object            `json:"view"`
		Errors map[string]string `json:"errors"`
	}
	if len(body) > 0 {
		if err := json.Unmarshal(body, &a); err != nil {
			k.problem(domain.Slack, "view_submission", "answer", "is neither empty nor JSON")
			return
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	stack := k.modals[user]
	if len(stack) == 0 {
		return
	}
	top := len(stack) - 1
	switch a.Action {
	case "":
		k.modals[user] = stack[:top]
	case "clear":
		k.modals[user] = nil
	case "errors":
		known := inputsOf(submitted)
		for id := range a.Errors {
			if !slices.Contains(known, id) {
				k.problem(domain.Slack, "view_submission", "/errors/"+id, "is not the block_id of an input")
			}
		}
		shown := maps.Clone(stack[top]) // the old one may be on its way to a browser
		shown["errors"] = a.Errors
		stack[top] = shown
	case "update", "push":
		if _, found := checkView("modal", a.View); found != nil {
			for _, p := range found {
				k.problem(domain.Slack, "view_submission", p.Place, "%s", p.Text)
			}
			return
		}
		if a.Action == "update" {
			stack[top] = k.dress(a.View, stack[top]["id"].(string))
		} else if len(stack) < slackStack {
			k.modals[user] = append(stack, k.dress(a.View, ""))
		}
	default:
		k.problem(domain.Slack, "view_submission", "/response_action", "%q is none", a.Action)
	}
}
