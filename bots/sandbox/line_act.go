package sandbox

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// talk finds a person's talk and says whether he may act in it. Callers hold the lock.
func (l *LINE) talk(user string) (*lineChat, error) {
	c := l.chats[user]
	if c == nil {
		return nil, stranger("LINE", user)
	}
	if !c.friend || c.blocked {
		return nil, domain.Errorf(domain.Forbidden, "sandbox: %s is not a friend of the account, or blocked it", user)
	}
	return c, nil
}

// Say sends a text message as a person and returns how the webhook was taken.
func (l *LINE) Say(ctx context.Context, user, text string) (Delivery, error) {
	return l.send(ctx, user, object{"type": "text", "text": text})
}

// Stick sends a sticker. The keywords are what the sticker is about, as LINE tells the bot.
func (l *LINE) Stick(ctx context.Context, user, packageID, stickerID string, keywords ...string) (Delivery, error) {
	return l.send(ctx, user, object{"type": "sticker", "packageId": packageID, "stickerId": stickerID,
		"stickerResourceType": "STATIC", "keywords": keywords})
}

func (l *LINE) send(ctx context.Context, user string, m object) (Delivery, error) {
	l.mu.Lock()
	c, err := l.talk(user)
	if err != nil {
		l.mu.Unlock()
		return Delivery{}, err
	}
	id := l.messageID()
	m["id"], m["quoteToken"], m["markAsReadToken"] = id, "q"+id, "r"+id
	l.show(c, Bubble{ID: id, Mine: true, Text: lineText(m), Message: m})
	l.mu.Unlock()
	return l.event(ctx, user, true, object{"type": "message", "message": m}), nil
}

// Unsend withdraws one of the person's own messages.
func (l *LINE) Unsend(ctx context.Context, user, message string) (Delivery, error) {
	l.mu.Lock()
	c, err := l.talk(user)
	if err != nil {
		l.mu.Unlock()
		return Delivery{}, err
	}
	i := slices.IndexFunc(c.bubbles, func(b Bubble) bool { return b.ID == message && b.Mine && !b.Unsent })
	if i < 0 {
		l.mu.Unlock()
		return Delivery{}, domain.Errorf(domain.NotFound, "sandbox: no own message %s to withdraw", message)
	}
	b := &c.bubbles[i]
	b.Unsent, b.Text, b.Message = true, "", object{"type": "unsent"}
	l.mu.Unlock()
	return l.event(ctx, user, false, object{"type": "unsend", "unsend": object{"messageId": message}}), nil
}

// Follow adds the account as a friend, or unblocks it.
func (l *LINE) Follow(ctx context.Context, user string) (Delivery, error) {
	l.mu.Lock()
	c := l.chats[user]
	if c == nil {
		l.mu.Unlock()
		return Delivery{}, stranger("LINE", user)
	}
	unblocked := c.blocked
	c.friend, c.blocked = true, false
	l.mu.Unlock()
	return l.event(ctx, user, true, object{"type": "follow", "follow": object{"isUnblocked": unblocked}}), nil
}

// Block stops everything the account sends to the person.
func (l *LINE) Block(ctx context.Context, user string) (Delivery, error) {
	l.mu.Lock()
	c, err := l.talk(user)
	if err != nil {
		l.mu.Unlock()
		return Delivery{}, err
	}
	c.blocked = true
	delete(l.byUser, user)
	l.mu.Unlock()
	return l.event(ctx, user, false, object{"type": "unfollow"}), nil
}

// Forget makes somebody a stranger who has never been a friend, so that linking can be played from the start.
func (l *LINE) Forget(user string) {
	l.mu.Lock()
	if c := l.chats[user]; c != nil {
		*c = lineChat{}
		delete(l.byUser, user)
	}
	l.mu.Unlock()
	l.touch()
}

// Press presses the newest button with the label that the person sees, also in the rich menu. value answers a date or
// time picker, in the form of its mode; it is empty for other buttons.
func (l *LINE) Press(ctx context.Context, user, label, value string) (Delivery, error) {
	l.mu.Lock()
	c, err := l.talk(user)
	var action object
	if err == nil {
		action = l.find(c, user, func(a object) bool { return a["label"] == label })
	}
	l.mu.Unlock()
	if err != nil {
		return Delivery{}, err
	}
	if action == nil {
		return Delivery{}, domain.Errorf(domain.NotFound, "sandbox: nothing on LINE says %q for %s", label, user)
	}
	return l.act(ctx, user, action, value)
}

