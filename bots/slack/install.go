package slack

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
)

// authorizeURL is where a person allows the app: https://docs.slack.dev/authentication/installing-with-oauth
const authorizeURL = "https://slack.com/oauth/v2/authorize"

// scopes are what the bot is allowed to do; each is used: events of rooms and direct chats, commands, posting, reactions,
// opening direct chats, hearing of changed accounts.
const scopes = "app_mentions:read,channels:history,channels:read,chat:write,commands,groups:history,groups:read," +
	"im:history,im:write,reactions:read,reactions:write,users:read"

// Finder finds a channel by the key in its path.
type Finder interface {
	ChannelByKey(ctx context.Context, kind domain.Door, key string) (bots.Channel, error)
}

// Saver keeps what a workspace gave the app; installing again replaces it.
type Saver interface {
	SaveInstall(ctx context.Context, ch bots.Channel, workspace string, options, secrets map[string]string) error
}

// InstallConfig is what an Installer needs.
type InstallConfig struct {
	Channels  Finder
	Saver     Saver
	PublicURL string // how browsers reach the program
	APIURL    string // as in Config
	AuthURL   string // the authorize page; empty: Slack's own
	Key       []byte // signs states
	Clock     domain.Clock
	Log       *slog.Logger
	HTTP      *http.Client // nil: one with a timeout
	// Done shows how an installation ended; err is nil when it worked, and workspace then says where. nil: a bare
	// status, and Slack's own page of the app after success.
	Done func(w http.ResponseWriter, r *http.Request, workspace string, err error)
}

// Installer adds a channel's app to workspaces by OAuth v2: GET /hooks/slack/{channel}/install leads to Slack, which
// leads back to GET /hooks/slack/{channel}/oauth. The channel has the option client_id and the secret client_secret; its
// option workspaces names the teams and organisations it is for besides its own (ids with commas, or * for all).
type Installer struct {
	cfg    InstallConfig
	states states
}

// NewInstaller makes an installer.
func NewInstaller(cfg InstallConfig) *Installer {
	if cfg.AuthURL == "" {
		cfg.AuthURL = authorizeURL
	}
	if cfg.HTTP == nil {
		cfg.HTTP = newHTTP()
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Clock == nil {
		cfg.Clock = domain.System
	}
	cfg.APIURL = baseURL(cfg.APIURL)
	in := &Installer{cfg: cfg, states: states{cfg.Key}}
	if in.cfg.Done == nil {
		in.cfg.Done = in.bare
	}
	return in
}

// ServeHTTP implements http.Handler.
func (in *Installer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key, verb, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/hooks/slack/"), "/")
	if verb != "install" && verb != "oauth" {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	ch, err := in.cfg.Channels.ChannelByKey(r.Context(), domain.Slack, key)
	if err == nil && (ch.Options["client_id"] == "" || ch.Secrets["client_secret"] == "") {
		err = domain.Errorf(domain.NotFound, "slack: channel %s has no client_id and client_secret to install with", key)
	}
	if err != nil {
		in.end(w, r, "", err)
		return
	}
	if verb == "install" {
		in.begin(w, r, ch)
		return
	}
	workspace, err := in.finish(r, ch)
	http.SetCookie(w, in.cookie(ch, "", -1))
	in.end(w, r, workspace, err)
}

// begin leads to Slack.
func (in *Installer) begin(w http.ResponseWriter, r *http.Request, ch bots.Channel) {
	state, nonce := in.states.make(ch.Key, in.cfg.Clock())
	http.SetCookie(w, in.cookie(ch, nonce, int(stateLife.Seconds())))
	w.Header().Set("Cache-Control", "no-store")
	query := url.Values{
		"client_id": {ch.Options["client_id"]}, "scope": {scopes}, "state": {state}, "redirect_uri": {in.redirect(ch)},
	}
	http.Redirect(w, r, in.cfg.AuthURL+"?"+query.Encode(), http.StatusFound)
}

// finish takes Slack's answer.
func (in *Installer) finish(r *http.Request, ch bots.Channel) (string, error) {
	query := r.URL.Query()
	nonce := ""
	if c, err := r.Cookie(cookieName); err == nil {
		nonce = c.Value
	}
	if !in.states.check(query.Get("state"), ch.Key, nonce, in.cfg.Clock()) {
		return "", domain.Errorf(domain.Expired, "slack: the installation was not begun here, or too long ago")
	}
	if refused := query.Get("error"); refused != "" {
		return "", domain.Errorf(domain.Forbidden, "slack: the installation was refused: %q", refused)
	}
	grant, err := in.exchange(r.Context(), ch, query.Get("code"))
	if err != nil {
		return "", err
	}
	workspace := grant.workspace()
	if !admits(ch, workspace) {
		return "", domain.Errorf(domain.Forbidden, "slack: workspace %s is not one this channel is for", workspace)
	}
	options := map[string]string{"bot_user": grant.BotUser, "name": grant.name(), "app": grant.App, "scope": grant.Scope}
	secrets := map[string]string{"bot_token": grant.Token}
	return workspace, in.cfg.Saver.SaveInstall(r.Context(), ch, workspace, options, secrets)
}

// anyWorkspace admits every workspace.
const anyWorkspace = "*"

// admits tells whether the app may be installed in the workspace. Anybody can find the link, so a channel that names its
// team is for that one unless its options name others.
func admits(ch bots.Channel, workspace string) bool {
	list := first(ch.Options["workspaces"], ch.Options["team"], anyWorkspace)
	for id := range strings.SplitSeq(list, ",") {
		if id = strings.TrimSpace(id); id == workspace || id == anyWorkspace || workspace == ch.Options["team"] {
			return true
		}
	}
	return false
}

const cookieName = "dakoku_slack_install"

func (in *Installer) cookie(ch bots.Channel, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: cookieName, Value: value, Path: "/hooks/slack/" + ch.Key + "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: strings.HasPrefix(in.cfg.PublicURL, "https:"),
	}
}

func (in *Installer) redirect(ch bots.Channel) string {
	return strings.TrimRight(in.cfg.PublicURL, "/") + "/hooks/slack/" + url.PathEscape(ch.Key) + "/oauth"
}

func (in *Installer) end(w http.ResponseWriter, r *http.Request, workspace string, err error) {
	if err != nil {
		in.cfg.Log.Warn("slack: not installed", "path", r.URL.Path, "error", err)
	} else {
		in.cfg.Log.Info("slack: installed", "path", r.URL.Path, "workspace", workspace)
	}
	w.Header().Set("Cache-Control", "no-store")
	in.cfg.Done(w, r, workspace, err)
}

// bare ends with a status; after success with Slack's own page, which opens the workspace.
func (in *Installer) bare(w http.ResponseWriter, r *http.Request, workspace string, err error) {
	status := http.StatusBadGateway
	switch domain.CodeOf(err) {
	case "":
		if err == nil {
			http.Redirect(w, r, "https://slack.com/app_redirect?team="+url.QueryEscape(workspace), http.StatusFound)
			return
		}
	case domain.NotFound:
		status = http.StatusNotFound
	case domain.Forbidden:
		status = http.StatusForbidden
	case domain.Expired, domain.Invalid:
		status = http.StatusBadRequest
	}
	http.Error(w, http.StatusText(status), status)
}
