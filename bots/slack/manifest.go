package slack

import (
	"encoding/json"
	"net/url"
	"strings"
)

// manifest is the app as Slack is asked to make it: https://docs.slack.dev/reference/app-manifest
type manifest struct {
	Display  display  `json:"display_information"`
	Features features `json:"features"`
	OAuth    oauth    `json:"oauth_config"`
	Settings settings `json:"settings"`
}

type display struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

type features struct {
	Home struct {
		Home     bool `json:"home_tab_enabled"`
		Messages bool `json:"messages_tab_enabled"`
		ReadOnly bool `json:"messages_tab_read_only_enabled"`
	} `json:"app_home"`
	Bot struct {
		Name   string `json:"display_name"`
		Online bool   `json:"always_online"`
	} `json:"bot_user"`
	Commands []slash `json:"slash_commands"`
}

type slash struct {
	Command     string `json:"command"`
	URL         string `json:"url"`
	Description string `json:"description"`
	Hint        string `json:"usage_hint"`
	Escape      bool   `json:"should_escape"`
}

type oauth struct {
	Redirects []string            `json:"redirect_urls"`
	Scopes    map[string][]string `json:"scopes"`
}

type settings struct {
	Events struct {
		URL  string   `json:"request_url"`
		Bots []string `json:"bot_events"`
	} `json:"event_subscriptions"`
	Interactivity struct {
		Enabled bool   `json:"is_enabled"`
		URL     string `json:"request_url"`
	} `json:"interactivity"`
	Org    bool `json:"org_deploy_enabled"`
	Socket bool `json:"socket_mode_enabled"`
	Rotate bool `json:"token_rotation_enabled"`
}

// botEvents are what Slack tells the app of.
const botEvents = "app_home_opened,app_mention,app_uninstalled,member_joined_channel,message.channels,message.groups,message.im," +
	"reaction_added,reaction_removed,tokens_revoked,user_change"

// Manifest is the app of the channel with the key, reached under the public address, as JSON to be pasted at Slack.
func Manifest(public, key string) string {
	hook := strings.TrimRight(public, "/") + "/hooks/slack/" + url.PathEscape(key)
	m := manifest{Display: display{"Dakoku", "打刻 Attendance by word, emoji and button"},
		OAuth: oauth{[]string{hook + "/oauth"}, map[string][]string{"bot": strings.Split(scopes, ",")}}}
	m.Features.Home.Home, m.Features.Home.Messages = true, true
	m.Features.Bot.Name, m.Features.Bot.Online = "dakoku", true
	m.Features.Commands = []slash{{"/dakoku", hook + "/commands", "打刻・今日・今月 Clock in and out, see your hours", "出勤 | 退勤 | 今日 | help", true}}
	m.Settings.Events.URL, m.Settings.Events.Bots = hook+"/events", strings.Split(botEvents, ",")
	m.Settings.Interactivity.Enabled, m.Settings.Interactivity.URL = true, hook+"/interactions"
	text, _ := json.MarshalIndent(m, "", "  ") // strings and booleans always marshal
	return string(text)
}

// CreateURL opens Slack's form for a new app with the manifest filled in.
// https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
func CreateURL(manifest string) string {
	return "https://api.slack.com/apps?new_app=1&manifest_json=" + url.QueryEscape(manifest)
}
