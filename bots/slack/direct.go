package slack

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	sdk "github.com/slack-go/slack"
)

// Metadata of a post: its row, so that it can be found again.
const (
	metadataType = "dakoku_row"
	metadataRow  = "row"
	metadataPart = "part"
)

// Looking for a post that may have arrived: from a little before its row was made (clocks differ), and no further than
// what Slack gives an app that is sold and not in its Marketplace: https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps
const (
	lookBack = time.Minute
	lookMost = 15
)

// direct writes to the person's own chat.
func (j *job) direct(ctx context.Context) (string, error) {
	if to := j.item.Address; to.Direct && to.Place != "" {
		remote, err := j.post(ctx, to.Place)
		if err == nil || !is(err, elsewhere) || j.user == "" {
			return remote, err
		}
	}
	place, err := j.open(ctx)
	if err != nil {
		return "", err
	}
	return j.post(ctx, place)
}

// open finds the direct chat with the person. It is remembered: a chat never changes its id.
func (j *job) open(ctx context.Context) (string, error) {
	key := j.ws.id + "/" + j.user
	if place, ok := j.p.chats.Load(key); ok {
		return place.(string), nil
	}
	place, err := j.step("open", limitOf{method: methodOpen}, func() (string, error) {
		chat, _, _, err := j.api.OpenConversationContext(ctx, &sdk.OpenConversationParameters{Users: []string{j.user}})
		if err != nil {
			return "", err
		}
		return chat.ID, nil
	})
	if err == nil {
		j.p.chats.Store(key, place)
	}
	return place, err
}

// post writes the pages into a conversation for good and returns the name of the last.
func (j *job) post(ctx context.Context, place string) (remote string, err error) {
	if err := j.look(ctx, place); err != nil {
		return "", err
	}
	for i, pg := range j.pages {
		part := strconv.Itoa(i)
		remote, err = j.step("post"+part, limitOf{method: methodPost, place: place}, func() (string, error) {
			options := append(pg.options(), sdk.MsgOptionDisableLinkUnfurl(), sdk.MsgOptionDisableMediaUnfurl(),
				sdk.MsgOptionMetadata(sdk.SlackMetadata{
					EventType:    metadataType,
					EventPayload: map[string]any{metadataRow: string(j.item.ID), metadataPart: part},
				}))
			channel, ts, err := j.api.PostMessageContext(ctx, place, options...)
			return channel + "/" + ts, err
		})
		if err != nil {
			if c, _ := classify(err); c == unclear && !isWait(err) {
				j.trip.doubt, j.trip.seen = true, false
			}
			return "", err
		}
	}
	return remote, nil
}

// look finds the parts of a doubtful row that did arrive. When Slack will not show the conversation, the row is posted:
// twice is better than never.
func (j *job) look(ctx context.Context, place string) error {
	if !j.trip.doubt || j.trip.seen {
		return nil
	}
	var history *sdk.GetConversationHistoryResponse
	_, err := j.step("look", limitOf{method: methodHistory}, func() (_ string, err error) {
		history, err = j.api.GetConversationHistoryContext(ctx, &sdk.GetConversationHistoryParameters{
			ChannelID: place, Limit: lookMost, IncludeAllMetadata: true,
			Oldest: fmt.Sprintf("%d.000000", j.item.CreatedAt.Add(-lookBack).Unix()),
		})
		return "", err
	})
	delete(j.trip.done, "look") // the next doubt needs another look
	if err != nil {
		if c, _ := classify(err); isWait(err) || c == away || c == unclear {
			return err
		}
		j.p.log.Warn("slack: cannot look for a post that may have arrived", "error", note(err))
	} else {
		for _, m := range history.Messages {
			if payload := m.Metadata.EventPayload; m.Metadata.EventType == metadataType && payload[metadataRow] == string(j.item.ID) {
				j.trip.done[fmt.Sprint("post", payload[metadataPart])] = place + "/" + m.Timestamp
			}
		}
	}
	j.trip.doubt, j.trip.seen = false, true
	return nil
}

// update rewrites the bot's earlier message, "channel/ts" as a former delivery called it. What has no place in it
// follows as messages.
func (j *job) update(ctx context.Context) (string, error) {
	place, ts, ok := strings.Cut(j.item.Address.Edit, "/")
	if !ok {
		place, ts = j.item.Address.Place, j.item.Address.Edit
	}
	remote, err := j.step("update", limitOf{method: methodUpdate}, func() (string, error) {
		channel, ts, _, err := j.api.UpdateMessageContext(ctx, place, ts, j.pages[0].options()...)
		return channel + "/" + ts, err
	})
	if err != nil || len(j.pages) == 1 {
		return remote, err
	}
	j.pages = j.pages[1:]
	if _, err := j.post(ctx, place); err != nil {
		return "", err
	}
	return remote, nil
}

// options are the page as an argument of a call.
func (p page) options() []sdk.MsgOption {
	return []sdk.MsgOption{sdk.MsgOptionText(p.Text, false), sdk.MsgOptionBlocks(p.Blocks...)}
}
