package slack

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Methods of the Web API that are used.
const (
	methodPost    = "chat.postMessage"
	methodWhisper = "chat.postEphemeral"
	methodUpdate  = "chat.update"
	methodReact   = "reactions.add"
	methodOpen    = "conversations.open"
	methodHistory = "conversations.history"
	methodPublish = "views.publish"
)

// postAll is what chat.postMessage counts against besides its conversation.
const postAll = methodPost + " of the workspace"

// unaskedPerMinute is the share of what nobody waits for in the calls of a minute: thousands of reminders in a row leave
// the rest to answers. Slack lets an app post "several hundred messages per minute" in a workspace, by the page below;
// answers, which are of somebody's own making, count against their conversation only.
var unaskedPerMinute = map[string]int{postAll: 200, methodOpen: 40, methodHistory: 40}

// perMinute are the calls allowed for each method, app and workspace: https://docs.slack.dev/apis/web-api/rate-limits
// (numbers of the tiers as Slack's Java SDK keeps them). chat.postMessage is limited per conversation instead.
var perMinute = map[string]int{
	methodWhisper: 100,
	methodUpdate:  50,
	methodReact:   50,
	methodOpen:    50,
	methodHistory: 50,
	methodPublish: 100,
	methodSheet:   100,
}

// postEvery is how far posts of one conversation are apart. Slack allows one a second, counted where they arrive.
const postEvery = 1100 * time.Millisecond

// burstShare is the part of a minute's calls that may come at once; the rest is spread, so that no minute has more
// than its number.
const burstShare = 5

// limitOf names what a call counts against.
type limitOf struct {
	workspace string
	method    string
	place     string // of chat.postMessage: one a second in each conversation
	unasked   bool   // of a notice, where those have a share of their own
}

// pace keeps calls within Slack's limits by giving each the moment it may be made. It lives in memory: after a restart,
// or with several processes, Slack's own answer (429 with Retry-After) keeps the limit.
type pace struct {
	mu     sync.Mutex
	limits map[limitOf]*rate.Limiter
	held   map[limitOf]time.Time // Slack said so
}

func newPace() *pace {
	return &pace{limits: map[limitOf]*rate.Limiter{}, held: map[limitOf]time.Time{}}
}

// slot gives the moment a call may be made: now, or the next one free.
func (p *pace) slot(l limitOf, now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.unasked && l.method == methodPost {
		now = p.next(limitOf{workspace: l.workspace, method: postAll, unasked: true}, now)
	}
	return p.next(l, now)
}

func (p *pace) next(l limitOf, now time.Time) time.Time {
	l.unasked = l.unasked && unaskedPerMinute[l.method] > 0
	limiter := p.limits[l]
	if limiter == nil {
		if len(p.limits) >= limitsKept {
			p.forget(now)
		}
		limiter = newLimiter(l)
		p.limits[l] = limiter
	}
	if held := p.held[l.whole()]; held.After(now) {
		now = held
	}
	return now.Add(limiter.ReserveN(now, 1).DelayFrom(now))
}

func newLimiter(l limitOf) *rate.Limiter {
	n := perMinute[l.method] - unaskedPerMinute[l.method]
	if l.unasked {
		n = unaskedPerMinute[l.method]
	}
	if n <= 0 {
		return rate.NewLimiter(rate.Every(postEvery), 1)
	}
	burst := n / burstShare
	if l.unasked {
		burst = 1 // it can wait, and would be missing later
	}
	return rate.NewLimiter(rate.Every(time.Minute/time.Duration(n-burst)), burst)
}

// limitsKept is how many limits are remembered before those nobody counts against any more are forgotten: every direct
// chat has one of its own.
const limitsKept = 4096

// forget drops the limits that are as if they were new.
func (p *pace) forget(now time.Time) {
	for l, limiter := range p.limits {
		if limiter.TokensAt(now) >= float64(limiter.Burst()) {
			delete(p.limits, l)
		}
	}
	for l, until := range p.held {
		if !until.After(now) {
			delete(p.held, l)
		}
	}
}

// whole is the limit of which l may be a share: that is what Slack refuses.
func (l limitOf) whole() limitOf {
	l.unasked = false
	return l
}

// hold notes that Slack takes no call before the given time. Whether a post was too many for its conversation or for the
// workspace Slack does not say; what nobody waits for waits in both.
func (p *pace) hold(l limitOf, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	held := []limitOf{l.whole()}
	if l.unasked && l.method == methodPost {
		held = append(held, limitOf{workspace: l.workspace, method: postAll})
	}
	for _, h := range held {
		if until.After(p.held[h]) {
			p.held[h] = until
		}
	}
}

// holds tells whether a moment given earlier is not good any more.
func (p *pace) holds(l limitOf, slot time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held[l.whole()].After(slot)
}
