package sandbox

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
)

const slackContent = " text blocks as_user icon_emoji icon_url link_names metadata mrkdwn parse reply_broadcast thread_ts unfurl_links unfurl_media username attachments"

// methods lists what is played.
func (k *Slack) methods() map[string]slackMethod {
	return map[string]slackMethod{
		"auth.test":             {do: k.authTest, perMinute: 600},
		"chat.postMessage":      {need: "channel", may: slackContent, do: k.postMessage, perMinute: slackPosts},
		"chat.update":           {need: "channel ts", may: slackContent, do: k.update, perMinute: 50},
		"chat.postEphemeral":    {need: "channel user", may: slackContent, do: k.postEphemeral, perMinute: 100},
		"chat.delete":           {need: "channel ts", may: "as_user", do: k.deleteMessage, perMinute: 50},
		"reactions.add":         {need: "channel name timestamp", do: k.react, perMinute: 50},
		"reactions.remove":      {need: "channel name timestamp", do: k.unreact, perMinute: 20},
		"conversations.open":    {may: "channel users return_im prevent_creation", do: k.openDM, perMinute: 50},
		"conversations.history": {need: "channel", may: "cursor latest oldest inclusive limit include_all_metadata", do: k.history, perMinute: 50},
		"conversations.info":    {need: "channel", may: "include_locale include_num_members", do: k.channelInfo, perMinute: 50},
		"users.info":            {need: "user", may: "include_locale", do: k.userInfo, perMinute: 100},
		"views.open":            {need: "trigger_id view", do: k.openView, perMinute: 100},
		"views.push":            {need: "trigger_id view", do: k.openView, perMinute: 100},
		"views.update":          {need: "view", may: "view_id external_id hash", do: k.updateView, perMinute: 100},
		"views.publish":         {need: "user_id view", may: "hash", do: k.publish, perMinute: 100},
		"oauth.v2.access":       {may: "client_id client_secret code redirect_uri grant_type refresh_token code_verifier", do: k.access, perMinute: 100, open: true},
		"apps.connections.open": {do: k.connect, perMinute: 20, app: true},
	}
}

// content checks a message's text and blocks.
func (k *Slack) content(c *slackCall) (string, []any, error) {
	text, raw := c.args["text"], c.args["blocks"]
	if text == "" && raw == "" {
		return "", nil, &slackError{"no_text", []shape.Problem{{Place: "/text", Text: "is required"}}}
	}
	if n := utf8.RuneCountInString(text); n > slackText {
		return "", nil, &slackError{"msg_too_long", []shape.Problem{{Place: "/text", Text: "has " + strconv.Itoa(n) + " characters, at most 40000"}}}
	}
	if raw == "" {
		return text, nil, nil
	}
	var blocks []any
	if err := json.Unmarshal([]byte(raw), &blocks); err != nil {
		return "", nil, &slackError{"invalid_blocks_format", []shape.Problem{{Place: "/blocks", Text: "is no JSON list"}}}
	}
	if code, found := checkBlocks(blocks); code != "" {
		return "", nil, &slackError{code, found}
	}
	if text == "" {
		// Slack takes it, but notifications and screen readers have nothing to say.
		return "", blocks, &slackError{"no_text", []shape.Problem{{Place: "/text", Text: "must stand beside blocks"}}}
	}
	return text, blocks, nil
}

// target finds where a message goes: ids only, names break when a channel is renamed.
func (k *Slack) target(id string) (*slackChannel, error) {
	if k.user(id) != nil {
		return k.dm(id), nil
	}
	c := k.channels[id]
	if c == nil {
		return nil, &slackError{"channel_not_found", []shape.Problem{{Place: "/channel", Text: strconv.Quote(id) + " is no known id"}}}
	}
	return c, nil
}

var slackTS = regexp.MustCompile(`^\d{10}\.\d{6}$`)

