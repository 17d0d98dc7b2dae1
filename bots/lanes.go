package bots

import (
	"strings"
	"sync"
	"time"
)

// lanesLimit is how many conversations may wait in memory. A wake beyond it is forgotten here and found again by
// the sweep, so that a flood costs delay and not memory.
const lanesLimit = 50_000

// lanes runs conversations: each at most once at a time, no more than total at once, and taking turns between
// channels so that a slow or busy one cannot starve another. A wake is never lost: a conversation woken while it
// runs is run again afterwards.
type lanes struct {
	total int // conversations at once
	each  int // of one channel
	run   func(key string, visit visit) (again time.Duration)

	mu      sync.Mutex
	talks   map[string]*talk
	queues  map[string]*lane // by channel
	ring    []*lane          // lanes with something waiting, in the order they are served
	running int
	open    bool
	idle    *sync.Cond
}

// visit says why a conversation runs.
type visit struct {
	tries int  // how often in a row it asked to be run again
	swept bool // found as a leftover, and perhaps woken by this process since
}

type talk struct {
	visit          visit
	queued, active bool
	dirty          bool // woken while active
	timer          *time.Timer
}

type lane struct {
	keys    []string
	running int
	ringed  bool
}

// done is what a run returns when it wants nothing more.
const done = time.Duration(-1)

func newLanes(total, each int, run func(string, visit) time.Duration) *lanes {
	l := &lanes{total: total, each: each, run: run, talks: map[string]*talk{}, queues: map[string]*lane{}}
	l.idle = sync.NewCond(&l.mu)
	return l
}

// channelOf is the channel a conversation belongs to: its name starts with the channel's id.
func channelOf(conversation string) string {
	id, _, _ := strings.Cut(conversation, "/")
	return id
}

// start lets conversations run; those woken before are waiting.
func (l *lanes) start() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = true
	l.dispatch()
}

// stop starts nothing any more and returns when what runs has finished.
func (l *lanes) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = false
	for l.running > 0 {
		l.idle.Wait()
	}
	for _, t := range l.talks {
		if t.timer != nil {
			t.timer.Stop()
		}
	}
}

// wake has the conversations run soon. swept marks leftovers: nobody in this process knows what became of them.
func (l *lanes) wake(swept bool, keys ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		t := l.talks[key]
		if t == nil {
			if len(l.talks) >= lanesLimit {
				continue
			}
			t = &talk{visit: visit{swept: swept}}
			l.talks[key] = t
		}
		switch {
		case t.active:
			t.dirty = t.dirty || !swept
		case t.timer != nil && swept:
			// It waits for a moment it chose itself.
		case !t.queued:
			l.enqueue(key, t)
		}
	}
	l.dispatch()
}

func (l *lanes) enqueue(key string, t *talk) {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	t.queued = true
	q := l.queues[channelOf(key)]
	if q == nil {
		q = &lane{}
		l.queues[channelOf(key)] = q
	}
	q.keys = append(q.keys, key)
	if !q.ringed {
		q.ringed = true
		l.ring = append(l.ring, q)
	}
}

// dispatch starts what may start. A lane at its own limit steps aside until one of its runs ends.
func (l *lanes) dispatch() {
	for l.open && l.running < l.total && len(l.ring) > 0 {
		q := l.ring[0]
		l.ring = l.ring[1:]
		q.ringed = false
		if q.running >= l.each || len(q.keys) == 0 {
			continue
		}
		key := q.keys[0]
		q.keys = q.keys[1:]
		if len(q.keys) > 0 {
			q.ringed = true
			l.ring = append(l.ring, q)
		}
		t := l.talks[key]
		t.queued, t.active = false, true
		q.running++
		l.running++
		go l.visit(key, t, q, t.visit)
	}
}

func (l *lanes) visit(key string, t *talk, q *lane, v visit) {
	again := l.run(key, v)
	l.mu.Lock()
	defer l.mu.Unlock()
	t.active = false
	q.running--
	l.running--
	if l.running == 0 {
		l.idle.Broadcast()
	}
	if len(q.keys) > 0 && !q.ringed {
		q.ringed = true
		l.ring = append(l.ring, q)
	}
	if q.running == 0 && len(q.keys) == 0 {
		delete(l.queues, channelOf(key))
	}
	switch {
	case t.dirty:
		t.dirty, t.visit.tries = false, 0
		l.enqueue(key, t)
	case again >= 0 && l.open:
		t.visit.tries++
		t.timer = time.AfterFunc(again, func() { l.ripe(key, t) })
	default:
		delete(l.talks, key)
	}
	l.dispatch()
}

// ripe queues a conversation whose moment has come.
func (l *lanes) ripe(key string, t *talk) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.talks[key] != t || t.queued || t.active {
		return
	}
	l.enqueue(key, t)
	l.dispatch()
}
