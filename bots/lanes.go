package bots

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// lanesLimit is how many conversations may wait in memory. A wake beyond it is forgotten here and found again by
// the sweep, so that a flood costs delay and not memory.
const lanesLimit = 50_000

// lanes runs conversations: each at most once at a time, no more than total at once, and taking turns between
// channels so that a slow or busy one cannot starve another. Those somebody waits in come first, however many others were
// woken before them. A wake is never lost: a conversation woken while it runs is run again afterwards.
type lanes struct {
	total int // conversations at once
	each  int // of one channel
	spare int // of each, and of all, those that are kept for conversations somebody waits in
	run   func(key string, visit visit) (again time.Duration)

	mu      sync.Mutex
	talks   map[string]*talk
	queues  map[string]*lane // by channel
	rings   [classes][]*lane // lanes with something waiting, in the order they are served
	running int
	open    bool
	idle    *sync.Cond
}

// class says who is served before whom.
type class int

const (
	ordinary class = iota
	awaited        // somebody waits in it
	classes
)

// visit says why a conversation runs.
type visit struct {
	class class
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
	lines   [classes]line
	running int
}

type line struct {
	keys   []string
	ringed bool
}

// done is what a run returns when it wants nothing more.
const done = time.Duration(-1)

func newLanes(total, each, spare int, run func(string, visit) time.Duration) *lanes {
	l := &lanes{total: total, each: each, spare: spare, run: run, talks: map[string]*talk{}, queues: map[string]*lane{}}
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

// wake has the conversations run soon. v.swept marks leftovers: nobody in this process knows what became of them.
func (l *lanes) wake(v visit, keys ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		t := l.talks[key]
		if t == nil {
			if len(l.talks) >= lanesLimit && v.class != awaited || len(l.talks) >= 2*lanesLimit {
				continue
			}
			t = &talk{visit: v}
			l.talks[key] = t
		}
		l.raise(key, t, v.class)
		switch {
		case t.active:
			t.dirty = t.dirty || !v.swept
		case t.timer != nil && v.swept:
			// It waits for a moment it chose itself.
		case !t.queued:
			l.enqueue(key, t)
		}
	}
	l.dispatch()
}

// raise has a conversation that somebody now waits in overtake those it was queued among.
func (l *lanes) raise(key string, t *talk, to class) {
	if t.visit.class >= to {
		return
	}
	if t.queued {
		left := &l.queues[channelOf(key)].lines[t.visit.class]
		if i := slices.Index(left.keys, key); i >= 0 {
			left.keys = slices.Delete(left.keys, i, i+1)
		}
		t.queued = false
	}
	t.visit.class = to
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
	q.lines[t.visit.class].keys = append(q.lines[t.visit.class].keys, key)
	l.ring(q)
}

// ring has a lane with something waiting served when its turn comes.
func (l *lanes) ring(q *lane) {
	for c := range classes {
		if line := &q.lines[c]; len(line.keys) > 0 && !line.ringed {
			line.ringed = true
			l.rings[c] = append(l.rings[c], q)
		}
	}
}

// dispatch starts what may start. Several busy channels together never take the last runs from what somebody waits for.
func (l *lanes) dispatch() {
	for l.open && l.running < l.total && (l.serve(awaited, l.each) || l.running < l.total-l.spare && l.serve(ordinary, l.each-l.spare)) {
	}
}

// serve starts one conversation of a class. A lane at its limit steps aside until one of its runs ends.
func (l *lanes) serve(c class, limit int) bool {
	for len(l.rings[c]) > 0 {
		q := l.rings[c][0]
		l.rings[c] = l.rings[c][1:]
		line := &q.lines[c]
		line.ringed = false
		if q.running >= limit || len(line.keys) == 0 {
			continue
		}
		key := line.keys[0]
		line.keys = line.keys[1:]
		l.ring(q)
		t := l.talks[key]
		t.queued, t.active = false, true
		q.running++
		l.running++
		go l.visit(key, t, q, t.visit)
		return true
	}
	return false
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
	l.ring(q)
	if q.running == 0 && len(q.lines[awaited].keys)+len(q.lines[ordinary].keys) == 0 {
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
