package org

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// left is how many wrong codes remain before the pause.
func (t LinkTries) left() int { return max(0, MaxTries-t.Wrong) }

// refusal is the answer to a wrong code.
func (t LinkTries) refusal(now time.Time) error {
	if t.Until.After(now) {
		return domain.Refuse(domain.TooMany, "until", t.Until)
	}
	return domain.Refuse(domain.NotFound, "left", t.left())
}

// take counts a try. TooMany: the pause is not over.
func (l *Linking) take(ctx context.Context, who Who) (LinkTries, error) {
	// Each round lost means that another message of the same user was counted, so there are at most MaxTries of them.
	for range MaxTries + 1 {
		t, err := l.Codes.Tries(ctx, who.Channel, who.User)
		if err != nil && !domain.Is(err, domain.NotFound) {
			return t, err
		}
		now := l.Now()
		if t.Until.After(now) {
			return t, t.refusal(now)
		}
		before := t.Wrong
		t.Channel, t.User = who.Channel, who.User
		if t.Wrong >= MaxTries {
			t.Wrong = 0
		}
		if t.Wrong++; t.Wrong >= MaxTries {
			t.Until = now.Add(Pause)
		}
		err = l.Codes.SaveTries(ctx, t, before)
		if !domain.Is(err, domain.Conflict) {
			return t, err
		}
	}
	return LinkTries{}, domain.Errorf(domain.Conflict, "tries of %s kept changing", who.User)
}

// forgive forgets the tries of somebody who typed a right code. Another message counted meanwhile keeps them.
func (l *Linking) forgive(ctx context.Context, t LinkTries) error {
	before := t.Wrong
	t.Wrong, t.Until = 0, time.Time{}
	err := l.Codes.SaveTries(ctx, t, before)
	if domain.Is(err, domain.Conflict) {
		return nil
	}
	return err
}
