package slack

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

const (
	stepRespond = "respond"
	stepReact   = "react"
	stepRoom    = "room"

	// answerLife is how long a response_url works (30 minutes, five uses), with a margin:
	// https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
	answerLife = 29 * time.Minute

	// whisperLife is how late an answer may be whispered. A whisper reaches only somebody who is looking, and is gone
	// when he looks again, so a later answer goes to the direct chat.
	whisperLife = 5 * time.Minute
)

// marks are the reactions that acknowledge a message, by what the answer says. A question gets none.
var marks = map[dialog.Tone]string{
	dialog.Success: "white_check_mark",
	dialog.Problem: "x",
}

// answerable tells whether the URL that came with a command or a press can still be used.
func (j *job) answerable() bool {
	to := j.item.Address
	return j.p.answersAt(to.Token) && j.trip.done[stepRespond] == "" && j.now.Sub(time.UnixMilli(to.TokenAt)) < answerLife
}

// answersAt tells whether an URL that came with an event is one of Slack's, or of whatever plays Slack here. Its events are
// signed, but a leaked signing secret must not make this program post wherever somebody likes.
func (p *Platform) answersAt(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	if base, err := url.Parse(p.api); err == nil && u.Scheme == base.Scheme && u.Host == base.Host {
		return true
	}
	return u.Scheme == "https" && slices.Contains(answerHosts, u.Host)
}

// answerHosts are the hosts of response_urls: Slack's, and GovSlack's (https://docs.slack.dev/govslack).
var answerHosts = []string{"hooks.slack.com", "hooks.slack-gov.com"}

// respond answers a command or a press; only the person sees it.
func (j *job) respond(ctx context.Context) error {
	for i, pg := range j.pages {
		step := stepRespond + strconv.Itoa(i)
		if _, ok := j.trip.done[step]; ok {
			continue
		}
		err := sdk.PostWebhookCustomHTTPContext(ctx, j.item.Address.Token, j.p.http, pg.answer())
		if err != nil {
			return err
		}
		j.trip.done[step] = "sent"
	}
	return nil
}

// answer is the page as a response_url takes it: for one person, and not instead of the message it answers.
func (p page) answer() *sdk.WebhookMessage {
	return &sdk.WebhookMessage{
		ResponseType: sdk.ResponseTypeEphemeral, Text: p.Text, Blocks: &sdk.Blocks{BlockSet: p.Blocks},
	}
}

// room answers in a room without filling it: a reaction on the person's message for everybody to see, the rest as a
// whisper. What went wrong goes to the direct chat, where it stays.
func (j *job) room(ctx context.Context) (string, error) {
	to := j.item.Address
	if j.user == "" {
		return j.announce(ctx)
	}
	if mark := marks[j.reply.Tone]; mark != "" && to.Message != "" {
		if err := j.react(ctx, to.Place, to.Message, mark); err != nil {
			return "", err
		}
	}
	if j.reply.Tone == dialog.Problem || j.now.Sub(j.item.CreatedAt) > whisperLife {
		return j.direct(ctx)
	}
	for i, pg := range j.pages {
		_, err := j.step("whisper"+strconv.Itoa(i), limitOf{method: methodWhisper}, func() (string, error) {
			return j.api.PostEphemeralContext(ctx, to.Place, j.user, pg.options()...)
		})
		if err != nil {
			return "", err
		}
	}
	return "", nil
}

// react puts the mark under a message. Where that is not possible any more, the words still follow.
func (j *job) react(ctx context.Context, place, message, mark string) error {
	_, err := j.step(stepReact, limitOf{method: methodReact}, func() (string, error) {
		return mark, j.api.AddReactionContext(ctx, mark, sdk.NewRefToMessage(place, message))
	})
	var named sdk.SlackErrorResponse
	if errors.As(err, &named) {
		switch named.Err {
		case "message_not_found", "no_item_specified", "bad_timestamp", "thread_locked", "not_reactable":
			err = nil // deleted meanwhile
		case "missing_scope", "no_permission":
			j.p.log.Warn("slack: reactions are not allowed", "channel", j.ch.Key, "error", named.Err)
			err = nil
		}
	}
	if is(err, settled) {
		err = nil
	}
	if err == nil {
		j.trip.done[stepReact] = mark
	}
	return err
}

// announce says something to the whole room: the brief form of what is private.
func (j *job) announce(ctx context.Context) (string, error) {
	if j.reply.Private {
		if j.reply.Brief == "" {
			return "", nil
		}
		brief := dialog.Reply{Lang: j.reply.Lang, Tone: j.reply.Tone, Title: j.reply.Brief}
		j.pages = render(brief, j.p.Caps(), zoneOf(j.ch))
	}
	return j.post(ctx, j.item.Address.Place)
}
