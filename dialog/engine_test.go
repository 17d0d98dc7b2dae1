package dialog

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// play is a script with one word (in), one greeting that opens a question (ask) and two dialogs of one step each.
type play struct {
	edition int
	words   map[string]Action
	punched int
	closes  *Question // what the word in answers
}

func newPlay() *play {
	return &play{edition: 1, words: map[string]Action{"in": {Name: "in"}, "stop": CancelAction, "ask": {Name: "ask", Arg: "color"},
		"size": {Name: "ask", Arg: "size"}, "again": {Name: "ask", Arg: "again"}}}
}

func (p *play) Dialog(name string) (Dialog, bool) {
	ask := func(context.Context, Scene) (Reply, error) {
		return Reply{Title: name + "?", Choices: []Choice{
			{Label: "Red", Typed: "red", Action: Action{Arg: "red"}}, {Label: "In", Typed: "in", Action: Action{Arg: "blue"}},
			{Label: "Stop", Typed: "stop", Action: CancelAction}}}, nil
	}
	take := func(_ context.Context, _ Scene, in Input) (Answer, error) {
		if in.Choice == "" && in.Text != "green" {
			return Answer{Again: true}, nil
		}
		return Answer{Result: Result{Replies: []Reply{{Title: name + " is " + in.Choice + in.Text}}}}, nil
	}
	d := Dialog{Edition: p.edition, Steps: map[string]Step{"which": {Ask: ask, Take: take}}}
	return d, name == "color" || name == "size"
}

func (p *play) Act(name string) (Act, bool) {
	switch name {
	case "in":
		return func(context.Context, Turn, string) (Answer, error) {
			p.punched++
			return Answer{Closes: p.closes, Result: Result{Replies: []Reply{{Title: "recorded", Choices: []Choice{
				{Label: "In", Typed: "in", Action: Action{Name: "in", Arg: "7"}}, {Label: "Keep", Typed: "keep", Action: Action{Name: "keep"}},
				{Label: "Keep", Typed: "KEEP", Action: Action{Name: "keep", Arg: "2"}}}}}}}, nil
		}, true
	case "keep":
		return func(_ context.Context, _ Turn, arg string) (Answer, error) {
			return Answer{Result: Result{Replies: []Reply{{Title: "kept " + arg}}}}, nil
		}, true
	case "ask":
		return func(_ context.Context, _ Turn, arg string) (Answer, error) {
			return Answer{Next: Put(arg, "which", nil)}, nil
		}, true
	}
	return nil, false
}

func (p *play) Hear(_ context.Context, t Turn) (Action, bool, error) {
	a, ok := p.words[Fold(t.Activity.Text)]
	return a, ok, nil
}

func (p *play) Start(_ context.Context, t Turn) (Action, bool, error) {
	return Action{Name: "keep", Arg: "started"}, t.Activity.Text == "start something", nil
}

func (p *play) Hint(_ context.Context, t Turn, open bool) (Action, bool, error) {
	return Action{Name: "keep", Arg: "hinted"}, t.Activity.Text == "nearly something" || t.Activity.Text == "thanks" && !open, nil
}

func (p *play) Repair(_ context.Context, t Turn, why Why) (Answer, error) {
	if why == Fallback && !t.Activity.Direct {
		return Answer{Result: Result{Ignored: "talk"}}, nil
	}
	return Answer{Result: Result{Replies: []Reply{{Title: string(why)}}}}, nil
}

func (p *play) Rephrase(_ Turn, why Why, _ string, q Reply) Reply {
	q.Title = string(why) + ": " + q.Title
	return q
}

// scene talks to an engine, keeping the session as bytes.
type scene struct {
	t       *testing.T
	play    *play
	session []byte
	now     time.Time
	room    bool
	lost    bool
	n       int
	last    Result
}

func newScene(t *testing.T) *scene {
	return &scene{t: t, play: newPlay(), now: time.Unix(1_800_000_000, 0)}
}

