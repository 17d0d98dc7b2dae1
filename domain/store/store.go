package store

import (
	"context"
	"crypto/cipher"
	"database/sql"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Config says where the store is and what it is given.
type Config struct {
	URL   string       // sqlite:PATH, or postgres://… where pool_max_conns=N sizes the pool (default 16)
	Key   []byte       // 32 bytes: encrypts the secrets of channels
	Clock domain.Clock // domain.System unless given
	NewID domain.NewID // domain.IDs of the clock unless given
	Log   *slog.Logger // slog.Default() unless given
}

// Store is the database. Its accessors are what the features declare.
type Store struct {
	g      *gorm.DB
	db     *sql.DB
	pool   *pgxpool.Pool // nil on SQLite
	engine engine
	clock  domain.Clock
	newID  domain.NewID
	log    *slog.Logger
	seal   cipher.AEAD
	jobs   *inserter

	current atomic.Bool // the migrations were seen to be current

	arrivals *batcher[[]inbox.Item, []domain.ID]
	finishes *batcher[finish, struct{}]
	settling *batcher[[]outbox.Result, struct{}]
	states   *batcher[stateOp, bool]
	writes   []*batcher[write, attendance.Entry] // a company's writes share one: they wait for the same chain

	pending   *reader[pendingKey, []inbox.Item]
	heads     *reader[headKey, []outbox.Item]
	riding    *reader[ridingKey, []outbox.Item]
	values    *reader[string, stored]
	punches   *reader[pageKey, []worktime.Punch]
	notes     *reader[pageKey, []worktime.DayNote]
	frozen    *reader[monthKey, attendance.Snapshot]
	patterns  *reader[record, worktime.Pattern]
	tenants   *reader[record, org.Tenant]
	employees *reader[record, org.Employee]
	accounts  *reader[userKey, org.ChatAccount]
	linked    *reader[personKey, []org.ChatAccount]
	groups    *reader[domain.ID, []closing.Group]
	reasons   *reader[domain.ID, []worktime.ReasonCode]

	calls   atomic.Int64 // who waits for a commit or a read
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup // commits and reads
}

// Open opens the database; a SQLite file and its folder are made when they are missing. It does not migrate.
// Invalid: the URL or the key cannot be used. Unavailable: the server cannot be reached.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Clock == nil {
		c.Clock = domain.System
	}
	if c.NewID == nil {
		c.NewID = domain.IDs(c.Clock)
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	aead, err := newSeal(c.Key)
	if err != nil {
		return nil, err
	}
	s := &Store{clock: c.Clock, newID: c.NewID, log: c.Log, seal: aead}
	switch scheme, rest, _ := strings.Cut(c.URL, ":"); scheme {
	case "sqlite":
		err = s.openSQLite(rest)
	case "postgres", "postgresql":
		err = s.openPostgres(ctx, c.URL)
	default:
		err = domain.Errorf(domain.Invalid, "store: the database URL must begin with sqlite: or postgres://")
	}
	if err != nil {
		return nil, err
	}
	s.gather()
	if err := s.Ping(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// atOnce is how many calls share one statement or commit at most. Larger ones make their first caller wait.
const atOnce = 64

// gather makes what collects calls into shared commits and statements.
func (s *Store) gather() {
	s.arrivals = newBatcher(s, s.engine.writers, s.addArrivals)
	s.finishes = newBatcher(s, s.engine.writers, s.finishAll)
	s.settling = newBatcher(s, s.engine.writers, s.settleAll)
	s.states = newBatcher(s, s.engine.writers, s.applyStates)
	s.arrivals.bare, s.settling.bare = true, true
	for range s.engine.writers {
		s.writes = append(s.writes, newBatcher(s, 1, s.writeAll))
	}
	s.pending = newReader(s, "inbox", s.readPending)
	s.heads = newReader(s, "outbox", s.readHeads)
	s.riding = newReader(s, "outbox", s.readRiding)
	s.values = newReader(s, "state", s.readStates)
	s.punches = newReader(s, "punches", func(db *gorm.DB, keys []pageKey) (map[pageKey][]worktime.Punch, error) {
		return readPunches(db, s.engine, keys)
	})
	s.notes = newReader(s, "notes", func(db *gorm.DB, keys []pageKey) (map[pageKey][]worktime.DayNote, error) {
		return readNotes(db, s.engine, keys)
	})
	s.frozen = newReader(s, "snapshot", s.readFrozen)
	s.patterns = byID(s, "work pattern", "work_pattern", "tenant_id", func(p worktime.Pattern) record { return record{p.Tenant, p.ID} })
	s.tenants = byID(s, "company", "tenant", "id", func(t org.Tenant) record { return record{t.ID, t.ID} })
	s.employees = byID(s, "employee", "employee", "tenant_id", func(e org.Employee) record { return record{e.Tenant, e.ID} })
	s.accounts = newReader(s, "chat account", s.readAccounts)
	s.linked = newReader(s, "chat accounts", s.readLinked)
	s.groups = newReader(s, "closing groups", s.readGroups)
	s.reasons = newReader(s, "reason codes", s.readReasons)
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return domain.Errorf(domain.Unavailable, "store: the database does not answer: %w", err)
	}
	return nil
}

// Close waits for running commits and closes the database.
func (s *Store) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
	err := s.db.Close()
	if s.pool != nil {
		s.pool.Close()
	}
	return err
}

// begin runs work beside the caller, unless the store is being closed.
func (s *Store) begin(work func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.running.Go(work)
	}
	return !s.closed
}

// on is the database for one call; it carries the key that sealed columns are read with.
func (s *Store) on(ctx context.Context) *gorm.DB {
	return s.g.WithContext(context.WithValue(ctx, sealKey{}, s.seal))
}

// gormConfig is alike on both engines. Rows of a raw statement are fetched by Find: GORM's Scan writes the statement out with all
// its values each time, in case somebody logs it, which took a tenth of a punch. PrepareStmt stays off: pgx keeps statements of its own, and with SQLite's one
// connection a call that prepares a statement waits for the transaction that waits for the same statement.
func (s *Store) gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		QueryFields:            true,
		NowFunc:                s.clock,
		Logger:                 gormLog{s.log},
		DisableAutomaticPing:   true,
	}
}
