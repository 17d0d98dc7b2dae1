package slack

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

// scene is where something happened.
type scene struct {
	ch   bots.Channel
	ws   workspace
	team string
	bot  string // the bot's user id there
}

// read gives the meaning of an event. The workspace is the first authorization's, because in a channel shared between
// organisations team_id may be the other's: https://docs.slack.dev/apis/events-api/#authorizations
func (e envelope) read(ch bots.Channel) meaning {
	s := scene{ch: ch, team: e.Team}
	var enterprise string
	if len(e.Grants) > 0 {
		s.team, enterprise = first(e.Grants[0].Team, e.Team), e.Grants[0].Enterprise
		if e.Grants[0].Bot {
			s.bot = e.Grants[0].User
		}
	}
	var h head
	if json.Unmarshal(e.Event, &h) != nil || h.Type == "" {
		return meaning{}
	}
	other := "evt/" + s.team + "/" + e.EventID // the name of events that have none of their own
	at := time.Unix(e.EventTime, 0).UTC()
	ws, ok := workspaceOf(ch, s.team, enterprise)
	if !ok {
		return drop(other, at, "the app is not installed in workspace "+s.team)
	}
	s.ws, s.bot = ws, first(s.bot, ws.bot)
	switch h.Type {
	case "message", "app_mention":
		return s.message(h, e.Event)
	case "reaction_added", "reaction_removed":
		return s.reaction(h, e.Event)
	case "app_home_opened", "member_joined_channel":
		return s.visit(h, e.Event)
	case "user_change":
		return s.account(other, at, e.Event)
	case "app_uninstalled", "tokens_revoked":
		return s.removal(h, other, at, e.Event)
	}
	return drop(other, at, "unknown event "+h.Type)
}

// visit is the Home page opened or the bot brought into a room.
func (s scene) visit(h head, raw []byte) meaning {
	var v visit
	at, ok := instant(h.EventTS)
	if json.Unmarshal(raw, &v) != nil || !ok {
		return meaning{}
	}
	ref := strings.Join([]string{s.team, v.Channel, v.User, v.EventTS}, "/")
	if h.Type == "app_home_opened" {
		if v.Tab != "home" {
			return drop("home/"+ref, at, "opened the tab "+v.Tab)
		}
		m := s.did("home/"+ref, at, v.User, dialog.Activity{Kind: dialog.Opened, Ref: "home/" + ref, At: at, Direct: true})
		m.Reply.Place, m.Reply.Direct = v.Channel, true
		return m
	}
	if v.User != s.bot {
		return drop("join/"+ref, at, "somebody else joined a room")
	}
	// The room is greeted, not the person who invited the bot: he may have nothing to do with attendance.
	m := s.did("join/"+ref, at, "", dialog.Activity{Kind: dialog.Joined, Ref: "join/" + ref, At: at})
	m.Place, m.Reply.Place = v.Channel, v.Channel
	return m
}

// account is a changed account. One that was deactivated cannot be written to any more.
func (s scene) account(event string, at time.Time, raw []byte) meaning {
	var u member
	if json.Unmarshal(raw, &u) != nil || u.User.ID == "" {
		return meaning{}
	}
	if !u.User.Deleted {
		return drop(event, at, "an account's profile changed")
	}
	return s.did(event, at, u.User.ID, dialog.Activity{Kind: dialog.Left, Ref: event, At: at})
}

// removal is the app or its token taken away. tokens_revoked also tells of people's own tokens, which we have none of.
func (s scene) removal(h head, event string, at time.Time, raw []byte) meaning {
	if h.Type == "tokens_revoked" {
		var r revoked
		if json.Unmarshal(raw, &r) != nil {
			return meaning{}
		}
		if len(r.Tokens.Bot) == 0 {
			return drop(event, at, "tokens of people were revoked, not the bot's")
		}
	}
	return meaning{event: event, at: at, Reading: bots.Reading{
		Install: &bots.Notice{Workspace: first(s.ws.id, s.team), Removed: true},
	}}
}

// did is what a user of this workspace did, with an address that leads back to him.
func (s scene) did(event string, at time.Time, user string, a dialog.Activity) meaning {
	m := meaning{event: event, at: at, Reading: bots.Reading{Activity: a, User: s.ws.person(user)}}
	m.Reply = outbox.Address{User: m.User}
	if !s.ws.home {
		m.Reply.Workspace = s.ws.id
	}
	return m
}

// listens tells whether what is said in a room without naming the bot is meant for it: in the attendance rooms only.
func (s scene) listens(room string) bool {
	for name := range strings.SplitSeq(s.ch.Options["channel"], ",") {
		if strings.TrimSpace(name) == room && room != "" {
			return true
		}
	}
	return false
}

// isDirect tells whether a conversation is between one person and the bot; its id begins with D.
func isDirect(channel string) bool { return strings.HasPrefix(channel, "D") }
