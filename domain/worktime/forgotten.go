package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Evidence says why a time is proposed for a forgotten out.
type Evidence string

// The kinds of evidence.
const (
	Scheduled Evidence = "schedule" // the end of the work pattern (定時)
	LastPunch Evidence = "punch"    // the last other punch of that day
	LastPost  Evidence = "post"     // when the person last wrote in a chat that day (最後の投稿)
)

// Proposal is a time a forgotten punch may have had.
type Proposal struct {
	At       time.Time
	Evidence Evidence
	Punch    *Punch // the punch that is the evidence
}

// Forgotten is an earlier shift whose out is missing (打刻忘れ).
type Forgotten struct {
	Date      calendar.Date
	In        Punch
	Proposals []Proposal // earliest first; may be empty
	Latest    time.Time  // no out of that shift can be later: the next in, or MaxShift after its in
}

// Forgotten is the latest shift at an instant that lacks its out and is not going on any more; nil when there is none.
// The days answered, about which the person has asked already, are left out.
func (r Rules) Forgotten(seq Sequence, now time.Time, answered ...calendar.Date) *Forgotten {
	for _, s := range slices.Backward(seq.Shifts) {
		if s.In == nil || s.Out != nil || s == seq.Last() && s.Open(now) || slices.Contains(answered, s.Date) {
			continue
		}
		return r.Lacks(s, seq.Ends(s))
	}
	return nil
}

// Lacks tells of a shift without an out what is known of the time it has ended, at latest then.
func (r Rules) Lacks(s *Shift, latest time.Time) *Forgotten {
	return &Forgotten{Date: s.Date, In: *s.In, Latest: latest, Proposals: r.proposals(s, latest)}
}

// Ends is the latest instant at which a shift without an out can have ended.
func (s Sequence) Ends(l *Shift) time.Time {
	latest := l.In.At.Add(MaxShift)
	if i := slices.Index(s.Shifts, l); i+1 < len(s.Shifts) {
		if next := s.Shifts[i+1]; next.In != nil && next.In.At.Before(latest) {
			return next.In.At
		}
	}
	return latest
}

// proposals are the times a shift may have ended, each with its evidence. None is before a punch of that shift:
// somebody who came back from a break at 19:00 did not leave at 18:00.
func (r Rules) proposals(s *Shift, latest time.Time) []Proposal {
	seen := *s.In
	var list []Proposal
	if n := len(s.Inside); n > 0 {
		seen = s.Inside[n-1]
		list = append(list, Proposal{At: seen.At, Evidence: LastPunch, Punch: &s.Inside[n-1]})
	}
	if pattern := r.PatternOn(s.Date); pattern != nil {
		if end := s.Date.At(int(pattern.End), r.Zone); end.After(seen.At) && end.Before(latest) {
			list = append(list, Proposal{At: end, Evidence: Scheduled})
		}
	}
	return list
}
