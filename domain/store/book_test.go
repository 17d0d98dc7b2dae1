package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

const today = "2026-11-20"

func ref(id string) attendance.Ref { return attendance.Ref{Source: domain.LINE, ID: id} }

// punchOf is a counting punch of the event.
func punchOf(tenant, employee domain.ID, id string, at time.Time) *worktime.Punch {
	return &worktime.Punch{ID: domain.ID("p-" + string(tenant) + "-" + id), Tenant: tenant, Employee: employee, Kind: worktime.In, At: at,
		ReceivedAt: at.Add(time.Second), Date: today, Source: domain.LINE, SourceRef: id, Message: "m-" + id, State: worktime.Effective}
}

// punch writes one punch of an event, or says again what is known of it.
func punch(ctx context.Context, b attendance.Book, tenant, employee domain.ID, id string, at time.Time) (attendance.Entry, error) {
	return b.Write(ctx, tenant, employee, ref(id), today, today, func(h attendance.History) (attendance.Entry, error) {
		if h.Known != nil {
			return attendance.Entry{Punch: h.Known}, nil
		}
		return attendance.Entry{Punch: punchOf(tenant, employee, id, at)}, nil
	})
}

func mustPunch(t *testing.T, b attendance.Book, tenant, employee domain.ID, id string, at time.Time) worktime.Punch {
	t.Helper()
	e, err := punch(t.Context(), b, tenant, employee, id, at)
	if err != nil {
		t.Fatal(err)
	}
	return *e.Punch
}

// verify walks a company's chain by the published rule.
func verify(t *testing.T, s *store.Store, tenant domain.ID) attendance.Report {
	t.Helper()
	r, err := (&attendance.Service{Book: s.Book()}).Verify(t.Context(), tenant)
	if err != nil || r.Broken != nil {
		t.Fatalf("the chain of %s is broken: %+v, %v", tenant, r.Broken, err)
	}
	return r
}

func TestBookSealsAndReadsBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := s.Book()
		at := noon.Add(789 * time.Nanosecond) // more than either engine keeps
		written := mustPunch(t, b, "t1", "e1", "1", at)
		if written.Seq != 1 || written.PrevHash != "" || len(written.Receipt) != attendance.ReceiptLength {
			t.Errorf("written %+v", written)
		}
		read, err := b.PunchByID(t.Context(), "t1", written.ID)
		if err != nil || read != written || attendance.Digest(read) != written.Hash {
			t.Errorf("read back %+v, %v; written %+v", read, err, written)
		}
		if byMessage, err := b.PunchByMessage(t.Context(), "t1", domain.LINE, "m-1"); err != nil || byMessage.ID != written.ID {
			t.Errorf("by message %+v, %v", byMessage, err)
		}
		second := mustPunch(t, b, "t1", "e1", "2", noon.Add(-time.Hour))
		if second.Seq != 2 || second.PrevHash != written.Hash {
			t.Errorf("second %+v", second)
		}
		day, err := b.Punches(t.Context(), "t1", "e1", today, today)
		if err != nil || len(day) != 2 || day[0].ID != second.ID || day[1].ID != written.ID {
			t.Errorf("the day by time: %+v, %v", day, err)
		}
		verify(t, s, "t1")
	})
}

func TestBookKeepsCompaniesApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b, ctx := s.Book(), t.Context()
		mine := mustPunch(t, b, "t1", "e1", "1", noon)
		twin := mustPunch(t, b, "t2", "e1", "1", noon) // the same person, event and message, another company
		if twin.Seq != 1 || twin.ID == mine.ID {
			t.Errorf("the twin's chain began with %+v", twin)
		}
		if _, err := b.PunchByID(ctx, "t2", mine.ID); !domain.Is(err, domain.NotFound) {
			t.Errorf("another company's punch: %v", err)
		}
		if p, err := b.PunchByMessage(ctx, "t2", domain.LINE, "m-1"); err != nil || p.ID != twin.ID {
			t.Errorf("by message %+v, %v", p, err)
		}
		if _, err := b.PunchByMessage(ctx, "t3", domain.LINE, "m-1"); !domain.Is(err, domain.NotFound) {
			t.Errorf("a third company's message: %v", err)
		}
		for _, foreign := range []attendance.Entry{
			{Punch: punchOf("t2", "e1", "x", noon)},
			{Punch: punchOf("t1", "e2", "x", noon)},
			{Witness: &attendance.Witness{Tenant: "t2", Punch: twin.ID, Source: domain.LINE, SourceRef: "x"}},
			{Changes: []attendance.Change{{Tenant: "t2", Punch: twin.ID, From: worktime.Effective, To: worktime.Void}}},
			{Changes: []attendance.Change{{Tenant: "t1", Punch: twin.ID, From: worktime.Effective, To: worktime.Void}}},
		} {
			_, err := b.Write(ctx, "t1", "e1", ref("x"), today, today, func(attendance.History) (attendance.Entry, error) { return foreign, nil })
			if err == nil {
				t.Errorf("a decision reached beyond its company: %+v", foreign)
			}
		}
		if p, err := b.PunchByID(ctx, "t2", twin.ID); err != nil || p != twin {
			t.Errorf("the twin became %+v, %v", p, err)
		}
		for _, tenant := range []domain.ID{"t1", "t2"} {
			if r := verify(t, s, tenant); r.Count != 1 {
				t.Errorf("%s has %d punches", tenant, r.Count)
			}
		}
	})
}

func TestBookWitnessesAndChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b, ctx := s.Book(), t.Context()
		first := mustPunch(t, b, "t1", "e1", "1", noon)
		seen := attendance.Witness{ID: "w1", Tenant: "t1", Punch: first.ID, Source: domain.Slack, SourceRef: "s1", At: noon, ReceivedAt: noon}
		at := attendance.Ref{Source: domain.Slack, ID: "s1"}
		for _, known := range []bool{false, true} {
			_, err := b.Write(ctx, "t1", "e1", at, today, today, func(h attendance.History) (attendance.Entry, error) {
				if (h.Known != nil) != known || known && *h.Known != first || len(h.Punches) != 1 {
					return attendance.Entry{}, fmt.Errorf("history %+v", h)
				}
				if known {
					return attendance.Entry{}, nil
				}
				return attendance.Entry{Witness: &seen}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		next := punchOf("t1", "e1", "2", noon.Add(time.Hour))
		next.Supersedes = first.ID
		change := attendance.Change{ID: "c1", Tenant: "t1", Punch: first.ID, From: worktime.Effective, To: worktime.Superseded, At: noon}
		e, err := b.Write(ctx, "t1", "e1", ref("2"), today, today, func(attendance.History) (attendance.Entry, error) {
			return attendance.Entry{Punch: next, Changes: []attendance.Change{change}}, nil
		})
		if err != nil || e.Punch.Seq != 2 || !slices.Equal(e.Changes, []attendance.Change{change}) {
			t.Fatalf("%+v, %v", e, err)
		}
		if p, err := b.PunchByID(ctx, "t1", first.ID); err != nil || p.State != worktime.Superseded {
			t.Errorf("superseded %+v, %v", p, err)
		}
		// A decision that saw another state than the ledger's is told so, and nothing of it is written.
		_, err = b.Write(ctx, "t1", "e1", ref("3"), today, today, func(attendance.History) (attendance.Entry, error) {
			return attendance.Entry{Punch: punchOf("t1", "e1", "3", noon), Changes: []attendance.Change{change}}, nil
		})
		if err == nil {
			t.Error("a stale change was written")
		}
		if r := verify(t, s, "t1"); r.Count != 2 {
			t.Errorf("%d punches", r.Count)
		}
		standing, err := b.Standing(ctx, "t1", today, noon.AddDate(0, 0, -1))
		if err != nil || len(standing) != 1 || !standing["e1"].At.Equal(next.At) {
			t.Errorf("standing %+v, %v", standing, err)
		}
	})
}

// books are one process's, or two processes' where the engine has more than one.
func books(t *testing.T, s *store.Store, engine string) []attendance.Book {
	t.Helper()
	if engine == "postgres" {
		return []attendance.Book{s.Book(), storetest.Twin(t, s).Book()}
	}
	return []attendance.Book{s.Book()}
}

func TestBookDecisionsSeeEachOther(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) { testDecisionsSeeEachOther(t, storetest.Open(t, engine), engine) })
	}
}

