package slack

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	sdk "github.com/slack-go/slack"
)

// callTimeout is how long one call may take. It is longer than Slack usually needs and shorter than a lease.
const callTimeout = 10 * time.Second

// Config is what the platform needs from its surroundings.
type Config struct {
	APIURL string       // base of the Web API including /api/; empty: Slack's own
	Clock  domain.Clock // nil: the machine's
	Log    *slog.Logger // nil: nothing is logged
	HTTP   *http.Client // nil: one with a timeout
}

// Platform is Slack as a bots.Platform and a bots.Starter (Socket Mode).
type Platform struct {
	api   string
	now   domain.Clock
	log   *slog.Logger
	http  *http.Client
	pace  *pace
	trips *trips
	homes *homes
	chats sync.Map // direct chats by workspace and user
}

var (
	_ bots.Platform = (*Platform)(nil)
	_ bots.Keyless  = (*Platform)(nil)
)

// New makes the platform.
func New(c Config) *Platform {
	p := &Platform{api: baseURL(c.APIURL), now: c.Clock, log: c.Log, http: c.HTTP}
	if p.now == nil {
		p.now = domain.System
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if p.http == nil {
		p.http = newHTTP()
	}
	p.pace, p.trips, p.homes = newPace(), newTrips(), newHomes()
	return p
}

// connsKept is how many connections to Slack stay open between calls: as many as rows are sent at once.
const connsKept = 64

func newHTTP() *http.Client {
	client := &http.Client{Timeout: callTimeout, CheckRedirect: noRedirect}
	if shared, ok := http.DefaultTransport.(*http.Transport); ok {
		own := shared.Clone()
		own.MaxIdleConnsPerHost = connsKept
		client.Transport = own
	}
	return client
}

// noRedirect keeps tokens and answers from being sent to another host.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Kind names the door.
func (p *Platform) Kind() domain.Door { return domain.Slack }

// baseURL makes sure of the final slash: without it the client calls "…/apichat.postMessage".
func baseURL(s string) string {
	if s == "" {
		return sdk.APIURL
	}
	return strings.TrimRight(s, "/") + "/"
}

// client is a Web API client of one workspace. Its own retries stay off: a row that failed goes back to the outbox,
// which survives a restart.
func (p *Platform) client(token string) *sdk.Client {
	return sdk.New(token, sdk.OptionAPIURL(p.api), sdk.OptionHTTPClient(p.http))
}
