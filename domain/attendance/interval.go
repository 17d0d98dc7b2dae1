package attendance

import (
	"slices"
	"time"
)

// interval is a half-open stretch of whole minutes since the epoch. Both ends of everything are cut to the minute the
// same way, so that 8:58:59 to 18:02:00 is what the two printed times say it is.
type interval struct{ from, to int }

// minute is the minute an instant lies in.
func minute(t time.Time) int { return int(t.Unix() / 60) }

func (i interval) clip(to interval) interval {
	i.from = max(i.from, to.from)
	i.to = max(i.from, min(i.to, to.to))
	return i
}

func (i interval) covers(o interval) bool { return i.from <= o.from && o.to <= i.to }

// merge joins stretches that touch or overlap, sorted, without the empty ones.
func merge(list []interval) []interval {
	list = slices.DeleteFunc(slices.Clone(list), func(i interval) bool { return i.to <= i.from })
	slices.SortFunc(list, func(a, b interval) int { return a.from - b.from })
	var out []interval
	for _, i := range list {
		if n := len(out); n > 0 && i.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, i.to)
			continue
		}
		out = append(out, i)
	}
	return out
}

// without takes the stretches of cut out of those of list; both are merged already.
func without(list, cut []interval) []interval {
	for _, c := range cut {
		var left []interval
		for _, i := range list {
			left = append(left, interval{i.from, min(i.to, c.from)}, interval{max(i.from, c.to), i.to})
		}
		list = merge(left)
	}
	return list
}

func length(list []interval) int {
	n := 0
	for _, i := range list {
		n += i.to - i.from
	}
	return n
}
