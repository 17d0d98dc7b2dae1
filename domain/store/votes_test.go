package store_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func (h *hall) vote(i, choice int, at time.Time) error {
	_, err := h.Answer(h.t.Context(), h.actor(i), notice.Vote{Number: 1, Verb: notice.Choose, Choices: []int{choice}, At: at,
		Channel: "c1", Names: []string{fmt.Sprintf("ev%d", i)}})
	return err
}

// TestVotesByTheirOwnTime counts the last second and not the first after, whenever it arrives, and the later of two.
func TestVotesByTheirOwnTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h, other := newHall(t, s, "a", 10), newHall(t, s, "b", 10)
		m := h.submit(survey(nil))
		other.submit(survey(nil))
		h.proceed(m)
		deadline := m.Survey.Deadline
		h.now = deadline.Add(3 * time.Hour) // everything arrives late
		if err := h.vote(0, 1, deadline.Add(-time.Microsecond)); err != nil {
			t.Errorf("the last moment: %v", err)
		}
		if err := h.vote(1, 1, deadline); !domain.Is(err, domain.Expired) {
			t.Errorf("the first moment after: %v", err)
		}
		if err := other.vote(0, 1, deadline.Add(-time.Hour)); !domain.Is(err, domain.NotFound) {
			t.Errorf("of another company, where nobody was sent it yet: %v", err)
		}
		var group sync.WaitGroup
		for n := range 12 { // twelve acts in any order; the last one is choice 2
			group.Go(func() {
				if err := h.vote(2, n%3, deadline.Add(time.Duration(n-20)*time.Minute)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		r := h.results(m)
		if r.Answered != 2 || fmt.Sprint(r.Counts) != "[0 1 1]" {
			t.Errorf("%d answered, %v", r.Answered, r.Counts)
		}
		if i := slices.IndexFunc(r.Answers, func(n notice.Named) bool { return n.Answer != nil && n.Employee.Code == "00002" }); i < 0 ||
			!r.Answers[i].Answer.At.Equal(deadline.Add(-9*time.Minute).Truncate(time.Microsecond)) {
			t.Errorf("%+v", r.Answers)
		}
	})
}

// TestSurveyRemindsOnlyWhoHasNotAnswered, and tells the sender in the end; each step once, whoever calls again.
func TestSurveyRemindsOnlyWhoHasNotAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 4)
		m := h.submit(survey(nil))
		h.proceed(m)
		if err := h.vote(0, 1, noon.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		h.m.Employees[1].Active = false
		h.save()
		h.told = nil
		h.now = noon.Add(36 * time.Hour)
		h.proceed(m)
		h.proceed(m)
		var reminded []string
		for _, n := range h.told {
			reminded = append(reminded, string(n.Kind)+" "+n.To.Code)
		}
		if strings.Join(reminded, ",") != "reminder 00002,reminder 00003,reminder boss" {
			t.Errorf("reminded %v", reminded)
		}
		h.told = nil
		h.now = m.Survey.Deadline.Add(notice.Grace)
		h.proceed(m)
		h.proceed(m)
		if len(h.told) != 1 || h.told[0].Kind != notice.Summary || h.told[0].To.Code != "boss" || fmt.Sprint(h.told[0].Results.Counts) != "[0 1 0]" {
			t.Errorf("told %+v", h.told)
		}
	})
}

