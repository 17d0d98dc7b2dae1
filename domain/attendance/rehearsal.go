package attendance

import (
	"context"
	"slices"
	"sync"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Rehearse is a book in which everything can be tried and nothing is written: what was tried before is remembered for
// what is tried after, so that a rehearsed file comes out as it will when it counts. Changes of state are not remembered:
// the rules read punches, and would come to the same changes again.
func Rehearse(b Book) Book {
	return &rehearsal{Book: b, added: map[domain.ID][]worktime.Punch{}, known: map[Ref]worktime.Punch{}}
}

// rehearsal keeps what would have been written over the real book.
type rehearsal struct {
	Book
	mu    sync.Mutex
	added map[domain.ID][]worktime.Punch // by employee
	known map[Ref]worktime.Punch
}

// Write implements Book: it asks the real one, which writes nothing because the entry it sees is empty.
func (r *rehearsal) Write(ctx context.Context, tenant, employee domain.ID, ref Ref, from, to calendar.Date, decide Decide) (Entry, error) {
	var tried Entry
	_, err := r.Book.Write(ctx, tenant, employee, ref, from, to, func(h History) (Entry, error) {
		var err error
		tried, err = decide(r.over(h, employee, ref, from, to))
		return Entry{}, err
	})
	if err == nil {
		r.note(employee, ref, tried)
	}
	return tried, err
}

// over lays what was tried over a history.
func (r *rehearsal) over(h History, employee domain.ID, ref Ref, from, to calendar.Date) History {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p, ok := r.known[ref]; ok {
		h.Known = &p
	}
	h.Punches = slices.Clone(h.Punches)
	for _, p := range r.added[employee] {
		if from <= p.Date && p.Date <= to {
			h.Punches = append(h.Punches, p)
		}
	}
	slices.SortStableFunc(h.Punches, func(a, b worktime.Punch) int { return a.At.Compare(b.At) })
	return h
}

func (r *rehearsal) note(employee domain.ID, ref Ref, e Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e.Punch != nil {
		r.added[employee] = append(r.added[employee], *e.Punch)
		r.known[ref] = *e.Punch
	}
}
