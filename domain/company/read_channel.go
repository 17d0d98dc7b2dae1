package company

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// setting is a key of a channel of one kind.
type setting struct {
	name   string
	need   bool
	secret bool
	values []string // what it may be; nil: anything
}

// pushes say when a message may be pushed that answers nothing: pushes cost money on LINE.
var pushes = []string{"always", "reply_only"}

// settings are the keys of each kind of channel besides key, kind and active. Secrets with a second name count while
// one is being exchanged for the other.
var settings = map[domain.Door][]setting{
	domain.LINE: {
		{name: "secret", need: true, secret: true}, {name: "secret_next", secret: true},
		{name: "token", need: true, secret: true}, {name: "bot_user"}, {name: "line_id"}, {name: "push", values: pushes},
	},
	domain.Chatwork: {
		{name: "webhook_token", need: true, secret: true}, {name: "webhook_token_2", secret: true},
		{name: "webhook_token_3", secret: true}, {name: "token", need: true, secret: true},
		{name: "room", need: true}, {name: "account", need: true}, {name: "push", values: pushes},
	},
	domain.Slack: {
		{name: "signing_secret", need: true, secret: true}, {name: "signing_secret_next", secret: true},
		{name: "bot_token", secret: true}, {name: "app_token", secret: true},
		{name: "client_id"}, {name: "client_secret", secret: true}, {name: "workspaces"},
		{name: "team"}, {name: "channel"}, {name: "bot_user"}, {name: "push", values: pushes},
	},
}

func (r *reader) channel(v value) {
	c := org.Channel{Options: map[string]string{}, Secrets: map[string]string{}, Active: true}
	kind := channelKind(v)
	known := []field{
		{"key", true, func(v value) { c.Key = v.code(); r.define(KindChannel, c.Key, v) }},
		{"kind", true, func(v value) { c.Kind = domain.Door(v.oneOf("line", "chatwork", "slack")) }},
		{"active", false, func(v value) { c.Active = v.truth() }},
	}
	complete := !v.says("active", "off", "false", "no")
	secret := secretsIn(v, kind)
	for _, s := range settings[kind] {
		need := s.need && complete && (secret || !s.secret)
		known = append(known, field{s.name, need, func(v value) {
			text := v.text()
			if s.values != nil {
				text = v.oneOf(s.values...)
			}
			if s.secret {
				c.Secrets[s.name] = text
			} else {
				c.Options[s.name] = text
			}
		}})
	}
	if kind == "" { // without a kind nobody knows which keys are right: only the kind is complained about
		known = append(known, anyKey(v, known)...)
	}
	v.fields(known...)
	r.suspect(v, c)
	r.file.Channels = append(r.file.Channels, c)
}

// Missing lists the settings a channel cannot work without and does not have.
func Missing(c org.Channel) []string {
	var list []string
	for _, s := range settings[c.Kind] {
		if s.need && c.Options[s.name] == "" && c.Secrets[s.name] == "" {
			list = append(list, s.name)
		}
	}
	if c.Kind == domain.Slack && c.Secrets["bot_token"] == "" && (c.Options["client_id"] == "" || c.Secrets["client_secret"] == "") {
		list = append(list, "bot_token")
	}
	return list
}

// secretsIn tells whether the file gives any secret of a channel. One of which it gives none keeps those it has: a company
// file that was made of a company leaves them out.
func secretsIn(v value, kind domain.Door) bool {
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		if slices.ContainsFunc(settings[kind], func(s setting) bool { return s.secret && s.name == v.node.Content[i].Value }) {
			return true
		}
	}
	return false
}

// channelKind reads the kind before the other keys, because it says which ones there are.
func channelKind(v value) domain.Door {
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		if v.node.Content[i].Value != "kind" {
			continue
		}
		if kind := domain.Door(v.node.Content[i+1].Value); settings[kind] != nil {
			return kind
		}
	}
	return ""
}

func anyKey(v value, known []field) []field {
	var more []field
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		name := v.node.Content[i].Value
		if !slices.ContainsFunc(known, func(f field) bool { return f.name == name }) {
			more = append(more, field{name: name, read: func(value) {}})
		}
	}
	return more
}

// suspect warns about a channel that will not work.
func (r *reader) suspect(v value, c org.Channel) {
	switch c.Kind {
	case domain.Chatwork:
		for token := range strings.SplitSeq(c.Secrets["webhook_token"], ",") {
			if _, err := base64.StdEncoding.DecodeString(strings.TrimSpace(token)); err != nil {
				r.warn(v, "webhook_token is not base64: copy it from the webhook's edit screen, or every webhook is refused")
			}
		}
	case domain.Slack:
		if len(c.Secrets) > 0 && c.Secrets["bot_token"] == "" && c.Options["client_id"] == "" {
			r.warn(v, "has neither a bot_token nor a client_id: it can receive but not answer")
		}
	}
}

func (r *reader) warn(v value, text string) {
	r.file.Warnings = append(r.file.Warnings, fmt.Sprintf("%s:%d: %s: %s", r.name, v.node.Line, v.path, text))
}
