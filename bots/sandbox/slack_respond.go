package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
	"github.com/dakoku/dakoku/domain"
)

// slackAnswer is what a response URL takes, and what a command can be answered with.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
type slackAnswer struct {
	Type    string `json:"response_type"`
	Text    string `json:"text"`
	Blocks  []any  `json:"blocks"`
	Replace bool   `json:"replace_original"`
	Delete  bool   `json:"delete_original"`
}

func (a slackAnswer) wrong() (string, []shape.Problem) {
	if a.Type != "" && a.Type != "ephemeral" && a.Type != "in_channel" {
		return "invalid_response_type", []shape.Problem{{Place: "/response_type", Text: "must be ephemeral or in_channel"}}
	}
	if a.Text == "" && a.Blocks == nil && !a.Delete {
		return "no_text", []shape.Problem{{Place: "/text", Text: "is required"}}
	}
	return checkBlocks(a.Blocks)
}

// respond serves a response URL: five uses within 30 minutes.
func (k *Slack) respond(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, slackRequest))
	status := http.StatusOK
	defer func() {
		k.called(Call{Platform: domain.Slack, At: k.clock.Now(), Method: r.Method, Path: r.URL.Path, Body: string(raw), Status: status})
	}()
	var a slackAnswer
	if err != nil || json.Unmarshal(raw, &a) != nil {
		status = http.StatusBadRequest
		k.problem(domain.Slack, "response_url", "", "the body is no JSON")
		writeJSON(w, status, object{"ok": false, "error": "invalid_payload"})
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	u := k.replies[r.PathValue("id")]
	if u == nil || k.clock.Now().After(u.end) || u.uses >= replyURLUses {
		status = http.StatusNotFound
		writeJSON(w, status, object{"ok": false, "error": "used_url"})
		return
	}
	if code, found := a.wrong(); code != "" {
		status = http.StatusBadRequest
		writeJSON(w, status, k.answer(&slackCall{method: "response_url"}, nil, &slackError{code, found}))
		return
	}
	u.uses++
	k.replaceOrPost(u, a)
	writeJSON(w, status, object{"ok": true})
}

func (k *Slack) replaceOrPost(u *slackReplyURL, a slackAnswer) {
	ch := k.channels[u.channel]
	n := ch.find(u.message)
	switch {
	case a.Delete && n != nil:
		ch.messages = slices.DeleteFunc(ch.messages, func(x *Note) bool { return x == n })
	case a.Replace && n != nil:
		n.Text, n.Blocks, n.Edited = a.Text, a.Blocks, true
	default:
		k.answerIn(u.channel, u.user, a)
	}
}

// answerIn shows an answer to one person, or to the channel. Callers hold the lock.
func (k *Slack) answerIn(channel, user string, a slackAnswer) {
	n := &Note{Channel: channel, User: k.cfg.Bot, Bot: true, Text: a.Text, Blocks: a.Blocks, Reactions: map[string][]string{}}
	n.TS, n.At = k.stamp()
	if a.Type != "in_channel" {
		n.Only = user
	}
	ch := k.channels[channel]
	ch.messages = keepLast(append(ch.messages, n), keptMessages)
}
