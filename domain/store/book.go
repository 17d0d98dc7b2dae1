package store

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
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
func (s bookStore) Punches(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]attendance.Punch, error) {
	punches, err := s.punches.do(ctx, pageKey{personKey{tenant, employee}, from, to})
	return slices.Clone(punches), err
}

// PunchByID implements attendance.Book.
func (s bookStore) PunchByID(ctx context.Context, tenant, id domain.ID) (p attendance.Punch, err error) {
	err = s.on(ctx).Where(ofTenant, string(tenant), string(id)).Take(&p).Error
	return p, fault("punch", err)
}

// PunchByMessage implements attendance.Book. Of several the latest one counts.
func (s bookStore) PunchByMessage(ctx context.Context, tenant domain.ID, source domain.Door, message string) (p attendance.Punch, err error) {
	if message == "" {
		return p, domain.Errorf(domain.NotFound, "store: punch of a message: not found")
	}
	err = s.on(ctx).Where("tenant_id || '' = ? AND source = ? AND message_ref = ? AND message_ref <> ''",
		string(tenant), string(source), clean(message)).Order("seq DESC").Take(&p).Error
	return p, fault("punch of a message", err)
}

// Standing implements attendance.Book: each person's latest counting punch.
func (s bookStore) Standing(ctx context.Context, tenant domain.ID, since calendar.Date) ([]attendance.Punch, error) {
	var punches []attendance.Punch
	err := s.on(ctx).Raw("SELECT "+punchColumns+` FROM (SELECT *, row_number() OVER (PARTITION BY employee_id
		ORDER BY at DESC, seq DESC) AS age FROM punch WHERE tenant_id = ? AND business_date >= ? AND state = 'effective') p
		WHERE age = 1 ORDER BY p.at, p.seq`, string(tenant), string(since)).Scan(&punches).Error
	return punches, fault("read who is in", err)
}

type patternStore struct{ *Store }

// Patterns finds work patterns.
func (s *Store) Patterns() attendance.Patterns { return patternStore{s} }

// Pattern implements attendance.Patterns.
func (s patternStore) Pattern(ctx context.Context, tenant, id domain.ID) (attendance.Pattern, error) {
	return s.patterns.do(ctx, record{tenant, id})
}

// inPage orders punches as a history lists them.
func inPage(a, b attendance.Punch) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	return int(a.Seq - b.Seq)
}
