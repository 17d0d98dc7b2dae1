package sandbox

import (
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// cwTask is a task (タスク) somebody was given in a room.
type cwTask struct {
	id, room, to int64
	message      string
	body         string
	limit        int64
	limitType    string
	status       string
}

func (c *Chatwork) taskPaths(on func(pattern string, f func(*cwCall) cwReply, params ...cwParam)) {
	body := cwParam{name: "body", required: true, longest: cwBody}
	states := []string{"open", "done"}
	on("GET /v2/rooms/{room}/tasks", c.listTasks, cwParam{name: "account_id"}, cwParam{name: "assigned_by_account_id"}, cwParam{name: "status", among: states})
	on("POST /v2/rooms/{room}/tasks", c.postTask, body, cwParam{name: "to_ids", required: true}, cwParam{name: "limit"},
		cwParam{name: "limit_type", among: []string{"none", "date", "time"}})
	on("GET /v2/rooms/{room}/tasks/{task}", c.withTask(func(_ *cwCall, t *cwTask) cwReply { return cwReply{http.StatusOK, c.showTask(t)} }))
	on("PUT /v2/rooms/{room}/tasks/{task}/status", c.withTask(func(q *cwCall, t *cwTask) cwReply {
		t.status = q.get("body")
		return cwReply{http.StatusOK, object{"task_id": t.id}}
	}), cwParam{name: "body", required: true, among: states})
}

func (c *Chatwork) withTask(f func(*cwCall, *cwTask) cwReply) func(*cwCall) cwReply {
	return func(q *cwCall) cwReply {
		for _, t := range c.tasks {
			if itoa(t.id) == q.PathValue("task") && t.room == q.room.id {
				return f(q, t)
			}
		}
		return cwFail(http.StatusNotFound, "Task not found")
	}
}

func (c *Chatwork) showTask(t *cwTask) object {
	return object{"task_id": t.id, "account": c.brief(t.to), "assigned_by_account": c.brief(c.bot), "message_id": t.message,
		"body": t.body, "limit_time": t.limit, "status": t.status, "limit_type": t.limitType}
}

func (c *Chatwork) listTasks(q *cwCall) cwReply {
	var out []object
	for _, t := range c.tasks {
		who, by, state := q.get("account_id"), q.get("assigned_by_account_id"), q.get("status")
		if t.room == q.room.id && (who == "" || who == itoa(t.to)) && (by == "" || by == itoa(c.bot)) && (state == "" || state == t.status) {
			out = append(out, c.showTask(t))
		}
	}
	return cwList(out)
}

func (c *Chatwork) postTask(q *cwCall) cwReply {
	var to []int64
	for _, s := range strings.Split(q.get("to_ids"), ",") {
		if !q.room.has(atoi(s)) {
			c.problem(domain.Chatwork, q.name, "to_ids", "%q is no member of the room", s)
			return cwFail(http.StatusBadRequest, "Parameter 'to_ids' is invalid")
		}
		to = append(to, atoi(s))
	}
	if c.roomFull(q.room) {
		return cwFail(http.StatusTooManyRequests, cwRoomTooOften)
	}
	kind := q.get("limit_type")
	if kind == "" {
		kind = "time"
	}
	var ids []int64
	m := c.add(q.room, c.bot, "[info][title]タスク[/title]"+q.get("body")+"[/info]")
	for _, id := range to {
		t := &cwTask{id: 810000 + c.next(), room: q.room.id, to: id, message: m.ID, body: q.get("body"), limit: atoi(q.get("limit")), limitType: kind, status: "open"}
		c.tasks = append(c.tasks, t)
		ids = append(ids, t.id)
	}
	c.echo(q.room, *m, "message_created")
	return cwReply{http.StatusOK, object{"task_ids": ids}}
}

// Finish marks a task done, as its person does. Nothing tells the bot.
func (c *Chatwork) Finish(user string, task int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.tasks {
		if t.id == task && itoa(t.to) == user {
			t.status = "done"
			c.touch()
			return nil
		}
	}
	return domain.Errorf(domain.NotFound, "sandbox: %s has no task %d", user, task)
}
