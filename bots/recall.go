package bots

import (
	"bytes"
	"context"
	"log/slog"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// noVersion marks a session store that was away when the turn began: nothing is written to it afterwards.
const noVersion = int64(-1)

// recall reads the conversation's session. Without one the turn goes on, and can ask whether a question was lost.
func (t *turn) recall(ctx context.Context) (session []byte, version int64, lost func(context.Context) bool) {
	short, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	session, version, err := t.w.cfg.Sessions.Get(short, t.item.Conversation)
	if err != nil {
		t.w.hush.write(slog.LevelWarn, "", "session: cannot be read, going on without", "error", err)
		session, version = nil, noVersion
	}
	if len(session) > 0 {
		return session, version, nil
	}
	return nil, version, func(ctx context.Context) bool {
		asked, err := t.w.cfg.Outbox.Asked(ctx, t.item.Conversation, t.w.cfg.Clock().Add(-dialog.Lifetime))
		return err == nil && asked
	}
}

// remember writes the session if the turn changed it. What it owes is durable already, so a session that cannot be
// written costs an open question and nothing else.
func (t *turn) remember(ctx context.Context, old, next []byte, version int64) {
	if version == noVersion || bytes.Equal(old, next) {
		return
	}
	short, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	var err error
	if len(next) == 0 {
		err = t.w.cfg.Sessions.Delete(short, t.item.Conversation, version)
	} else {
		err = t.w.cfg.Sessions.Put(short, t.item.Conversation, next, version, dialog.Lifetime)
	}
	if err != nil {
		level := slog.LevelWarn
		if domain.Is(err, domain.Conflict) {
			level = slog.LevelError // two turns of one conversation ran at once
		}
		t.w.hush.write(level, "", "session: not written", "item", t.item.ID, "error", err)
	}
}