func testDecisionsSeeEachOther(t *testing.T, s *store.Store, engine string) {
	t.Helper()
	both, ctx := books(t, s, engine), t.Context()
	const people, each = 5, 40
	var all sync.WaitGroup
	for p := range people {
		for i := range each {
			all.Go(func() {
				who := domain.ID(fmt.Sprint("e", p))
				_, err := both[i%len(both)].Write(ctx, "t1", who, ref(fmt.Sprint(p, "/", i)), today, today, func(h attendance.History) (attendance.Entry, error) {
					// A punch of the minute after the last one: a lost update would write a minute twice.
					return attendance.Entry{Punch: punchOf("t1", who, fmt.Sprint(p, "/", i), noon.Add(time.Duration(len(h.Punches))*time.Minute))}, nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if r := verify(t, s, "t1"); r.Count != people*each {
		t.Errorf("%d punches of %d", r.Count, people*each)
	}
	for p := range people {
		punches, err := both[0].Punches(ctx, "t1", domain.ID(fmt.Sprint("e", p)), today, today)
		if err != nil || len(punches) != each {
			t.Fatalf("%d punches, %v", len(punches), err)
		}
		for i, p := range punches {
			if !p.At.Equal(noon.Add(time.Duration(i) * time.Minute)) {
				t.Errorf("punch %d is at %s: an update was lost", i, p.At)
			}
		}
	}
}

func TestBookSameEventIsOnePunch(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			s := storetest.Open(t, engine)
			both := books(t, s, engine)
			const events, copies = 6, 8
			seqs := make([][]int64, events)
			var mu sync.Mutex
			var all sync.WaitGroup
			for i := range events * copies {
				all.Go(func() {
					e, err := punch(t.Context(), both[i%len(both)], domain.ID(fmt.Sprint("t", i%events%2)), "e1", fmt.Sprint(i%events), noon)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					defer mu.Unlock()
					seqs[i%events] = append(seqs[i%events], e.Punch.Seq)
				})
			}
			all.Wait()
			for i, seq := range seqs {
				if slices.Sort(seq); len(seq) != copies || seq[0] != seq[copies-1] {
					t.Errorf("event %d was answered with the places %v", i, seq)
				}
			}
			if a, b := verify(t, s, "t0"), verify(t, s, "t1"); a.Count+b.Count != events {
				t.Errorf("%d and %d punches of %d events", a.Count, b.Count, events)
			}
		})
	}
}

func TestBookOneBadDecisionHarmsNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b, ctx := s.Book(), t.Context()
		refused := errors.New("refused")
		bad := []attendance.Decide{
			func(attendance.History) (attendance.Entry, error) { return attendance.Entry{}, refused },
			func(attendance.History) (attendance.Entry, error) { panic("a bug") },
			func(attendance.History) (attendance.Entry, error) { // the engine refuses it
				p := punchOf("t1", "bad", "bad", noon)
				p.Kind = "nap"
				return attendance.Entry{Punch: p}, nil
			},
		}
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() {
				if i < len(bad) {
					if _, err := b.Write(ctx, "t1", "bad", ref("bad"), today, today, bad[i]); err == nil || i == 0 && !errors.Is(err, refused) {
						t.Errorf("bad decision %d: %v", i, err)
					}
					return
				}
				if _, err := punch(ctx, b, "t1", domain.ID(fmt.Sprint("e", i)), fmt.Sprint(i), noon); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if r := verify(t, s, "t1"); r.Count != 30-int64(len(bad)) {
			t.Errorf("%d punches", r.Count)
		}
	})
}

// A caller that gives up while its commit runs is told that the outcome is not known; asking again answers it.
func TestBookCancelledInTheMiddle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := s.Book()
		deciding, goOn := make(chan struct{}), make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		first := make(chan error, 1)
		go func() {
			_, err := b.Write(ctx, "t1", "e1", ref("1"), today, today, func(attendance.History) (attendance.Entry, error) {
				close(deciding)
				<-goOn
				return attendance.Entry{Punch: punchOf("t1", "e1", "1", noon)}, nil
			})
			first <- err
		}()
		wait(t, deciding)
		waiting, giveUp := context.WithCancel(t.Context())
		second := make(chan error, 1)
		go func() {
			_, err := punch(waiting, b, "t1", "e2", "2", noon)
			second <- err
		}()
		cancel()
		giveUp()
		for _, c := range []chan error{first, second} {
			if err := wait(t, c); !domain.Is(err, domain.Unavailable) || !errors.Is(err, context.Canceled) {
				t.Errorf("a caller that gave up was told %v", err)
			}
		}
		close(goOn)
		if p := mustPunch(t, b, "t1", "e1", "1", noon); p.Seq != 1 {
			t.Errorf("asked again: %+v", p)
		}
		if r := verify(t, s, "t1"); r.Count != 1 { // the one that waited was taken back
			t.Errorf("%d punches", r.Count)
		}
	})
}

func TestChainStreams(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := s.Book()
		var all sync.WaitGroup
		for i := range 1100 {
			all.Go(func() {
				if _, err := punch(t.Context(), b, "t1", domain.ID(fmt.Sprint("e", i%10)), fmt.Sprint(i), noon); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if r := verify(t, s, "t1"); r.Count != 1100 {
			t.Errorf("%d punches", r.Count)
		}
		var sealed, bare []worktime.Punch
		err := b.Chain(t.Context(), "t1", "e3", today, today, func(p worktime.Punch) error {
			if p.Employee != "e3" {
				t.Errorf("a punch of %s", p.Employee)
			}
			p.Hash, p.PrevHash = "", ""
			sealed = append(sealed, p)
			return nil
		})
		if err != nil || len(sealed) != 110 {
			t.Errorf("%d punches of one person, %v", len(sealed), err)
		}
		err = s.Unsealed(t.Context(), "t1", "e3", today, today, func(p worktime.Punch) error { bare = append(bare, p); return nil })
		if err != nil || !slices.Equal(bare, sealed) {
			t.Errorf("%d punches without their seals, %v, want what the chain has", len(bare), err)
		}
		stop := errors.New("enough")
		if err := b.Chain(t.Context(), "t1", "", "2026-11-21", "", func(worktime.Punch) error { return stop }); err != nil {
			t.Errorf("no day after: %v", err)
		}
		if err := b.Chain(t.Context(), "t1", "", "", "", func(worktime.Punch) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("the stream went on: %v", err)
		}
	})
}