func (s *scene) do(a Activity) string {
	s.t.Helper()
	s.n++
	a.Ref, a.Direct, a.At = fmt.Sprint("event ", s.n), !s.room, s.now
	turn := Turn{Activity: a, Now: s.now, Lost: func(context.Context) bool { return s.lost }}
	next, result, err := New(s.play).Turn(context.Background(), s.session, turn)
	if err != nil {
		s.t.Fatal(err)
	}
	s.session, s.last = next, result
	var titles []string
	for _, r := range result.Replies {
		titles = append(titles, r.Title)
	}
	return strings.Join(titles, " / ")
}

func (s *scene) say(text string) string { return s.do(Activity{Kind: Said, Text: text}) }

func (s *scene) press(a Action) string { return s.do(Activity{Kind: Pressed, Action: a}) }

// choice is a button of the last reply.
func (s *scene) choice(label string) Choice {
	s.t.Helper()
	for _, c := range s.last.Replies[len(s.last.Replies)-1].Choices {
		if c.Label == label {
			return c
		}
	}
	s.t.Fatalf("no button %s", label)
	return Choice{}
}

func (s *scene) expect(got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("said %q, want %q", got, want)
	}
}

func TestOrderOfUnderstanding(t *testing.T) {
	s := newScene(t)
	s.say("hello")
	if s.session != nil {
		t.Errorf("nothing was offered, and yet %s is kept", s.session)
	}
	s.expect(s.say("what"), "fallback")
	s.expect(s.say("start something"), "kept started")
	s.expect(s.say("ask"), "color?")
	s.expect(s.say("in"), "recorded / resumed: color?")
	s.expect(s.say("start something"), "kept started / resumed: color?")
	s.expect(s.say("green"), "color is green")
	s.expect(s.say("green"), "fallback")
	s.expect(s.say("ask"), "color?")
	s.expect(s.say(" RED。"), "color is red")
	if strings.Contains(string(s.session), `"f":`) {
		t.Errorf("nothing is open, and yet %s is kept", s.session)
	}
}

func TestWhatIsNearlySomethingIsAskedLast(t *testing.T) {
	s := newScene(t)
	s.expect(s.say("nearly something"), "kept hinted")
	s.expect(s.say("thanks"), "kept hinted")
	s.expect(s.say("ask"), "color?")
	s.expect(s.say("nearly something"), "kept hinted / resumed: color?")
	s.expect(s.say("thanks"), "unclear: color?")
	s.expect(s.say("green"), "color is green")
}

func TestTypedFormsNeverMeanSomethingElse(t *testing.T) {
	s := newScene(t)
	s.say("ask")
	if c := s.choice("In"); c.Typed != "2" {
		t.Errorf("a punch word is offered as the answer %q", c.Typed)
	}
	s.expect(s.say("2"), "color is blue")
	s.expect(s.say("in"), "recorded")
	for i, want := range []string{"in", "keep", "3"} {
		if got := s.last.Replies[0].Choices[i].Typed; got != want {
			t.Errorf("choice %d is typed %q, want %q", i, got, want)
		}
	}
	s.expect(s.say("3"), "kept 2")
	s.play.words["keep"] = Action{Name: "in"} // the company adds the word while it is on offer
	s.expect(s.say("keep"), "recorded")
}

func TestQuestionsDieAndSaySo(t *testing.T) {
	s := newScene(t)
	s.say("ask")
	red, stop := s.choice("Red").Action, s.choice("Stop").Action
	s.expect(s.press(red), "color is red")
	s.expect(s.press(red), "stale")
	s.expect(s.press(stop), "stale")
	s.expect(s.press(Action{Name: "of another year"}), "unknown")
	s.say("ask")
	again := s.choice("Red").Action
	if again == red {
		t.Error("a later question has the id of an earlier one")
	}
	s.now = s.now.Add(Lifetime)
	s.expect(s.press(again), "stale")
	s.expect(s.say("stop"), "nothing")
}

