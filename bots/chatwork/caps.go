package chatwork

import (
	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
)

const (
	// bodyMax is the longest body the API takes, in characters.
	// https://developer.chatwork.com/reference/post-rooms-room_id-messages
	bodyMax = 65_535
	// postMax is the longest body the bot posts: long posts far below the API's limit have been refused.
	postMax = 10_000
	// frameMax is what an address and a box may add to a text.
	frameMax = 200
	// postsMax is how many posts one answer may have: the room's limit is shared by everybody in it.
	postsMax = 3
)

// Caps implements bots.Platform. Chatwork shows text and nothing else.
func (p *Platform) Caps() dialog.Caps {
	return dialog.Caps{
		Text:     dialog.Limit{Max: postMax - frameMax, Unit: dialog.Runes},
		Messages: postsMax,
	}
}

var (
	_ bots.Platform = (*Platform)(nil)
	_ bots.Joiner   = (*Platform)(nil)
	_ bots.Starter  = (*Platform)(nil)
	_ bots.Keyless  = (*Platform)(nil)
)
