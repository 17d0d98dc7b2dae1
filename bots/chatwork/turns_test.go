package chatwork

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// TestTurnsAreSpread gives 1,000 notices their moments: no five minutes, wherever they begin, have more than their share, and
// a notice that comes back finds the moment it was given.
func TestTurnsAreSpread(t *testing.T) {
	l := newLimits()
	var moments []time.Time
	for i := range 1000 {
		row := domain.ID(fmt.Sprint(i))
		until, ok := l.turn(at, row)
		if again, _ := l.turn(until, row); !again.Equal(until) || ok != until.Equal(at) {
			t.Fatalf("notice %d: %v, then %v", i, until, again)
		}
		l.turned(row)
		moments = append(moments, until)
	}
	for i, from := range moments {
		if n := len(slices.DeleteFunc(slices.Clone(moments[i:]), func(m time.Time) bool { return m.Sub(from) >= accountWindow })); n > accountLimit-reserveNotice {
			t.Fatalf("%d notices in the five minutes after %v", n, from)
		}
	}
	if took := moments[999].Sub(at); took > 35*time.Minute {
		t.Errorf("the last comes after %v", took)
	}
	if _, ok := l.request(at, reservePost); !ok {
		t.Error("an answer waits behind them")
	}
}

// TestTurnsFollowTheLimit doubles what Chatwork allows.
func TestTurnsFollowTheLimit(t *testing.T) {
	l := newLimits()
	l.learn(at, 2*accountLimit, 2*accountLimit-1, at.Add(time.Minute))
	var last time.Time
	for i := range 500 {
		last, _ = l.turn(at, domain.ID(fmt.Sprint(i)))
	}
	if took := last.Sub(at); took > 6*time.Minute {
		t.Errorf("the last comes after %v", took)
	}
}

// TestTurnsLeaveReading shows what is left for reading chats that only the bot may have changed.
func TestTurnsLeaveReading(t *testing.T) {
	l := newLimits()
	l.request(at, reserveRead)
	if got := l.reserveOwn(at); got != reserveNotice {
		t.Errorf("%d are kept although nothing waits", got)
	}
	for i := range 1000 {
		l.turn(at, domain.ID(fmt.Sprint(i)))
	}
	if early, late := l.reserveOwn(at), l.reserveOwn(at.Add(4*time.Minute)); early != accountLimit-noticesBurst || late >= early || late <= reserveNotice {
		t.Errorf("%d are kept at first, %d near the end", early, late)
	}
}
