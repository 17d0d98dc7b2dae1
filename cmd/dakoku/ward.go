package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/chatwork"
	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/bots/slack"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/channels"
)

// ward looks after connections to chat for the pages: it asks the platforms, and calls our own webhooks as they would.
// It has clients of its own, so that nothing it tries touches those that deliver.
type ward struct {
	*app
	people    directory
	platforms map[domain.Door]bots.Inspector
	menus     *line.Platform // which draws LINE's menus; nil: LINE cannot be reached
	client    *http.Client
}

var (
	_ channels.Checker   = (*ward)(nil)
	_ channels.Addresses = (*ward)(nil)
	_ channels.Past      = (*ward)(nil)
	_ channels.Herald    = (*ward)(nil)
)

func newWard(a *app) *ward {
	w := &ward{app: a, people: newDirectory(a.store.Org(), a.clock), client: a.prober(), platforms: map[domain.Door]bots.Inspector{
		domain.Chatwork: chatwork.New(chatwork.Config{URL: a.config.ChatworkAPI, Clock: a.clock, Log: a.log}),
		domain.Slack:    slack.New(slack.Config{APIURL: a.config.SlackAPI, Clock: a.clock, Log: a.log}),
	}}
	onLINE, err := line.New(line.Config{APIURL: a.config.LineAPI, DataURL: a.config.LineData, Menus: flows.Menus(), Clock: a.clock, Log: a.log})
	if err != nil {
		a.log.Error("channels of LINE cannot be looked at", "error", err)
		return w
	}
	w.platforms[domain.LINE], w.menus = onLINE, onLINE
	return w
}

// wholeLimit ends one look, so that a page answers while somebody waits.
const wholeLimit = 25 * time.Second

// Try implements channels.Checker.
func (w *ward) Try(ctx context.Context, ch org.Channel) (channels.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, wholeLimit)
	defer cancel()
	full, err := w.people.channel(ctx, ch)
	if err != nil || w.platforms[ch.Kind] == nil {
		return channels.Report{}, err
	}
	return report(w.platforms[ch.Kind].Try(ctx, full)), nil
}

// Draw implements channels.Checker.
func (w *ward) Draw(ctx context.Context, ch org.Channel) error {
	if ch.Kind != domain.LINE {
		return nil // the others' buttons come with each message
	}
	if w.menus == nil {
		return domain.Errorf(domain.Unavailable, "LINE is not set up")
	}
	ctx, cancel := context.WithTimeout(ctx, wholeLimit)
	defer cancel()
	full, err := w.people.channel(ctx, ch)
	if err != nil {
		return err
	}
	return w.menus.Register(ctx, full)
}

// Month implements channels.Checker.
func (w *ward) Month(ctx context.Context, ch org.Channel) (channels.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, namesLimit)
	defer cancel()
	full, err := w.people.channel(ctx, ch)
	if err != nil || w.platforms[ch.Kind] == nil {
		return channels.Report{}, err
	}
	return report(w.platforms[ch.Kind].Month(ctx, full)), nil
}

// Check implements channels.Checker.
func (w *ward) Check(ctx context.Context, ch org.Channel) (channels.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, wholeLimit)
	defer cancel()
	full, err := w.people.channel(ctx, ch)
	if err != nil || w.platforms[ch.Kind] == nil {
		return channels.Report{}, err
	}
	i := w.platforms[ch.Kind].Inspect(ctx, full, w.Hook(ch))
	if missing := company.Missing(ch); len(missing) > 0 {
		i.Note(bots.Wrong, "settings", "missing")
	}
	if !strings.HasPrefix(w.config.PublicURL, "https://") {
		i.Note(bots.Wrong, "public", "http", "url", w.config.PublicURL)
	}
	if !ch.Active {
		i.Note(bots.Wrong, "state", "off")
		return report(i), nil
	}
	for _, s := range ch.Signings() {
		w.probe(ctx, full, s.Secret, &i)
	}
	return report(i), nil
}

// probe calls our own webhook, signed with one of the secrets it should take.
func (w *ward) probe(ctx context.Context, ch bots.Channel, secret string, i *bots.Inspection) {
	p := w.platforms[ch.Kind].Probe(ch, secret, w.clock())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.hooks(ch.Kind, ch.Key)+p.Path, bytes.NewReader(p.Body))
	if err != nil {
		i.Note(bots.Unknown, "own", "unreached", "note", err.Error())
		return
	}
	r.Header = p.Header
	r.Header.Set(bots.ProbeHeader, "1")
	res, err := w.client.Do(r)
	if err != nil {
		i.Note(bots.Unknown, "own", "unreached", "note", cause(err))
		return
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16)) // only the status says anything
	switch res.StatusCode {
	case http.StatusOK:
		i.Note(bots.Fine, "sign", "ok", "tail", org.Tail(secret))
	case http.StatusUnauthorized:
		i.Note(bots.Wrong, "sign", "refused", "tail", org.Tail(secret))
	default:
		i.Note(bots.Wrong, "own", "status", "status", res.StatusCode)
	}
}

// cause is an error without the address it is about.
func cause(err error) string {
	if u, ok := err.(*url.Error); ok { //nolint:errorlint // http.Client.Do returns nothing else
		return u.Err.Error()
	}
	return err.Error()
}

// report is an inspection as pages know it.
func report(i bots.Inspection) channels.Report {
	r := channels.Report{Options: i.Options}
	for _, f := range i.Findings {
		r.Findings = append(r.Findings, channels.Finding{Verdict: channels.Verdict(f.Verdict), What: f.What, Why: f.Why, Args: f.Args})
	}
	return r
}

// hooks is the beginning of a channel's addresses for webhooks.
func (w *ward) hooks(kind domain.Door, key string) string {
	return strings.TrimRight(w.config.PublicURL, "/") + "/hooks/" + string(kind) + "/" + url.PathEscape(key)
}

// Hook implements channels.Addresses.
func (w *ward) Hook(ch org.Channel) string {
	if ch.Kind == domain.Slack {
		return w.hooks(ch.Kind, ch.Key) + "/events"
	}
	return w.hooks(ch.Kind, ch.Key)
}

// App implements channels.Addresses.
func (w *ward) App(ch org.Channel) (text, address string) {
	if ch.Kind != domain.Slack {
		return "", ""
	}
	text = slack.Manifest(w.config.PublicURL, ch.Key)
	return text, slack.CreateURL(text)
}

// Install implements channels.Addresses.
func (w *ward) Install(ch org.Channel) string {
	if ch.Kind != domain.Slack || ch.Options["client_id"] == "" || ch.Secrets["client_secret"] == "" || !ch.Active {
		return ""
	}
	return w.hooks(ch.Kind, ch.Key) + "/install"
}

// Names implements channels.Checker.
func (w *ward) Names(ctx context.Context, ch org.Channel, users []string) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, namesLimit)
	defer cancel()
	full, err := w.people.channel(ctx, ch)
	if err != nil || w.platforms[ch.Kind] == nil {
		return nil, err
	}
	return w.platforms[ch.Kind].Names(ctx, full, users), nil
}

// namesLimit is how long a page waits for what is good to know: names, and what is left of a month's messages.
const namesLimit = 4 * time.Second

// Status implements channels.Checker.
func (w *ward) Status(kind domain.Door, note string) int {
	if w.platforms[kind] == nil {
		return 0
	}
	return w.platforms[kind].Status(note)
}
