package channels

import (
	"maps"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// input is one setting of a channel in a form. Secrets are never shown again; an empty field leaves them.
type input struct {
	name   string
	secret bool
	sign   bool     // a secret that webhooks are signed with: exchanged by itself once there is one
	token  bool     // tried at the platform before it replaces the old one
	values []string // what can be chosen; nil: it is typed
	digits bool
}

// step is one step of a connection: what to do there, what to paste here.
type step struct {
	name   string
	lines  int // how many sentences say what to do
	inputs []input
	hook   bool // shows the webhook's address
	app    bool // shows the app to be made
	on     bool // the channel is switched on here
}

// steps lead through a connection, in the order in which the platforms' own pages ask.
var steps = map[domain.Door][]step{
	domain.LINE: {
		{name: "account", lines: 3},
		{name: "keys", lines: 2, inputs: []input{{name: "secret", secret: true, sign: true}, {name: "token", secret: true, token: true}}},
		{name: "hook", lines: 3, hook: true, on: true},
		{name: "quiet", lines: 2, inputs: []input{{name: "push", values: []string{"", "reply_only"}}}},
	},
	domain.Chatwork: {
		{name: "account", lines: 3},
		{name: "keys", lines: 2, inputs: []input{{name: "token", secret: true, token: true}, {name: "room", digits: true}}},
		{name: "hook", lines: 3, hook: true},
		{name: "sign", lines: 2, inputs: []input{{name: "webhook_token", secret: true, sign: true}}, on: true},
	},
	domain.Slack: {
		{name: "app", lines: 2, app: true},
		{name: "keys", lines: 3, inputs: []input{{name: "signing_secret", secret: true, sign: true}, {name: "bot_token", secret: true, token: true}, {name: "channel"}}},
		{name: "hook", lines: 2, hook: true, on: true},
		{name: "more", lines: 2, inputs: []input{{name: "app_token", secret: true}, {name: "client_id"}, {name: "client_secret", secret: true}, {name: "workspaces"}}},
	},
}

// stepOf finds a step by its name.
func stepOf(kind domain.Door, name string) (step, bool) {
	i := slices.IndexFunc(steps[kind], func(s step) bool { return s.name == name })
	if i < 0 {
		return step{}, false
	}
	return steps[kind][i], true
}

// done tells whether a step that has inputs has what it asks for.
func (s step) done(ch org.Channel, missing []string) bool {
	if len(s.inputs) == 0 {
		return false
	}
	for _, in := range s.inputs {
		if slices.Contains(missing, in.name) || in.secret && ch.Secrets[in.name] == "" && s.name != "more" {
			return false
		}
	}
	return s.name != "more" && s.name != "quiet"
}

// fields are a step's inputs as a form shows them. typed is what was sent and is shown again, without secrets.
func (s step) fields(v *shell.Visit, ch org.Channel, typed map[string]string, wrong map[string]string, theirs org.Channel) []ui.Field {
	var list []ui.Field
	for _, in := range s.inputs {
		if in.sign && len(ch.Signings()) > 0 {
			continue
		}
		f := ui.Field{Name: in.name, Label: v.T("channels.input." + in.name), Hint: v.T("channels.input." + in.name + ".hint"), Error: wrong[in.name], Max: maxInput}
		switch {
		case in.secret:
			f.Type, f.Autocomplete = "password", "new-password"
			if kept := ch.Secrets[in.name]; kept != "" {
				f.Hint = v.T("channels.kept", "secret", tail(v, kept)) + " " + f.Hint
			}
		case in.values != nil:
			for _, value := range in.values {
				f.Choices = append(f.Choices, ui.Choice{Value: value, Label: v.T("channels.input." + in.name + ".is." + or(value, "usual")), Chosen: value == shown(ch, typed, in.name)})
			}
		default:
			f.Value = shown(ch, typed, in.name)
			if in.digits {
				f.Mode = "numeric"
			}
		}
		if theirs.ID != "" && !in.secret && theirs.Options[in.name] != f.Value {
			f.Theirs = v.T("admin.desk.theirs", "value", theirs.Options[in.name])
		}
		list = append(list, f)
	}
	return list
}

// maxInput is how long a setting may be: Slack's tokens have some 80 characters, LINE's long-lived ones 172.
const maxInput = 512

func shown(ch org.Channel, typed map[string]string, name string) string {
	if text, sent := typed[name]; sent {
		return text
	}
	return ch.Options[name]
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// tail is how a secret is told from others: its end, where it is long enough to show that.
func tail(v *shell.Visit, secret string) string {
	end := org.Tail(secret)
	if end == "" {
		return v.T("channels.tailless")
	}
	return "…" + end
}

// take reads a step's form into a channel and tells what is wrong by inputs' names. fresh tells whether a token is a new one.
func (s step) take(v *shell.Visit, ch *org.Channel) (typed, wrong map[string]string, fresh bool) {
	typed, wrong = map[string]string{}, map[string]string{}
	ch.Options, ch.Secrets = maps.Clone(ch.Options), maps.Clone(ch.Secrets)
	if ch.Options == nil {
		ch.Options = map[string]string{}
	}
	if ch.Secrets == nil {
		ch.Secrets = map[string]string{}
	}
	for _, in := range s.inputs {
		text := long(v, in.name)
		switch {
		case in.sign && len(ch.Signings()) > 0:
		case in.sign && text != "":
			if err := ch.AddSigning(text); err != nil {
				wrong[in.name] = v.T("channels.wrong." + why(err))
			}
		case in.secret && text != "" && strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
			wrong[in.name] = v.T("channels.wrong.format")
		case in.secret:
			if text != "" {
				fresh = fresh || in.token && ch.Secrets[in.name] != text
				ch.Secrets[in.name] = text
			}
		case in.values != nil && !slices.Contains(in.values, text):
			wrong[in.name] = v.T("admin.desk.wrong.choice")
		default:
			if typed[in.name] = text; text == "" {
				delete(ch.Options, in.name)
				continue
			}
			ch.Options[in.name] = text
			if in.digits && strings.Trim(text, "0123456789, ") != "" {
				wrong[in.name] = v.T("channels.wrong.digits")
			}
		}
	}
	return typed, wrong, fresh
}

// long reads a setting of the form, which may be longer than a line is elsewhere.
func long(v *shell.Visit, name string) string {
	s := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, v.FormValue(name)))
	if letters := []rune(s); len(letters) > maxInput {
		return string(letters[:maxInput])
	}
	return s
}
