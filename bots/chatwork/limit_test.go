package chatwork

import (
	"testing"
	"time"
)

func TestRoomLimit(t *testing.T) {
	l, now := newLimits(), at
	for i := range roomLimit {
		if _, ok := l.post(now.Add(time.Duration(i)*time.Second), room); !ok {
			t.Fatalf("post %d was refused", i)
		}
	}
	until, ok := l.post(now.Add(8*time.Second), room)
	if ok || !until.Equal(now.Add(10*time.Second)) {
		t.Errorf("ninth post: %v, until %v", ok, until)
	}
	if _, ok := l.post(now.Add(8*time.Second), tanakaRoom); !ok {
		t.Error("another room has a limit of its own")
	}
	if _, ok := l.post(until, room); !ok {
		t.Error("refused although the first post is ten seconds old")
	}
	if _, ok := l.post(until, room); ok {
		t.Error("only one post is ten seconds old")
	}
}

func TestRoomRefused(t *testing.T) {
	l := newLimits()
	until := l.refused(at, room)
	if got, ok := l.post(at.Add(9*time.Second), room); ok || !got.Equal(until) || !until.Equal(at.Add(10*time.Second)) {
		t.Errorf("until %v and %v", until, got)
	}
	if _, ok := l.post(until, room); !ok {
		t.Error("refused after ten seconds")
	}
	l.forget(until.Add(time.Minute))
	if len(l.rooms) != 0 {
		t.Errorf("%d quiet rooms are remembered", len(l.rooms))
	}
}

func TestAccountLimitKeepsAReserveForReading(t *testing.T) {
	l := newLimits()
	n := 0
	for {
		if _, ok := l.request(at, reservePost); !ok {
			break
		}
		l.landed()
		n++
	}
	if n != accountLimit-reservePost {
		t.Errorf("%d posts were let through", n)
	}
	if _, ok := l.request(at, reserveRead); !ok {
		t.Error("reading was refused too")
	}
	if until, ok := l.request(at, reservePost); ok || !until.Equal(at.Add(accountWindow)) {
		t.Errorf("until %v", until)
	}
	if _, ok := l.request(at.Add(accountWindow), reservePost); !ok {
		t.Error("refused in the next window")
	}
}

func TestAccountLimitLearns(t *testing.T) {
	l := newLimits()
	l.request(at, reserveRead)
	l.learn(at, accountLimit, 3, at.Add(time.Minute))
	if until, ok := l.request(at, reserveRead); ok || !until.Equal(at.Add(time.Minute)) {
		t.Errorf("another process's requests do not count: until %v", until)
	}
}

// TestAccountLimitKnowsItsOwnWay checks what an answer says that was overtaken: by requests under way, by a later answer,
// and by the next window.
func TestAccountLimitKnowsItsOwnWay(t *testing.T) {
	soon, later := at.Add(time.Minute), at.Add(2*time.Minute)
	taken := func(n int) *limits {
		l := newLimits()
		for range n {
			l.request(at, reserveRead)
		}
		return l
	}
	l := taken(10)
	l.learn(at, accountLimit, 200, soon)
	if l.left != 191 {
		t.Errorf("%d left with nine others under way", l.left)
	}
	l.learn(at, accountLimit, 250, soon)
	if l.left != 191 {
		t.Errorf("an older answer gave back: %d left", l.left)
	}
	l.learn(soon, accountLimit, 299, soon)
	if l.left != 191 || !l.reset.Equal(soon) {
		t.Errorf("an answer from the window before: %d left until %v", l.left, l.reset)
	}
	l.learn(at, accountLimit, 299, later)
	if l.left != 290 || !l.reset.Equal(later) {
		t.Errorf("in the next window %d are left until %v", l.left, l.reset)
	}
}
