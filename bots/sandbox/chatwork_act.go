package sandbox

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// cwPatience is how long Chatwork waits for a webhook's answer; it is not documented, a community bot assumes 10 s.
const cwPatience = 10 * time.Second

// cwAnswer is the largest answer to a webhook that does not count as an error: https://developer.chatwork.com/docs/webhook
const cwAnswer = 2048

// mention finds whom a message addresses, by [To:…] or by a reply.
var mention = regexp.MustCompile(`\[(?:To:(\d+)|rp aid=(\d+))`)

// Say writes into a room as a person; room "" is the direct chat. The answer is the first webhook's: a mention in a watched
// room makes two. A room without a webhook makes none, and the bot has to come and read.
func (c *Chatwork) Say(ctx context.Context, user, room, body string) (Delivery, error) {
	c.mu.Lock()
	r, id, err := c.place(user, room)
	if err != nil {
		c.mu.Unlock()
		return Delivery{}, err
	}
	if strings.TrimSpace(body) == "" {
		c.mu.Unlock()
		return Delivery{}, domain.Errorf(domain.Invalid, "sandbox: an empty message")
	}
	m := *c.add(r, id, body)
	c.mu.Unlock()
	c.touch()
	return c.tell(ctx, r, m, "message_created"), nil
}

// Reply answers a message in a room as a person does who presses 返信.
func (c *Chatwork) Reply(ctx context.Context, user, room, message, body string) (Delivery, error) {
	c.mu.Lock()
	r, _, err := c.place(user, room)
	var to *Post
	if err == nil {
		to = r.find(message)
	}
	c.mu.Unlock()
	if err != nil {
		return Delivery{}, err
	}
	if to == nil {
		return Delivery{}, domain.Errorf(domain.NotFound, "sandbox: no message %s to answer", message)
	}
	return c.Say(ctx, user, room, "[rp aid="+to.Account+" to="+to.Room+"-"+to.ID+"]"+to.Name+"さん\n"+body)
}

// Edit rewrites one of the person's own messages.
func (c *Chatwork) Edit(ctx context.Context, user, room, message, body string) (Delivery, error) {
	c.mu.Lock()
	r, id, err := c.place(user, room)
	var m *Post
	if err == nil {
		m = r.find(message)
	}
	if err == nil && (m == nil || m.Account != itoa(id)) {
		err = domain.Errorf(domain.NotFound, "sandbox: no own message %s", message)
	}
	if err != nil {
		c.mu.Unlock()
		return Delivery{}, err
	}
	m.Body, m.Edited = body, c.clock.Now().Truncate(time.Second)
	after := *m
	c.mu.Unlock()
	c.touch()
	return c.tell(ctx, r, after, "message_updated"), nil
}

// Delete removes one of the person's own messages. No webhook tells of it.
func (c *Chatwork) Delete(user, room, message string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, id, err := c.place(user, room)
	if err != nil {
		return err
	}
	for i, m := range r.messages {
		if m.ID == message && m.Account == itoa(id) {
			r.remove(i)
			c.touch()
			return nil
		}
	}
	return domain.Errorf(domain.NotFound, "sandbox: no own message %s", message)
}

func (r *cwRoom) remove(i int) {
	r.messages = append(r.messages[:i:i], r.messages[i+1:]...)
	if i < r.fetched {
		r.fetched--
	}
}

// Ask asks the bot to become a contact.
func (c *Chatwork) Ask(user, message string) error {
	id, err := strconv.ParseInt(user, 10, 64)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || c.accounts[id] == nil {
		return stranger("Chatwork", user)
	}
	for _, q := range c.requests {
		if q.from == id {
			return nil
		}
	}
	if c.direct(id) == nil {
		c.requests = append(c.requests, &cwRequest{id: 550 + c.next(), from: id, message: message})
	}
	c.touch()
	return nil
}

// tell sends the webhooks of a message: the room's, if it has one, and the account's for a mention of the bot.
func (c *Chatwork) tell(ctx context.Context, r *cwRoom, m Post, kind string) Delivery {
	var d Delivery
	id, account, room := m.ID, atoi(m.Account), r.id
	updated := int64(0)
	if !m.Edited.IsZero() {
		updated = m.Edited.Unix()
	}
	if r.watched != "" {
		d = c.hook(ctx, r.watched, kind, object{"message_id": id, "room_id": room, "account_id": account, "body": m.Body,
			"send_time": m.At.Unix(), "update_time": updated})
	}
	if kind == "message_created" && account != c.bot && c.mentioned(m.Body) {
		d2 := c.hook(ctx, cwMentionSetting, "mention_to_me", object{"from_account_id": account, "to_account_id": c.bot, "room_id": room,
			"message_id": id, "body": m.Body, "send_time": m.At.Unix(), "update_time": updated})
		if r.watched == "" {
			d = d2
		}
	}
	return d
}

func (c *Chatwork) mentioned(body string) bool {
	for _, m := range mention.FindAllStringSubmatch(body, -1) {
		if m[1]+m[2] == itoa(c.bot) {
			return true
		}
	}
	return false
}

// hook sends one webhook, once: Chatwork never sends one again.
func (c *Chatwork) hook(ctx context.Context, setting, kind string, event object) Delivery {
	body, err := json.Marshal(object{"webhook_setting_id": setting, "webhook_event_type": kind,
		"webhook_event_time": c.clock.Now().Unix(), "webhook_event": event})
	if err != nil {
		panic("sandbox: an event of ours is no JSON: " + err.Error())
	}
	sign := func(forged bool) string {
		key := c.key
		if forged {
			key = []byte("another key")
		}
		return base64.StdEncoding.EncodeToString(mac(key, body))
	}
	return c.post(ctx, &parcel{
		platform: domain.Chatwork, path: "/hooks/chatwork/" + c.cfg.Key, timeout: cwPatience,
		sign: func(_ int, forged bool) (http.Header, []byte) {
			h := http.Header{}
			h.Set("Content-Type", "application/json")
			h.Set("User-Agent", "ChatWork-Webhook/1.0.0")
			h.Set("X-ChatWorkWebhookSignature", sign(forged))
			return h, body
		},
		query: func(_ []byte, forged bool) string {
			return url.Values{"chatwork_webhook_signature": {sign(forged)}}.Encode()
		},
		taken: func(d Delivery) {
			if len(d.Body) > cwAnswer {
				c.problem(domain.Chatwork, "webhook", "answer", "has %d bytes, at most %d", len(d.Body), cwAnswer)
			}
		},
	})
}

func atoi(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64) // 0 for what is no number: no id is 0
	return n
}
