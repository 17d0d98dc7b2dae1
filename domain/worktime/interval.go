package worktime

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
	out := list[:0]
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
	if len(list) == 0 || len(cut) == 0 {
		return list
	}
	left := make([]interval, 0, len(list)+len(cut))
	for _, i := range list {
		for _, c := range cut {
			if i.from < c.from && c.from < i.to {
				left = append(left, interval{i.from, c.from})
			}
			if c.from < i.to {
				i.from = max(i.from, c.to)
			}
		}
		if i.from < i.to {
			left = append(left, i)
		}
	}
	return left
}

func length(list []interval) int {
	n := 0
	for _, i := range list {
		n += i.to - i.from
	}
	return n
}
