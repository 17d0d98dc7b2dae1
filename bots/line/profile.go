package line

import (
	"context"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// busySeconds is how long the dots move at most; they end when the answer comes. A multiple of five, up to sixty.
// https://developers.line.biz/en/reference/messaging-api/#display-a-loading-indicator
const busySeconds = 20

// Profile is what a user shows of himself. The name is his own choice: nobody is recognised by it.
type Profile struct {
	Name string
	Lang string // such as ja or en; empty: not told
}

// Profile asks LINE. NotFound: unknown, not a friend, or he blocked the bot.
// https://developers.line.biz/en/reference/messaging-api/#get-profile
func (p *Platform) Profile(ctx context.Context, ch bots.Channel, user string) (Profile, error) {
	if !chatID.MatchString(user) {
		return Profile{}, domain.Errorf(domain.NotFound, "line: not a user id")
	}
	c, err := p.client(ctx, ch)
	if err != nil {
		return Profile{}, err
	}
	res, got, err := c.GetProfileWithHttpInfo(user)
	if err != nil {
		return Profile{}, trouble("profile", read(res, err))
	}
	return Profile{Name: got.DisplayName, Lang: got.Language}, nil
}

// Busy implements bots.Indicator: moving dots in the direct chat.
func (p *Platform) Busy(ctx context.Context, ch bots.Channel, to outbox.Address) error {
	if to.Place != "" || to.User == "" {
		return nil // groups have no such thing
	}
	c, err := p.client(ctx, ch)
	if err != nil {
		return err
	}
	res, _, err := c.ShowLoadingAnimationWithHttpInfo(&messaging_api.ShowLoadingAnimationRequest{ChatId: to.User, LoadingSeconds: busySeconds})
	if a := read(res, err); a.verdict != accepted {
		return trouble("loading indicator", a)
	}
	return nil
}
