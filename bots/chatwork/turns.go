package chatwork

import (
	"time"

	"golang.org/x/time/rate"

	"github.com/dakoku/dakoku/domain"
)

const (
	// noticesBurst is how many notices are told at once before they are spread.
	noticesBurst = 20
	// turnsKept is how many moments are remembered before those long gone are forgotten; a forgotten one is given anew.
	turnsKept = 10_000
)

// turns gives each of thousands of notices a moment of its own, spread so evenly that no five minutes, wherever Chatwork
// begins them, have more than the notices' share. Nothing is tried before its moment.
type turns struct {
	limit int // of the token's requests in a window, as Chatwork says
	rate  *rate.Limiter
	given map[domain.ID]time.Time // moments that have not been used
}

func newTurns() *turns {
	t := &turns{limit: accountLimit, given: map[domain.ID]time.Time{}}
	t.rate = rate.NewLimiter(t.spread(), noticesBurst)
	return t
}

// spread is how many notices come in a second when many wait.
func (t *turns) spread() rate.Limit {
	return rate.Limit(float64(max(t.limit-reserveNotice-noticesBurst, 1)) / accountWindow.Seconds())
}

// grant takes over how many requests Chatwork allows, which "could change":
// https://developer.chatwork.com/docs/endpoints#limit-of-the-api-request-count
func (t *turns) grant(now time.Time, limit int) {
	if limit <= 0 || limit == t.limit {
		return
	}
	t.limit = limit
	t.rate.SetLimitAt(now, t.spread())
}

// of is the row's moment.
func (t *turns) of(now time.Time, row domain.ID) time.Time {
	if at, ok := t.given[row]; ok {
		return at
	}
	if len(t.given) >= turnsKept {
		for id, at := range t.given {
			if now.Sub(at) > accountWindow {
				delete(t.given, id)
			}
		}
	}
	at := now.Add(t.rate.ReserveN(now, 1).DelayFrom(now))
	t.given[row] = at
	return at
}

// until is how many of those who wait have their moment before the end.
func (t *turns) until(now, end time.Time) int {
	waiting := -t.rate.TokensAt(now)
	return int(max(0, min(waiting, float64(t.rate.Limit())*end.Sub(now).Seconds())))
}
