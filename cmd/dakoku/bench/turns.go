package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/dialog/redis"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// turns is P4: how many turns of a conversation with open questions a second, each under its lock, with its session
// read from and swapped into Redis. The organisation is in memory, so that the engine and Redis are what is measured.
func turns(ctx context.Context, o options, r *report) error {
	client, err := redis.Open(o.redis)
	if err != nil {
		return err
	}
	defer client.Close()
	office := office{tenant: org.Tenant{ID: "t", Code: "bench", Timezone: "Asia/Tokyo", Boundary: 300}}
	f := flows.New(flows.Deps{Tenants: office, People: office, Linking: office, Reasons: office, Now: domain.System})
	var rates []float64
	for range o.rounds {
		rate, err := turnRate(ctx, f, client, o)
		if err != nil {
			return err
		}
		rates = append(rates, rate)
	}
	r.row("P4 turns/s of six-turn conversations, lock and compare-and-swap in Redis included", spread(rates, "%.0f"), "≥ 5000 class")
	return nil
}

func turnRate(ctx context.Context, f *flows.Flows, client *redis.Client, o options) (float64, error) {
	sessions, locks := client.Sessions(), client.Locks()
	var count atomic.Int64
	var mu sync.Mutex
	var failed error
	var wg sync.WaitGroup
	began := time.Now()
	until := began.Add(time.Duration(o.seconds) * time.Second)
	for worker := range o.clients {
		wg.Go(func() {
			for n := 0; time.Now().Before(until); n++ {
				key := fmt.Sprintf("bench/%d/%d/%d/%d", os.Getpid(), began.UnixNano(), worker, n)
				for i, text := range []string{"連携解除", "やめる", "連携解除", "やめる", "連携解除", "やめる"} {
					if err := oneTurn(ctx, f, sessions, locks, key, text, i); err != nil {
						mu.Lock()
						failed = errors.Join(failed, err)
						mu.Unlock()
						return
					}
					count.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return float64(count.Load()) / time.Since(began).Seconds(), failed
}

// oneTurn is what the worker does around a turn, without the database.
func oneTurn(ctx context.Context, f *flows.Flows, sessions dialog.Store, locks dialog.Locks, key, text string, i int) error {
	release, ok, err := locks.Acquire(ctx, key, 15*time.Second)
	if err != nil || !ok {
		return fmt.Errorf("lock: %v %w", ok, err)
	}
	defer release(ctx)
	session, version, err := sessions.Get(ctx, key)
	if err != nil {
		return err
	}
	now := time.Now()
	next, _, err := f.Turn(ctx, session, dialog.Turn{Now: now, Caps: (&line.Platform{}).Caps(),
		Person:   dialog.Person{Actor: domain.Actor{Tenant: "t", Employee: "e", Role: domain.Employee, Door: domain.LINE}, Channel: "c", User: "u", Name: "P", Lang: "ja"},
		Activity: dialog.Activity{Kind: dialog.Said, Ref: fmt.Sprint(key, i), At: now, Text: text, Direct: true}})
	if err != nil {
		return err
	}
	if next == nil {
		return sessions.Delete(ctx, key, version)
	}
	return sessions.Put(ctx, key, next, version, dialog.Lifetime)
}

// office is a company in memory.
type office struct{ tenant org.Tenant }

func (o office) Tenant(context.Context, domain.ID) (org.Tenant, error) { return o.tenant, nil }

func (o office) Employee(_ context.Context, tenant, id domain.ID) (org.Employee, error) {
	return org.Employee{ID: id, Tenant: tenant, Name: "P", Language: "ja", Active: true}, nil
}

func (o office) SetLanguage(context.Context, domain.ID, domain.ID, string) error { return nil }

func (o office) Look(context.Context, org.Who, string) (org.Employee, error) {
	return org.Employee{}, domain.Refuse(domain.NotFound)
}

func (o office) Confirm(context.Context, org.Who, string, domain.ID) (org.ChatAccount, error) {
	return org.ChatAccount{}, domain.Refuse(domain.NotFound)
}

func (o office) Unlink(context.Context, domain.Actor, domain.ID, string) error { return nil }

// Reasons is the office's list of reasons, which is empty.
func (o office) Reasons(context.Context, domain.ID) ([]worktime.ReasonCode, error) { return nil, nil }
