package attendance

import "testing"

func TestShifts(t *testing.T) {
	run(t, []scripted{
		{"a day", `
			in 11/20 8:58: recorded 11/20, now in
			break_start 11/20 12:00: recorded 11/20, now break
			break_end 11/20 12:45: recorded 11/20, now in
			leave 11/20 15:00: recorded 11/20, now away
			return 11/20 15:20: recorded 11/20, now in
			out 11/20 18:02: recorded 11/20, now out
			= 11/20 8:58-18:02 479+0 break 45 outing 20`},
		{"the next morning's in is an in, and yesterday is asked about", `
			in 11/19 9:01: recorded 11/19, now in
			in 11/20 8:57: recorded 11/20 forgotten 11/19, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/19 9:01-? 0+0 missing_out
			= 11/20 8:57-18:00 483+3 break 60`},
		{"a weekend later it is still asked about", `
			in 11/20 9:00: recorded 11/20, now in
			in 11/24 9:00: recorded 11/24 forgotten 11/20, now in
			= 11/20 9:00-? 0+0 missing_out
			= 11/24 9:00-? 0+0`},
		{"more than LookBack days later it is left to the closing", `
			in 11/10 9:00: recorded 11/10, now in
			in 11/18 9:00: recorded 11/18, now in
			= 11/10 9:00-? 0+0 missing_out
			= 11/18 9:00-? 0+0`},
		{"an out on the next morning ends an open shift within a day", `
			in 11/19 9:01: recorded 11/19, now in
			out 11/20 9:01: recorded 11/19, now out
			= 11/19 9:01-33:01 1379+899 break 60`},
		{"a minute more is not believed and not thrown away", `
			in 11/19 9:01: recorded 11/19, now in
			out 11/20 9:02: held too_long 11/20 forgotten 11/19, now out
			= 11/19 9:01-? 0+0 missing_out
			= 11/20 0+0 held`},
		{"two days after, an out is a day of its own", `
			in 11/18 9:00: recorded 11/18, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/18 9:00-? 0+0 missing_out
			= 11/20 ?-18:00 0+0 missing_in`},
		{"an out without an in counts, and its day says what is missing", `
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 ?-18:00 0+0 missing_in`},
	}, nil)
}

func TestDuplicates(t *testing.T) {
	run(t, []scripted{
		{"the first in counts", `
			in 11/20 8:58: recorded 11/20, now in
			in 11/20 9:10: held repeated 11/20, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 8:58-18:00 482+2 break 60`},
		{"the last out counts", `
			in 11/20 9:00: recorded 11/20, now in
			out 11/20 15:00: recorded 11/20, now out
			out 11/20 18:00: recorded 11/20 instead of 15:00, now out
			= 11/20 9:00-18:00 480+0 break 60`},
		{"a break between two outs does not stop the later one", `
			in 11/20 9:00: recorded 11/20, now in
			out 11/20 15:00: recorded 11/20, now out
			break_start 11/20 16:00: held not_open 11/20, now out
			out 11/20 18:00: recorded 11/20 instead of 15:00, now out
			= 11/20 9:00-18:00 420+0 break 120`},
		{"an in between two outs begins a new span", `
			in 11/20 9:00: recorded 11/20, now in
			out 11/20 12:00: recorded 11/20, now out
			in 11/20 14:00: recorded 11/20, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 9:00-12:00 14:00-18:00 420+0`},
	}, nil)
}

func TestBreaksAndOutings(t *testing.T) {
	run(t, []scripted{
		{"nothing to end, nothing to return from", `
			break_end 11/20 9:00: held not_open 11/20, now out
			return 11/20 9:02: held not_open 11/20, now out
			break_start 11/20 9:04: held not_open 11/20, now out
			leave 11/20 9:06: held not_open 11/20, now out
			= 11/20 0+0 held`},
		{"a break already begun, one already ended", `
			in 11/20 9:00: recorded 11/20, now in
			break_start 11/20 12:00: recorded 11/20, now break
			break_start 11/20 12:10: held repeated 11/20, now break
			break_end 11/20 13:00: recorded 11/20, now in
			break_end 11/20 13:05: held not_open 11/20, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 9:00-18:00 480+0 break 60 held`},
		{"an out during a break ends both", `
			in 11/20 9:00: recorded 11/20, now in
			break_start 11/20 17:00: recorded 11/20, now break
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 9:00-18:00 480+0 break 60`},
		{"away and on a break at once: no minute is taken off twice", `
			in 11/20 9:00: recorded 11/20, now in
			leave 11/20 11:30: recorded 11/20, now away
			break_start 11/20 12:00: recorded 11/20, now break
			break_end 11/20 13:00: recorded 11/20, now away
			return 11/20 13:30: recorded 11/20, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 9:00-18:00 420+0 outing 120`},
	}, nil)
}