// TestAnonymousIsNotTraced looks for whatever ties an answer to a person: its name, time, place, event, audit; before and
// after the survey is over, in the tables and in what is told.
func TestAnonymousIsNotTraced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 20)
		m := h.submit(survey(func(s *notice.Survey) { s.Anonymous = true }))
		h.proceed(m)
		var events []inbox.Item
		for i := range 12 {
			e := event(fmt.Sprintf("in%02d", i), fmt.Sprintf("ev%d", i), "c1/x", noon)
			e.Body, e.State = []byte("survey.answer 1"), inbox.Done
			events = append(events, e)
		}
		if _, err := s.Inbox().Add(t.Context(), events); err != nil {
			t.Fatal(err)
		}
		for i := range 12 {
			if err := h.vote(i, i%2, noon.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.vote(3, 2, noon.Add(time.Hour)); err != nil { // one changes his mind
			t.Fatal(err)
		}
		if r := h.results(m); r.Hidden != "open" || r.Answered != 12 || r.Counts != nil || r.Groups != nil || r.Answers != nil || r.Concealed() == nil {
			t.Errorf("while it is open: %+v", r)
		}
		said := func(i inbox.Item) error { return fmt.Errorf("%s is handed out", i.Body) }
		if err := s.InboxDesk().Past(t.Context(), "t1", "c1", noon.Add(-time.Hour), 99, said); err != nil {
			t.Errorf("before it is forgotten: %v", err)
		}
		if err := s.Forget(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, b := range storetest.Bytes(t, s, "SELECT body FROM inbox") {
			if len(b) > 0 {
				t.Errorf("an event still says %q", b)
			}
		}
		voters := storetest.Bytes(t, s, "SELECT voter FROM message_answer")
		untraced(t, s, h)
		nowhereElse(t, s, voters, "message_answer.voter")

		h.now = m.Survey.Deadline.Add(notice.Lasting)
		for range 3 { // remind, close, shred
			h.proceed(m)
		}
		for _, v := range storetest.Bytes(t, s, "SELECT voter FROM message_answer") {
			if slices.ContainsFunc(voters, func(old []byte) bool { return bytes.Equal(old, v) }) {
				t.Errorf("%s still has the name the key gives", v)
			}
		}
		if times := storetest.Bytes(t, s, "SELECT DISTINCT answered_at || '' FROM message_recipient WHERE answered_at IS NOT NULL"); len(times) != 1 {
			t.Errorf("answered at %s", times)
		}
		untraced(t, s, h)
		nowhereElse(t, s, voters, "")
		r := h.results(m)
		if fmt.Sprint(r.Counts) != "[6 5 1]" || r.Answers != nil || len(r.Groups) != 1 || !r.Groups[0].Pooled || r.Groups[0].Answered != 12 {
			t.Errorf("in the end: %+v", r)
		}
		if err := h.vote(3, 0, noon.Add(2*time.Hour)); !domain.Is(err, domain.Conflict) {
			t.Errorf("changed after it was cut off: %v", err)
		}
		if err := h.vote(15, 0, noon.Add(2*time.Hour)); err != nil { // sent in time, delivered a day late
			t.Errorf("a first answer that is late on its way: %v", err)
		}
		if r := h.results(m); r.Answered != 13 || fmt.Sprint(r.Counts) != "[7 5 1]" {
			t.Errorf("with it: %+v", r)
		}
	})
}

// untraced looks at what is kept of answers.
func untraced(t *testing.T, s *store.Store, h *hall) {
	t.Helper()
	for _, row := range storetest.Bytes(t, s, "SELECT voter || ' ' || coalesce(at || '', '') || ' ' || comment FROM message_answer") {
		for _, e := range h.m.Employees {
			if bytes.Contains(row, []byte(e.ID)) {
				t.Errorf("%s names %s", row, e.ID)
			}
		}
		if bytes.Contains(row, []byte("2026")) {
			t.Errorf("%s has a time", row)
		}
	}
	if deeds := storetest.Bytes(t, s, "SELECT act FROM audit WHERE act NOT IN ('masters', 'message')"); len(deeds) != 0 {
		t.Errorf("the audit tells of %s", deeds)
	}
}

// nowhereElse looks through every column of every table for the names the key gives to who answered.
func nowhereElse(t *testing.T, s *store.Store, voters [][]byte, but string) {
	t.Helper()
	_, engine, _ := strings.Cut(t.Name(), "/")
	all := columns(t, s, engine)
	all["kv_state.v"] = "text"
	delete(all, but)
	tables := map[string][]string{}
	for column := range all {
		table, name, _ := strings.Cut(column, ".")
		tables[table] = append(tables[table], `coalesce(CAST("`+name+`" AS TEXT), '')`)
	}
	for table, values := range tables {
		for _, row := range storetest.Bytes(t, s, "SELECT "+strings.Join(values, " || ' ' || ")+` FROM "`+table+`"`) {
			for _, voter := range voters {
				if bytes.Contains(row, voter) {
					t.Errorf("%s has %s: %s", table, voter, row)
				}
			}
		}
	}
}
