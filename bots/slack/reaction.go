package slack

import (
	"encoding/json"

	"github.com/dakoku/dakoku/dialog"
)

// reaction is an emoji put under a message or taken away. Only those under the bot's own messages are meant for it.
// A reaction goes by one name for good, so putting it there again is not a second act.
func (s scene) reaction(h head, raw []byte) meaning {
	var r reaction
	at, ok := instant(h.EventTS)
	if json.Unmarshal(raw, &r) != nil || !ok {
		return meaning{}
	}
	emoji := toneless(r.Name)
	name := s.name(r.Item.Channel, r.Item.TS) + "/" + r.User + "/" + emoji
	kind, event := dialog.Reacted, "rea/"+name+"/"+r.EventTS
	if h.Type == "reaction_removed" {
		kind, event = dialog.Withdrawn, "unr/"+name+"/"+r.EventTS
	}
	switch {
	case r.User == s.bot:
		return noise(event, at, "own reaction")
	case r.Item.Type != "message" || r.Author != s.bot || s.bot == "":
		return noise(event, at, "reaction to somebody else's message")
	}
	direct := isDirect(r.Item.Channel)
	a := dialog.Activity{Kind: kind, Ref: name, Message: name, At: at, Direct: direct}
	if kind == dialog.Reacted {
		a.Text = ":" + emoji + ":"
	} else {
		a.Ref = event
	}
	// The answer is not a reaction to the bot's message, which everybody sees, so the address names no message.
	return s.did(event, at, r.User, a).in(r.Item.Channel, direct)
}
