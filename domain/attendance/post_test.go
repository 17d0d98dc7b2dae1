package attendance

import (
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

// TestPosted proposes the last post of a day for a forgotten out only where it says more than what is known else.
func TestPosted(t *testing.T) {
	for name, c := range map[string]struct {
		posts []string
		want  string // empty: none is proposed
	}{
		"after the schedule":           {[]string{"11/19 18:10", "11/19 19:42"}, "11/19 19:42"},
		"before its end":               {[]string{"11/19 17:30"}, ""},
		"with the clock-in":            {[]string{"11/19 09:03"}, ""},
		"of the next business day":     {[]string{"11/20 05:00"}, ""},
		"in the night before the next": {[]string{"11/20 04:59", "11/20 05:10"}, "11/20 04:59"},
		"none":                         {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			co := newCompany(t)
			for _, p := range c.posts {
				co.posts = append(co.posts, at(p))
			}
			co.says(worktime.In, "11/19 09:00")
			got := co.says(worktime.In, "11/20 08:57").Forgotten
			if got == nil {
				t.Fatal("nothing is forgotten")
			}
			said := ""
			for _, p := range got.Proposals {
				if p.Evidence == worktime.LastPost {
					said = p.At.In(tokyo).Format("1/2 15:04")
				}
			}
			if said != c.want {
				t.Errorf("%q, want %q", said, c.want)
			}
		})
	}
}
