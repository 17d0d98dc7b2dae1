package store_test

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// linkOf reads a link as the page does.
func linkOf(t *testing.T, address string) notice.Link {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	p := strings.Split(strings.TrimPrefix(u.Path, notice.LinkPath), "/")
	if len(p) != 5 {
		t.Fatalf("%q is no link", address)
	}
	return notice.Link{Company: p[0], File: domain.ID(p[1]), Person: domain.ID(p[2]), Until: p[3], Mark: p[4]}
}

// TestLinks open a file for their own person while the message is his, and for nobody else.
func TestLinks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 3), newHall(t, s, "b", 1)
		d := a.draft(notice.Content{Title: "題", Audience: notice.Audience{Employees: []domain.ID{a.m.Employees[0].ID, a.m.Employees[1].ID}}}, "中身")
		m, _, err := a.SubmitDraft(t.Context(), a.boss, d.ID, d.Revision, false)
		if err != nil {
			t.Fatal(err)
		}
		a.proceed(m)
		if len(a.told) != 2 || len(a.told[0].Files) != 1 {
			t.Fatalf("%+v", a.told)
		}
		good := linkOf(t, a.told[0].Files[0].URL)
		opens := func() error {
			got, err := a.ByLink(t.Context(), good)
			if err == nil && (!bytes.Equal(got.Content, []byte("中身")) || got.Name != "添付中身.txt" || got.Kind != "text/plain") {
				t.Errorf("%+v", got)
			}
			return err
		}
		if err := opens(); err != nil {
			t.Fatal(err)
		}
		forged := map[string]notice.Link{}
		for name, change := range map[string]func(*notice.Link){
			"another person":   func(l *notice.Link) { l.Person = a.m.Employees[1].ID },
			"nobody's":         func(l *notice.Link) { l.Person = a.m.Employees[2].ID },
			"longer":           func(l *notice.Link) { l.Until = "9999999999" },
			"another company":  func(l *notice.Link) { l.Company = b.m.Tenant.Code },
			"no company":       func(l *notice.Link) { l.Company = "nowhere" },
			"no signature":     func(l *notice.Link) { l.Mark = "" },
			"no number at all": func(l *notice.Link) { l.Until = "x" },
		} {
			l := good
			change(&l)
			forged[name] = l
		}
		for name, l := range forged {
			if _, err := a.ByLink(t.Context(), l); !domain.Is(err, domain.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		a.now = noon.Add(notice.LinkLife)
		if err := opens(); !domain.Is(err, domain.Expired) {
			t.Errorf("too old: %v", err)
		}
		a.now = noon.Add(notice.LinkLife - time.Second)
		if err := opens(); err != nil {
			t.Errorf("the last second: %v", err)
		}
		a.m.Employees[0].Active = false
		a.save()
		if err := opens(); !domain.Is(err, domain.NotFound) {
			t.Errorf("of somebody who left: %v", err)
		}
		a.m.Employees[0].Active = true
		a.save()
		if _, err := a.Stop(t.Context(), a.boss, m.Number); err != nil {
			t.Fatal(err)
		}
		if err := opens(); !domain.Is(err, domain.NotFound) {
			t.Errorf("recalled: %v", err)
		}
	})
}

