package chatwork

import (
	"context"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// The operations that are used, of https://developer.chatwork.com/reference. Lists have at most 100 entries and no
// second page.

// contact is an account one can write to.
type contact struct {
	Account id     `json:"account_id"`
	Room    id     `json:"room_id"` // the direct chat; of oneself, the own chat
	Name    string `json:"name"`
}

func (c *client) me(ctx context.Context) (who contact, err error) {
	return who, c.get(ctx, "/me", reserveRead, &who)
}

func (c *client) contacts(ctx context.Context, reserve int) (list []contact, err error) {
	return list, c.get(ctx, "/contacts", reserve, &list)
}

// request is somebody who wants to be a contact.
type request struct {
	ID      id `json:"request_id"`
	Account id `json:"account_id"`
}

func (c *client) requests(ctx context.Context) (list []request, err error) {
	return list, c.get(ctx, "/incoming_requests", reserveRead, &list)
}

func (c *client) accept(ctx context.Context, id string) (who contact, err error) {
	return who, c.do(ctx, http.MethodPut, "/incoming_requests/"+url.PathEscape(id), nil, reserveRead, &who)
}

// chat is a room the bot is in.
type chat struct {
	Room id     `json:"room_id"`
	Type string `json:"type"`             // my, direct or group
	Last int64  `json:"last_update_time"` // Unix seconds
}

func (c *client) chats(ctx context.Context) (list []chat, err error) {
	return list, c.get(ctx, "/rooms", reserveRead, &list)
}

// message is a message as it is now.
type message struct {
	ID      id `json:"message_id"`
	Account struct {
		ID id `json:"account_id"`
	} `json:"account"`
	Body    string `json:"body"`
	Sent    int64  `json:"send_time"`
	Updated int64  `json:"update_time"`
}

// listMax is how many messages a room shows.
const listMax = 100

// messages lists the room's latest messages, oldest first. force=0, "what is new", is a state kept per token: two
// processes, or a second try after a lost answer, would take each other's messages.
func (c *client) messages(ctx context.Context, room string, reserve int) (list []message, err error) {
	return list, c.get(ctx, "/rooms/"+url.PathEscape(room)+"/messages?force=1", reserve, &list)
}

// post says something in a room. It is never repeated: a post that timed out may have been made.
func (c *client) post(ctx context.Context, room, body string, reserve int) (message string, err error) {
	if n := utf8.RuneCountInString(body); n == 0 || n > bodyMax {
		return "", domain.Errorf(domain.Invalid, "chatwork: a post of %d characters", n)
	}
	var said struct {
		ID id `json:"message_id"`
	}
	form := url.Values{"body": {body}, "self_unread": {"0"}}
	err = c.do(ctx, http.MethodPost, "/rooms/"+url.PathEscape(room)+"/messages", form, reserve, &said)
	return said.ID.String(), err
}
