package terminal

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Name is somebody who can be chosen at a recorder. Nothing else of him leaves the domain.
type Name struct {
	ID         domain.ID `json:"id"`
	Name       string    `json:"ja"`
	Romaji     string    `json:"en,omitempty"`
	Key        string    `json:"key"`              // of the recorder's keyboard
	Letter     string    `json:"letter,omitempty"` // finer
	Department domain.ID `json:"dept,omitempty"`
}

// In is the name in a language.
func (n Name) In(lang string) string {
	if lang == "en" && n.Romaji != "" {
		return n.Romaji
	}
	return n.Name
}

// Roster is who can be chosen at a recorder, by reading, and the departments to narrow them by.
type Roster struct {
	Names       []Name
	Departments []org.Department
}

// Find tells whether somebody can be chosen.
func (r Roster) Find(id domain.ID) (Name, bool) {
	for _, n := range r.Names {
		if n.ID == id {
			return n, true
		}
	}
	return Name{}, false
}

// rosterKey names a roster: it changes with the company's masters and with the day, since when people come and leave.
type rosterKey struct {
	recorder domain.ID
	revision int
	date     calendar.Date
}

type kept struct {
	Roster
	at time.Time
}

// A roster is kept in memory for a minute: with ten thousand people it takes longer to read than a person wants to wait.
const (
	rosterLife = time.Minute
	maxRosters = 64
)

// Roster lists who can be chosen: active, with a passcode, of the recorder's departments and those below them. It may be
// a minute old.
func (s *Service) Roster(ctx context.Context, d Device) (Roster, error) {
	now := s.Now()
	key := rosterKey{d.Recorder.ID, d.Tenant.Revision, d.Tenant.DateAt(now)}
	s.mu.Lock()
	known, ok := s.rosters[key]
	s.mu.Unlock()
	if ok && now.Sub(known.at).Abs() < rosterLife {
		return known.Roster, nil
	}
	r, err := s.readRoster(ctx, d)
	if err != nil {
		return r, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rosters == nil || len(s.rosters) >= maxRosters {
		s.rosters = map[rosterKey]kept{}
	}
	s.rosters[key] = kept{r, now}
	return r, nil
}

func (s *Service) readRoster(ctx context.Context, d Device) (Roster, error) {
	people, err := s.People.Employees(ctx, d.Tenant.ID)
	if err != nil {
		return Roster{}, err
	}
	all, err := s.People.Departments(ctx, d.Tenant.ID)
	if err != nil {
		return Roster{}, err
	}
	within := org.Below(all, d.Recorder.Departments)
	slices.SortStableFunc(people, func(a, b org.Employee) int { return cmp.Compare(a.Kana+"\n"+a.Code, b.Kana+"\n"+b.Code) })
	r, used := Roster{}, map[domain.ID]bool{}
	for _, e := range people {
		if !e.Active || e.Passcode == "" || len(d.Recorder.Departments) > 0 && !within[e.Department] {
			continue
		}
		k := d.Recorder.Keyboard
		r.Names = append(r.Names, Name{ID: e.ID, Name: e.Name, Romaji: e.Romaji, Key: k.Of(e), Letter: k.Letter(e), Department: e.Department})
		used[e.Department] = true
	}
	for _, dep := range all {
		if used[dep.ID] {
			r.Departments = append(r.Departments, dep)
		}
	}
	return r, nil
}
