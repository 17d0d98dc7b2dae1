package store_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// whyOf is what a refusal says of itself.
func whyOf(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	why, _ := e.Args["why"].(string)
	return why
}

// draft keeps a draft of the boss's with files of these texts.
func (h *hall) draft(c notice.Content, texts ...string) notice.Draft {
	h.t.Helper()
	d, err := h.SaveDraft(h.t.Context(), h.boss, notice.Draft{Content: c})
	for i, text := range texts {
		if err == nil {
			_, err = h.Attach(h.t.Context(), h.boss, d.ID, d.Revision+i, "添付"+text+".txt", strings.NewReader(text))
		}
	}
	if err == nil {
		d, _, err = h.Draft(h.t.Context(), h.boss, d.ID)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

// TestDrafts are their writer's alone, change only as they were last seen, and end with the message they become.
func TestDrafts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 3), newHall(t, s, "b", 3)
		d := a.draft(notice.Content{Title: "題", Audience: notice.Audience{All: true}}, "一", "二")
		if list, err := a.MyDrafts(t.Context(), a.boss); err != nil || len(list) != 1 || list[0].Revision != 3 {
			t.Fatalf("%+v, %v", list, err)
		}
		for name, got := range map[string]error{
			"another company's":   dropOf(b, b.boss, d),
			"another's":           dropOf(a, a.actor(0), d),
			"as it was before":    dropOf(a, a.boss, notice.Draft{ID: d.ID, Revision: 2}),
			"sent as it was then": second(a.SubmitDraft(t.Context(), a.boss, d.ID, 1, false)),
		} {
			if got == nil {
				t.Errorf("%s was changed", name)
			}
		}
		old := d
		old.Content.Title = "後から"
		old.Revision = 2
		if _, err := a.SaveDraft(t.Context(), a.boss, old); !domain.Is(err, domain.Conflict) || whyOf(err) != "moved" {
			t.Errorf("over a newer one: %v", err)
		}
		if _, to, err := a.SubmitDraft(t.Context(), a.boss, d.ID, d.Revision, true); err != nil || len(to) != 4 {
			t.Errorf("dry: %d, %v", len(to), err)
		}
		m, _, err := a.SubmitDraft(t.Context(), a.boss, d.ID, d.Revision, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := a.Draft(t.Context(), a.boss, d.ID); !domain.Is(err, domain.NotFound) {
			t.Errorf("the draft is still there: %v", err)
		}
		if _, _, err := a.SubmitDraft(t.Context(), a.boss, d.ID, d.Revision, false); !domain.Is(err, domain.NotFound) {
			t.Errorf("sent twice: %v", err)
		}
		files, err := s.Messages().FilesOf(t.Context(), m.Tenant, m.ID)
		if err != nil || len(files) != 2 || files[0].Name != "添付一.txt" || files[1].Name != "添付二.txt" {
			t.Errorf("%+v, %v", files, err)
		}
		if files, err := s.Messages().FilesOf(t.Context(), b.m.Tenant.ID, m.ID); err != nil || len(files) != 0 {
			t.Errorf("another company sees %v, %v", files, err)
		}
	})
}

func dropOf(h *hall, actor domain.Actor, d notice.Draft) error {
	return h.DropDraft(h.t.Context(), actor, d.ID, d.Revision)
}

func second[A, B any](_ A, _ B, err error) error { return err }

// TestTemplates are everybody's who may write; a copy has files of its own.
func TestTemplates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 1), newHall(t, s, "b", 1)
		d := a.draft(notice.Content{Title: "月例", Body: "本文"}, "予定")
		if _, err := a.Copy(t.Context(), b.boss, d.ID, "月例"); !domain.Is(err, domain.NotFound) {
			t.Errorf("another company copied it: %v", err)
		}
		model, err := a.Copy(t.Context(), a.boss, d.ID, " 月例 ")
		if err != nil || !model.Template || model.Name != "月例" {
			t.Fatalf("%+v, %v", model, err)
		}
		if err := dropOf(a, a.boss, d); err != nil {
			t.Fatal(err)
		}
		mine, err := a.Copy(t.Context(), a.boss, model.ID, "")
		if err != nil || mine.Template || mine.Content.Title != "月例" {
			t.Fatalf("%+v, %v", mine, err)
		}
		_, files, err := a.Draft(t.Context(), a.boss, mine.ID)
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		got, err := a.OpenDraft(t.Context(), a.boss, mine.ID, files[0].ID)
		if err != nil || !bytes.Equal(got.Content, []byte("予定")) {
			t.Errorf("%q, %v", got.Content, err)
		}
		for who, want := range map[*hall]int{a: 1, b: 0} {
			if list, err := who.Templates(t.Context(), who.boss); err != nil || len(list) != want {
				t.Errorf("%v, %v", list, err)
			}
		}
	})
}

// TestLists have one name each in a company, and name who is on them when it is sent.
func TestLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 20), newHall(t, s, "b", 1)
		first := notice.List{Name: "幹事", Audience: notice.Audience{Employees: []domain.ID{a.m.Employees[0].ID, a.m.Employees[11].ID}}}
		l, err := a.SaveList(t.Context(), a.boss, first)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.SaveList(t.Context(), a.boss, first); !domain.Is(err, domain.Conflict) || whyOf(err) != "name" {
			t.Errorf("twice: %v", err)
		}
		if _, err := b.SaveList(t.Context(), b.boss, first); err != nil {
			t.Errorf("of another company: %v", err)
		}
		if _, err := a.SaveList(t.Context(), a.boss, notice.List{Name: "輪", Audience: notice.Audience{Lists: []domain.ID{l.ID}}}); whyOf(err) != "lists" {
			t.Errorf("a list of lists: %v", err)
		}
		m := a.submit(notice.Message{Title: "題", Audience: notice.Audience{Lists: []domain.ID{l.ID}}, At: noon.Add(time.Hour)})
		l.Audience = notice.Audience{Departments: []domain.ID{a.m.Employees[0].Department}}
		if l, err = a.SaveList(t.Context(), a.boss, l); err != nil || l.Revision != 2 {
			t.Fatal(l, err)
		}
		a.now = noon.Add(time.Hour)
		a.proceed(m)
		r := a.results(m)
		if c := r.Message.Changes; r.To != 10 || c == nil || c.Added != 9 || len(c.Moved) != 1 {
			t.Errorf("%d, %+v", r.To, c)
		}
		if err := b.DropList(t.Context(), b.boss, l.ID, l.Revision); !domain.Is(err, domain.NotFound) {
			t.Errorf("another company dropped it: %v", err)
		}
		if err := a.DropList(t.Context(), a.boss, l.ID, 1); !domain.Is(err, domain.Conflict) {
			t.Errorf("as it was before: %v", err)
		}
		if err := a.DropList(t.Context(), a.boss, l.ID, l.Revision); err != nil {
			t.Error(err)
		}
	})
}
