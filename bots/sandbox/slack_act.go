package sandbox

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// Say writes into a channel as a person; channel "" is the direct message with the app. A mention of the app is a second
// event of the same message.
func (k *Slack) Say(ctx context.Context, user, channel, text string) (Delivery, error) {
	k.mu.Lock()
	ch, err := k.place(user, channel)
	if err != nil {
		k.mu.Unlock()
		return Delivery{}, err
	}
	n := &Note{Channel: ch.id, User: user, Text: text, Reactions: map[string][]string{}}
	n.TS, n.At = k.stamp()
	ch.messages = keepLast(append(ch.messages, n), keptMessages)
	parcels := []*slackParcel{k.eventParcel(k.messageEvent(ch, n))}
	if strings.Contains(text, "<@"+k.cfg.Bot+">") && ch.direct == "" {
		e := k.messageEvent(ch, n)
		e["type"] = "app_mention"
		delete(e, "channel_type")
		parcels = append(parcels, k.eventParcel(e))
	}
	k.mu.Unlock()
	k.touch()
	return k.all(ctx, parcels), nil
}

// all sends several parcels; the answer is the first one's.
func (k *Slack) all(ctx context.Context, parcels []*slackParcel) Delivery {
	var first Delivery
	for i, p := range parcels {
		if d := k.deliver(ctx, p); i == 0 {
			first = d
		}
	}
	return first
}

// change does something to a message the person sees and sends the event of it.
func (k *Slack) change(ctx context.Context, user, channel, ts string, do func(*slackChannel, *Note) (object, error)) (Delivery, error) {
	k.mu.Lock()
	ch, err := k.place(user, channel)
	var n *Note
	if err == nil {
		n = ch.find(ts)
	}
	if err == nil && (n == nil || n.Only != "") {
		err = domain.Errorf(domain.NotFound, "sandbox: %s can do nothing with a message %s", user, ts)
	}
	var event object
	if err == nil {
		event, err = do(ch, n)
	}
	if err != nil {
		k.mu.Unlock()
		return Delivery{}, err
	}
	p := k.eventParcel(event)
	k.mu.Unlock()
	k.touch()
	return k.deliver(ctx, p), nil
}

// Edit rewrites one of the person's own messages.
func (k *Slack) Edit(ctx context.Context, user, channel, ts, text string) (Delivery, error) {
	return k.change(ctx, user, channel, ts, func(ch *slackChannel, n *Note) (object, error) {
		if n.User != user {
			return nil, domain.Errorf(domain.Forbidden, "sandbox: not %s's message", user)
		}
		before := k.showNote(n)
		n.Text, n.Edited = text, true
		return k.changedEvent(ch, n, before), nil
	})
}

// Delete removes one of the person's own messages.
func (k *Slack) Delete(ctx context.Context, user, channel, ts string) (Delivery, error) {
	return k.change(ctx, user, channel, ts, func(ch *slackChannel, n *Note) (object, error) {
		if n.User != user {
			return nil, domain.Errorf(domain.Forbidden, "sandbox: not %s's message", user)
		}
		ch.messages = slices.DeleteFunc(ch.messages, func(x *Note) bool { return x == n })
		return k.deletedEvent(ch, n), nil
	})
}

// React puts an emoji under a message, or takes it away when it is there.
func (k *Slack) React(ctx context.Context, user, channel, ts, emoji string) (Delivery, error) {
	return k.change(ctx, user, channel, ts, func(_ *slackChannel, n *Note) (object, error) {
		kind := "reaction_added"
		if !n.add(emoji, user) {
			n.drop(emoji, user)
			kind = "reaction_removed"
		}
		return k.reactionEvent(kind, n, user, emoji), nil
	})
}

// Open opens the Home tab ("home") or the messages tab ("messages") of the app.
func (k *Slack) Open(ctx context.Context, user, tab string) (Delivery, error) {
	k.mu.Lock()
	if k.user(user) == nil {
		k.mu.Unlock()
		return Delivery{}, stranger("Slack", user)
	}
	ts, _ := k.stamp()
	e := object{"type": "app_home_opened", "user": user, "channel": k.dm(user).id, "tab": tab, "event_ts": ts}
	if v := k.homes[user]; v != nil {
		e["view"] = v
	}
	p := k.eventParcel(e)
	k.mu.Unlock()
	return k.deliver(ctx, p), nil
}

// Command sends a slash command; what the app answers at once is shown to the person.
func (k *Slack) Command(ctx context.Context, user, channel, command, text string) (Delivery, error) {
	k.mu.Lock()
	ch, err := k.place(user, channel)
	if err != nil {
		k.mu.Unlock()
		return Delivery{}, err
	}
	p := &slackParcel{kind: "slash_commands", path: "/commands", body: object{
		"token": "deprecated", "team_id": k.cfg.Team, "team_domain": "sandbox", "channel_id": ch.id, "channel_name": ch.name,
		"user_id": user, "user_name": k.user(user).Key, "command": command, "text": text, "api_app_id": k.cfg.App,
		"is_enterprise_install": false, "response_url": k.replyURL(ch.id, user, ""), "trigger_id": k.trigger(user)}}
	k.mu.Unlock()
	d := k.deliver(ctx, p)
	if d.Acked {
		k.spoken(ch.id, user, d.Body)
	}
	return d, nil
}

// spoken shows what a command was answered with: an ephemeral text unless it says in_channel.
func (k *Slack) spoken(channel, user string, body []byte) {
	if len(strings.TrimSpace(string(body))) == 0 {
		return
	}
	var a slackAnswer
	if err := json.Unmarshal(body, &a); err != nil {
		a = slackAnswer{Text: string(body)}
	}
	if code, found := a.wrong(); code != "" {
		for _, p := range found {
			k.problem(domain.Slack, "command", p.Place, "%s", p.Text)
		}
		return
	}
	k.mu.Lock()
	k.answerIn(channel, user, a)
	k.mu.Unlock()
	k.touch()
}
