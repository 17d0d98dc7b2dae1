package chatwork

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/bots"
)

var _ bots.Inspector = (*Platform)(nil)

// Try implements bots.Inspector.
func (p *Platform) Try(ctx context.Context, ch bots.Channel) (i bots.Inspection) {
	p.whose(ctx, p.fresh(ch), ch, &i)
	return i
}

// fresh is a client of its own: a token that is only tried must not touch what the one in use has left.
func (p *Platform) fresh(ch bots.Channel) *client {
	return &client{base: p.cfg.URL, token: ch.Secrets[secretToken], http: p.cfg.HTTP, clock: p.cfg.Clock, limits: newLimits()}
}

// Inspect implements bots.Inspector. Chatwork has no way to ask for a webhook's setting, nor to have it called.
func (p *Platform) Inspect(ctx context.Context, ch bots.Channel, _ string) (i bots.Inspection) {
	api := p.fresh(ch)
	for _, token := range tokens(ch) {
		if key, err := base64.StdEncoding.DecodeString(token); err != nil || len(key) == 0 {
			i.Note(bots.Wrong, "sign", "format")
		}
	}
	if !p.whose(ctx, api, ch, &i) {
		return i
	}
	if len(rooms(ch)) == 0 {
		i.Note(bots.Odd, "room", "unset")
	}
	for _, room := range rooms(ch) {
		var at struct {
			Name string `json:"name"`
			Role string `json:"role"` // admin, member or readonly
		}
		err := api.get(ctx, "/rooms/"+url.PathEscape(room), reserveRead, &at)
		var no *refusal
		switch {
		case errors.As(err, &no) && (no.status == http.StatusForbidden || no.status == http.StatusNotFound):
			i.Note(bots.Wrong, "room", "outside", "room", room)
		case err != nil:
			i.Note(bots.Unknown, "room", "away", "note", err.Error())
		case at.Role == "readonly":
			i.Note(bots.Wrong, "room", "readonly", "name", at.Name)
		default:
			i.Note(bots.Fine, "room", "ok", "name", at.Name)
		}
	}
	return i
}

// whose tells whose token it is; false: Chatwork did not say.
func (p *Platform) whose(ctx context.Context, api *client, ch bots.Channel, i *bots.Inspection) bool {
	if api.token == "" {
		i.Note(bots.Wrong, "token", "missing")
		return false
	}
	me, err := api.me(ctx)
	var no *refusal
	switch {
	case errors.As(err, &no) && (no.status == http.StatusUnauthorized || no.status == http.StatusForbidden):
		i.Note(bots.Wrong, "token", "refused", "note", err.Error())
		return false
	case err != nil:
		i.Note(bots.Unknown, "token", "away", "note", err.Error())
		return false
	}
	i.Note(bots.Fine, "token", "ok")
	i.Tell(optionAccount, me.Account.String())
	if want := ch.Options[optionAccount]; want != "" && want != me.Account.String() {
		i.Note(bots.Wrong, "bot", "other", "name", me.Name, "id", me.Account, "want", want)
	} else {
		i.Note(bots.Fine, "bot", "ok", "name", me.Name, "id", me.Account)
	}
	return true
}

// Month implements bots.Inspector: Chatwork counts requests by minutes, not messages by months.
func (p *Platform) Month(context.Context, bots.Channel) bots.Inspection { return bots.Inspection{} }

// Probe implements bots.Inspector: a post of the bot's own, which is never kept.
func (p *Platform) Probe(ch bots.Channel, secret string, now time.Time) bots.Request {
	account := ch.Options[optionAccount]
	if _, err := strconv.ParseInt(account, 10, 64); err != nil {
		account = "0"
	}
	body := fmt.Appendf(nil, `{"webhook_setting_id":"0","webhook_event_type":"probe","webhook_event_time":%d,"webhook_event":{"account_id":%s}}`, now.Unix(), account)
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	if list := fields(secret); len(list) > 0 {
		if key, err := base64.StdEncoding.DecodeString(list[0]); err == nil {
			h.Set(signatureHeader, base64.StdEncoding.EncodeToString(mac(key, body)))
		}
	}
	return bots.Request{Header: h, Body: body, Now: now}
}

// Names implements bots.Inspector: those in the attendance rooms, and the contacts.
func (p *Platform) Names(ctx context.Context, ch bots.Channel, users []string) map[string]string {
	if len(users) == 0 {
		return nil
	}
	api, names := p.fresh(ch), map[string]string{}
	lists := []string{"/contacts"}
	for _, room := range rooms(ch) {
		lists = append(lists, "/rooms/"+url.PathEscape(room)+"/members")
	}
	for _, path := range lists {
		var list []contact
		if api.get(ctx, path, reserveRead, &list) != nil {
			continue
		}
		for _, c := range list {
			names[c.Account.String()] = c.Name
		}
	}
	return names
}

// refused finds the status in the words of a refusal.
var refused = regexp.MustCompile(`chatwork: ([45][0-9]{2}) `)

// Status implements bots.Inspector.
func (p *Platform) Status(note string) int {
	m := refused.FindStringSubmatch(note)
	if m == nil {
		return 0
	}
	status, _ := strconv.Atoi(m[1]) // three digits
	return status
}
