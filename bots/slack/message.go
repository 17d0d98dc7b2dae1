package slack

import (
	"encoding/json"

	"github.com/dakoku/dakoku/dialog"
)

// message is something posted, changed or deleted. A message that names the bot arrives twice, as message and as
// app_mention: both have one name.
func (s scene) message(h head, raw []byte) meaning {
	var p post
	if json.Unmarshal(raw, &p) != nil || p.Channel == "" {
		return meaning{}
	}
	switch h.Subtype {
	case "", "thread_broadcast", "file_share":
		return s.posted(p, h.Type == "app_mention")
	case "message_changed":
		if p.New != nil && p.Previous != nil && p.New.Subtype == "tombstone" {
			p.Deleted = p.New.TS // what is left of a deleted message that has answers
			return s.deleted(p)
		}
		return s.changed(p)
	case "message_deleted":
		return s.deleted(p)
	}
	at, _ := instant(first(p.EventTS, p.TS))
	return drop("sub/"+s.name(p.Channel, first(p.TS, p.EventTS))+"/"+h.Subtype, at, "message of subtype "+h.Subtype)
}

// name is how a message is called everywhere: workspace, channel and its timestamp.
func (s scene) name(channel, ts string) string { return s.team + "/" + channel + "/" + ts }

func (s scene) posted(p post, named bool) meaning {
	at, ok := instant(p.TS)
	if !ok {
		return meaning{}
	}
	name := s.name(p.Channel, p.TS)
	direct := p.Kind == "im" || isDirect(p.Channel)
	named = named || mentions(p.Text, s.bot)
	if why := s.deaf(p.Channel, p.User, p.Bot, direct || named); why != "" {
		return noise("msg/"+name, at, why)
	}
	m := s.did("msg/"+name, at, p.User, dialog.Activity{
		Kind: dialog.Said, Ref: name, Message: name, At: at,
		Text: plain(p.Text, s.bot), Direct: direct, Mention: named,
	})
	m.Reply.Message = p.TS
	return m.in(p.Channel, direct)
}

// changed is an edit. Slack also sends one when it adds a preview; only a new text is one.
func (s scene) changed(p post) meaning {
	at, ok := instant(p.EventTS)
	if !ok || p.New == nil || p.Previous == nil {
		return meaning{}
	}
	name := s.name(p.Channel, p.New.TS)
	event := "chg/" + name + "/" + p.EventTS
	direct := p.Kind == "im" || isDirect(p.Channel)
	if why := s.deaf(p.Channel, p.New.User, p.New.Bot, direct || mentions(p.New.Text, s.bot)); why != "" {
		return noise(event, at, why)
	}
	text := plain(p.New.Text, s.bot)
	if text == plain(p.Previous.Text, s.bot) {
		return drop(event, at, "the text did not change")
	}
	return s.did(event, at, p.New.User, dialog.Activity{
		Kind: dialog.Edited, Ref: event, Message: name, At: at,
		Text: text, Direct: direct, Mention: mentions(p.New.Text, s.bot),
	}).in(p.Channel, direct)
}

func (s scene) deleted(p post) meaning {
	at, ok := instant(p.EventTS)
	if !ok || p.Deleted == "" {
		return meaning{}
	}
	name := s.name(p.Channel, p.Deleted)
	event := "del/" + name
	if p.Previous == nil || p.Previous.User == "" {
		return drop(event, at, "nobody knows whose message was deleted")
	}
	direct := p.Kind == "im" || isDirect(p.Channel)
	if why := s.deaf(p.Channel, p.Previous.User, p.Previous.Bot, direct || mentions(p.Previous.Text, s.bot)); why != "" {
		return noise(event, at, why)
	}
	m := s.did(event, at, p.Previous.User, dialog.Activity{
		Kind: dialog.Withdrawn, Ref: event, Message: name, At: at, Direct: direct,
	}).in(p.Channel, direct)
	m.Redact = []string{"msg/" + name}
	return m
}

// deaf says why a message is nobody's business, or "" when it is meant for the bot.
func (s scene) deaf(channel, user, bot string, addressed bool) string {
	switch {
	case bot != "":
		return "post of an app"
	case user == "":
		return "nobody can be named"
	case user == s.bot:
		return "own post"
	case !addressed && !s.listens(channel):
		return "said in a room that is not for attendance"
	}
	return ""
}

// in says where the answer goes.
func (m meaning) in(channel string, direct bool) meaning {
	m.Reply.Place, m.Reply.Direct = channel, direct
	if !direct {
		m.Place = channel
	}
	return m
}

// withoutText is a deletion as it is kept: whose message it was and whom it named, not what it said.
func withoutText(body []byte) []byte {
	var e struct {
		Type   string          `json:"type"`
		Team   string          `json:"team_id"`
		Grants json.RawMessage `json:"authorizations,omitempty"`
		Event  json.RawMessage `json:"event"`
	}
	var h head
	var p post
	if json.Unmarshal(body, &e) != nil || json.Unmarshal(e.Event, &h) != nil || json.Unmarshal(e.Event, &p) != nil || p.Previous == nil {
		return body // something else was taken back, which has no text
	}
	if p.New != nil {
		p.Deleted = p.New.TS
	}
	e.Event, _ = json.Marshal(map[string]any{ // texts always marshal
		"type": h.Type, "subtype": "message_deleted", "channel": p.Channel, "channel_type": p.Kind,
		"event_ts": p.EventTS, "deleted_ts": p.Deleted,
		"previous_message": map[string]string{"user": p.Previous.User, "bot_id": p.Previous.Bot, "text": mentionOnly(p.Previous.Text)},
	})
	out, err := json.Marshal(e)
	if err != nil {
		return body
	}
	return out
}
