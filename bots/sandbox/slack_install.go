package sandbox

import (
	"context"
	"fmt"

	"github.com/dakoku/dakoku/domain"
)

// Code makes an OAuth code as if an administrator had agreed to install the app.
func (k *Slack) Code() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	code := fmt.Sprintf("%d.sandbox", k.next())
	k.codes[code] = true
	return code
}

// access exchanges a code for the app's token, once: https://docs.slack.dev/authentication/installing-with-oauth
func (k *Slack) access(c *slackCall) (object, error) {
	id, secret := c.basic[0], c.basic[1]
	if id == "" {
		id, secret = c.args["client_id"], c.args["client_secret"]
	}
	if k.cfg.ClientID != "" && id != k.cfg.ClientID {
		return nil, slackFail("invalid_client_id")
	}
	if k.cfg.ClientSecret != "" && secret != k.cfg.ClientSecret {
		return nil, slackFail("bad_client_secret")
	}
	if !k.codes[c.args["code"]] {
		return nil, slackFail("invalid_code")
	}
	k.codes[c.args["code"]] = false
	token := k.cfg.BotToken
	if token == "" {
		token = "xoxb-sandbox"
	}
	return object{"access_token": token, "token_type": "bot", "scope": "chat:write,commands,reactions:read", "bot_user_id": k.cfg.Bot,
		"app_id": k.cfg.App, "team": object{"id": k.cfg.Team, "name": "sandbox"}, "enterprise": nil,
		"authed_user": object{"id": "U0ADMIN"}, "is_enterprise_install": false}, nil
}

// Uninstall tells the app that the workspace removed it.
func (k *Slack) Uninstall(ctx context.Context) Delivery {
	k.mu.Lock()
	p := k.eventParcel(object{"type": "app_uninstalled"})
	k.mu.Unlock()
	return k.deliver(ctx, p)
}

// slackScopes are what an attendance bot may want: https://docs.slack.dev/reference/scopes
const slackScopes = "app_mentions:read,channels:history,channels:read,chat:write,commands,files:write,groups:history,groups:read," +
	"im:history,im:write,reactions:read,reactions:write,users:read,users:read.email"

// scopes are what the app was granted.
func (k *Slack) scopes() string {
	if k.cfg.Scopes == "" {
		return slackScopes
	}
	return k.cfg.Scopes
}

// connect gives the address of a socket: https://docs.slack.dev/apis/events-api/using-socket-mode
func (k *Slack) connect(*slackCall) (object, error) {
	if k.base == "" {
		return nil, domain.Errorf(domain.Invalid, "sandbox: Socket Mode needs Config.Base")
	}
	return object{"url": "ws" + k.base[len("http"):] + "/slack/socket/" + fmt.Sprintf("s%d", k.next())}, nil
}
