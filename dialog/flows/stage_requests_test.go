package flows_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// corrected says of a punch that a correction wrote which request asked for it.
func (s *stage) corrected(fact string, p worktime.Punch) string {
	if p.Source != domain.Correction {
		return fact
	}
	for _, r := range s.allRequests() {
		if strings.HasPrefix(p.SourceRef, string(r.ID)+"/") {
			if rest, ok := strings.CutPrefix(fact, "打刻 "); ok {
				fact = "訂正 " + rest
			}
			return strings.TrimSuffix(fact, " correction") + fmt.Sprintf(" (申請 %d)", r.Number)
		}
	}
	return fact
}

func (s *stage) allRequests() (all []workflow.Request) {
	s.ok(s.store.Workflow().Each(context.Background(), s.tenant.ID, "", "", func(r workflow.Request) error {
		all = append(all, r)
		return nil
	}))
	return all
}

// requestFacts are requests as the transcripts print them.
func (s *stage) requestFacts() []string {
	var out []string
	for _, r := range s.allRequests() {
		state := map[workflow.State]string{workflow.Pending: "申請中", workflow.Approved: "承認", workflow.Returned: "差し戻し",
			workflow.Rejected: "却下", workflow.Withdrawn: "取り下げ", workflow.Undone: "承認取消"}[r.State]
		out = append(out, fmt.Sprintf("申請 %d %s %d/%d %s", r.Number, s.called(r.Employee), r.Date.Month(), r.Date.Day(), state))
	}
	return out
}

// called is the name the transcripts use.
func (s *stage) called(id domain.ID) string {
	for name, e := range s.people {
		if e.ID == id {
			return name
		}
	}
	return string(id)
}

// requested is a correction that was asked for before the conversation, on the morning after its day: 18:02→18:30,
// なし→19:42. 根拠 says that it is the regular end of the day.
func (s *stage) requested(name, date, kind, times string, more []string) {
	kinds := map[string]worktime.Kind{"出勤": worktime.In, "退勤": worktime.Out, "休憩": worktime.BreakStart, "戻り": worktime.BreakEnd}
	e, ctx := s.person(name), context.Background()
	from, to, _ := strings.Cut(times, "→")
	day := calendar.Date(s.time(date, "5:00").Format("2006-01-02"))
	if morning := day.At(24*60+8*60+30, tokyo); s.now.Before(morning) {
		s.now = morning
	}
	change := workflow.Change{Op: workflow.Add, Kind: kinds[kind], At: s.time(date, to).UTC()}
	if from != "なし" {
		for _, p := range s.punches() {
			if p.Employee == e.ID && p.Kind == change.Kind && p.At.Equal(s.time(date, from)) {
				change.Op, change.Punch, change.Before = workflow.Move, p.ID, p.At
			}
		}
	}
	w := workflow.Wish{Date: day, Changes: []workflow.Change{change}}
	if slices.Contains(more, "打刻忘れ") {
		w.Reasons = []string{"forgot"}
	}
	if slices.Contains(more, "根拠") {
		w.Evidence = &workflow.Evidence{Kind: worktime.Scheduled, At: change.At}
	}
	s.events++
	actor := domain.Actor{Tenant: s.tenant.ID, Employee: e.ID, Role: e.Role, Door: domain.LINE}
	_, err := s.work.Submit(ctx, actor, w, attendance.Ref{Source: domain.LINE, ID: fmt.Sprintf("request %d", s.events)})
	s.ok(err)
}

// tells prints what others are told, on the channel they linked last, and remembers the buttons it brings them.
func (s *stage) tells(result dialog.Result) []string {
	var out []string
	for _, tell := range result.Tells {
		name := s.called(tell.Employee)
		accounts, err := s.store.Org().AccountsOf(context.Background(), s.tenant.ID, tell.Employee)
		s.ok(err)
		at := place{}
		for _, a := range accounts {
			for door, id := range s.channels {
				if a.Channel == id && (at.door == "" || door == tell.Door) {
					at.door = door
				}
			}
		}
		if at.door == "" {
			out = append(out, "  → "+name+": (どのチャットにもつながっていません)")
			continue
		}
		key := string(at.door) + "/" + name
		if s.talks[key] == nil {
			s.talks[key] = &talk{}
		}
		s.talks[key].buttons = append(s.talks[key].buttons, tell.Reply.Choices...)
		lines := strings.Split(dialog.PlainText(dialog.Fit(tell.Reply, at.caps())), "\n")
		out = append(out, "  → "+name+" "+string(at.door)+": "+strings.Join(lines, " / "))
	}
	return out
}

// posted is something a person wrote in a chat, of which only the time is known.
func (s *stage) posted(name string, at time.Time) {
	s.events++
	ctx, who := context.Background(), s.person(name)
	item := inbox.Item{ID: domain.ID(fmt.Sprintf("post %d", s.events)), Tenant: s.tenant.ID, Channel: s.channels[domain.Slack],
		EventID: fmt.Sprintf("post %d", s.events), At: at, ReceivedAt: at, NextAt: at, State: inbox.New}
	_, err := s.store.Inbox().Add(ctx, []inbox.Item{item})
	s.ok(err)
	s.ok(s.store.Ledger().Finish(ctx, item.ID, inbox.Done, "", nil, inbox.NewPost(s.tenant.ID, who.ID, at)))
}
