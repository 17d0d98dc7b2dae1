package store

import (
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// deliverArgs asks for another delivery to a conversation. It carries no message: the outbox is the record.
type deliverArgs struct {
	Conversation string `json:"conversation"`
}

// Kind implements river.JobArgs.
func (deliverArgs) Kind() string { return "deliver" }

// proceedArgs asks for the next step of a message to many.
type proceedArgs struct {
	Tenant  domain.ID `json:"tenant"`
	Message domain.ID `json:"message"`
}

// Kind implements river.JobArgs.
func (proceedArgs) Kind() string { return "message" }

// inserter puts jobs into the queue in the transaction of their cause. Every process has one, with or without a worker.
type inserter struct {
	driver riverdriver.Driver[*sql.Tx]
	client *river.Client[*sql.Tx]
}

func newInserter(driver riverdriver.Driver[*sql.Tx], log *slog.Logger) (*inserter, error) {
	client, err := river.NewClient(driver, &river.Config{Logger: quiet(log)})
	if err != nil {
		return nil, fault("open the queue", err)
	}
	return &inserter{driver, client}, nil
}

// retry is a row that was settled: one still owed is delivered again at its time.
type retry struct {
	ID           domain.ID
	Conversation string
	State        outbox.State
	At           time.Time
	About        domain.ID // the message to many it is part of
	Employee     domain.ID
	Channel      domain.ID
}

func (s *Store) retryLater(tx *gorm.DB, settled []retry) error {
	var jobs []river.InsertManyParams
	for _, r := range settled {
		if r.State == outbox.Owed {
			jobs = append(jobs, river.InsertManyParams{
				Args:       deliverArgs{r.Conversation},
				InsertOpts: &river.InsertOpts{ScheduledAt: r.At, MaxAttempts: 3},
			})
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	raw, err := rawTx(tx)
	if err != nil {
		return err
	}
	_, err = s.jobs.client.InsertManyFastTx(tx.Statement.Context, raw, jobs)
	return err
}

// rawTx is the transaction under GORM's.
func rawTx(tx *gorm.DB) (*sql.Tx, error) {
	for pool := any(tx.Statement.ConnPool); ; {
		switch c := pool.(type) {
		case *sql.Tx:
			return c, nil
		case *gorm.PreparedStmtTX: // twice around when configuration and session both prepare
			pool = c.Tx
		default:
			return nil, fmt.Errorf("store: no transaction is open (%T)", c)
		}
	}
}

// quiet lets the queue say only what an operator must act on.
func quiet(log *slog.Logger) *slog.Logger { return slog.New(onlyWarnings{log.Handler()}) }
