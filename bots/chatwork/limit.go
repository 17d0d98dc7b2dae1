package chatwork

import (
	"sync"
	"time"
)

const (
	// accountLimit is how many requests a token may make in accountWindow.
	// https://developer.chatwork.com/docs/endpoints
	accountLimit  = 300
	accountWindow = 5 * time.Minute
	// roomLimit is how many posts the bot makes in a room in roomWindow. Chatwork allows ten, of everybody together.
	roomLimit  = 8
	roomWindow = 10 * time.Second
	// What must be left of the token's requests for a post, for a look-up that a post needs, and for reading: however
	// much there is to say, messages that no webhook brings are still found.
	reservePost, reserveLook, reserveRead = 80, 40, 5
)

// limits count what a token has used, before Chatwork has to refuse.
type limits struct {
	mu    sync.Mutex
	left  int // of the token's requests until reset
	reset time.Time
	rooms map[string]*ration
}

// ration is what a room has had.
type ration struct {
	posts []time.Time
	until time.Time // Chatwork refused; nothing before
}

func newLimits() *limits { return &limits{left: accountLimit, rooms: map[string]*ration{}} }

// request takes one of the token's requests if more than reserve are left; else until says when there will be.
func (l *limits) request(now time.Time, reserve int) (until time.Time, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.reset) {
		l.left, l.reset = accountLimit, now.Add(accountWindow)
	}
	if l.left <= reserve {
		return l.reset, false
	}
	l.left--
	return time.Time{}, true
}

// learn takes over what Chatwork says is left; other processes use the same token.
func (l *limits) learn(left int, reset time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left, l.reset = left, reset
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
