package line

import (
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// Names of a channel's options and secrets.
const (
	OptionBot        = "bot_user"    // the bot's own user id; when set, a webhook that names another is noted
	OptionPush       = "push"        // PushNever; else what cannot be a reply is pushed
	SecretSigning    = "secret"      // channel secret
	SecretSigningNew = "secret_next" // the secret that will replace it, accepted while both are in use
	SecretToken      = "token"       // channel access token
)

// PushNever spares a channel's quota of pushed messages: what cannot be a reply waits and rides on the next one. Replies
// are free.
const PushNever = "reply_only"

// Where LINE is.
const (
	DefaultAPI  = "https://api.line.me"
	DefaultData = "https://api-data.line.me"
)

// callLimit is how long LINE may take to answer one call.
const callLimit = 15 * time.Second

// Config is what a Platform needs. Empty URLs are LINE's own; HTTP may be nil.
type Config struct {
	APIURL  string
	DataURL string
	HTTP    *http.Client // for tests; its timeout is used as it is
	// Menus are the menus that follow a person's state, one for each language and state: Lang and State say whose it is,
	// Title opens it, Choices are its buttons, four at most. None: people have no menu.
	Menus []dialog.Reply
	Clock domain.Clock
	Log   *slog.Logger
}

// Platform is LINE.
type Platform struct {
	cfg   Config
	menus *menus

	born time.Time

	mu      sync.Mutex
	spent   map[domain.ID]time.Time // channels whose monthly limit was met, and when
	kept    map[domain.ID]time.Time // channels that kept rows for replies, and when
	budgets map[domain.ID]budget    // what channels may push
	paces   map[domain.ID]*rate.Limiter
	barred  map[domain.ID]time.Time // channels whose access token was not taken, and when that was told
	odd     map[domain.ID]string    // channels whose webhooks name another bot than the one configured
}

var (
	_ bots.Platform  = (*Platform)(nil)
	_ bots.Indicator = (*Platform)(nil)
	_ bots.Keeper    = (*Platform)(nil)
	_ bots.Follower  = (*Platform)(nil)
)

// New makes the platform. A base URL that is not http or https is Invalid.
func New(cfg Config) (*Platform, error) {
	if cfg.APIURL == "" {
		cfg.APIURL = DefaultAPI
	}
	if cfg.DataURL == "" {
		cfg.DataURL = DefaultData
	}
	for _, base := range []string{cfg.APIURL, cfg.DataURL} {
		u, err := url.Parse(base)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return nil, domain.Errorf(domain.Invalid, "line: %q is not a base URL such as %s", base, DefaultAPI)
		}
	}
	if cfg.HTTP == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConnsPerHost = 64 // every call goes to one host; the default of 2 opens a connection for each
		cfg.HTTP = &http.Client{Timeout: callLimit, Transport: transport}
	}
	return &Platform{cfg: cfg, menus: newMenus(), born: cfg.Clock(), spent: map[domain.ID]time.Time{}, kept: map[domain.ID]time.Time{},
		budgets: map[domain.ID]budget{}, paces: map[domain.ID]*rate.Limiter{}, barred: map[domain.ID]time.Time{}, odd: map[domain.ID]string{}}, nil
}

// Kind implements bots.Platform.
func (*Platform) Kind() domain.Door { return domain.LINE }
