package chatwork

import (
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

const (
	// accountLimit is how many requests a token may make in accountWindow.
	// https://developer.chatwork.com/docs/endpoints
	accountLimit  = 300
	accountWindow = 5 * time.Minute
	// roomLimit is how many posts the bot makes in a room in roomWindow. Chatwork allows ten, of everybody together.
	roomLimit  = 8
	roomWindow = 10 * time.Second
	// What must be left of the token's requests for telling what nobody waits for, for an answer, for a look-up that a
	// post needs, and for reading: thousands of reminders leave room for those who punch meanwhile, and however much there
	// is to say, messages that no webhook brings are still found.
	reserveNotice, reservePost, reserveLook, reserveRead = 120, 80, 40, 5
)

// limits count what a token has used, before Chatwork has to refuse.
type limits struct {
	mu     sync.Mutex
	left   int // of the token's requests until reset
	reset  time.Time
	told   bool // reset is Chatwork's own
	flying int  // requests under way, of which Chatwork's count may not know yet
	turns  *turns
	rooms  map[string]*ration
}

// ration is what a room has had.
type ration struct {
	posts []time.Time
	until time.Time // Chatwork refused; nothing before
}

func newLimits() *limits {
	return &limits{left: accountLimit, rooms: map[string]*ration{}, turns: newTurns()}
}

// request takes one of the token's requests if more than reserve are left; else until says when there will be. Whoever
// has one must say landed when it has been answered.
func (l *limits) request(now time.Time, reserve int) (until time.Time, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.reset) {
		l.left, l.reset, l.told = l.turns.limit-l.flying, now.Add(accountWindow), false
	}
	if l.left <= reserve {
		return l.reset, false
	}
	l.left--
	l.flying++
	return time.Time{}, true
}

// landed notes that a request is not under way any more.
func (l *limits) landed() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flying--
}

// learn takes over what Chatwork says is left; other processes use the same token. An answer that was overtaken by a
// later one must not give back what has been used since, nor a window that is over.
func (l *limits) learn(now time.Time, most, left int, reset time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turns.grant(now, most)
	left -= l.flying - 1 // the others may have come after it
	switch {
	case !reset.After(now), l.told && reset.Before(l.reset):
	case l.told && reset.Equal(l.reset):
		l.left = min(l.left, left)
	default:
		l.left, l.reset, l.told = left, reset, true
	}
}

// turn gives a notice its moment among all the others.
func (l *limits) turn(now time.Time, row domain.ID) (until time.Time, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	until = l.turns.of(now, row)
	return until, !until.After(now)
}

// turned notes that the row has had its moment.
func (l *limits) turned(row domain.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.turns.given, row)
}

// reserveOwn is what must be left for reading where perhaps nobody but the bot has written: the notices that will still
// come in this window, if any wait.
func (l *limits) reserveOwn(now time.Time) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return reserveNotice + l.turns.until(now, l.reset)
}

// post takes one of a room's posts; else until says when there will be one.
func (l *limits) post(now time.Time, room string) (until time.Time, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.rooms[room]
	if r == nil {
		l.forget(now)
		r = &ration{}
		l.rooms[room] = r
	}
	if now.Before(r.until) {
		return r.until, false
	}
	for len(r.posts) > 0 && now.Sub(r.posts[0]) >= roomWindow {
		r.posts = r.posts[1:]
	}
	if len(r.posts) >= roomLimit {
		return r.posts[0].Add(roomWindow), false
	}
	r.posts = append(r.posts, now)
	return time.Time{}, true
}

// refused notes that Chatwork takes no post for this room now, and answers when to try again.
func (l *limits) refused(now time.Time, room string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rooms[room] == nil {
		l.rooms[room] = &ration{}
	}
	l.rooms[room].until = now.Add(roomWindow)
	return l.rooms[room].until
}

// forget drops the rooms that have been quiet, so that years of direct chats do not add up.
func (l *limits) forget(now time.Time) {
	for room, r := range l.rooms {
		if n := len(r.posts); !now.Before(r.until) && (n == 0 || now.Sub(r.posts[n-1]) >= roomWindow) {
			delete(l.rooms, room)
		}
	}
}
