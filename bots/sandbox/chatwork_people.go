package sandbox

import (
	"net/http"
	"strings"
)

const cwAvatar = "https://example.invalid/avatar.png"

func (c *Chatwork) brief(id int64) object {
	return object{"account_id": id, "name": c.accounts[id].name, "avatar_image_url": cwAvatar}
}

func (c *Chatwork) card(id int64) object {
	o := c.brief(id)
	for _, k := range []string{"chatwork_id", "organization_name", "department"} {
		o[k] = ""
	}
	o["organization_id"] = 70001
	return o
}

func (c *Chatwork) me(*cwCall) cwReply {
	o := c.card(c.bot)
	o["room_id"] = c.accounts[c.bot].own
	for _, k := range strings.Fields("title url introduction mail tel_organization tel_extension tel_mobile skype facebook twitter login_mail") {
		o[k] = ""
	}
	return cwReply{http.StatusOK, o}
}

func (c *Chatwork) myStatus(*cwCall) cwReply {
	o := object{}
	for _, k := range strings.Fields("unread_room_num mention_room_num mytask_room_num unread_num mention_num mytask_num") {
		o[k] = 0
	}
	return cwReply{http.StatusOK, o}
}

func (c *Chatwork) contacts(*cwCall) cwReply {
	var out []object
	for _, r := range c.rooms {
		if r.kind == "direct" {
			o := c.card(r.members[1])
			o["room_id"] = r.id
			out = append(out, o)
		}
	}
	return cwList(out)
}

func (c *Chatwork) incoming(*cwCall) cwReply {
	var out []object
	for _, q := range c.requests {
		o := c.card(q.from)
		o["request_id"], o["message"] = q.id, q.message
		out = append(out, o)
	}
	return cwList(out)
}

// takeRequest removes the request in the path from the list; nil when there is none.
func (c *Chatwork) takeRequest(q *cwCall) *cwRequest {
	for i, r := range c.requests {
		if itoa(r.id) == q.PathValue("request") {
			c.requests = append(c.requests[:i:i], c.requests[i+1:]...)
			return r
		}
	}
	return nil
}

func (c *Chatwork) accept(q *cwCall) cwReply {
	r := c.takeRequest(q)
	if r == nil {
		return cwFail(http.StatusNotFound, "Request not found")
	}
	o := c.card(r.from)
	o["room_id"] = c.befriend(r.from).id
	return cwReply{http.StatusOK, o}
}

func (c *Chatwork) decline(q *cwCall) cwReply {
	if c.takeRequest(q) == nil {
		return cwFail(http.StatusNotFound, "Request not found")
	}
	return cwReply{http.StatusNoContent, nil}
}

func (c *Chatwork) listRooms(*cwCall) cwReply {
	var out []object
	for _, r := range c.rooms {
		if r.has(c.bot) {
			out = append(out, c.showRoom(r))
		}
	}
	return cwReply{http.StatusOK, out}
}

func (c *Chatwork) showRoom(r *cwRoom) object {
	last := int64(0)
	if n := len(r.messages); n > 0 {
		last = r.messages[n-1].At.Unix()
	}
	role := "admin"
	if r.id == c.main && c.cfg.Role != "" {
		role = c.cfg.Role
	}
	return object{"room_id": r.id, "name": r.name, "type": r.kind, "role": role, "sticky": false, "unread_num": 0, "mention_num": 0,
		"mytask_num": 0, "message_num": len(r.messages), "file_num": 0, "task_num": 0, "icon_path": cwAvatar, "last_update_time": last}
}

func (c *Chatwork) members(q *cwCall) cwReply {
	var out []object
	for _, id := range q.room.members {
		o := c.card(id)
		o["role"] = "member"
		if id == c.bot || q.room.kind != "group" {
			o["role"] = "admin"
		}
		out = append(out, o)
	}
	return cwReply{http.StatusOK, out}
}
