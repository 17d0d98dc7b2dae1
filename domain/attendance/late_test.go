package attendance

import "testing"

func TestLateDelivery(t *testing.T) {
	run(t, []scripted{
		{"yesterday's evening comes after this morning", `
			in 11/19 9:00: recorded 11/19, now in
			in 11/20 9:00: recorded 11/20 forgotten 11/19, now in
			out 11/19 18:00 heard 11/20 9:05: recorded 11/19, now in
			= 11/19 9:00-18:00 480+0 break 60
			= 11/20 9:00-? 5+0`},
		{"an out before its in", `
			out 11/20 18:00: recorded 11/20, now out
			in 11/20 9:00 heard 11/20 18:05: recorded 11/20, now out
			= 11/20 9:00-18:00 480+0 break 60`},
		{"a night's out before its in", `
			out 11/21 6:00: recorded 11/21, now out
			in 11/20 22:00 heard 11/21 6:05: recorded 11/20, now out
			= 11/20 22:00-30:00 480+0`},
		{"a night's out before its in, over the end of the month", `
			out 12/1 6:00: recorded 12/1, now out
			in 11/30 22:00 heard 12/1 6:05: recorded 11/30, now out
			= 11/30 22:00-30:00 480+0`},
		{"an earlier in takes the place of the one that counted", `
			in 11/20 9:10: recorded 11/20, now in
			in 11/20 8:58 heard 11/20 9:15: recorded 11/20 instead of 9:10, now in
			out 11/20 18:00: recorded 11/20, now out
			= 11/20 8:58-18:00 482+2 break 60`},
		{"an earlier out is kept behind the later one", `
			in 11/20 9:00: recorded 11/20, now in
			out 11/20 18:00: recorded 11/20, now out
			out 11/20 17:00 heard 11/20 18:05: recorded superseded 11/20, now out
			= 11/20 9:00-18:00 480+0 break 60`},
		{"a break's end before its start", `
			in 11/20 9:00: recorded 11/20, now in
			break_end 11/20 12:40: held not_open 11/20, now in
			break_start 11/20 12:00 heard 11/20 12:45: recorded 11/20, now in
			= 11/20 9:00-? 185+0 break 40`},
		{"a clock that is ahead by no more than MaxSkew is believed", `
			in 11/20 9:05 heard 11/20 9:00: recorded 11/20, now in
			= 11/20 9:05-? 0+0`},
		{"one that is ahead by more is kept and explained", `
			in 11/20 9:05:01 heard 11/20 9:00: held ahead 11/20, now out
			= 11/20 0+0 held`},
	}, nil)
}

func TestLockedMonth(t *testing.T) {
	run(t, []scripted{
		{"a late punch is kept and flagged", `
			in 10/30 9:00: recorded 10/30, now in
			lock 2026-10: locked
			out 10/30 18:00 heard 11/2 9:00: held locked 10/30, now out
			= 10/30 9:00-? 0+0 missing_out held`},
		{"the out of a night that began in the locked month is of that month", `
			in 10/31 22:00: recorded 10/31, now in
			lock 2026-10: locked
			out 11/1 6:00: held locked 10/31, now in
			= 10/31 22:00-? 480+0 held`},
		{"an in of the next month does not cut a night of the locked one in two", `
			in 10/31 22:00: recorded 10/31, now in
			break_start 11/1 5:10: recorded 10/31, now break
			break_end 11/1 5:40: recorded 10/31, now in
			out 11/1 7:00: recorded 10/31, now out
			lock 2026-10: locked
			in 11/1 5:30 heard 11/1 8:00: held locked 11/1, now out
			= 10/31 22:00-31:00 510+0 break 30
			= 11/1 0+0 held`},
		{"nor does an undo give it an out", `
			in 10/31 22:00: recorded 10/31, now in
			in 11/1 5:30: recorded 11/1 forgotten 10/31, now in
			out 11/1 7:00: recorded 11/1, now out
			lock 2026-10: locked
			undo #2 11/1 5:40: locked
			undo #3 11/1 7:10: restored 0, now in
			= 10/31 22:00-? 0+0 missing_out
			= 11/1 5:30-? 100+0`},
		{"nothing of it is taken back", `
			in 10/31 22:00: recorded 10/31, now in
			lock 2026-10: locked
			undo #1 10/31 22:05: locked
			= 10/31 22:00-? 5+0`},
		{"and nobody is asked about it", `
			in 10/30 9:00: recorded 10/30, now in
			lock 2026-10: locked
			in 11/2 9:00: recorded 11/2, now in
			= 10/30 9:00-? 0+0 missing_out
			= 11/2 9:00-? 0+0`},
	}, nil)
}
