package workflow

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// TestAuto is what a rule of automatic approval lets pass: a missing punch of one's own day, near its evidence, soon enough.
func TestAuto(t *testing.T) {
	jst := time.FixedZone("JST", 9*60*60)
	six := time.Date(2026, 11, 19, 18, 0, 0, 0, jst)
	rule := &org.AutoRule{Missing: []string{"out"}, Within: 10, Before: 10 * 60}
	for name, c := range map[string]struct {
		change func(*Request)
		rule   *org.AutoRule
		want   bool
	}{
		"near, soon, one's own":     {nil, rule, true},
		"ten minutes beside it":     {func(r *Request) { r.Changes[0].At = six.Add(-10 * time.Minute) }, rule, true},
		"eleven":                    {func(r *Request) { r.Changes[0].At = six.Add(11 * time.Minute) }, rule, false},
		"no rule":                   {nil, nil, false},
		"by somebody else":          {func(r *Request) { r.By = "boss" }, rule, false},
		"without evidence":          {func(r *Request) { r.Evidence = nil }, rule, false},
		"by a post":                 {func(r *Request) { r.Evidence.Kind = worktime.LastPost }, rule, false},
		"an in":                     {func(r *Request) { r.Changes[0].Kind = worktime.In }, rule, false},
		"a moved punch":             {func(r *Request) { r.Changes[0].Op = Move }, rule, false},
		"nothing but a note":        {func(r *Request) { r.Changes = nil }, rule, false},
		"a minute before ten":       {func(r *Request) { r.CreatedAt = six.Add(16*time.Hour - time.Minute) }, rule, true},
		"at ten of the next day":    {func(r *Request) { r.CreatedAt = six.Add(16 * time.Hour) }, rule, false},
		"late, where any time will": {func(r *Request) { r.CreatedAt = six.AddDate(0, 1, 0) }, &org.AutoRule{Missing: []string{"out"}}, true},
	} {
		r := Request{
			Employee: "me", By: "me", Date: "2026-11-19", CreatedAt: six.Add(15 * time.Hour),
			Changes:  []Change{{Op: Add, Kind: worktime.Out, At: six}},
			Evidence: &Evidence{worktime.Scheduled, six},
		}
		if c.change != nil {
			c.change(&r)
		}
		if got := auto(c.rule, r, jst); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestMatches is what is called 根拠と一致 and may be approved together.
func TestMatches(t *testing.T) {
	six := time.Date(2026, 11, 19, 18, 0, 0, 0, time.UTC)
	said := &Evidence{worktime.Scheduled, six.Add(20 * time.Second)}
	out := Change{Op: Add, Kind: worktime.Out, At: six}
	for name, c := range map[string]struct {
		wish Wish
		want bool
	}{
		"the same minute":    {Wish{Changes: []Change{out}, Evidence: said}, true},
		"another minute":     {Wish{Changes: []Change{{Op: Add, At: six.Add(-time.Minute)}}, Evidence: said}, false},
		"one of two":         {Wish{Changes: []Change{out, {Op: Move, At: six.Add(time.Hour)}}, Evidence: said}, false},
		"a punch taken away": {Wish{Changes: []Change{{Op: Remove, Before: six}}, Evidence: said}, false},
		"no evidence":        {Wish{Changes: []Change{out}}, false},
		"no change":          {Wish{Evidence: said}, false},
	} {
		if got := matches(c.wish); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
