package vocabulary

import (
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

func TestRehearse(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, tokyo) }
	now := New(map[string][]string{"in": {"おはー"}}, Options{Outings: true})
	then := New(map[string][]string{"out": {"(roger)"}}, Options{Outings: true})
	past := []Past{
		{Who: "a", At: at(19, 9, 0), Text: "出勤"},
		{Who: "a", At: at(19, 11, 0), Text: "(roger)"},                // before the day's real out: an accident
		{Who: "a", At: at(19, 18, 0), Text: "退勤"},                     // punches with both
		{Who: "b", At: at(19, 9, 1), Text: "出勤"},                      // and ends the day with the new word
		{Who: "b", At: at(19, 18, 1), Text: "(roger)"},                // meant
		{Who: "c", At: at(19, 8, 0), Text: "(roger)"},                 // an out before the in
		{Who: "c", At: at(19, 9, 0), Text: "出勤"},                      //
		{Who: "d", At: at(20, 4, 30), Text: "(roger)"},                // of the business day of the 19th
		{Who: "d", At: at(19, 20, 0), Text: "(roger)"},                // twice a day: both are accidents
		{Who: "e", At: at(19, 9, 0), Text: "おはー"},                     // punches no more
		{Who: "e", At: at(19, 10, 0), Text: "(roger) ありがとう、10時に行きます"}, // ordinary talk
		{Who: "f", At: at(19, 10, 0), Text: "sunrise", Emoji: true},
	}
	slices.Reverse(past)
	r := Rehearse(now, then, past, tokyo, calendar.DefaultBoundary)
	if r.Messages != len(past) || r.Now != 5 || r.Then != 9 {
		t.Errorf("%d messages, %d punch now, %d would", r.Messages, r.Now, r.Then)
	}
	if len(r.Gained) != 1 || r.Gained[0].Word != "(roger)" || r.Gained[0].Kind != Out || r.Gained[0].Times != 5 || r.Gained[0].Odd != 4 || r.Gained[0].People != 4 {
		t.Fatalf("gained %+v", r.Gained)
	}
	if e := r.Gained[0].Examples; len(e) != 5 || !e[0].Odd || e[4].Odd || e[4].Who != "b" {
		t.Errorf("examples %+v", e)
	}
	if len(r.Lost) != 1 || r.Lost[0].Word != "おはー" || r.Lost[0].Times != 1 {
		t.Errorf("lost %+v", r.Lost)
	}
}

func TestFaultsNameTheWord(t *testing.T) {
	got := Faults(map[string][]string{"in": {"おはー", "退勤"}, "out": {"乙"}}, nil)
	if len(got) != 2 || got[[2]string{"in", "退勤"}] != OtherKind || got[[2]string{"out", "乙"}] != OneLetter {
		t.Errorf("%v", got)
	}
	if !slices.Contains(Builtin(In), "出勤") || Greetings(BreakIn) != nil || !slices.Contains(Greetings(Out), "おつー") {
		t.Error("the lists are not those that count")
	}
}
