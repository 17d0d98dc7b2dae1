package bots

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// MaxBody is the largest webhook that is read.
const MaxBody = 1 << 20

// storeLimit is how long a webhook may take to be stored. Platforms wait two or three seconds; what is stored after
// they stopped waiting is still kept, and their second delivery is recognised.
const storeLimit = 5 * time.Second

// HooksConfig is what Hooks needs. Every field is required, except Stats, Wake and Pulse.
type HooksConfig struct {
	Directory Directory
	Inbox     inbox.Store
	Platforms []Platform
	Clock     domain.Clock
	NewID     domain.NewID
	Log       *slog.Logger
	Stats     *Stats
	Wake      func(conversations ...string) // usually (*Worker).Wake
	// Pulse notes that webhooks of a channel came: how many since it was told last were not signed by its secrets. It is
	// called after the answer, once a minute and channel at most.
	Pulse func(ctx context.Context, ch Channel, at time.Time, refused int) error
}

// Hooks is the door for webhooks: POST /hooks/{kind}/{channel}, with whatever a platform puts behind it.
// It answers 200 when the events are durable, and runs none of them.
type Hooks struct {
	cfg       HooksConfig
	roster    *roster
	hush      *hush
	pulse     *pulse
	platforms map[domain.Door]Platform
}

// NewHooks makes the door.
func NewHooks(cfg HooksConfig) *Hooks {
	if cfg.Wake == nil {
		cfg.Wake = func(...string) {}
	}
	return &Hooks{cfg: cfg, roster: newRoster(cfg.Directory, cfg.Clock), hush: newHush(cfg.Log, cfg.Clock), platforms: byKind(cfg.Platforms),
		pulse: newPulse(cfg.Pulse, cfg.Log)}
}

func byKind(list []Platform) map[domain.Door]Platform {
	m := make(map[domain.Door]Platform, len(list))
	for _, p := range list {
		m[p.Kind()] = p
	}
	return m
}

// ServeHTTP implements http.Handler.
func (h *Hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start, at := time.Now(), h.cfg.Clock()
	kind, key, rest := splitPath(r.URL.Path)
	got := h.answer(w, r, kind, key, rest)
	if got.status != http.StatusOK {
		http.Error(w, http.StatusText(got.status), got.status)
	} else {
		if got.intake.ContentType != "" {
			w.Header().Set("Content-Type", got.intake.ContentType)
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(got.intake.Answer)))
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(got.intake.Answer) // the events are kept whether or not the platform still listens
	}
	if h.platforms[kind] == nil {
		kind = "" // the path is anybody's invention and must not become a label
	}
	h.cfg.Stats.hook(kind, got.status, len(got.intake.Events), got.fresh, time.Since(start))
	if r.Header.Get(ProbeHeader) == "" {
		_ = http.NewResponseController(w).Flush() // the platform does not wait for what is noted now
		h.pulse.beat(r.Context(), got.channel, got.status, at)
	}
}

// splitPath cuts /hooks/line/umi-line/events into line, umi-line and /events.
func splitPath(path string) (kind domain.Door, key, rest string) {
	path = strings.TrimPrefix(path, "/hooks/")
	k, path, _ := strings.Cut(path, "/")
	key, rest, more := strings.Cut(path, "/")
	if more {
		rest = "/" + rest
	}
	return domain.Door(k), key, rest
}

type answered struct {
	status int
	intake Intake
	fresh  int

	channel Channel // empty: none was found
}

func (h *Hooks) answer(w http.ResponseWriter, r *http.Request, kind domain.Door, key, rest string) (got answered) {
	defer func() {
		if v := recover(); v != nil {
			h.cfg.Log.Error("webhook: panic", "kind", kind, "channel", key, "panic", v, "stack", string(debug.Stack()))
			h.cfg.Stats.alert(kind, "panic")
			got = answered{status: http.StatusInternalServerError}
		}
	}()
	platform := h.platforms[kind]
	if platform == nil || key == "" {
		return answered{status: http.StatusNotFound}
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return answered{status: http.StatusMethodNotAllowed}
	}
	ch, err := h.find(r.Context(), kind, key)
	if err != nil {
		return answered{status: h.refusal(kind, key, ch.ID, err)}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if err != nil {
		if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
			return answered{status: http.StatusRequestEntityTooLarge}
		}
		return answered{status: http.StatusBadRequest}
	}
	// What a platform sent is stored even if it hangs up meanwhile: it may never send it again.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), storeLimit)
	defer cancel()
	req := Request{Path: rest, Header: r.Header, Query: r.URL.Query(), Body: body, Now: h.cfg.Clock()}
	ch, intake, err := h.receive(ctx, platform, ch, req)
	if err != nil {
		return answered{status: h.refusal(kind, key, ch.ID, err), channel: ch}
	}
	fresh, err := h.take(ctx, ch, intake.Events)
	if err != nil {
		return answered{status: h.refusal(kind, key, ch.ID, err)}
	}
	return answered{status: http.StatusOK, intake: intake, fresh: fresh, channel: ch}
}

// find is the channel of the path.
func (h *Hooks) find(ctx context.Context, kind domain.Door, key string) (Channel, error) {
	ctx, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	return h.roster.byKey(ctx, kind, key, false)
}

// receive verifies with what is remembered of the channel and, if that fails, once more with what the directory says
// now: a secret may have been changed a second ago.
func (h *Hooks) receive(ctx context.Context, p Platform, ch Channel, req Request) (Channel, Intake, error) {
	intake, err := p.Receive(ch, req)
	if !errors.Is(err, ErrSignature) {
		return ch, intake, err
	}
	now, lookup := h.roster.byKey(ctx, ch.Kind, ch.Key, true)
	if lookup != nil {
		return ch, intake, err
	}
	intake, err = p.Receive(now, req)
	return now, intake, err
}

// refusal is the status an error is answered with. Only trouble of our own is worth a second delivery.
func (h *Hooks) refusal(kind domain.Door, key string, ch domain.ID, err error) int {
	if errors.Is(err, ErrSignature) {
		h.hush.write(slog.LevelWarn, ch, "webhook: wrong signature", "kind", kind, "channel", key)
		return http.StatusUnauthorized
	}
	switch domain.CodeOf(err) {
	case domain.NotFound:
		return http.StatusNotFound
	case domain.Invalid:
		h.hush.write(slog.LevelWarn, ch, "webhook: not understood", "kind", kind, "channel", key, "error", err)
		return http.StatusBadRequest
	}
	h.hush.write(slog.LevelError, ch, "webhook: not stored", "kind", kind, "channel", key, "error", err)
	h.cfg.Stats.alert(kind, "storage")
	return http.StatusServiceUnavailable
}