func TestTheSameTurnPutsTheSameQuestion(t *testing.T) {
	a, b := newScene(t), newScene(t)
	a.say("ask")
	b.say("ask")
	if a.choice("Red") != b.choice("Red") || string(a.session) != string(b.session) {
		t.Error("a turn that runs again must put the same question")
	}
}

func TestOneQuestionOverAnother(t *testing.T) {
	s := newScene(t)
	s.say("ask")
	color := s.choice("Red").Action
	s.expect(s.say("size"), "size?")
	s.expect(s.press(color), "color is red / resumed: size?")
	s.expect(s.say("stop"), "cancel")
	s.say("ask")
	s.say("size")
	s.expect(s.say("stop"), "cancel / resumed: color?")
	s.expect(s.say("ask"), "color?")
	s.expect(s.say("stop"), "cancel")
}

func TestThreeWrongAnswersLetTheQuestionGo(t *testing.T) {
	s := newScene(t)
	s.say("ask")
	s.expect(s.say("x"), "unclear: color?")
	s.expect(s.say("in"), "recorded / resumed: color?")
	s.expect(s.say("y"), "unclear: color?")
	s.expect(s.say("z"), "let_go")
	s.expect(s.say("green"), "fallback")
}

func TestPeopleTalkInRooms(t *testing.T) {
	s := newScene(t)
	s.room = true
	s.say("ask")
	for range MaxUnclear + 1 {
		s.expect(s.say("I like it here"), "")
		if s.last.Ignored == "" {
			t.Error("silence needs a reason")
		}
	}
	s.expect(s.say("green"), "color is green")
}

func TestLostQuestions(t *testing.T) {
	for _, c := range []struct {
		name string
		lose func(*scene)
	}{
		{"the storage forgot", func(s *scene) { s.session, s.lost = nil, true }},
		{"the question ran out", func(s *scene) { s.now = s.now.Add(Lifetime) }},
		{"an older version", func(s *scene) { s.session = []byte(`{"v":0}`) }},
		{"another dialog's edition", func(s *scene) { s.play.edition = 2 }},
		{"no JSON", func(s *scene) { s.session = []byte("\xff") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			s.say("ask")
			c.lose(s)
			s.expect(s.say("green"), "lost")
			s.lost = false
			s.expect(s.say("in"), "recorded")
		})
	}
	t.Run("talk in a room", func(t *testing.T) {
		s := newScene(t)
		s.room, s.lost = true, true
		s.expect(s.say("green"), "lost")
		s.expect(s.say("shall we have lunch together"), "")
	})
	t.Run("words need no session", func(t *testing.T) {
		s := newScene(t)
		s.lost = true
		s.expect(s.say("in"), "recorded")
	})
}

// TestAnySessionIsSurvived feeds an engine what nobody wrote.
func TestAnySessionIsSurvived(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newScene(t)
		for range rapid.IntRange(1, 12).Draw(rt, "turns") {
			if rapid.IntRange(0, 9).Draw(rt, "damage") == 0 {
				s.session = rapid.SliceOf(rapid.Byte()).Draw(rt, "bytes")
			}
			s.now = s.now.Add(time.Duration(rapid.IntRange(0, 20).Draw(rt, "minutes")) * time.Minute)
			s.room = rapid.Bool().Draw(rt, "room")
			before := s.play.punched
			word := rapid.SampledFrom([]string{"in", "ask", "size", "red", "2", "green", "stop", "x", "", "keep"}).Draw(rt, "word")
			s.say(word)
			if word == "in" && s.play.punched != before+1 {
				rt.Fatal("a punch word did not punch")
			}
			if len(s.session) > sessionBytes {
				rt.Fatalf("%d bytes of session", len(s.session))
			}
			if len(s.last.Replies) == 0 && s.last.Ignored == "" {
				rt.Fatal("silence without a reason")
			}
		}
	})
}
