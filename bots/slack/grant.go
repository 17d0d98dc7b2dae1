package slack

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
)

// grant is what oauth.v2.access answers: https://docs.slack.dev/reference/methods/oauth.v2.access
type grant struct {
	OK         bool   `json:"ok"`
	Error      string `json:"error"`
	Token      string `json:"access_token"`
	BotUser    string `json:"bot_user_id"`
	App        string `json:"app_id"`
	Scope      string `json:"scope"`
	Expires    int    `json:"expires_in"`
	Team       *named `json:"team"`
	Enterprise *named `json:"enterprise"`
	Whole      bool   `json:"is_enterprise_install"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// place is the team, or the organisation when the app was installed for all of it.
func (g grant) place() named {
	if g.Team != nil && !g.Whole {
		return *g.Team
	}
	if g.Enterprise != nil {
		return *g.Enterprise
	}
	return named{}
}

func (g grant) workspace() string { return g.place().ID }
func (g grant) name() string      { return g.place().Name }

// exchange gives the code for a token. The client's secret travels as HTTP Basic, as Slack recommends; the client
// library would put it into the form.
func (in *Installer) exchange(ctx context.Context, ch bots.Channel, code string) (grant, error) {
	form := url.Values{"code": {code}, "redirect_uri": {in.redirect(ch)}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, in.cfg.APIURL+"oauth.v2.access", strings.NewReader(form.Encode()))
	if err != nil {
		return grant{}, domain.Errorf(domain.Invalid, "slack: the API's address: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(ch.Options["client_id"], ch.Secrets["client_secret"])
	resp, err := in.cfg.HTTP.Do(req)
	if err != nil {
		return grant{}, domain.Errorf(domain.Unavailable, "slack: oauth.v2.access: %w", err)
	}
	defer resp.Body.Close()
	var g grant
	if err := json.NewDecoder(io.LimitReader(resp.Body, bots.MaxBody)).Decode(&g); err != nil {
		return grant{}, domain.Errorf(domain.Unavailable, "slack: oauth.v2.access answered %s: %w", resp.Status, err)
	}
	switch {
	case !g.OK:
		return grant{}, domain.Errorf(domain.Forbidden, "slack: oauth.v2.access: %s", g.Error)
	case g.Token == "" || g.workspace() == "":
		return grant{}, domain.Errorf(domain.Unavailable, "slack: oauth.v2.access named no token or no workspace")
	case g.Expires != 0:
		return grant{}, domain.Errorf(domain.Invalid, "slack: the app has token rotation switched on: its tokens end after %d s", g.Expires)
	}
	return g, nil
}
