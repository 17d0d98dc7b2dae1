package attendance

import (
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

func TestWhoMayPunch(t *testing.T) {
	for _, tc := range []struct {
		name  string
		actor domain.Actor
		code  domain.Code
		allow []domain.Door
	}{
		{"any door", domain.Actor{Tenant: "umi", Employee: "tanaka", Door: domain.Chatwork}, "", nil},
		{"one of his doors", domain.Actor{Tenant: "umi", Employee: "yamada", Door: domain.Slack}, "", nil},
		{"not his door", domain.Actor{Tenant: "umi", Employee: "yamada", Door: domain.LINE}, domain.NotAllowed, []domain.Door{domain.Slack, domain.Web}},
		{"somebody who left", domain.Actor{Tenant: "umi", Employee: "takahashi", Door: domain.LINE}, domain.Forbidden, nil},
		{"another company's", domain.Actor{Tenant: "yama", Employee: "tanaka", Door: domain.LINE}, domain.NotFound, nil},
		{"nobody", domain.Actor{Tenant: "umi", Door: domain.LINE}, domain.Forbidden, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := newCompany(t)
			_, err := c.Punch(t.Context(), tc.actor, Command{Kind: worktime.In, At: c.now, Ref: Ref{tc.actor.Door, "e"}})
			if domain.CodeOf(err) != tc.code {
				t.Fatalf("got %v", err)
			}
			if tc.allow != nil && !slices.Equal(err.(*domain.Error).Args["allowed"].([]domain.Door), tc.allow) {
				t.Errorf("allowed: %v", err.(*domain.Error).Args)
			}
			if kept := len(c.book.punches); kept != 0 && err != nil {
				t.Errorf("%d punches were written", kept)
			}
		})
	}
}

func TestASiteNarrowsTheDoors(t *testing.T) {
	c := newCompany(t)
	c.people[0].Site = "office" // allows the web only
	_, err := c.Punch(t.Context(), tanaka(), Command{Kind: worktime.In, At: c.now, Ref: Ref{domain.LINE, "e"}})
	if !domain.Is(err, domain.NotAllowed) {
		t.Errorf("got %v", err)
	}
}

