package org

import (
	"net/url"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Channel is one connection of a company to a chat platform (チャット連携).
type Channel struct {
	ID      domain.ID         `gorm:"column:id;primaryKey"`
	Tenant  domain.ID         `gorm:"column:tenant_id"`
	Key     string            `gorm:"column:key"` // in the webhook's path, unique over all tenants
	Kind    domain.Door       `gorm:"column:kind"`
	Options map[string]string `gorm:"column:options;serializer:json"`   // room, account, team, bot_user …: not secret
	Secrets map[string]string `gorm:"column:secrets;serializer:sealed"` // tokens and signing secrets, encrypted at rest
	Active  bool              `gorm:"column:active"`
}

// TableName is the table of channels.
func (Channel) TableName() string { return "channel" }

// Address opens the bot's chat; empty: the platform has no such address, or the channel does not say enough. LINE types
// the link code in as well (https://developers.line.biz/en/docs/line-login/using-line-url-scheme/), after asking to add the
// bot as a friend; Slack only opens the direct chat (https://docs.slack.dev/interactivity/deep-linking). Chatwork has none.
func (c Channel) Address(code string) string {
	switch {
	case c.Kind == domain.LINE && c.Options["line_id"] != "":
		return "https://line.me/R/oaMessage/" + url.PathEscape(c.Options["line_id"]) + "/?" + url.QueryEscape(code)
	case c.Kind == domain.Slack && c.Options["team"] != "" && c.Options["bot_user"] != "":
		return "slack://user?team=" + url.QueryEscape(c.Options["team"]) + "&id=" + url.QueryEscape(c.Options["bot_user"])
	}
	return ""
}

// Install is one workspace that installed a channel's app by OAuth (Slack: one per team).
type Install struct {
	ID          domain.ID         `gorm:"column:id;primaryKey"`
	Tenant      domain.ID         `gorm:"column:tenant_id"`
	Channel     domain.ID         `gorm:"column:channel_id"`
	Workspace   string            `gorm:"column:workspace"` // enterprise/team as the platform names it
	Options     map[string]string `gorm:"column:options;serializer:json"`
	Secrets     map[string]string `gorm:"column:secrets;serializer:sealed"`
	InstalledAt time.Time         `gorm:"column:installed_at"`
}

// TableName is the table of installs.
func (Install) TableName() string { return "chat_install" }

// ChatAccount ties a platform's user to an employee (チャットアカウント). One user of a channel is one employee.
type ChatAccount struct {
	ID          domain.ID `gorm:"column:id;primaryKey"`
	Tenant      domain.ID `gorm:"column:tenant_id"`
	Channel     domain.ID `gorm:"column:channel_id"`
	User        string    `gorm:"column:user_ref"`
	Employee    domain.ID `gorm:"column:employee_id"`
	Direct      string    `gorm:"column:direct"` // the direct chat's place, where the platform needs one to write there
	LinkedAt    time.Time `gorm:"column:linked_at"`
	Unreachable bool      `gorm:"column:unreachable"` // blocked the bot or left; records stay
}

// TableName is the table of chat accounts.
func (ChatAccount) TableName() string { return "chat_account" }

// LinkCode is a short number that ties the chat account that types it to an employee (連携番号).
// It is single use, expires, and its digits are kept only as a keyed digest.
type LinkCode struct {
	ID        domain.ID  `gorm:"column:id;primaryKey"`
	Tenant    domain.ID  `gorm:"column:tenant_id"`
	Employee  domain.ID  `gorm:"column:employee_id"`
	Digest    string     `gorm:"column:digest"`
	ExpiresAt time.Time  `gorm:"column:expires_at"`
	UsedAt    *time.Time `gorm:"column:used_at"`
}

// TableName is the table of link codes.
func (LinkCode) TableName() string { return "link_code" }

// LinkTries counts wrong codes of one chat user.
type LinkTries struct {
	Channel domain.ID `gorm:"column:channel_id;primaryKey"`
	User    string    `gorm:"column:user_ref;primaryKey"`
	Wrong   int       `gorm:"column:wrong"`
	Until   time.Time `gorm:"column:until"` // no code is looked at before
}

// TableName is the table of tries.
func (LinkTries) TableName() string { return "link_tries" }
