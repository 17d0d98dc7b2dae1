package sandbox

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Rules of sending: https://developers.line.biz/en/reference/messaging-api/#send-reply-message and
// https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
const (
	replyWithin     = time.Minute      // of receiving the webhook
	replyAfterAgain = 20 * time.Minute // of the event, when it was sent again
	retryKeyLife    = 24 * time.Hour
)

// retryKey is a UUID of a version LINE is known to take; version 7 is untested.
var retryKey = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$`)

// lineToken is a reply token that was given out.
type lineToken struct {
	user      string
	event     time.Time
	delivered time.Time
	again     bool
	used      bool
}

// lineSent is a request a retry key was accepted for.
type lineSent struct {
	at      time.Time
	body    object
	request string
	sent    []object
	push    bool
}

func (l *LINE) nothing(*lineCall) lineReply { return lineOK(object{}) }

// reply answers an event: once, and soon.
func (l *LINE) reply(c *lineCall) lineReply {
	if c.Header.Get("X-Line-Retry-Key") != "" {
		l.problem(domain.LINE, c.name, "X-Line-Retry-Key", "replies take no retry key")
		return lineFail(http.StatusBadRequest, "The X-Line-Retry-Key header is not supported for this endpoint")
	}
	l.mu.Lock()
	t := l.tokens[c.body["replyToken"].(string)]
	now := l.clock.Now()
	why := ""
	switch {
	case t == nil:
		why = "nobody was given this reply token"
	case t.used:
		why = "the reply token was used before"
	case t.again && now.Sub(t.event) > replyAfterAgain:
		why = "the event is older than 20 minutes"
	case now.Sub(t.delivered) > replyWithin:
		why = "the reply token is older than a minute"
	}
	if why != "" {
		l.mu.Unlock()
		if t == nil {
			l.problem(domain.LINE, c.name, "/replyToken", "%s", why)
		}
		return lineFail(http.StatusBadRequest, "Invalid reply token")
	}
	t.used = true
	sent := l.arrive(t.user, c, "reply")
	l.mu.Unlock()
	l.touch()
	return lineOK(object{"sentMessages": sent})
}

// push sends to one person, for a price.
func (l *LINE) push(c *lineCall) lineReply {
	to := c.body["to"].(string)
	return l.paid(c, []string{to}, func() lineReply {
		if l.chats[to] == nil {
			return lineFail(http.StatusBadRequest, "Failed to send messages")
		}
		return lineOK(object{"sentMessages": l.arrive(to, c, "push")})
	})
}

func (l *LINE) multicast(c *lineCall) lineReply {
	var to []string
	for _, u := range c.body["to"].([]any) {
		to = append(to, u.(string))
	}
	return l.paid(c, to, func() lineReply {
		for _, u := range to {
			if l.chats[u] == nil {
				return lineFail(http.StatusBadRequest, "Failed to send messages")
			}
		}
		for _, u := range to {
			l.arrive(u, c, "multicast")
		}
		return lineOK(object{})
	})
}

// paid keeps the rules of retry keys and of the monthly quota. Blocked recipients are neither reached nor counted.
func (l *LINE) paid(c *lineCall, to []string, send func() lineReply) lineReply {
	key := c.Header.Get("X-Line-Retry-Key")
	if key != "" && !retryKey.MatchString(key) {
		l.problem(domain.LINE, c.name, "X-Line-Retry-Key", "%q is no UUID of version 1 to 5", key)
		return lineFail(http.StatusBadRequest, "The X-Line-Retry-Key header is invalid")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	if old := l.keys[key]; key != "" && old != nil && now.Sub(old.at) < retryKeyLife {
		if !reflect.DeepEqual(old.body, c.body) {
			l.problem(domain.LINE, c.name, "X-Line-Retry-Key", "the key came with another body before")
		}
		return old.conflict()
	}
	count := 0
	for _, u := range to {
		if chat := l.chats[u]; chat != nil && chat.friend && !chat.blocked {
			count++
		}
	}
	if l.cfg.Quota > 0 && l.used[l.month()]+count > l.cfg.Quota {
		return lineFail(http.StatusTooManyRequests, "You have reached your monthly limit.")
	}
	out := send()
	if out.status != http.StatusOK {
		return out
	}
	l.used[l.month()] += count
	if key != "" {
		prune(l.keys, func(s *lineSent) bool { return now.Sub(s.at) >= retryKeyLife })
		sent, _ := out.body.(object)["sentMessages"].([]object)
		l.keys[key] = &lineSent{at: now, body: c.body, request: "0d6b7b5c-6b6e-4c0e-9b0b-000000000000", sent: sent, push: sent != nil}
	}
	l.touch()
	return out
}

func (s *lineSent) conflict() lineReply {
	body := object{"message": "The retry key is already accepted"}
	if s.push {
		body["sentMessages"] = s.sent
	}
	return lineReply{status: http.StatusConflict, body: body, header: map[string]string{"X-Line-Accepted-Request-Id": s.request}}
}

// arrive puts the request's messages into a person's talk, unless he blocked the account. Callers hold the lock.
func (l *LINE) arrive(user string, c *lineCall, via string) []object {
	chat := l.chats[user]
	var sent []object
	each(c.body["messages"], func(_ int, m map[string]any) {
		id := l.messageID()
		sent = append(sent, object{"id": id, "quoteToken": "q" + id})
		if chat.friend && !chat.blocked {
			chat.loading = time.Time{}
			l.show(chat, Bubble{ID: id, Message: m, Text: lineText(m), Via: via})
		}
	})
	return sent
}

// lineText is what stands for a message where only text fits.
func lineText(m object) string {
	for _, name := range []string{"text", "altText", "title"} {
		if s, ok := m[name].(string); ok {
			return s
		}
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return string(raw)
}