func (k *Slack) compose(c *slackCall) (*slackChannel, *Note, error) {
	text, blocks, err := k.content(c)
	if err != nil {
		return nil, nil, err
	}
	ch, err := k.target(c.args["channel"])
	if err != nil {
		return nil, nil, err
	}
	thread := c.args["thread_ts"]
	if thread != "" && (!slackTS.MatchString(thread) || ch.find(thread) == nil) {
		return nil, nil, slackFail("cannot_reply_to_message")
	}
	n := &Note{Channel: ch.id, Thread: thread, User: k.cfg.Bot, Bot: true, Text: text, Blocks: blocks, Reactions: map[string][]string{}}
	if m := c.args["metadata"]; m != "" && json.Unmarshal([]byte(m), &n.metadata) != nil {
		return nil, nil, slackFail("invalid_metadata_format")
	}
	n.TS, n.At = k.stamp()
	return ch, n, nil
}

func (k *Slack) postMessage(c *slackCall) (object, error) {
	if k.cfg.Limits && !k.pace("chat.postMessage "+c.args["channel"], 1, time.Second) {
		return nil, slackFail("ratelimited")
	}
	ch, n, err := k.compose(c)
	if err != nil {
		return nil, err
	}
	ch.messages = keepLast(append(ch.messages, n), keptMessages)
	k.echo(ch, k.messageEvent(ch, n))
	return object{"channel": ch.id, "ts": n.TS, "message": k.showNote(n)}, nil
}

func (k *Slack) postEphemeral(c *slackCall) (object, error) {
	ch, n, err := k.compose(c)
	if err != nil {
		return nil, err
	}
	n.Only = c.args["user"]
	if k.user(n.Only) == nil {
		return nil, slackFail("user_not_found")
	}
	if !ch.has(n.Only) {
		return nil, slackFail("user_not_in_channel")
	}
	ch.messages = keepLast(append(ch.messages, n), keptMessages)
	return object{"message_ts": n.TS}, nil
}

// own finds a message of the app that can be changed; ephemeral ones cannot.
func (k *Slack) own(c *slackCall, verb string) (*slackChannel, *Note, error) {
	ch, err := k.target(c.args["channel"])
	if err != nil {
		return nil, nil, err
	}
	n := ch.find(c.args["ts"])
	if n == nil || n.Only != "" {
		return nil, nil, slackFail("message_not_found")
	}
	if !n.Bot {
		return nil, nil, slackFail("cant_" + verb + "_message")
	}
	return ch, n, nil
}

func (k *Slack) update(c *slackCall) (object, error) {
	text, blocks, err := k.content(c)
	if err != nil {
		return nil, err
	}
	ch, n, err := k.own(c, "update")
	if err != nil {
		return nil, err
	}
	before := k.showNote(n)
	n.Text, n.Blocks, n.Edited = text, blocks, true
	k.echo(ch, k.changedEvent(ch, n, before))
	return object{"channel": ch.id, "ts": n.TS, "text": text, "message": k.showNote(n)}, nil
}

func (k *Slack) deleteMessage(c *slackCall) (object, error) {
	ch, n, err := k.own(c, "delete")
	if err != nil {
		return nil, err
	}
	ch.messages = slices.DeleteFunc(ch.messages, func(x *Note) bool { return x == n })
	k.echo(ch, k.deletedEvent(ch, n))
	return object{"channel": ch.id, "ts": n.TS}, nil
}

// showNote is a message as the API tells it.
func (k *Slack) showNote(n *Note) object {
	o := object{"type": "message", "user": n.User, "text": n.Text, "ts": n.TS}
	if n.Bot {
		o["bot_id"], o["app_id"] = k.botID(), k.cfg.App
	} else {
		o["team"] = k.cfg.Team
	}
	if n.Thread != "" {
		o["thread_ts"] = n.Thread
	}
	if n.Blocks != nil {
		o["blocks"] = n.Blocks
	}
	if n.Edited {
		o["edited"] = object{"user": n.User, "ts": n.TS}
	}
	var reactions []object
	for name, users := range n.Reactions {
		reactions = append(reactions, object{"name": name, "users": slices.Clone(users), "count": len(users)})
	}
	if reactions != nil {
		o["reactions"] = reactions
	}
	return o
}
