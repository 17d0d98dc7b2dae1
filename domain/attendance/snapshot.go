package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Snapshot is a person's month as it was when it was locked (月確定の控え). Nothing of it ever changes: unlocking leaves
// it, and the next lock makes another.
type Snapshot struct {
	ID       domain.ID      `gorm:"column:id;primaryKey"`
	Tenant   domain.ID      `gorm:"column:tenant_id"`
	Lock     domain.ID      `gorm:"column:lock_id"` // the lock row that made it
	Employee domain.ID      `gorm:"column:employee_id"`
	Month    calendar.Month `gorm:"column:month"`
	From     calendar.Date  `gorm:"column:from_date"`
	To       calendar.Date  `gorm:"column:to_date"`
	Version  int            `gorm:"column:version"` // 1 for the first lock of this person's month, 2 for the second …
	Figures  string         `gorm:"column:figures"` // the month in JSON, and the rules it was calculated by
	Engine   string         `gorm:"column:engine"`  // Engine at the time
	Digest   string         `gorm:"column:digest"`  // SHA-256 of all the fields above but the ids of the rows, in hexadecimal
	MadeAt   time.Time      `gorm:"column:made_at"` // the lock's time: shifts going on counted up to it
}

// TableName is the table of snapshots.
func (Snapshot) TableName() string { return "month_snapshot" }

// Period is the closing period it is of.
func (s Snapshot) Period() closing.Period {
	return closing.Period{Month: s.Month, From: s.From, To: s.To}
}

// open reads what the snapshot says and the rules it was made by.
func (s Snapshot) open() (worktime.Frozen, error) {
	f, err := worktime.ParseFrozen(s.Figures)
	if err != nil {
		return f, domain.Errorf("", "the snapshot of %s, version %d, cannot be read: %w", s.Month, s.Version, err)
	}
	return f, nil
}

// thaw is the month of the snapshot, with its punches.
func (s Snapshot) thaw(punches []worktime.Punch) (worktime.Aggregate, error) {
	f, err := s.open()
	if err != nil {
		return worktime.Aggregate{}, err
	}
	a := f.Thaw(s.Period(), punches)
	a.Locked, a.Digest = s.Version, s.Digest
	return a, nil
}

// Seal completes a snapshot that gets a version: the digest covers it.
func (s *Snapshot) Seal(version int) {
	s.Version = version
	s.Digest = s.digest()
}

func (s Snapshot) digest() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		string(s.Tenant), string(s.Employee), string(s.Month), string(s.From), string(s.To), strconv.Itoa(s.Version), s.Engine,
		s.MadeAt.UTC().Format(time.RFC3339Nano), s.Figures,
	}, "\n")))
	return hex.EncodeToString(sum[:])
}

// Freeze makes a person's snapshot of his punches and notes of the days asked for, without version and digest yet. It is pure and
// is called for several people at once.
type Freeze func(employee domain.ID, punches []worktime.Punch, notes []worktime.DayNote) (Snapshot, error)

// Snapshots keeps the months that were locked.
type Snapshots interface {
	// AddLock appends a lock as closing.Store does and, in the same commit, the snapshots of those of the people whose
	// month is not frozen yet, by whatever group's lock: freeze is given each one's punches and notes with a business date in [from, to] as they are
	// while the company's ledger stands still. An error of freeze is returned and leaves nothing.
	AddLock(ctx context.Context, lock closing.Lock, people []domain.ID, from, to calendar.Date, freeze Freeze) error
	// Frozen finds the snapshot of a person's month if that is locked by the lock that made it; NotFound when it is open.
	Frozen(ctx context.Context, tenant, employee domain.ID, month calendar.Month) (Snapshot, error)
	// EachFrozen streams all a company's snapshots that Frozen would find, by person and month.
	EachFrozen(ctx context.Context, tenant domain.ID, each func(Snapshot) error) error
}
