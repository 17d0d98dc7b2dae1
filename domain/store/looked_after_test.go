package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// TestExportsMade keeps what was handed out, with its lines, each company its own.
func TestExportsMade(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, k := t.Context(), s.Exports()
		for i := range 5 {
			tenant := domain.ID([]string{"t1", "t2"}[i%2])
			m := export.Made{ID: domain.ID(fmt.Sprint("x", i)), Tenant: tenant, At: noon.Add(time.Duration(i) * time.Minute), Layout: "yayoi", Form: "f",
				Month: "2026-11", Whose: "g", Lines: []byte(fmt.Sprint("lines ", i))}
			if err := k.Save(ctx, m, audit.Row{Tenant: tenant, At: noon, Act: audit.Exported}); err != nil {
				t.Fatal(err)
			}
		}
		rows, total, err := k.List(ctx, "t1", 1, 2)
		if err != nil || total != 3 || len(rows) != 2 || rows[0].ID != "x4" || rows[0].Lines != nil {
			t.Errorf("%d of %d %v", len(rows), total, err)
		}
		if rows, err := k.Alike(ctx, "t1", "f", "2026-11", "g", 1); err != nil || len(rows) != 1 || rows[0].ID != "x4" {
			t.Errorf("%v %v", rows, err)
		}
		for _, other := range [][3]string{{"t1", "other", "g"}, {"t1", "f", "other"}, {"t3", "f", "g"}} {
			if rows, err := k.Alike(ctx, domain.ID(other[0]), other[1], "2026-11", other[2], 9); err != nil || len(rows) != 0 {
				t.Errorf("%v finds %v %v", other, rows, err)
			}
		}
		if m, err := k.Made(ctx, "t1", "x2"); err != nil || string(m.Lines) != "lines 2" {
			t.Errorf("%q %v", m.Lines, err)
		}
		_, err = k.Made(ctx, "t2", "x2")
		wantNotFound(t, "another company's file", err)
		if err := k.Save(ctx, export.Made{ID: "y", Tenant: "t1", At: noon}, audit.Row{Tenant: "t2", At: noon}); err == nil {
			t.Error("a deed of another company is kept")
		}
	})
}

// TestHeldEventsAreRuledOnce has two administrators decide at once: one of them is told.
func TestHeldEventsAreRuledOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, k := t.Context(), s.Rulings()
		for i, tenant := range []domain.ID{"t1", "t1", "t2"} {
			_, err := s.Recorders().SaveEvent(ctx, terminal.DeviceEvent{ID: domain.ID(fmt.Sprint("e", i)), Tenant: tenant, Recorder: "r" + tenant, Ref: fmt.Sprint(i),
				At: noon, ReceivedAt: noon.Add(time.Duration(i) * time.Second), State: terminal.Held, Why: terminal.Unproven})
			if err != nil {
				t.Fatal(err)
			}
		}
		var group sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			group.Go(func() {
				verdict := []string{terminal.Taken, terminal.Thrown}[i%2]
				errs[i] = k.Rule(ctx, terminal.Ruling{Event: "e0", Tenant: "t1", Verdict: verdict, At: noon}, audit.Row{Tenant: "t1", At: noon, Act: audit.Dismissed})
			})
		}
		group.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if !domain.Is(err, domain.Conflict) {
				t.Error(err)
			}
		}
		if done != 1 {
			t.Fatalf("%d decisions about one event", done)
		}
		if err := k.Rule(ctx, terminal.Ruling{Event: "e1", Tenant: "t1", Verdict: terminal.Taken, At: noon}); err != nil {
			t.Fatal(err)
		}
		held := func(tenant domain.ID, open bool) string {
			all, total, err := k.Held(ctx, tenant, open, 1, 10)
			ids := fmt.Sprint(total)
			for _, j := range all {
				ids += " " + string(j.ID)
			}
			return ids + fmt.Sprint(" ", err)
		}
		if got := held("t1", true); got != "1 e1 <nil>" && got != "2 e1 e0 <nil>" { // e0 may be an acceptance that became no request yet
			t.Error(got)
		}
		wantNotFound(t, "another company's ruling", k.Numbered(ctx, "t2", "e1", 7, audit.Row{Tenant: "t2", At: noon}))
		if err := k.Unrule(ctx, "t2", "e1"); err != nil {
			t.Fatal(err)
		}
		if err := k.Numbered(ctx, "t1", "e1", 1001, audit.Row{Tenant: "t1", At: noon, Act: audit.Accepted}); err != nil {
			t.Fatal(err)
		}
		if j, err := k.HeldEvent(ctx, "t1", "e1"); err != nil || j.Ruling == nil || j.Ruling.Number != 1001 {
			t.Errorf("%+v %v", j, err)
		}
		_, err := k.HeldEvent(ctx, "t2", "e1")
		wantNotFound(t, "another company's event", err)
		if got := held("t1", false); got != "2 e1 e0 <nil>" {
			t.Error(got)
		}
		if got := held("t2", true); got != "1 e2 <nil>" {
			t.Error(got)
		}
	})
}