// TestFilesOpen for whoever is signed in and has the message, its sender and administrators; what was deleted is gone for all, and
// the message says so.
func TestFilesOpen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 2), newHall(t, s, "b", 1)
		d := a.draft(notice.Content{Title: "題", Audience: notice.Audience{Employees: []domain.ID{a.m.Employees[0].ID}}}, "一", "二")
		m, _, err := a.SubmitDraft(t.Context(), a.boss, d.ID, d.Revision, false)
		if err != nil {
			t.Fatal(err)
		}
		a.proceed(m)
		files, _ := s.Messages().FilesOf(t.Context(), m.Tenant, m.ID)
		first := files[0]
		for name, c := range map[string]struct {
			h     *hall
			actor domain.Actor
			want  domain.Code
		}{"who has it": {a, a.actor(0), ""}, "its sender": {a, a.boss, ""}, "who has it not": {a, a.actor(1), domain.NotFound}, "another company": {b, b.boss, domain.NotFound}} {
			if _, err := c.h.Open(t.Context(), c.actor, m.Number, first.ID); domain.CodeOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := a.DeleteFile(t.Context(), a.actor(0), m.Number, first.ID); !domain.Is(err, domain.Forbidden) {
			t.Errorf("its reader deleted it: %v", err)
		}
		if err := b.DeleteFile(t.Context(), b.boss, m.Number, first.ID); !domain.Is(err, domain.NotFound) {
			t.Errorf("another company deleted it: %v", err)
		}
		if err := a.DeleteFile(t.Context(), a.boss, m.Number, first.ID); err != nil {
			t.Fatal(err)
		}
		if err := a.DeleteFile(t.Context(), a.boss, m.Number, first.ID); !domain.Is(err, domain.Conflict) {
			t.Errorf("twice: %v", err)
		}
		for _, actor := range []domain.Actor{a.boss, a.actor(0)} {
			if _, err := a.Open(t.Context(), actor, m.Number, first.ID); !domain.Is(err, domain.NotFound) {
				t.Errorf("deleted: %v", err)
			}
		}
		l, err := a.Read(t.Context(), a.actor(0), m.Number)
		if err != nil || len(l.Files) != 2 || l.Files[0].DeletedAt == nil || l.Files[0].URL != "" || l.Files[1].URL == "" {
			t.Errorf("%+v, %v", l.Files, err)
		}
		held := func(tenant domain.ID, digests []string) (map[string]bool, error) {
			return s.Messages().Held(t.Context(), tenant, digests)
		}
		if n, err := a.Blobs.Sweep(t.Context(), time.Now().Add(time.Hour), held); err != nil || n != 1 {
			t.Errorf("%d contents went, %v", n, err)
		}
		if _, err := a.Open(t.Context(), a.boss, m.Number, files[1].ID); err != nil {
			t.Errorf("the other one: %v", err)
		}
	})
}

// TestAttach refuses what is no file to be sent, keeps nothing of it, and lets no two go beyond the number there may be.
func TestAttach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 1)
		d := h.draft(notice.Content{Title: "題"})
		h.Scan = func(_ context.Context, content []byte) error {
			switch {
			case bytes.Contains(content, []byte("virus")):
				return domain.Refuse(domain.Invalid, "why", "infected")
			case bytes.Contains(content, []byte("slow")):
				return domain.Errorf(domain.Unavailable, "no answer")
			}
			return nil
		}
		for name, c := range map[string]struct{ file, text, want string }{
			"nothing":   {"a.txt", "", "empty"},
			"too much":  {"a.txt", strings.Repeat("x", notice.MaxFile+1), "big"},
			"a program": {"a.exe", "MZ", "kind"},
			"a virus":   {"a.txt", "a virus", "infected"},
			"no answer": {"a.txt", "slow", ""},
		} {
			if _, err := h.Attach(t.Context(), h.boss, d.ID, d.Revision, c.file, strings.NewReader(c.text)); err == nil || whyOf(err) != c.want {
				t.Errorf("%s: %v, want %q", name, err, c.want)
			}
		}
		if _, err := h.Attach(t.Context(), h.boss, d.ID, d.Revision, "../"+strings.Repeat("長", 200)+".txt", strings.NewReader(strings.Repeat("x", notice.MaxFile))); err != nil {
			t.Errorf("as large as may be: %v", err)
		}
		var group sync.WaitGroup
		for range 8 { // all see the same revision
			group.Go(func() {
				_, err := h.Attach(t.Context(), h.boss, d.ID, d.Revision+1, "a.txt", strings.NewReader("x"))
				if err != nil && !domain.Is(err, domain.Conflict) && whyOf(err) != "moved" {
					t.Error(err)
				}
			})
		}
		group.Wait()
		d, files, err := h.Draft(t.Context(), h.boss, d.ID)
		if err != nil || len(files) != 2 || d.Revision != 3 || len(files[0].Name) > 255 || strings.Contains(files[0].Name, "/") {
			t.Fatalf("%d files, revision %d, %v", len(files), d.Revision, err)
		}
		if err := h.Detach(t.Context(), h.boss, d.ID, d.Revision, files[1].ID); err != nil {
			t.Fatal(err)
		}
		for i := range notice.MaxFiles {
			_, err = h.Attach(t.Context(), h.boss, d.ID, d.Revision+1+i, "a.txt", strings.NewReader("x"))
		}
		if whyOf(err) != "many" {
			t.Errorf("one too many: %v", err)
		}
	})
}
