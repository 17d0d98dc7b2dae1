package main

import (
	"context"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/store"
)

// work starts everything that runs by itself: turns, deliveries, jobs, sockets and catch-up readers. All of it ends
// with ctx; running counts what has not ended yet.
func (c *chats) work(ctx context.Context, running *sync.WaitGroup) {
	for name, part := range map[string]func(context.Context) error{
		"turns": c.worker.Run, "delivery": c.delivery.Run, "jobs": c.jobs,
		"starters": func(ctx context.Context) error {
			return bots.RunStarters(ctx, newDirectory(c.app.store.Org(), c.app.clock), c.platforms, c.hooks.Take, c.app.log)
		},
	} {
		running.Go(func() { c.keep(ctx, name, part) })
	}
}

// partRest is how long a part of the worker rests that ended by itself.
const partRest = 5 * time.Second

// keep runs a part until ctx ends. One that ends by itself, as the queue does while the database is away at its start, is
// started again: nobody would notice for weeks that old rows are not deleted any more.
func (c *chats) keep(ctx context.Context, name string, part func(context.Context) error) {
	for ctx.Err() == nil {
		err := part(ctx)
		if ctx.Err() != nil {
			return
		}
		c.app.log.Error("a part of the worker ended and will be started again", "part", name, "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(partRest):
		}
	}
}

// jobs runs what was put off, deliveries that failed for now, and what is due by the minute.
func (c *chats) jobs(ctx context.Context) error {
	return c.app.store.Jobs(ctx, store.Handlers{
		Deliver: func(_ context.Context, conversation string) error {
			c.delivery.Wake(conversation)
			return nil
		},
		Proceed: c.app.notices.Proceed,
		Tick:    c.app.minute,
	})
}

// apology is what a person hears when his message could not be handled after every attempt.
func apology(lang string) dialog.Reply {
	return dialog.Reply{Lang: lang, Tone: dialog.Problem, Title: locale.T(lang, "bots.apology"), Lines: []string{locale.T(lang, "bots.apology.next")}}
}

// addContact asks a person on Chatwork for what a direct chat needs.
func addContact(lang string) string { return locale.T(lang, "bots.add_contact") }

// markLife outlasts any outage worth reading back; a mark is written again with every message that is read.
const markLife = 90 * 24 * time.Hour

// marks keeps how far a room has been read beside the sessions in the database, where a restart finds it.
type marks struct{ store dialog.Store }

// Mark implements chatwork.Marks.
func (m marks) Mark(ctx context.Context, name string) (string, error) {
	note, _, err := m.store.Get(ctx, "mark:"+name)
	return string(note), err
}

// SetMark implements chatwork.Marks.
func (m marks) SetMark(ctx context.Context, name, note string) error {
	key := "mark:" + name
	_, version, err := m.store.Get(ctx, key)
	if err != nil {
		return err
	}
	err = m.store.Put(ctx, key, []byte(note), version, markLife)
	if domain.Is(err, domain.Conflict) {
		return nil // another replica has read as far
	}
	return err
}
