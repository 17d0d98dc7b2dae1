package worktime

import "slices"

// The steps that come from what is said of a day.
const (
	StepReason    StepCode = "reason"       // Reason is said of the day
	StepCovered   StepCode = "covered"      // a leave or an excuse stands for the schedule from From to To
	StepFilledIn  StepCode = "filled_in"    // nobody punched in: the schedule's From counts
	StepFilledOut StepCode = "filled_out"   // nobody punched out: the schedule's To counts
	StepFrame     StepCode = "beyond_frame" // overtime, because the frame of flexible hours is full
)

// said are the reasons of the day and what they do to it.
func (d Day) said() []Step {
	var steps []Step
	for _, t := range d.Reasons {
		steps = append(steps, Step{Code: StepReason, Reason: &t, Minutes: t.Minutes})
	}
	for _, c := range d.covers {
		steps = append(steps, Step{Code: StepCovered, From: c.From, To: c.To, Minutes: int(c.To - c.From)})
	}
	if d.work == nil {
		return steps
	}
	begin, end := d.work.ends()
	if slices.Contains(d.work.filled, In) {
		steps = append(steps, Step{Code: StepFilledIn, From: d.at(begin)})
	}
	if slices.Contains(d.work.filled, Out) {
		steps = append(steps, Step{Code: StepFilledOut, To: d.at(end)})
	}
	return steps
}
