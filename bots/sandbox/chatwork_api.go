package sandbox

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// paths lists the operations a bot for attendance needs; others answer 404.
func (c *Chatwork) paths() *http.ServeMux {
	m := http.NewServeMux()
	on := func(pattern string, f func(*cwCall) cwReply, params ...cwParam) {
		m.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { c.handle(w, r, params, f) })
	}
	body := cwParam{name: "body", required: true, longest: cwBody}
	flag := func(name string) cwParam { return cwParam{name: name, among: []string{"0", "1"}} }
	on("GET /v2/me", c.me)
	on("GET /v2/my/status", c.myStatus)
	on("GET /v2/contacts", c.contacts)
	on("GET /v2/incoming_requests", c.incoming)
	on("PUT /v2/incoming_requests/{request}", c.accept)
	on("DELETE /v2/incoming_requests/{request}", c.decline)
	on("GET /v2/rooms", c.listRooms)
	on("GET /v2/rooms/{room}", func(q *cwCall) cwReply { return cwReply{http.StatusOK, c.showRoom(q.room)} })
	on("GET /v2/rooms/{room}/members", c.members)
	on("GET /v2/rooms/{room}/messages", c.messages, flag("force"))
	on("POST /v2/rooms/{room}/messages", c.postMessage, body, flag("self_unread"))
	on("PUT /v2/rooms/{room}/messages/read", c.read, cwParam{name: "message_id"})
	on("PUT /v2/rooms/{room}/messages/unread", c.read, cwParam{name: "message_id", required: true})
	on("GET /v2/rooms/{room}/messages/{message}", c.withMessage(func(_ *cwCall, m *Post) cwReply { return cwReply{http.StatusOK, c.showPost(m)} }))
	on("PUT /v2/rooms/{room}/messages/{message}", c.withMessage(c.rewrite), body)
	on("DELETE /v2/rooms/{room}/messages/{message}", c.withMessage(c.erase))
	c.taskPaths(on)
	m.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		c.handle(w, r, nil, func(q *cwCall) cwReply {
			c.problem(domain.Chatwork, q.name, "", "no such operation is played")
			return cwFail(http.StatusNotFound, "Not found")
		})
	})
	return m
}

func (r *cwRoom) has(account int64) bool { return slices.Contains(r.members, account) }

// withMessage finds the message in the path.
func (c *Chatwork) withMessage(f func(*cwCall, *Post) cwReply) func(*cwCall) cwReply {
	return func(q *cwCall) cwReply {
		m := q.room.find(q.PathValue("message"))
		if m == nil {
			return cwFail(http.StatusNotFound, "Message not found")
		}
		return f(q, m)
	}
}

// cwList answers 204 without a body when there is nothing, and never more than 100.
func cwList(items []object) cwReply {
	if len(items) == 0 {
		return cwReply{http.StatusNoContent, nil}
	}
	return cwReply{http.StatusOK, items[max(0, len(items)-cwListed):]}
}

func (c *Chatwork) showPost(m *Post) object {
	updated := int64(0)
	if !m.Edited.IsZero() {
		updated = m.Edited.Unix()
	}
	return object{"message_id": m.ID, "account": c.brief(atoi(m.Account)), "body": m.Body, "send_time": m.At.Unix(), "update_time": updated}
}

// messages: the latest 100 with force=1, else what is new since the last such call.
func (c *Chatwork) messages(q *cwCall) cwReply {
	list := q.room.messages
	if q.get("force") != "1" {
		list, q.room.fetched = list[q.room.fetched:], len(list)
	}
	var out []object
	for _, m := range list {
		out = append(out, c.showPost(m))
	}
	return cwList(out)
}

// roomFull counts a post for the room's limit: ten in ten seconds, messages and tasks together.
func (c *Chatwork) roomFull(r *cwRoom) bool {
	now := c.clock.Now()
	recent := slices.DeleteFunc(c.posts[r.id], func(t time.Time) bool { return now.Sub(t) >= cwRoomWindow || t.After(now) })
	full := len(recent) >= cwRoomPosts
	if !full {
		recent = append(recent, now)
	}
	c.posts[r.id] = recent
	return full
}

func (c *Chatwork) postMessage(q *cwCall) cwReply {
	if c.roomFull(q.room) {
		return cwFail(http.StatusTooManyRequests, cwRoomTooOften)
	}
	m := c.add(q.room, c.bot, q.get("body"))
	c.echo(q.room, *m, "message_created")
	return cwReply{http.StatusOK, object{"message_id": m.ID}}
}

// echo tells the bot of its own act, as Chatwork does.
func (c *Chatwork) echo(r *cwRoom, m Post, kind string) {
	if r.watched != "" {
		c.background(func(ctx context.Context) { c.tell(ctx, r, m, kind) })
	}
}

func (c *Chatwork) rewrite(q *cwCall, m *Post) cwReply {
	if !m.Bot {
		c.problem(domain.Chatwork, q.name, "message_id", "only own messages can be edited")
		return cwFail(http.StatusForbidden, "You cannot edit this message")
	}
	m.Body, m.Edited = q.get("body"), c.clock.Now().Truncate(time.Second)
	c.echo(q.room, *m, "message_updated")
	return cwReply{http.StatusOK, object{"message_id": m.ID}}
}

func (c *Chatwork) erase(q *cwCall, m *Post) cwReply {
	if !m.Bot {
		return cwFail(http.StatusForbidden, "You cannot delete this message")
	}
	q.room.remove(slices.Index(q.room.messages, m))
	return cwReply{http.StatusOK, object{"message_id": m.ID}}
}

func (c *Chatwork) read(q *cwCall) cwReply {
	return cwReply{http.StatusOK, object{"unread_num": 0, "mention_num": 0}}
}
