package worktime

import (
	"slices"
	"testing"
)

// An explanation names the reasons of a day, what they cover and the ends they fill, also on a day without work.
func TestReasonsExplainThemselves(t *testing.T) {
	var late diary
	late.shift("2026-11-11", 660, 1080)
	for _, tc := range []struct {
		name  string
		diary diary
		said  string
		want  []Step
	}{
		{"leave by the hour", late, "104 2:00", []Step{{Code: StepReason, Minutes: 120}, {Code: StepCovered, From: 540, To: 660, Minutes: 120}}},
		{"a whole day", nil, "101", []Step{{Code: StepReason}, {Code: StepCovered, From: 540, To: 720, Minutes: 180}, {Code: StepCovered, From: 780, To: 1080, Minutes: 300}}},
		{"filled ends", nil, "303", []Step{{Code: StepReason}, {Code: StepFilledIn, From: 540}, {Code: StepFilledOut, To: 1080}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			day := noted(tc.diary, "2026-11-11", tc.said).Days[10]
			var got []Step
			for _, s := range day.Why("late", tokyo) {
				if slices.Contains([]StepCode{StepReason, StepCovered, StepFilledIn, StepFilledOut}, s.Code) {
					if (s.Reason != nil) != (s.Code == StepReason) {
						t.Errorf("%s has the reason %v", s.Code, s.Reason)
					}
					s.Reason = nil
					got = append(got, s)
				}
				if s.Code == StepCarried {
					t.Error("a filled day is told to be carried over")
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %+v", got)
			}
		})
	}
}
