package slack

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	sdk "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	// maxFrame is the largest frame read; webhooks have the same limit.
	maxFrame = 1 << 20
	// socketAtOnce is how many envelopes are being stored at a time.
	socketAtOnce = 32
	// socketRest is how long a socket that Slack refused rests before it is tried again.
	socketRest = time.Minute
	// socketAlike is how many failed tries to open a socket are told once.
	socketAlike = 8
)

var _ bots.Starter = (*Platform)(nil)

// Start keeps a Socket Mode connection for each channel with an app-level token, until ctx ends. The other channels get
// their events by webhook. https://docs.slack.dev/apis/events-api/using-socket-mode
func (p *Platform) Start(ctx context.Context, channels []bots.Channel, take bots.Take) error {
	var wg sync.WaitGroup
	for _, ch := range channels {
		if ch.Kind == domain.Slack && ch.Secrets["app_token"] != "" {
			wg.Go(func() { p.keep(ctx, ch, take) })
		}
	}
	<-ctx.Done()
	wg.Wait()
	return nil
}

// keep runs the connection again whenever it ends. The client reconnects by itself when Slack asks for it, and gives up
// only when the token is refused.
func (p *Platform) keep(ctx context.Context, ch bots.Channel, take bots.Take) {
	log := p.log.With("channel", ch.Key)
	for ctx.Err() == nil {
		err := p.listen(ctx, ch, take, log)
		if ctx.Err() != nil {
			return
		}
		log.Error("slack: the socket was refused", "error", err, "again_in", socketRest)
		timer := time.NewTimer(socketRest)
		select {
		case <-ctx.Done():
			timer.Stop()
		case <-timer.C:
		}
	}
}

func (p *Platform) listen(ctx context.Context, ch bots.Channel, take bots.Take, log *slog.Logger) error {
	var storing sync.WaitGroup
	defer storing.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop() // first, so that nobody waits for a connection that is gone
	api := sdk.New("", sdk.OptionAppLevelToken(ch.Secrets["app_token"]), sdk.OptionAPIURL(p.api), sdk.OptionHTTPClient(p.http))
	client := socketmode.New(api, socketmode.OptionReadLimit(maxFrame))
	ended := make(chan error, 1)
	go func() { ended <- client.RunContext(ctx) }()
	room := make(chan struct{}, socketAtOnce)
	for {
		select {
		case err := <-ended:
			return err
		case event := <-client.Events:
			envelope := envelopeOf(event)
			if envelope == nil {
				logSocket(log, event)
				continue
			}
			room <- struct{}{}
			storing.Go(func() {
				defer func() { <-room }()
				p.store(ctx, ch, *envelope, take, client, log)
			})
		}
	}
}

// store makes the envelope's events durable and only then acknowledges it; otherwise Slack sends it again.
func (p *Platform) store(ctx context.Context, ch bots.Channel, r socketmode.Request, take bots.Take, client *socketmode.Client, log *slog.Logger) {
	defer func() {
		if v := recover(); v != nil { // webhooks have the same; one event must not end the program, again at each delivery
			log.Error("slack: panic, the event was not acknowledged", "panic", v, "stack", string(debug.Stack()))
		}
	}()
	if err := take(ctx, ch, p.frame(ch, r)); err != nil {
		log.Error("slack: an event was not stored, Slack will send it again", "error", err)
		return
	}
	if err := client.AckCtx(ctx, r.EnvelopeID, nil); err != nil && ctx.Err() == nil {
		log.Warn("slack: an event was stored and not acknowledged", "error", err)
	}
}

// frame makes inbox items of an envelope, as Receive does of a webhook. There is no signature: the connection is the proof.
func (p *Platform) frame(ch bots.Channel, r socketmode.Request) []inbox.Item {
	now := p.now()
	switch r.Type {
	case socketmode.RequestTypeInteractive:
		return interactions(ch, r.Payload, now)
	case socketmode.RequestTypeSlashCommands:
		var fields map[string]any
		if json.Unmarshal(r.Payload, &fields) != nil {
			return unreadable(ch, r.Payload, now)
		}
		get := func(name string) string { s, _ := fields[name].(string); return s }
		// A command over a socket has no time of its own at all.
		return newItems(ch, commandBody(get, now), now)
	}
	return newItems(ch, r.Payload, now)
}

// envelopeOf is the envelope in an event, or nil. The client decodes payloads more strictly than we do and calls those
// with an element it does not know bad messages; the punch in them is good.
func envelopeOf(event socketmode.Event) *socketmode.Request {
	request := event.Request
	if bad, ok := event.Data.(*socketmode.ErrorBadMessage); ok {
		request = &socketmode.Request{}
		if json.Unmarshal(bad.Message, request) != nil {
			return nil
		}
	}
	if request == nil || request.EnvelopeID == "" {
		return nil
	}
	return request
}

// logSocket notes what happens to the connection. Its address is a secret and is not in the errors.
func logSocket(log *slog.Logger, event socketmode.Event) {
	switch data := event.Data.(type) {
	case *sdk.ConnectionErrorEvent:
		level := slog.LevelDebug
		if data.Attempt%socketAlike == 1 {
			level = slog.LevelWarn
		}
		log.Log(context.Background(), level, "slack: the socket cannot be opened", "error", note(data.ErrorObj), "attempt", data.Attempt, "again_in", data.Backoff)
	case *sdk.InvalidAuthEvent, *socketmode.ErrorWriteFailed, *sdk.IncomingEventError:
		log.Warn("slack: trouble with the socket", "event", string(event.Type))
	default:
		log.Debug("slack: socket", "event", string(event.Type))
	}
}
