package reminder

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
)

// atOnce is how many people are looked at at once: their reads share statements.
const atOnce = 32

// look is one look at a company.
type look struct {
	*Service
	plan
	tenant   org.Tenant
	from, to time.Time
	requests []workflow.Request
	people   map[domain.ID]org.Employee // everybody; nil until somebody needs them
	silent   map[domain.ID]bool         // who does not want to be asked about punches
	dry      bool                       // nothing is drawn
}

// made is an entry and whether quiet hours put it off.
type made struct {
	Entry
	deferred bool
}

func written(list []made) []Entry {
	out := make([]Entry, len(list))
	for i, m := range list {
		out[i] = m.Entry
	}
	return out
}

// tally counts what was new.
func (s *Service) tally(list []made, fresh []Key) {
	for _, m := range list {
		if !slices.Contains(fresh, m.Key()) {
			continue
		}
		s.count(m.Kind, string(m.State))
		if m.deferred && m.State == Told {
			s.count(m.Kind, "deferred")
		}
		if m.State == Late {
			s.Logger.Warn("reminders: too late to be said", "kind", m.Kind, "employee", m.Employee, "date", m.Date, "due", m.DueAt)
		}
	}
}

// decide tells what everybody is reminded of who has something due.
func (l *look) decide(ctx context.Context) ([]made, error) {
	names, err := l.names(ctx)
	if err != nil || len(names) == 0 {
		return nil, err
	}
	if err := l.hush(ctx); err != nil {
		return nil, err
	}
	if l.requests, err = l.Requests.Open(ctx, l.tenant.ID); err != nil {
		return nil, err
	}
	return l.all(ctx, names)
}

// names lists who may have something due. Patterns are few: most minutes end with them, and nobody's record is read.
func (l *look) names(ctx context.Context) ([]domain.ID, error) {
	patterns, err := l.Log.Patterns(ctx, l.tenant.ID)
	if err != nil {
		return nil, err
	}
	var names []domain.ID
	if g := l.glance(patterns, l.from, l.to); !g.none() {
		if err := l.meet(ctx); err != nil {
			return nil, err
		}
		for id, e := range l.people {
			if e.Active && g.names(id) {
				names = append(names, id)
			}
		}
	}
	for kind, span := range l.began(l.from, l.to) {
		found, err := l.Log.Began(ctx, l.tenant.ID, kind, span[0], span[1])
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// meet reads everybody, once.
func (l *look) meet(ctx context.Context) error {
	if l.people != nil {
		return nil
	}
	all, err := l.People.Employees(ctx, l.tenant.ID)
	if err != nil {
		return err
	}
	l.people = make(map[domain.ID]org.Employee, len(all))
	for _, e := range all {
		l.people[e.ID] = e
	}
	return nil
}

// all looks at people side by side. What goes wrong with one of them alone is logged and harms nobody else; a store
// that is away ends the look.
func (l *look) all(ctx context.Context, names []domain.ID) (list []made, err error) {
	var mu sync.Mutex
	var group sync.WaitGroup
	turns := make(chan struct{}, atOnce)
	for _, id := range names {
		turns <- struct{}{}
		group.Go(func() {
			defer func() { <-turns }()
			found, wrong := l.person(ctx, id)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case wrong == nil:
				list = append(list, found...)
			case ctx.Err() != nil || domain.Is(wrong, domain.Unavailable):
				err = wrong
			default:
				l.Logger.Error("reminders: a person was left out", "employee", id, "error", wrong)
			}
		})
	}
	group.Wait()
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b made) int { return a.DueAt.Compare(b.DueAt) })
	return list, nil
}

// person decides what one person is reminded of.
func (l *look) person(ctx context.Context, id domain.ID) ([]made, error) {
	w, err := l.Records.Watch(ctx, l.tenant.ID, id, l.to, lookBack)
	if err != nil {
		return nil, err
	}
	var dues []Due
	if !l.silent[id] {
		dues = l.nudges(w, l.underWay(id), l.from, l.to)
	}
	at, round := l.round(w, l.from, l.to)
	if len(dues) == 0 && !round {
		return nil, nil
	}
	known, err := l.known(ctx, w)
	if err != nil {
		return nil, err
	}
	var list []made
	for _, d := range dues {
		r := l.fresh(w.Person, d.Kind, d.Date, "", d.At)
		if known[r.Key()] {
			continue
		}
		known[r.Key()] = true
		if d.Late && !l.dry {
			r.State, r.Note = Late, "due "+d.At.In(l.zone).Format("2006-01-02 15:04")
			list = append(list, made{Entry: Entry{Reminder: r}})
			continue
		}
		m, err := l.say(ctx, Notice{Reminder: r, Person: w.Person, Day: w.On(d.Date), Stands: w.Standing})
		if err != nil {
			return nil, err
		}
		m.deferred = d.Deferred
		list = append(list, m)
	}
	if !round {
		return list, nil
	}
	more, err := l.morning(ctx, w, at, known)
	return append(list, more...), err
}

// underWay tells for which days of a person a request is under way: while somebody decides, nobody is asked.
func (l *look) underWay(employee domain.ID) func(calendar.Date) bool {
	return func(date calendar.Date) bool {
		return slices.ContainsFunc(l.requests, func(r workflow.Request) bool {
			return r.Employee == employee && r.Date == date && r.State == workflow.Pending
		})
	}
}

// known are the reminders a person has had about what may come due now: overtime since two periods, the rest since the
// days that are looked at.
func (l *look) known(ctx context.Context, w attendance.Watch) (map[Key]bool, error) {
	since := calendar.DateOf(l.to.In(l.zone)).Add(-70)
	list, err := l.Log.Made(ctx, l.tenant.ID, w.Person.ID, since)
	keys := make(map[Key]bool, len(list))
	for _, r := range list {
		keys[r.Key()] = true
	}
	return keys, err
}

func (l *look) fresh(who org.Employee, kind Kind, date calendar.Date, step string, at time.Time) Reminder {
	return Reminder{ID: l.NewID(), Tenant: l.tenant.ID, Employee: who.ID, Kind: kind, Date: date, Step: step, State: Told,
		DueAt: at, MadeAt: l.to, Times: 1}
}

// say has a notice drawn for whatever channel reaches the person.
func (l *look) say(ctx context.Context, n Notice) (made, error) {
	if l.dry {
		return made{Entry: Entry{Reminder: n.Reminder}}, nil
	}
	owed, err := l.Teller.Tell(ctx, n)
	if err != nil {
		return made{}, err
	}
	if len(owed) == 0 {
		n.State, n.Note, n.Times = Nowhere, "no channel reaches the person", 0
	}
	return made{Entry: Entry{Reminder: n.Reminder, Owed: owed}}, nil
}
