package worktime

import "testing"

func TestMarksStandWhereTheyMeanSomething(t *testing.T) {
	for _, c := range []struct {
		mark Mark
		on   []Kind
	}{
		{NoMark, Kinds}, {Direct, []Kind{In, Out}}, {Remote, []Kind{In}}, {"25:99", nil},
	} {
		var got []Kind
		for _, k := range Kinds {
			if c.mark.On(k) {
				got = append(got, k)
			}
		}
		if len(got) != len(c.on) {
			t.Errorf("%q stands on %v, want %v", c.mark, got, c.on)
		}
	}
}
