package store

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// chainPage is how many punches are held in memory while the chain streams by; twice as many while the next page is read.
const chainPage = 4000

// stretch is a part of a chain, or why it could not be read.
type stretch struct {
	punches []worktime.Punch
	err     error
}

// Chain implements attendance.Book.
func (s bookStore) Chain(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date, each func(worktime.Punch) error) error {
	return s.follow(ctx, punchColumns, tenant, employee, from, to, each)
}

// unsealed are punchColumns without the hashes.
var unsealed = strings.TrimSuffix(punchColumns, "p.hash, p.prev_hash") + "'', ''"

// Unsealed streams punches as Chain of attendance.Book does, without Hash and PrevHash, which are a third of what there is to
// read and stand in no file of punches.
func (s *Store) Unsealed(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date, each func(worktime.Punch) error) error {
	return bookStore{s}.follow(ctx, unsealed, tenant, employee, from, to, each)
}

// follow streams the columns of a chain. It reads page by page, so that it keeps no connection while each works.
func (s bookStore) follow(ctx context.Context, columns string, tenant, employee domain.ID, from, to calendar.Date, each func(worktime.Punch) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	known := newWords()
	return stream(chainPage, func(after int64, room []worktime.Punch) ([]worktime.Punch, error) {
		room, err := s.chain(ctx, known, columns, tenant, employee, from, to, after, room)
		return room, fault("read the chain", err)
	}, each)
}

// stream hands out pages of size punches one by one, and reads the next page meanwhile. read appends to room what follows a
// place of the chain.
func stream(size int, read func(after int64, room []worktime.Punch) ([]worktime.Punch, error), each func(worktime.Punch) error) error {
	ahead := func(after int64, room []worktime.Punch) <-chan stretch {
		next := make(chan stretch, 1) // nobody may come for it
		go func() {
			punches, err := read(after, room[:0])
			next <- stretch{punches, err}
		}()
		return next
	}
	var room []worktime.Punch // of the page before this one, which nobody looks at any more
	for next := ahead(0, nil); ; {
		p := <-next
		if p.err != nil {
			return p.err
		}
		last := len(p.punches) < size
		if !last {
			next = ahead(p.punches[size-1].Seq, room)
		}
		for i := range p.punches {
			if err := each(p.punches[i]); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
		room = p.punches
	}
}

// chain reads the page that follows a place of a chain into room.
func (s bookStore) chain(ctx context.Context, known *words, columns string, tenant, employee domain.ID, from, to calendar.Date,
	after int64, room []worktime.Punch) ([]worktime.Punch, error) {
	where, args := []string{"p.tenant_id = ? AND p.seq > ?"}, []any{string(tenant), after}
	narrow := func(condition, value string) {
		if value != "" {
			where, args = append(where, condition), append(args, value)
		}
	}
	narrow("p.employee_id = ?", string(employee))
	narrow("p.business_date >= ?", string(from))
	narrow("p.business_date <= ?", string(to))
	statement := "SELECT " + columns + " FROM punch p WHERE " + strings.Join(where, " AND ") + " ORDER BY p.seq LIMIT ?"
	args = append(args, chainPage)
	if s.pool != nil {
		err := s.eachRow(ctx, statement, args, func(values [][]byte) error {
			room = append(room, known.punch(values))
			return nil
		})
		return room, err
	}
	rows, err := s.on(ctx).Raw(statement, args...).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	for rows.Next() {
		p, err := scanPunch(rows.Scan)
		if err != nil {
			return nil, err
		}
		room = append(room, p)
	}
	return room, rows.Err()
}

// scanPunch reads punchColumns. Plain texts are what a driver hands over without reflection.
func scanPunch(scan func(...any) error) (p worktime.Punch, err error) {
	var id, tenant, employee, kind, mark, date, source, hold, supersedes, state string
	var at, received time.Time
	err = scan(&id, &tenant, &p.Seq, &employee, &kind, &mark, &at, &received, &date, &source, &p.SourceRef, &p.Message,
		&hold, &supersedes, &state, &p.Receipt, &p.Hash, &p.PrevHash)
	p.ID, p.Tenant, p.Employee, p.Kind, p.Mark = domain.ID(id), domain.ID(tenant), domain.ID(employee), worktime.Kind(kind), worktime.Mark(mark)
	p.At, p.ReceivedAt, p.Date, p.Source = at.UTC(), received.UTC(), calendar.Date(date), domain.Door(source)
	p.Hold, p.Supersedes, p.State = worktime.Hold(hold), domain.ID(supersedes), worktime.PunchState(state)
	return p, err
}
