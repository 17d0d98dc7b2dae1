package slack

import (
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
)

// wordForNothing stands for a slash command without words: it shows what can be said.
const wordForNothing = "help"

// command is a slash command as it is kept, from the form of a webhook or the JSON of a socket.
type command struct {
	Type       string `json:"type"`
	Team       string `json:"team_id"`
	Enterprise string `json:"enterprise_id,omitempty"`
	User       string `json:"user_id"`
	Channel    string `json:"channel_id"`
	Text       string `json:"text"`
	Answer     string `json:"response_url"`
	Trigger    string `json:"trigger_id"`
	At         int64  `json:"at"` // Unix milliseconds; Slack gives a command no time of its own but its signature's
}

// commandBody is the command with the fields that get finds, given at sentAt.
func commandBody(get func(string) string, sentAt time.Time) []byte {
	b, _ := json.Marshal(command{ // strings always marshal
		Type: typeCommand, Team: get("team_id"), Enterprise: get("enterprise_id"), User: get("user_id"), Channel: get("channel_id"),
		Text: get("text"), Answer: get("response_url"), Trigger: get("trigger_id"), At: sentAt.UnixMilli(),
	})
	return b
}

// readCommand reads a slash command by the same grammar as a message. Its answer is seen by the person only.
func readCommand(ch bots.Channel, body []byte) meaning {
	var c command
	if json.Unmarshal(body, &c) != nil || c.User == "" || c.Trigger == "" {
		return meaning{}
	}
	at := time.UnixMilli(c.At).UTC()
	name := "cmd/" + c.Team + "/" + c.Trigger
	ws, ok := workspaceOf(ch, c.Team, c.Enterprise)
	if !ok {
		return drop(name, at, "the app is not installed in workspace "+c.Team)
	}
	s := scene{ch: ch, ws: ws, team: c.Team, bot: ws.bot}
	text := plain(c.Text, s.bot)
	if text == "" {
		text = wordForNothing
	}
	m := s.did(name, at, c.User, dialog.Activity{
		Kind: dialog.Said, Ref: name, At: at, Text: text, Direct: true, Mention: true,
	}).in(c.Channel, isDirect(c.Channel))
	m.Reply.Token, m.Reply.Trigger, m.Reply.TokenAt = c.Answer, c.Trigger, c.At
	return m
}
