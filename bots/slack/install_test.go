package slack

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/fixtures"
)

// registry is the channels and the installations that were saved.
type registry struct {
	ch        bots.Channel
	workspace string
	options   map[string]string
	secrets   map[string]string
}

func (r *registry) ChannelByKey(_ context.Context, _ domain.Door, key string) (bots.Channel, error) {
	if key != r.ch.Key {
		return bots.Channel{}, domain.Errorf(domain.NotFound, "no channel %s", key)
	}
	return r.ch, nil
}

func (r *registry) SaveInstall(_ context.Context, _ bots.Channel, workspace string, options, secrets map[string]string) error {
	r.workspace, r.options, r.secrets = workspace, options, secrets
	return nil
}

// installing is an installer before a fake oauth.v2.access.
type installing struct {
	*registry
	*Installer
	clock  time.Time
	answer string
	form   url.Values
	basic  string
}

func newInstalling(t *testing.T) *installing {
	in := &installing{registry: &registry{ch: mihon()}, clock: now}
	in.ch.Options["client_id"], in.ch.Secrets["client_secret"] = "1.2", "shh"
	sample, err := fixtures.API.ReadFile("api/slack/api_oauth_v2_access.json")
	if err != nil {
		t.Fatal(err)
	}
	in.answer = string(sample)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		in.form = r.PostForm
		user, password, _ := r.BasicAuth()
		in.basic = user + ":" + password
		_, _ = io.WriteString(w, in.answer)
	}))
	t.Cleanup(srv.Close)
	in.Installer = NewInstaller(InstallConfig{
		Channels: in.registry, Saver: in.registry, PublicURL: "https://dakoku.example/", APIURL: srv.URL + "/api",
		Key: []byte("key"), Clock: func() time.Time { return in.clock },
	})
	return in
}

// get asks for a page with the cookies of a former answer.
func (in *installing) get(path string, before *http.Response) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if before != nil {
		for _, c := range before.Cookies() {
			r.AddCookie(c)
		}
	}
	w := httptest.NewRecorder()
	in.ServeHTTP(w, r)
	return w.Result()
}

// begin starts an installation and returns the state Slack is given.
func (in *installing) start(t *testing.T) (*http.Response, string) {
	t.Helper()
	resp := in.get("/hooks/slack/mihon-slack/install", nil)
	to, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || resp.StatusCode != http.StatusFound || !strings.HasPrefix(to.String(), authorizeURL+"?") {
		t.Fatalf("%d %q %v", resp.StatusCode, resp.Header.Get("Location"), err)
	}
	query := to.Query()
	if query.Get("client_id") != "1.2" || query.Get("redirect_uri") != "https://dakoku.example/hooks/slack/mihon-slack/oauth" || query.Get("scope") != scopes {
		t.Errorf("%v", query)
	}
	return resp, query.Get("state")
}

const back = "/hooks/slack/mihon-slack/oauth?code=c1&state="

func TestInstall(t *testing.T) {
	in := newInstalling(t)
	begun, state := in.start(t)
	if resp := in.get(back+state, begun); resp.StatusCode != http.StatusFound {
		t.Fatalf("%d", resp.StatusCode)
	}
	if in.basic != "1.2:shh" || in.form.Get("code") != "c1" || in.form.Has("client_secret") {
		t.Errorf("exchanged with %q %v", in.basic, in.form)
	}
	if in.workspace != "T0MIHON" || in.secrets["bot_token"] != "xoxb-EXAMPLE" || in.options["bot_user"] != "U0BOT" {
		t.Errorf("%s %v %v", in.workspace, in.options, in.secrets)
	}
}