func TestACommandThatIsNone(t *testing.T) {
	c := newCompany(t)
	for name, cmd := range map[string]Command{
		"no kind":  {At: c.now, Ref: Ref{domain.LINE, "e"}},
		"no time":  {Kind: worktime.In, Ref: Ref{domain.LINE, "e"}},
		"no event": {Kind: worktime.In, At: c.now},
	} {
		if _, err := c.Punch(t.Context(), tanaka(), cmd); !domain.Is(err, domain.Invalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTheSameEventGetsTheSameAnswer(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/19 9:00")
	c.now = at("11/20 9:00")
	cmd := Command{Kind: worktime.In, At: c.now, Ref: Ref{domain.LINE, "twice"}, Message: "m1"}
	first, err := c.Punch(t.Context(), tanaka(), cmd)
	if err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(3 * time.Hour)
	again, err := c.Punch(t.Context(), tanaka(), cmd)
	if err != nil || again.Outcome != Same || again.Witnessed || again.Punch != first.Punch || again.Forgotten == nil {
		t.Errorf("got %+v %v", again, err)
	}
	cmd.Ref.ID = "another window"
	twin, err := c.Punch(t.Context(), tanaka(), cmd)
	if err != nil || twin.Outcome != Same || !twin.Witnessed || twin.Punch != first.Punch {
		t.Errorf("got %+v %v", twin, err)
	}
	if len(c.book.punches) != 2 || len(c.book.witnesses) != 1 {
		t.Errorf("%d punches, %d witnesses", len(c.book.punches), len(c.book.witnesses))
	}
}

func TestAMarkIsKept(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/20 9:00")
	c.says(worktime.Out, "11/20 18:00")
	direct := Command{Kind: worktime.Out, Mark: worktime.Direct, At: at("11/20 18:00:30"), Ref: Ref{domain.LINE, "direct"}}
	r, err := c.Punch(t.Context(), tanaka(), direct)
	if err != nil || r.Outcome != Recorded || r.Punch.Mark != worktime.Direct || r.Replaced == nil {
		t.Errorf("an out that adds 直帰: %+v %v", r, err)
	}
	plain := Command{Kind: worktime.Out, At: at("11/20 18:00:40"), Ref: Ref{domain.LINE, "plain"}}
	if r, err = c.Punch(t.Context(), tanaka(), plain); err != nil || !r.Witnessed || r.Punch.Mark != worktime.Direct {
		t.Errorf("one that adds nothing: %+v %v", r, err)
	}
}

// What somebody corrected stays corrected, whatever is punched around it.
func TestACorrectionIsNotUndoneByTheRules(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/20 9:00")
	out := c.says(worktime.Out, "11/20 18:02").Punch
	c.book.punches[1].State = worktime.Superseded
	fix := out
	fix.ID, fix.At, fix.Source, fix.SourceRef, fix.Supersedes = "fix", at("11/20 17:30"), domain.Correction, "1031", out.ID
	fix.Seq = 3
	c.book.punches = append(c.book.punches, fix)
	if r := c.late(worktime.Leave, "11/20 15:00"); r.Day.Worked != 300 || c.book.punches[1].State != worktime.Superseded {
		t.Errorf("got %+v, the old out is %s", r.Day, c.book.punches[1].State)
	}
}

func TestOnlyAnOutThatIsKnownSumsTheMonth(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/19 9:00")
	if r := c.says(worktime.Out, "11/20 10:00"); r.Punch.Hold != worktime.TooLong || r.Month != nil {
		t.Errorf("a held out: %+v", r.Month)
	}
	if r := c.says(worktime.In, "11/20 10:05"); r.Month != nil {
		t.Errorf("an in: %+v", r.Month)
	}
}

func TestByMessage(t *testing.T) {
	c := newCompany(t)
	r, err := c.Punch(t.Context(), tanaka(), Command{Kind: worktime.In, At: c.now, Ref: Ref{domain.LINE, "e"}, Message: "m1"})
	if err != nil {
		t.Fatal(err)
	}
	said, err := c.ByMessage(t.Context(), tanaka(), "m1")
	if err != nil || said.Punch.ID != r.Punch.ID || !said.Undoable || !said.UndoUntil.Equal(c.now.Add(UndoWindow)) {
		t.Errorf("got %+v %v", said, err)
	}
	c.now = c.now.Add(UndoWindow + time.Second)
	if said, err = c.ByMessage(t.Context(), tanaka(), "m1"); err != nil || said.Undoable {
		t.Errorf("later: %+v %v", said, err)
	}
	other := domain.Actor{Tenant: "umi", Employee: "yamada", Door: domain.LINE}
	for actor, message := range map[domain.Actor]string{other: "m1", tanaka(): "m2", {Tenant: "yama", Employee: "tanaka", Door: domain.LINE}: "m1"} {
		if _, err := c.ByMessage(t.Context(), actor, message); !domain.Is(err, domain.NotFound) {
			t.Errorf("%v %s: got %v", actor, message, err)
		}
	}
}

func TestOnlyOnesOwnPunchIsTakenBack(t *testing.T) {
	c := newCompany(t)
	r := c.says(worktime.In, "11/20 9:00")
	for actor, code := range map[domain.Actor]domain.Code{
		{Tenant: "umi", Employee: "yamada", Role: domain.Owner, Door: domain.Slack}: domain.Forbidden,
		{Tenant: "umi", Door: domain.Slack}:                                         domain.Forbidden,
		{Tenant: "yama", Employee: "tanaka", Door: domain.Slack}:                    domain.NotFound,
	} {
		if _, err := c.Void(t.Context(), actor, r.Punch.ID, Ref{actor.Door, "u"}); !domain.Is(err, code) {
			t.Errorf("%v: got %v", actor, err)
		}
	}
	if c.book.punches[0].State != worktime.Effective || len(c.book.changes) != 0 {
		t.Error("it was changed")
	}
}

func TestAnUndoIsKeptInTheAudit(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/20 9:00")
	c.says(worktime.Out, "11/20 15:00")
	c.says(worktime.Out, "11/20 18:00")
	latest, err := c.Newest(t.Context(), tanaka())
	if err != nil || latest.Punch.Kind != worktime.Out || !latest.Punch.At.Equal(at("11/20 18:00")) || !latest.Undoable {
		t.Fatalf("latest: %+v %v", latest, err)
	}
	u, err := c.Void(t.Context(), tanaka(), latest.Punch.ID, Ref{domain.LINE, "undo"})
	if err != nil || len(u.Restored) != 1 || !u.Restored[0].At.Equal(at("11/20 15:00")) {
		t.Fatalf("got %+v %v", u, err)
	}
	by, followed := c.book.changes[1], c.book.changes[2]
	if by.By != "tanaka" || by.To != worktime.Void || by.Ref != "undo" || followed.By != "" || followed.From != worktime.Superseded || followed.To != worktime.Effective {
		t.Errorf("changes: %+v", c.book.changes)
	}
	if len(c.book.punches) != 3 {
		t.Error("a punch was deleted")
	}
	if latest, err = c.Newest(t.Context(), tanaka()); err != nil || latest.Punch.State != worktime.Void || latest.Undoable {
		t.Errorf("said again: %+v %v", latest, err)
	}
}

func TestVerify(t *testing.T) {
	for _, tc := range []struct {
		name  string
		spoil func(*memory)
		want  *Break
	}{
		{"untouched", func(*memory) {}, nil},
		{"a state may change", func(m *memory) { m.punches[1].State = worktime.Void }, nil},
		{"a time was altered", func(m *memory) { m.punches[1].At = at("11/20 17:00") }, &Break{Seq: 2, Fault: BadHash}},
		{"a punch was taken out", func(m *memory) { m.punches = slices.Delete(m.punches, 1, 2) }, &Break{Seq: 3, Fault: BadOrder}},
		{"one was put in its place", func(m *memory) {
			m.punches[1].SourceRef = "forged"
			Seal(&m.punches[1], 2, m.punches[0].Hash)
		}, &Break{Seq: 3, Fault: BadLink}},
		{"a receipt was altered", func(m *memory) { m.punches[2].Receipt = "0000" }, &Break{Seq: 3, Fault: BadReceipt}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := newCompany(t)
			for _, when := range []string{"11/18 18:00", "11/19 18:00", "11/20 18:00"} {
				c.says(worktime.Out, when)
			}
			tc.spoil(c.book)
			r, err := c.Verify(t.Context(), "umi")
			if err != nil {
				t.Fatal(err)
			}
			if tc.want == nil {
				if r.Broken != nil || r.Count != 3 || r.Head != c.book.punches[2].Hash {
					t.Errorf("got %+v", r)
				}
				return
			}
			if r.Broken == nil || r.Broken.Seq != tc.want.Seq || r.Broken.Fault != tc.want.Fault || r.Count >= r.Broken.Seq {
				t.Errorf("got %+v", r.Broken)
			}
		})
	}
}