// TestAuditByPages turns the audit's pages back from the newest, narrowed in every way.
func TestAuditByPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for i := range 7 {
			tenant := domain.ID([]string{"t1", "t2"}[i%7/6])
			row := audit.Row{Tenant: tenant, At: noon.Add(time.Duration(i/2) * time.Minute), By: domain.ID(fmt.Sprint("e", i%2)), Employee: "e9",
				Act: []audit.Act{audit.Exported, audit.Reminded}[i%2], Why: fmt.Sprintf("100%%_%d", i), Ref: fmt.Sprint("r", i%3), After: audit.State{Note: "電車遅延"}}
			if err := s.Exports().Save(ctx, export.Made{ID: domain.ID(fmt.Sprint("a", i)), Tenant: tenant, At: noon}, row); err != nil {
				t.Fatal(err)
			}
		}
		whole := func(q audit.Query) (why string) {
			for before := (audit.Place{}); ; {
				rows, err := s.Audit().Page(ctx, q, before, 2)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					why += " " + r.Why[len(r.Why)-1:]
					before = audit.Place{At: r.At, ID: r.ID}
				}
				if len(rows) < 2 {
					return why
				}
			}
		}
		for _, c := range []struct {
			q    audit.Query
			want string
		}{
			{audit.Query{Tenant: "t1"}, " 5 4 3 2 1 0"}, {audit.Query{Tenant: "t2"}, " 6"}, {audit.Query{Tenant: "t3"}, ""},
			{audit.Query{Tenant: "t1", By: "e1"}, " 5 3 1"}, {audit.Query{Tenant: "t1", Employee: "e0"}, " 4 2 0"},
			{audit.Query{Tenant: "t1", Acts: []audit.Act{audit.Reminded}}, " 5 3 1"}, {audit.Query{Tenant: "t1", Text: "0%_4"}, " 4"},
			{audit.Query{Tenant: "t1", Text: "0%4"}, ""}, {audit.Query{Tenant: "t1", Text: "電車"}, " 5 4 3 2 1 0"},
			{audit.Query{Tenant: "t1", Ref: "r1"}, " 4 1"}, {audit.Query{Tenant: "t2", Ref: "r1"}, ""},
			{audit.Query{Tenant: "t1", From: noon.Add(time.Minute), To: noon.Add(2 * time.Minute)}, " 3 2"},
		} {
			if got := whole(c.q); got != c.want {
				t.Errorf("%+v: %q, want %q", c.q, got, c.want)
			}
		}
	})
}

