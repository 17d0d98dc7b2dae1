package line

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Read implements bots.Platform. It never fails: what cannot be read will not become readable.
func (p *Platform) Read(_ bots.Channel, item inbox.Item) (bots.Reading, error) {
	if len(item.Body) == 0 {
		return bots.Reading{Dropped: "withdrawn before it was read"}, nil
	}
	var e event
	if err := json.Unmarshal(item.Body, &e); err != nil || e.Type == "" {
		return bots.Reading{Dropped: "malformed event"}, nil
	}
	r := bots.Reading{
		User:  e.Source.User,
		Place: e.Source.place(),
		Activity: dialog.Activity{
			Ref: item.EventID, At: item.At, Direct: e.Source.Type == "user",
		},
		Reply: outbox.Address{
			User: e.Source.User, Place: e.Source.place(), Direct: e.Source.Type == "user",
			Token: e.ReplyToken, TokenAt: item.ReceivedAt.UnixMilli(),
		},
	}
	r.Dropped = e.act(&r)
	if e.Mode == "standby" {
		// Another module holds the chat; nothing may be said: https://developers.line.biz/en/docs/partner-docs/module-technical-chat-control/
		r.Dropped = "standby"
	}
	if r.Dropped == "" && r.User == "" && (r.Activity.Kind != dialog.Joined || r.Place == "") {
		r.Dropped = e.Type + " without a user" // a group's member whose client is old or who did not consent
	}
	return r, nil
}

// act fills in what was done, or answers why nothing is made of it.
func (e *event) act(r *bots.Reading) (dropped string) {
	a := &r.Activity
	switch e.Type {
	case "message":
		return e.said(a)
	case "messageEdited":
		if e.Message == nil || e.Message.Type != "text" {
			return "malformed messageEdited"
		}
		a.Kind, a.Message = dialog.Edited, e.Message.ID
		a.Text, a.Mention = e.Message.words()
	case "unsend":
		if e.Unsend == nil || e.Unsend.Message == "" {
			return "malformed unsend"
		}
		a.Kind, a.Message = dialog.Withdrawn, e.Unsend.Message
		r.Redact = []string{e.Unsend.Message}
	case "postback":
		return e.pressed(a)
	case "follow", "join": // added by a person, or to a group: there nobody is named
		a.Kind = dialog.Joined
	case "unfollow":
		a.Kind = dialog.Left
	case "leave", "memberJoined", "memberLeft", "videoPlayComplete", "beacon", "accountLink", "membership",
		"module", "activated", "deactivated", "botSuspended", "botResumed", "delivery", "things":
		return e.Type
	default:
		return "unknown event type"
	}
	return ""
}

func (e *event) said(a *dialog.Activity) (dropped string) {
	m := e.Message
	if m == nil || m.Type == "" {
		return "malformed message"
	}
	a.Kind, a.Message = dialog.Said, m.ID
	switch m.Type {
	case "text":
		a.Text, a.Mention = m.words()
		return ""
	case "sticker":
		if m.Package == "" || m.Sticker == "" {
			return "malformed sticker"
		}
		a.Text = "sticker:" + m.Package + "/" + m.Sticker // a company may list it among its words
		return ""
	case "image", "video", "audio", "file", "location":
		return m.Type
	}
	return "unknown message type"
}

// pressed reads a button. A picker's value has no seconds and no zone.
func (e *event) pressed(a *dialog.Activity) (dropped string) {
	if e.Postback == nil {
		return "malformed postback"
	}
	if _, menu := e.Postback.Params["status"]; menu {
		return "menu switched"
	}
	a.Kind = dialog.Pressed
	a.Action = dialog.ParseAction(e.Postback.Data)
	for _, name := range []string{"date", "time", "datetime"} {
		if v := e.Postback.Params[name]; v != "" {
			a.Value = v
		}
	}
	return ""
}

// words is the text without the bot's own name, and whether it was there. Other people's names stay: what is said to
// them is not said to the bot.
func (m *message) words() (text string, mentioned bool) {
	if m.Mention == nil {
		return m.Text, false
	}
	units := utf16.Encode([]rune(m.Text))
	list := slices.Clone(m.Mention.Mentionees)
	slices.SortFunc(list, func(a, b mentionee) int { return b.Index - a.Index }) // from the end, so that places stay
	for _, who := range list {
		if !who.Self {
			continue
		}
		mentioned = true
		if from, to := who.Index, who.Index+who.Length; 0 <= from && from <= to && to <= len(units) {
			units = slices.Delete(units, from, to)
		}
	}
	return strings.TrimSpace(string(utf16.Decode(units))), mentioned
}
