package dialog

import "testing"

func TestWordsInARoomAnswerNothingThatWasAskedApart(t *testing.T) {
	s := newScene(t)
	s.expect(s.say("ask"), "color?")
	s.room = true
	s.expect(s.say("green"), "")
	s.expect(s.say("red"), "")
	s.expect(s.do(Activity{Kind: Said, Text: "red", Mention: true}), "color is red")
	s.room = false
	s.expect(s.say("ask"), "color?")
	s.expect(s.say("green"), "color is green")
}

func TestWordsAnywhereAnswerWhatWasAskedInARoom(t *testing.T) {
	for _, direct := range []bool{false, true} {
		s := newScene(t)
		s.room = true
		s.expect(s.say("ask"), "color?")
		s.room = !direct
		s.expect(s.say("green"), "color is green")
	}
}

func TestApart(t *testing.T) {
	for _, c := range []struct {
		name            string
		direct, private bool
		whisper, want   bool
	}{
		{"in the direct chat", true, false, false, true},
		{"said in a room for all", false, false, false, false},
		{"personal, sent to the direct chat", false, true, false, true},
		{"personal, whispered in the room", false, true, true, false},
	} {
		turn := Turn{Activity: Activity{Direct: c.direct}, Caps: Caps{Whisper: c.whisper}}
		if got := apart(turn, Reply{Private: c.private}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestAnAnsweredQuestionIsClosed(t *testing.T) {
	s := newScene(t)
	s.expect(s.say("ask"), "color?")
	s.play.closes = Put("size", "which", nil)
	s.expect(s.say("in"), "recorded / resumed: color?")
	s.play.closes = Put("color", "which", nil)
	s.expect(s.say("in"), "recorded")
	s.expect(s.say("green"), "fallback")
}