// TestPromptsOnce reminds by hand once a day, however often it is pressed.
func TestPromptsOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, log := t.Context(), s.Reminders()
		var group sync.WaitGroup
		fresh := make([]bool, 4)
		for i := range fresh {
			group.Go(func() {
				var err error
				e := reminded(fmt.Sprint("p", i), "t1", "e1", "by_hand 2026-11-20")
				if fresh[i], err = log.Prompt(ctx, e, audit.Row{Tenant: "t1", At: noon, Act: audit.Reminded}); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		n := 0
		for _, f := range fresh {
			if f {
				n++
			}
		}
		if waits, err := s.Backlog(ctx); err != nil || n != 1 || waits["outbox"] != 1 {
			t.Errorf("%d said, %v owed, %v", n, waits, err)
		}
		for tenant, want := range map[domain.ID]int{"t1": 1, "t2": 0} {
			if list, err := log.Told(ctx, tenant, []domain.ID{"e1", "e2"}, "2026-11-01", "2026-11-30"); err != nil || len(list) != want || want > 0 && list[0].Kind != reminder.MissingIn {
				t.Errorf("%s: %v %v", tenant, list, err)
			}
		}
	})
}

// TestLookup finds single punches: by receipt and days, by place, and those that are held; of one company.
func TestLookup(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := twins(t, s)
		ctx, k := t.Context(), s.Lookup()
		var last worktime.Punch
		for i := range 3 {
			p := worktime.Punch{ID: domain.ID(fmt.Sprint("p", i)), Tenant: a.Tenant.ID, Employee: a.Employees[0].ID, Kind: worktime.In, At: noon.Add(time.Duration(i) * time.Hour),
				ReceivedAt: noon, Date: "2026-11-20", Source: domain.Me, SourceRef: fmt.Sprint(i), State: worktime.Effective}
			if i == 2 {
				p.State, p.Hold = worktime.Held, worktime.Repeated
			}
			got, err := s.Book().Write(ctx, p.Tenant, p.Employee, attendance.Ref{Source: p.Source, ID: p.SourceRef}, p.Date, p.Date,
				func(attendance.History) (attendance.Entry, error) { return attendance.Entry{Punch: &p}, nil })
			if err != nil {
				t.Fatal(err)
			}
			last = *got.Punch
		}
		found, err := k.Receipted(ctx, a.Tenant.ID, last.Receipt, "2026-11-20", "2026-11-20")
		if err != nil || len(found) != 1 || found[0].ID != "p2" {
			t.Fatalf("%v %v", found, err)
		}
		around, err := k.Around(ctx, a.Tenant.ID, found[0].Seq)
		if err != nil || len(around) != 2 || attendance.Fits(found[0], around) != "" {
			t.Errorf("%d around, %q, %v", len(around), attendance.Fits(found[0], around), err)
		}
		forged := found[0]
		forged.Kind = worktime.Out
		if attendance.Fits(forged, around) != attendance.BadHash {
			t.Error("another kind fits")
		}
		around[0].Hash = "other"
		if attendance.Fits(found[0], around) != attendance.BadLink {
			t.Error("another neighbour fits")
		}
		held, total, err := k.Held(ctx, a.Tenant.ID, 1, 10)
		if err != nil || total != 1 || len(held) != 1 || held[0].ID != "p2" {
			t.Errorf("%v %d %v", held, total, err)
		}
		for _, day := range []string{"2026-11-19", "2026-11-21"} {
			if found, err := k.Receipted(ctx, a.Tenant.ID, last.Receipt, "2026-11-01", "2026-11-19"); day < "2026-11-20" && (err != nil || len(found) > 0) {
				t.Errorf("%s: %v %v", day, found, err)
			}
		}
		if found, _ := k.Receipted(ctx, b.Tenant.ID, last.Receipt, "2026-11-20", "2026-11-20"); len(found) > 0 {
			t.Error("another company finds it")
		}
		if _, total, _ := k.Held(ctx, b.Tenant.ID, 1, 10); total > 0 {
			t.Error("another company has it held")
		}
	})
}
