package slack

import (
	"strings"

	"github.com/dakoku/dakoku/bots"
)

// workspace is one place where the app is installed (ワークスペース), with what it is used with there.
type workspace struct {
	id    string // the team's, or the organisation's where it was installed for all of it; may be "" for the home
	home  bool   // the one named in the channel's own options: its people go by their plain id
	token string
	bot   string // the bot's user id
}

// homeOf is the workspace in the channel's own options.
func homeOf(ch bots.Channel) workspace {
	return workspace{
		id: ch.Options["team"], home: true,
		token: ch.Secrets["bot_token"], bot: ch.Options["bot_user"],
	}
}

// workspaceOf finds the workspace an event came from. An installation by OAuth goes before the channel's own token,
// because installing again is how a token is replaced. ok is false when the app is not installed there.
func workspaceOf(ch bots.Channel, team, enterprise string) (ws workspace, ok bool) {
	home := homeOf(ch)
	for _, id := range []string{team, enterprise} {
		in, known := ch.Installs[id]
		if id == "" || !known {
			continue
		}
		ws = workspace{id: id, home: id == home.id, token: in.Secrets["bot_token"], bot: in.Options["bot_user"]}
		if ws.bot == "" && ws.home {
			ws.bot = home.bot
		}
		return ws, true
	}
	// A channel that names no team and was installed nowhere by OAuth is one with a token only: every signed event is its own.
	if home.id == "" && len(ch.Installs) == 0 || home.id != "" && home.id == team {
		return home, true
	}
	return workspace{}, false
}

// person is a user's name on the channel. User ids are only unique within a workspace, so those of other workspaces
// carry it: nobody becomes somebody else by having the same id elsewhere.
func (ws workspace) person(user string) string {
	if ws.home || user == "" {
		return user
	}
	return ws.id + "/" + user
}

// whereabouts undoes person: the workspace of an address and the user's plain id there.
func whereabouts(ch bots.Channel, named, user string) (workspace, string) {
	if team, plain, ok := strings.Cut(user, "/"); ok {
		named, user = team, plain
	}
	if named == "" {
		named = ch.Options["team"]
	}
	ws, ok := workspaceOf(ch, named, "")
	if !ok && named == "" && len(ch.Installs) == 1 {
		for id := range ch.Installs {
			ws, _ = workspaceOf(ch, id, "")
		}
	}
	return ws, user
}
