package slack

import (
	"context"
	"errors"
	"sync"

	sdk "github.com/slack-go/slack"
)

// homes remembers the hash of each Home page as last published by this process.
type homes struct {
	mu     sync.Mutex
	hashes map[string]string
}

// homesLimit is how many hashes are remembered; without one a page is published unconditionally.
const homesLimit = 20_000

func newHomes() *homes { return &homes{hashes: map[string]string{}} }

func (h *homes) get(key string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.hashes[key]
}

func (h *homes) put(key, hash string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.hashes) >= homesLimit {
		clear(h.hashes)
	}
	h.hashes[key] = hash
}

// publish shows the person's Home page. Its hash says which page ours replaces; if another process published meanwhile
// (hash_conflict), ours, which was drawn a moment ago, is published all the same.
func (j *job) publish(ctx context.Context) error {
	view := renderHome(j.reply, j.p.Caps(), zoneOf(j.ch))
	key := j.ws.id + "/" + j.user
	_, err := j.step("publish", limitOf{method: methodPublish}, func() (string, error) {
		request := sdk.PublishViewContextRequest{UserID: j.user, View: view}
		if hash := j.p.homes.get(key); hash != "" {
			request.Hash = &hash
		}
		shown, err := j.api.PublishViewContext(ctx, request)
		var named sdk.SlackErrorResponse
		if errors.As(err, &named) && named.Err == "hash_conflict" {
			request.Hash = nil
			shown, err = j.api.PublishViewContext(ctx, request)
		}
		if err != nil {
			return "", err
		}
		j.p.homes.put(key, shown.Hash)
		return shown.ID, nil
	})
	return err
}
