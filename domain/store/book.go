package store

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

type bookStore struct{ *Store }

// Book is the ledger of punches.
func (s *Store) Book() attendance.Book { return bookStore{s} }

// Write implements attendance.Book.
func (s bookStore) Write(ctx context.Context, tenant, employee domain.ID, ref attendance.Ref, from, to calendar.Date,
	decide attendance.Decide) (attendance.Entry, error) {
	ref.ID = clean(ref.ID)
	lane := s.writes[laneOf(tenant, len(s.writes))]
	return lane.do(ctx, write{personKey{tenant, employee}, ref, from, to, decide})
}

// laneOf keeps a company's writes together: they wait for the same end of chain anyway.
func laneOf(tenant domain.ID, lanes int) int {
	sum := 0
	for _, b := range []byte(tenant) {
		sum = sum*31 + int(b)
	}
	return int(uint(sum) % uint(lanes))
}

// Punches implements attendance.Book.
func (s bookStore) Punches(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.Punch, error) {
	punches, err := s.punches.do(ctx, pageKey{personKey{tenant, employee}, from, to})
	return slices.Clone(punches), err
}

// PunchByID implements attendance.Book.
func (s bookStore) PunchByID(ctx context.Context, tenant, id domain.ID) (p worktime.Punch, err error) {
	err = s.on(ctx).Where(ofTenant, string(tenant), string(id)).Take(&p).Error
	return p, fault("punch", err)
}

// PunchByMessage implements attendance.Book. Of several the latest one counts.
func (s bookStore) PunchByMessage(ctx context.Context, tenant domain.ID, source domain.Door, message string) (p worktime.Punch, err error) {
	if message == "" {
		return p, domain.Errorf(domain.NotFound, "store: punch of a message: not found")
	}
	err = s.on(ctx).Where("tenant_id || '' = ? AND source = ? AND message_ref = ? AND message_ref <> ''",
		string(tenant), string(source), clean(message)).Order("seq DESC").Take(&p).Error
	return p, fault("punch of a message", err)
}

// Standing implements attendance.Book. The database would sort a company's punches of days to find the latest ones.
func (s bookStore) Standing(ctx context.Context, tenant domain.ID, since calendar.Date, after time.Time) (map[domain.ID]attendance.Latest, error) {
	rows, err := s.on(ctx).Raw("SELECT employee_id, kind, at, seq FROM punch WHERE tenant_id = ? AND business_date >= ? AND state = 'effective' AND at >= ?",
		string(tenant), string(since), micro(after)).Rows()
	if err != nil {
		return nil, fault("read who is in", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	latest := map[domain.ID]attendance.Latest{}
	for rows.Next() {
		var employee, kind string // plain texts are what a driver hands over without reflection
		var p attendance.Latest
		if err := rows.Scan(&employee, &kind, &p.At, &p.Seq); err != nil {
			return nil, fault("read who is in", err)
		}
		p.Kind, p.At = worktime.Kind(kind), p.At.UTC()
		if before, had := latest[domain.ID(employee)]; !had || before.Before(p) {
			latest[domain.ID(employee)] = p
		}
	}
	return latest, fault("read who is in", rows.Err())
}

type patternStore struct{ *Store }

// Patterns finds work patterns.
func (s *Store) Patterns() attendance.Patterns { return patternStore{s} }

// Pattern implements attendance.Patterns.
func (s patternStore) Pattern(ctx context.Context, tenant, id domain.ID) (worktime.Pattern, error) {
	return s.patterns.do(ctx, record{tenant, id})
}

// inPage orders punches as a history lists them.
func inPage(a, b worktime.Punch) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	return int(a.Seq - b.Seq)
}