// Tap does the action, if the person really sees it: nobody can forge a postback.
func (l *LINE) Tap(ctx context.Context, user string, action map[string]any, value string) (Delivery, error) {
	l.mu.Lock()
	c, err := l.talk(user)
	var known object
	if err == nil {
		known = l.find(c, user, func(a object) bool { return reflect.DeepEqual(a, action) })
	}
	l.mu.Unlock()
	if err != nil {
		return Delivery{}, err
	}
	if known == nil {
		return Delivery{}, domain.Errorf(domain.NotFound, "sandbox: %s sees no such button", user)
	}
	return l.act(ctx, user, known, value)
}

// find looks for an action from the newest bubble to the oldest, then in the rich menu. Quick replies are gone as soon as
// something newer stands below them. Callers hold the lock.
func (l *LINE) find(c *lineChat, user string, is func(object) bool) object {
	for i := len(c.bubbles) - 1; i >= 0; i-- {
		m := c.bubbles[i].Message
		if i < len(c.bubbles)-1 {
			m = withoutQuick(m)
		}
		list := actionsIn(m)
		for j := len(list) - 1; j >= 0; j-- {
			if is(list[j]) {
				return list[j]
			}
		}
	}
	if m := l.menuFor(user); m != nil {
		for _, a := range actionsIn(m.spec) {
			if is(a) {
				return a
			}
		}
	}
	return nil
}

// act does what a button is for: https://developers.line.biz/en/docs/messaging-api/actions/
func (l *LINE) act(ctx context.Context, user string, a object, value string) (Delivery, error) {
	data := object{"data": a["data"]}
	switch a["type"] {
	case "message":
		return l.Say(ctx, user, fmt.Sprint(a["text"]))
	case "postback":
	case "datetimepicker":
		if value == "" {
			return Delivery{}, domain.Errorf(domain.Invalid, "sandbox: the button asks for a %v", a["mode"])
		}
		data["params"] = object{fmt.Sprint(a["mode"]): value}
	case "richmenuswitch":
		data["params"] = l.switchMenu(user, fmt.Sprint(a["richMenuAliasId"]))
	default:
		return Delivery{}, domain.Errorf(domain.Invalid, "sandbox: a button of type %v tells the bot nothing", a["type"])
	}
	if text, ok := a["displayText"].(string); ok && text != "" {
		l.mu.Lock()
		l.show(l.chats[user], Bubble{ID: l.messageID(), Mine: true, Text: text, Message: object{"type": "text", "text": text}, Via: "postback"})
		l.mu.Unlock()
	}
	return l.event(ctx, user, true, object{"type": "postback", "postback": data}), nil
}

func (l *LINE) switchMenu(user, alias string) object {
	l.mu.Lock()
	defer l.mu.Unlock()
	menu := l.aliases[alias]
	if menu == "" {
		return object{"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
	}
	l.linkMenu(user, menu)
	return object{"newRichMenuAliasId": alias, "status": "SUCCESS"}
}

// menuFor is the menu a person sees: his own, or everybody's. Callers hold the lock.
func (l *LINE) menuFor(user string) *lineMenu {
	if m := l.menus[l.byUser[user]]; m != nil {
		return m
	}
	return l.menus[l.common]
}

func withoutQuick(m object) object {
	if m["quickReply"] == nil {
		return m
	}
	out := object{}
	for k, v := range m {
		if k != "quickReply" {
			out[k] = v
		}
	}
	return out
}

// actionsIn lists the actions in a message or a menu in the order a person reads them, quick replies last.
func actionsIn(v any) []object {
	var out []object
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			out = append(out, actionsIn(e)...)
		}
	case map[string]any:
		if a, ok := x["action"].(map[string]any); ok {
			out = append(out, a)
		}
		each(x["actions"], func(_ int, a map[string]any) { out = append(out, a) })
		for _, part := range []string{"template", "columns", "contents", "header", "hero", "body", "footer", "areas", "quickReply", "items"} {
			out = append(out, actionsIn(x[part])...)
		}
	}
	return out
}