func TestNights(t *testing.T) {
	run(t, []scripted{
		{"an out after the boundary belongs to its shift", `
			in 11/20 22:00: recorded 11/20, now in
			break_start 11/21 5:30: recorded 11/20, now break
			break_end 11/21 6:00: recorded 11/20, now in
			out 11/21 7:00: recorded 11/20, now out
			= 11/20 22:00-31:00 510+30 break 30`},
		{"the boundary itself is the new day", `
			in 11/21 4:59: recorded 11/20, now in
			out 11/21 4:59:30: recorded 11/20, now out
			in 11/21 5:00: recorded 11/21, now in
			= 11/20 28:59-28:59 0+0
			= 11/21 5:00-? 0+0`},
		{"a later out of a night moves its end", `
			in 11/20 22:00: recorded 11/20, now in
			out 11/21 6:00: recorded 11/20, now out
			out 11/21 6:30: recorded 11/20 instead of 30:00, now out
			= 11/20 22:00-30:30 510+30`},
		{"the wrong button on the next morning does not stretch yesterday", `
			in 11/19 9:00: recorded 11/19, now in
			out 11/19 18:00: recorded 11/19, now out
			out 11/20 8:55: recorded 11/20, now out
			= 11/19 9:00-18:00 480+0 break 60
			= 11/20 ?-8:55 0+0 missing_in`},
		{"night after night", `
			in 11/19 22:00: recorded 11/19, now in
			out 11/20 6:00: recorded 11/19, now out
			in 11/20 22:00: recorded 11/20, now in
			out 11/21 6:00: recorded 11/20, now out
			= 11/19 22:00-30:00 480+0
			= 11/20 22:00-30:00 480+0`},
		{"a night over the end of the month", `
			in 11/30 22:00: recorded 11/30, now in
			out 12/1 6:00: recorded 11/30, now out
			= 11/30 22:00-30:00 480+0`},
	}, nil)
}

func TestRepeats(t *testing.T) {
	run(t, []scripted{
		{"a double tap is one punch", `
			in 11/20 8:58:00: recorded 11/20, now in
			in 11/20 8:59:00: same 11/20, now in
			in 11/20 8:59:01: held repeated 11/20, now in
			= 11/20 8:58-? 1+0`},
		{"in, out and in again within a minute are three", `
			in 11/20 9:00:00: recorded 11/20, now in
			out 11/20 9:00:20: recorded 11/20, now out
			in 11/20 9:00:40: recorded 11/20, now in
			= 11/20 9:00-9:00 9:00-? 0+0`},
		{"a repeat of what was taken back is a new punch", `
			in 11/20 9:00:00: recorded 11/20, now in
			undo #1 11/20 9:00:20: restored 0, now out
			in 11/20 9:00:40: recorded 11/20, now in
			= 11/20 9:00-? 0+0`},
	}, nil)
}

func TestUndo(t *testing.T) {
	run(t, []scripted{
		{"an out taken back opens the shift again", `
			in 11/20 9:00: recorded 11/20, now in
			out 11/20 17:00: recorded 11/20, now out
			undo #2 11/20 17:15: restored 0, now in
			= 11/20 9:00-? 435+0 break 60`},
		{"a minute later it is a correction", `
			in 11/20 9:00: recorded 11/20, now in
			undo #1 11/20 9:15:01: expired
			= 11/20 9:00-? 15+0`},
		{"what it replaced counts again", `
			in 11/20 9:00: recorded 11/20, now in
			out 11/20 15:00: recorded 11/20, now out
			out 11/20 18:00: recorded 11/20 instead of 15:00, now out
			undo #3 11/20 18:01: restored 1, now out
			= 11/20 9:00-15:00 300+0 break 60`},
		{"an in by mistake, then the out it should have been", `
			in 11/20 22:00: recorded 11/20, now in
			in 11/21 6:00: recorded 11/21 forgotten 11/20, now in
			undo #2 11/21 6:01: restored 0, now in
			out 11/21 6:01: recorded 11/20, now out
			= 11/20 22:00-30:01 481+1`},
		{"twice is once", `
			in 11/20 9:00: recorded 11/20, now in
			undo #1 11/20 9:01: restored 0, now out
			undo #1 11/20 11:00: restored 0, now out`},
	}, nil)
}
