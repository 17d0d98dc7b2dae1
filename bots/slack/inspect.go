package slack

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots"
	sdk "github.com/slack-go/slack"
)

var _ bots.Inspector = (*Platform)(nil)

// Try implements bots.Inspector. https://docs.slack.dev/reference/methods/auth.test
func (p *Platform) Try(ctx context.Context, ch bots.Channel) (i bots.Inspection) {
	p.whose(ctx, ch, &i)
	return i
}

// Inspect implements bots.Inspector. Slack has no way to have a webhook called: it verifies the address itself when it
// is entered.
func (p *Platform) Inspect(ctx context.Context, ch bots.Channel, _ string) (i bots.Inspection) {
	p.socket(ctx, ch, &i)
	if !p.whose(ctx, ch, &i) {
		return i
	}
	room := ch.Options["channel"]
	if room == "" {
		i.Note(bots.Odd, "room", "unset")
		return i
	}
	at, err := p.client(tokenOf(ch)).GetConversationInfoContext(ctx, &sdk.GetConversationInfoInput{ChannelID: room})
	switch {
	case errorName(err) == "channel_not_found", err == nil && !at.IsMember:
		i.Note(bots.Wrong, "room", "outside", "room", room)
	case err != nil:
		i.Note(refusedOr(err, "room"))
	case at.IsArchived:
		i.Note(bots.Wrong, "room", "readonly", "name", "#"+at.Name)
	default:
		i.Note(bots.Fine, "room", "ok", "name", "#"+at.Name)
	}
	return i
}

// tokenOf is the token of the channel's own workspace, else of the first that installed the app.
func tokenOf(ch bots.Channel) string {
	if in, ok := ch.Installs[ch.Options["team"]]; ok {
		return in.Secrets["bot_token"]
	}
	if token := ch.Secrets["bot_token"]; token != "" {
		return token
	}
	for _, in := range ch.Installs {
		return in.Secrets["bot_token"]
	}
	return ""
}

// whose tells whose token it is and what it may; false: Slack did not say.
func (p *Platform) whose(ctx context.Context, ch bots.Channel, i *bots.Inspection) bool {
	token := tokenOf(ch)
	if token == "" {
		i.Note(bots.Wrong, "token", "missing")
		return false
	}
	who, err := p.client(token).AuthTestContext(ctx)
	if err != nil {
		i.Note(refusedOr(err, "token"))
		return false
	}
	i.Note(bots.Fine, "token", "ok")
	i.Tell("team", who.TeamID)
	i.Tell("bot_user", who.UserID)
	switch team, bot := ch.Options["team"], ch.Options["bot_user"]; {
	case team != "" && team != who.TeamID && len(ch.Installs) == 0:
		i.Note(bots.Wrong, "team", "other", "name", who.Team, "id", who.TeamID, "want", team)
	case bot != "" && bot != who.UserID && team == who.TeamID:
		i.Note(bots.Wrong, "bot", "other", "name", who.User, "id", who.UserID, "want", bot)
	default:
		i.Note(bots.Fine, "bot", "ok", "name", who.User+" / "+who.Team, "id", who.UserID)
	}
	var lacks []string
	granted := strings.Split(strings.ReplaceAll(who.Header.Get("X-OAuth-Scopes"), " ", ""), ",")
	for scope := range strings.SplitSeq(scopes, ",") {
		if !slices.Contains(granted, scope) {
			lacks = append(lacks, scope)
		}
	}
	if len(lacks) > 0 {
		i.Note(bots.Wrong, "scopes", "missing", "scopes", strings.Join(lacks, ", "))
	} else {
		i.Note(bots.Fine, "scopes", "ok")
	}
	return true
}

// socket tries the app's token where there is one: https://docs.slack.dev/reference/methods/apps.connections.open
func (p *Platform) socket(ctx context.Context, ch bots.Channel, i *bots.Inspection) {
	token := ch.Secrets["app_token"]
	if token == "" {
		return
	}
	api := sdk.New("", sdk.OptionAppLevelToken(token), sdk.OptionAPIURL(p.api), sdk.OptionHTTPClient(p.http))
	if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		i.Note(refusedOr(err, "socket"))
		return
	}
	i.Note(bots.Fine, "socket", "ok")
}

// errorName is Slack's name of an error; empty: it was not Slack's.
func errorName(err error) string {
	var e sdk.SlackErrorResponse
	if errors.As(err, &e) {
		return e.Err
	}
	return ""
}

// refusedOr is the finding of a call that was not done.
func refusedOr(err error, what string) (bots.Verdict, string, string, any, any) {
	if c, _ := classify(err); c == locked || c == refused || c == elsewhere {
		return bots.Wrong, what, "refused", "note", note(err)
	}
	return bots.Unknown, what, "away", "note", note(err)
}

// Month implements bots.Inspector: Slack counts calls by minutes, not messages by months.
func (p *Platform) Month(context.Context, bots.Channel) bots.Inspection { return bots.Inspection{} }

// Probe implements bots.Inspector: the question by which Slack verifies an address.
func (p *Platform) Probe(_ bots.Channel, secret string, now time.Time) bots.Request {
	body := []byte(`{"type":"url_verification","challenge":"probe"}`)
	stamp := strconv.FormatInt(now.Unix(), 10)
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set(headerTime, stamp)
	h.Set(headerSignature, string(signature(secret, stamp, body)))
	return bots.Request{Path: "/events", Header: h, Body: body, Now: now}
}

// Names implements bots.Inspector.
func (p *Platform) Names(ctx context.Context, ch bots.Channel, users []string) map[string]string {
	names := map[string]string{}
	for _, user := range users {
		ws, plain := whereabouts(ch, "", user)
		if ws.token == "" {
			continue
		}
		who, err := p.client(ws.token).GetUserInfoContext(ctx, plain)
		if err != nil {
			continue
		}
		if names[user] = who.Profile.DisplayName; names[user] == "" {
			names[user] = who.RealName
		}
	}
	return names
}

// Status implements bots.Inspector. Slack names errors instead; what is broken in the connection, held back or refused
// is told by the status others would answer.
func (p *Platform) Status(note string) int {
	for name, c := range classes {
		if !strings.Contains(note, name) {
			continue
		}
		switch c {
		case locked:
			return http.StatusUnauthorized
		case limited:
			return http.StatusTooManyRequests
		case elsewhere:
			return http.StatusForbidden
		}
	}
	return 0
}
