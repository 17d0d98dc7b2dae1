package sandbox

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/bots/sandbox/shape"
)

func (k *Slack) authTest(*slackCall) (object, error) {
	return object{"url": "https://sandbox.slack.com/", "team": "sandbox", "user": "kintai", "team_id": k.cfg.Team,
		"user_id": k.cfg.Bot, "bot_id": k.botID(), "is_enterprise_install": false}, nil
}

// emojiName is a reaction's name: no colons, skin tone after two.
var emojiName = regexp.MustCompile(`^[a-z0-9_+'\-\p{L}]{1,100}(::skin-tone-[2-6])?$`)

func (k *Slack) reacted(c *slackCall) (*slackChannel, *Note, error) {
	if !emojiName.MatchString(c.args["name"]) {
		return nil, nil, &slackError{"invalid_name", []shape.Problem{{Place: "/name", Text: strconv.Quote(c.args["name"]) + " is no emoji's name"}}}
	}
	ch, err := k.target(c.args["channel"])
	if err != nil {
		return nil, nil, err
	}
	n := ch.find(c.args["timestamp"])
	if n == nil || n.Only != "" {
		return nil, nil, slackFail("message_not_found")
	}
	return ch, n, nil
}

func (k *Slack) react(c *slackCall) (object, error) {
	ch, n, err := k.reacted(c)
	if err != nil {
		return nil, err
	}
	if !n.add(c.args["name"], k.cfg.Bot) {
		return nil, slackFail("already_reacted")
	}
	k.echo(ch, k.reactionEvent("reaction_added", n, k.cfg.Bot, c.args["name"]))
	return nil, nil
}

func (k *Slack) unreact(c *slackCall) (object, error) {
	ch, n, err := k.reacted(c)
	if err != nil {
		return nil, err
	}
	if !n.drop(c.args["name"], k.cfg.Bot) {
		return nil, slackFail("no_reaction")
	}
	k.echo(ch, k.reactionEvent("reaction_removed", n, k.cfg.Bot, c.args["name"]))
	return nil, nil
}

// add puts a reaction of somebody; false: it is there already.
func (n *Note) add(name, user string) bool {
	if slices.Contains(n.Reactions[name], user) {
		return false
	}
	n.Reactions[name] = append(n.Reactions[name], user)
	return true
}

func (n *Note) drop(name, user string) bool {
	i := slices.Index(n.Reactions[name], user)
	if i < 0 {
		return false
	}
	n.Reactions[name] = slices.Delete(slices.Clone(n.Reactions[name]), i, i+1)
	if len(n.Reactions[name]) == 0 {
		delete(n.Reactions, name)
	}
	return true
}

func (k *Slack) openDM(c *slackCall) (object, error) {
	user := c.args["users"]
	if user == "" && c.args["channel"] != "" {
		ch, err := k.target(c.args["channel"])
		if err != nil {
			return nil, err
		}
		return object{"channel": object{"id": ch.id}}, nil
	}
	if k.user(user) == nil {
		return nil, &slackError{"user_not_found", []shape.Problem{{Place: "/users", Text: strconv.Quote(user) + " is nobody's id"}}}
	}
	return object{"channel": object{"id": k.dm(user).id}}, nil
}

func (k *Slack) history(c *slackCall) (object, error) {
	ch, err := k.target(c.args["channel"])
	if err != nil {
		return nil, err
	}
	limit, err := strconv.Atoi(c.args["limit"])
	if err != nil || limit <= 0 {
		limit = 100
	}
	list := []object{}
	for i := len(ch.messages) - 1; i >= 0 && len(list) < limit; i-- { // newest first
		n := ch.messages[i]
		if n.Only == "" && (c.args["oldest"] == "" || n.TS > c.args["oldest"]) && (c.args["latest"] == "" || n.TS < c.args["latest"]) {
			shown := k.showNote(n)
			if all := c.args["include_all_metadata"]; n.metadata != nil && (all == "1" || all == "true") {
				shown["metadata"] = n.metadata
			}
			list = append(list, shown)
		}
	}
	return object{"messages": list, "has_more": false}, nil
}

func (k *Slack) channelInfo(c *slackCall) (object, error) {
	ch, err := k.target(c.args["channel"])
	if err != nil {
		return nil, err
	}
	o := object{"id": ch.id, "name": ch.name, "is_im": ch.direct != "", "is_channel": ch.direct == "", "is_member": true}
	if ch.direct != "" {
		o["user"] = ch.direct
	}
	return object{"channel": o}, nil
}

func (k *Slack) userInfo(c *slackCall) (object, error) {
	p := k.user(c.args["user"])
	if p == nil {
		return nil, slackFail("user_not_found")
	}
	return object{"user": object{"id": p.Slack, "team_id": k.cfg.Team, "name": p.Key, "real_name": p.Name, "deleted": false, "is_bot": false,
		"locale": "ja-JP", "tz": "Asia/Tokyo", "profile": object{"real_name": p.Name, "display_name": p.Name, "email": p.Key + "@example.jp"}}}, nil
}
