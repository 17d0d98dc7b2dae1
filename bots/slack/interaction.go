package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/inbox"
)

// typeSubmission is the type of a form that was sent.
const typeSubmission = "view_submission"

// interaction is a button pressed, a value picked, or one of the other things people do to the app's surfaces.
type interaction struct {
	Type       string            `json:"type"`
	Team       *id               `json:"team,omitempty"`
	Enterprise *id               `json:"enterprise,omitempty"`
	User       id                `json:"user"`
	Channel    *id               `json:"channel,omitempty"`
	Container  container         `json:"container"`
	ActionTS   string            `json:"action_ts,omitempty"` // of shortcuts
	Trigger    string            `json:"trigger_id,omitempty"`
	Answer     string            `json:"response_url,omitempty"`
	Callback   string            `json:"callback_id,omitempty"`
	View       *view             `json:"view,omitempty"`
	Actions    []json.RawMessage `json:"actions,omitempty"` // each a press, if it can be read
}

type id struct {
	ID   string `json:"id"`
	Team string `json:"team_id,omitempty"`
}

type container struct {
	Type      string `json:"type"`
	Message   string `json:"message_ts,omitempty"`
	Channel   string `json:"channel_id,omitempty"`
	Ephemeral bool   `json:"is_ephemeral,omitempty"`
}

type view struct {
	ID       string `json:"id"`
	Callback string `json:"callback_id"`
	Hash     string `json:"hash,omitempty"`
	Private  string `json:"private_metadata,omitempty"`
	State    struct {
		Values map[string]map[string]press `json:"values,omitempty"` // by block and element
	} `json:"state,omitzero"` // of a form that is sent
}

// sent tells whether it is a form of this app that was filled in.
func (in interaction) sent() bool {
	return in.Type == typeSubmission && in.View != nil && in.View.Callback == sheetID
}

func (x *id) text() string {
	if x == nil {
		return ""
	}
	return x.ID
}

// interactions makes an item of each element used. The rest of the payload, with the whole message in it, is not kept.
func interactions(ch bots.Channel, payload []byte, now time.Time) []inbox.Item {
	var in interaction
	if json.Unmarshal(payload, &in) != nil {
		return unreadable(ch, payload, now)
	}
	used := in.Actions
	in.Actions = nil
	if in.sent() {
		in.ActionTS = fmt.Sprintf("%d.%06d", now.Unix(), now.Nanosecond()/1000) // Slack gives it no time of its own
	} else if in.View != nil {
		in.View.Private, in.View.State.Values = "", nil
	}
	if len(used) == 0 {
		return in.items(ch, payload, now)
	}
	var items []inbox.Item
	for _, raw := range used {
		var one press
		if json.Unmarshal(raw, &one) != nil { // its neighbours are read all the same
			items = append(items, unreadable(ch, raw, now)...)
			continue
		}
		kept, _ := json.Marshal(one) // texts and numbers always marshal
		in.Actions = []json.RawMessage{kept}
		items = append(items, in.items(ch, payload, now)...)
	}
	return items
}

func (in interaction) items(ch bots.Channel, payload []byte, now time.Time) []inbox.Item {
	body, err := json.Marshal(in)
	if err != nil {
		return unreadable(ch, payload, now)
	}
	return newItems(ch, body, now)
}

func readInteraction(ch bots.Channel, body []byte) meaning {
	var in interaction
	if json.Unmarshal(body, &in) != nil {
		return meaning{}
	}
	team := first(in.Team.text(), in.User.Team)
	if at, ok := instant(in.ActionTS); ok && in.sent() && in.User.ID != "" {
		if ws, ok := workspaceOf(ch, team, in.Enterprise.text()); ok {
			return in.submitted(scene{ch: ch, ws: ws, team: team, bot: ws.bot}, in.User.ID, at)
		}
	}
	if in.Type != "block_actions" || len(in.Actions) == 0 {
		return in.unused(team)
	}
	var one press
	if json.Unmarshal(in.Actions[0], &one) != nil {
		return meaning{}
	}
	at, ok := instant(one.TS)
	if !ok || in.User.ID == "" {
		return meaning{}
	}
	name := strings.Join([]string{"act", team, in.User.ID, one.TS, one.ID}, "/")
	ws, ok := workspaceOf(ch, team, in.Enterprise.text())
	if !ok {
		return drop(name, at, "the app is not installed in workspace "+team)
	}
	action, value, ok := one.meant(zoneOf(ch))
	if !ok {
		return drop(name, at, "an element of type "+one.Type+" asks for nothing")
	}
	s := scene{ch: ch, ws: ws, team: team, bot: ws.bot}
	place := first(in.Container.Channel, in.Channel.text())
	a := dialog.Activity{Kind: dialog.Pressed, Ref: name, At: at, Action: action, Value: value}
	if in.Container.Message != "" {
		a.Message = s.name(place, in.Container.Message)
	}
	direct := place == "" || isDirect(place) // a Home page is the person's own
	a.Direct = direct
	m := s.did(name, at, in.User.ID, a).in(place, direct)
	m.Reply.Trigger, m.Reply.TokenAt = in.Trigger, at.UnixMilli()
	if !direct {
		// In a room the answer is whispered through the press's own URL, which no rate limit holds back.
		m.Reply.Token = in.Answer
	}
	return m
}

// unused is an interaction nothing is built on: it is accepted, or the person would be shown an error.
func (in interaction) unused(team string) meaning {
	stamp := first(in.ActionTS, in.Trigger)
	if in.View != nil {
		stamp = first(stamp, in.View.ID+"/"+in.View.Hash)
	}
	at, _ := instant(in.ActionTS)
	callback := in.Callback
	if in.View != nil {
		callback = in.View.Callback
	}
	return drop(strings.Join([]string{"int", team, in.User.ID, in.Type, stamp}, "/"), at, "nothing is asked by "+in.Type+" "+callback)
}
