package dialog

import (
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Kind is what a person did.
type Kind string

// The kinds. A connector turns everything a platform sends into one of these, or counts why it dropped it.
const (
	Said      Kind = "said"      // typed or posted Text
	Pressed   Kind = "pressed"   // pressed a button that carries Action, perhaps with a picked Value
	Reacted   Kind = "reacted"   // put the emoji Text under the message Message
	Edited    Kind = "edited"    // changed the message Message; Text is the new text
	Withdrawn Kind = "withdrawn" // deleted, unsent or un-reacted; Message says what
	Joined    Kind = "joined"    // added the bot or opened its page for the first time
	Left      Kind = "left"      // blocked or removed the bot
	Opened    Kind = "opened"    // opened the bot's home page
)

// Activity is one thing a person did, free of any platform's notation.
type Activity struct {
	Kind    Kind      `json:"kind"`
	Ref     string    `json:"ref"`               // unique name of the act in its channel: a punch's source_ref
	Message string    `json:"message,omitempty"` // the platform's id of the message it is or is about
	At      time.Time `json:"at"`                // when it happened, by the platform
	Text    string    `json:"text,omitempty"`    // addresses, quotations and notation already removed
	Action  Action    `json:"action,omitzero"`
	Value   string    `json:"value,omitempty"`   // picked in a date or time picker: 2006-01-02, 15:04 or 2006-01-02T15:04
	Form    Values    `json:"form,omitempty"`    // filled in on the form of the question Action names
	Direct  bool      `json:"direct,omitempty"`  // said in the person's own chat with the bot: silence would be rude
	Mention bool      `json:"mention,omitempty"` // the bot was addressed by name
}

// Person is who the activity comes from.
type Person struct {
	domain.Actor           // Employee is empty while the chat account is not linked
	Channel      domain.ID // the chat connection
	User         string    // the platform's id of the account
	Name         string    // display name, if linked
	Lang         string    // ja or en
	Gone         bool      // linked to somebody who is no longer active
}
