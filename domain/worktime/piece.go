package worktime

import "slices"

// excess says why minutes are statutory overtime (法定外).
type excess string

// The reasons: the day's eight hours, the week's forty or a flexible period's frame are full.
const (
	notBeyond  excess = ""
	beyondDay  excess = "day"
	beyondWeek excess = "week"
	// beyondFrame: the frame of a period of flexible hours is full (労働基準法32条の3).
	beyondFrame excess = "frame"
)

// piece is a stretch of work whose minutes are all of one class.
type piece struct {
	interval
	kind      DayKind // of the calendar day it lies in, which need not be that of its shift
	night     bool
	scheduled bool // inside the hours of the pattern
	ot        excess
	over60    bool
}

// split cuts a piece after n of its minutes; either part may be empty.
func (p piece) split(n int) (before, after piece) {
	before, after = p, p
	before.to = min(p.to, max(p.from, p.from+n))
	after.from = before.to
	return before, after
}

// whole drops the empty ones.
func whole(pieces []piece) []piece {
	return slices.DeleteFunc(pieces, func(p piece) bool { return p.to <= p.from })
}

// minutes counts those of the pieces that are of a class.
func minutes(pieces []piece, is func(piece) bool) int {
	n := 0
	for _, p := range pieces {
		if is(p) {
			n += p.to - p.from
		}
	}
	return n
}

// beyond marks what exceeds a limit, n minutes having been counted before, and tells how many are counted now. Minutes
// of a statutory holiday and those that are overtime already are not counted: no minute is overtime twice.
func (w *work) beyond(limit, n int, why excess) int {
	if all := n + minutes(w.pieces, func(p piece) bool { return p.kind != Statutory && p.ot == notBeyond }); all <= limit {
		return all
	}
	out := make([]piece, 0, len(w.pieces)+1)
	for _, p := range w.pieces {
		if p.kind == Statutory || p.ot != notBeyond {
			out = append(out, p)
			continue
		}
		before, after := p.split(limit - n)
		n += before.to - before.from
		after.ot = why
		out = append(out, before, after)
	}
	w.pieces = whole(out)
	return n
}
