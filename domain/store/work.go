package store

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/dakoku/dakoku/domain"
)

const (
	// Retention is how long finished rows of the inbox and the outbox are kept: a closing period and the days its
	// questions take.
	Retention = 40 * 24 * time.Hour

	tickEvery   = time.Minute
	jobPatience = 20 * time.Second
	// rescueAfter is how long a job waits whose process was killed; it may not be less than jobPatience.
	rescueAfter = 30 * time.Second
	softStop    = 10 * time.Second
	jobsAtOnce  = 20
)

// Handlers do the work that waited. Each may be called again for the same thing.
type Handlers struct {
	// Deliver tries to send what a conversation is owed; a delivery that failed asked for it at this time.
	Deliver func(ctx context.Context, conversation string) error
	// Proceed does the next step of a message to many; it tells how long to wait when that is not due yet, or 0.
	Proceed func(ctx context.Context, tenant, message domain.ID) (time.Duration, error)
	// Tick runs once a minute in one of all processes, after what is old was deleted.
	Tick func(ctx context.Context) error
}

// tickArgs is the minute.
type tickArgs struct{}

// Kind implements river.JobArgs.
func (tickArgs) Kind() string { return "tick" }

// Jobs works until ctx ends and what it began has ended. A process that never calls it only leaves jobs to others.
func (s *Store) Jobs(ctx context.Context, h Handlers) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[deliverArgs]) error {
		return h.Deliver(ctx, job.Args.Conversation)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[proceedArgs]) error {
		wait, err := h.Proceed(ctx, job.Args.Tenant, job.Args.Message)
		if err == nil && wait > 0 {
			return river.JobSnooze(wait)
		}
		return err
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[tickArgs]) error {
		return errors.Join(s.sweep(ctx), h.Tick(ctx))
	}))
	client, err := river.NewClient(s.jobs.driver, &river.Config{
		Logger:               quiet(s.log),
		Workers:              workers,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobsAtOnce}},
		FetchCooldown:        20 * time.Millisecond,
		JobTimeout:           jobPatience,
		RescueStuckJobsAfter: rescueAfter,
		SoftStopTimeout:      softStop,
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(tickEvery),
			func() (river.JobArgs, *river.InsertOpts) {
				return tickArgs{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: tickEvery}}
			}, &river.PeriodicJobOpts{RunOnStart: true})},
	})
	if err != nil {
		return fault("open the queue", err)
	}
	if err := client.Start(ctx); err != nil {
		return fault("start the queue", err)
	}
	<-client.Stopped()
	return nil
}

// sweep deletes what expired and what was finished long ago.
func (s *Store) sweep(ctx context.Context) error {
	before := s.clock().Add(-Retention)
	_, inbox := s.Inbox().Prune(ctx, before)
	_, outbox := s.Outbox().Prune(ctx, before)
	return errors.Join(s.Forget(ctx), s.pruneState(ctx), s.pruneDevices(ctx), s.pruneSignIns(ctx), s.pruneUploads(ctx), s.prunePosts(ctx, before), s.pruneSenders(ctx, before), inbox, outbox)
}
