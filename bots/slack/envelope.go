package slack

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Own structs decode only what is used: the client library refuses a whole event over one element it does not know,
// and a punch must not be lost to a picture beside it.

// envelope is the outside of everything that comes in, of whichever kind.
type envelope struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"`
	Team      string `json:"team_id"`
	EventID   string `json:"event_id"`
	EventTime int64  `json:"event_time"`
	Minute    int64  `json:"minute_rate_limited"`
	Grants    []struct {
		Enterprise string `json:"enterprise_id"`
		Team       string `json:"team_id"`
		User       string `json:"user_id"`
		Bot        bool   `json:"is_bot"`
	} `json:"authorizations"`
	Event  json.RawMessage `json:"event"`
	Reason string          `json:"reason"` // of typeDropped
}

// Types of stored bodies that are not Slack's own.
const (
	typeCommand = "slash_command"
	typeDropped = "dropped" // only the reason is kept, not what people said elsewhere
)

// head is what says which event it is.
type head struct {
	Type    string `json:"type"`
	Subtype string `json:"subtype"`
	EventTS string `json:"event_ts"`
}

// post is a message event; in an edit or a deletion the message itself is inside.
type post struct {
	Channel  string `json:"channel"`
	Kind     string `json:"channel_type"`
	User     string `json:"user"`
	Bot      string `json:"bot_id"`
	Text     string `json:"text"`
	TS       string `json:"ts"`
	EventTS  string `json:"event_ts"`
	Deleted  string `json:"deleted_ts"`
	New      *said  `json:"message"`
	Previous *said  `json:"previous_message"`
}

// said is a message inside an edit or a deletion.
type said struct {
	Subtype string `json:"subtype"`
	User    string `json:"user"`
	Bot     string `json:"bot_id"`
	Text    string `json:"text"`
	TS      string `json:"ts"`
}

type reaction struct {
	User    string `json:"user"`
	Name    string `json:"reaction"`
	Author  string `json:"item_user"`
	EventTS string `json:"event_ts"`
	Item    struct {
		Type    string `json:"type"`
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
}

// visit is somebody opening the app or joining a channel.
type visit struct {
	User    string `json:"user"`
	Channel string `json:"channel"`
	Tab     string `json:"tab"`
	EventTS string `json:"event_ts"`
}

// member is an account that was changed.
type member struct {
	User struct {
		ID      string `json:"id"`
		Deleted bool   `json:"deleted"`
	} `json:"user"`
	EventTS string `json:"event_ts"`
}

type revoked struct {
	Tokens struct {
		Bot []string `json:"bot"`
	} `json:"tokens"`
}

// instant reads a Slack timestamp, seconds and microseconds as text; ok is false when it is none.
func instant(ts string) (at time.Time, ok bool) {
	whole, part, _ := strings.Cut(ts, ".")
	sec, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || sec <= 0 {
		return time.Time{}, false
	}
	micro, err := strconv.ParseInt((part + "000000")[:6], 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	return time.Unix(sec, micro*int64(time.Microsecond)).UTC(), true
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