func TestWorkspacesAdmitted(t *testing.T) {
	for _, tt := range []struct {
		team, list, workspace string
		want                  bool
	}{
		{"", "", "T9", true}, {"T1", "", "T1", true}, {"T1", "", "T9", false}, {"T1", "*", "T9", true},
		{"T1", "T2,T3", "T3", true}, {"T1", "T2,T3", "T1", true}, {"T1", "T2,T3", "T9", false}, {"", "T2", "T9", false},
	} {
		ch := bots.Channel{Options: map[string]string{"team": tt.team, "workspaces": tt.list}}
		if got := admits(ch, tt.workspace); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestInstallInAnOrganisation(t *testing.T) {
	in := newInstalling(t)
	in.ch.Options["workspaces"] = "T1, E0GRID"
	in.answer = `{"ok":true,"access_token":"xoxb-1","bot_user_id":"U0BOT","team":null,"enterprise":{"id":"E0GRID","name":"Grid"},"is_enterprise_install":true}`
	begun, state := in.start(t)
	in.get(back+state, begun)
	if in.workspace != "E0GRID" {
		t.Errorf("%q", in.workspace)
	}
}

func TestInstallRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(in *installing, state string) (path string, cookies bool)
		status int
	}{
		{"by the person", func(_ *installing, s string) (string, bool) {
			return "/hooks/slack/mihon-slack/oauth?error=access_denied&state=" + s, true
		}, 403},
		{"begun in another browser", func(_ *installing, s string) (string, bool) { return back + s, false }, 400},
		{"without a state", func(*installing, string) (string, bool) { return back, true }, 400},
		{"with a state changed", func(_ *installing, s string) (string, bool) { return back + "x" + s, true }, 400},
		{"too late", func(in *installing, s string) (string, bool) {
			in.clock = in.clock.Add(stateLife)
			return back + s, true
		}, 400},
		{"state of another channel", func(in *installing, s string) (string, bool) {
			in.ch.Key = "other"
			return "/hooks/slack/other/oauth?code=c1&state=" + s, true
		}, 400},
		{"by Slack", func(in *installing, s string) (string, bool) {
			in.answer = `{"ok":false,"error":"invalid_code"}`
			return back + s, true
		}, 403},
		{"with tokens that end", func(in *installing, s string) (string, bool) {
			in.answer = strings.Replace(in.answer, `"ok"`, `"expires_in":43200,"ok"`, 1)
			return back + s, true
		}, 400},
		{"workspace not wanted", func(in *installing, s string) (string, bool) {
			in.ch.Options["team"], in.ch.Options["workspaces"] = "T0", "T1, T2"
			return back + s, true
		}, 403},
		{"workspace that is not the channel's", func(in *installing, s string) (string, bool) {
			in.ch.Options["team"] = "T0"
			return back + s, true
		}, 403},
		{"unknown channel", func(*installing, string) (string, bool) { return "/hooks/slack/nobody/install", true }, 404},
		{"channel without an app", func(in *installing, _ string) (string, bool) {
			delete(in.ch.Secrets, "client_secret")
			return "/hooks/slack/mihon-slack/install", true
		}, 404},
		{"another path", func(*installing, string) (string, bool) { return "/hooks/slack/mihon-slack/other", true }, 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := newInstalling(t)
			begun, state := in.start(t)
			path, cookies := tt.change(in, state)
			if !cookies {
				begun = nil
			}
			if begun != nil && strings.HasPrefix(tt.name, "state of") {
				c := begun.Cookies()[0]
				begun.Header.Set("Set-Cookie", (&http.Cookie{Name: c.Name, Value: c.Value}).String())
			}
			if resp := in.get(path, begun); resp.StatusCode != tt.status {
				t.Errorf("%d, want %d", resp.StatusCode, tt.status)
			}
			if in.workspace != "" {
				t.Errorf("installed in %s", in.workspace)
			}
		})
	}
}

func TestInstallShowsNoSecret(t *testing.T) {
	in := newInstalling(t)
	begun, state := in.start(t)
	all, _ := json.Marshal(begun.Header)
	if strings.Contains(string(all)+state, "shh") {
		t.Error("the client's secret goes to the browser")
	}
	if c := begun.Cookies()[0]; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode {
		t.Errorf("%+v", c)
	}
}

// TestManifestAsksForTheSameScopes keeps the manifest people paste and the scopes of an installation alike.
func TestManifestAsksForTheSameScopes(t *testing.T) {
	manifest, err := os.ReadFile("../../docs/slack-app.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(manifest), "    bot:\n")
	list, _, _ = strings.Cut(list, "settings:")
	var got []string
	for line := range strings.Lines(list) {
		got = append(got, strings.TrimPrefix(strings.TrimSpace(line), "- "))
	}
	if strings.Join(got, ",") != scopes {
		t.Errorf("the manifest asks for %v, the installation for %s", got, scopes)
	}
}
