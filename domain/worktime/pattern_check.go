package worktime

import (
	"errors"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Check tells what of a pattern's times does not go together, an Invalid for each: Args field (as the company file calls
// it), why, and the times.
func (p Pattern) Check() []error {
	var all []error
	wrong := func(field, why, format string, times ...calendar.Clock) {
		args, said := []any{"field", field, "why", why}, make([]any, len(times))
		for i, t := range times {
			said[i] = t
			args = append(args, []string{"from", "to", "start", "end"}[i], t.String())
		}
		e := domain.Refuse(domain.Invalid, args...)
		e.Text = domain.Errorf(domain.Invalid, format, said...).Text
		all = append(all, e)
	}
	if p.End <= p.Start {
		wrong("end", "before_start", "ends at %s, which is not after its start %s; past midnight is written 25:30", p.End, p.Start)
		return append(all, p.sense()...)
	}
	if p.End-p.Start > midnight {
		wrong("end", "too_long", "is longer than 24 hours")
	}
	last := p.Start
	sorted := slices.Clone(p.Breaks)
	slices.SortFunc(sorted, func(a, b Span) int { return int(a.From - b.From) })
	for _, b := range sorted {
		switch {
		case b.To <= b.From:
			wrong("breaks", "break_backwards", "the break %s-%s ends before it starts; past midnight is written 25:30", b.From, b.To)
		case b.From < p.Start || b.To > p.End:
			wrong("breaks", "break_outside", "the break %s-%s is outside %s-%s", b.From, b.To, p.Start, p.End)
		case b.From < last:
			wrong("breaks", "break_overlaps", "the break %s-%s overlaps another", b.From, b.To)
		}
		last = b.To
	}
	return append(all, p.sense()...)
}

// refuse is an Invalid about a field of a pattern.
func refuse(field, why, text string) error {
	e := domain.Refuse(domain.Invalid, "field", field, "why", why)
	e.Text = text
	return e
}

// ofWeekdays is what is wrong with hours, as said of those of some weekdays.
func ofWeekdays(days []string, err error) error {
	var e *domain.Error
	if errors.As(err, &e) {
		e.Args["field"], e.Text = "weekdays", "weekdays "+strings.Join(days, ", ")+": "+e.Text
	}
	return err
}

// sense tells what goes together in a pattern besides its hours.
func (p Pattern) sense() []error {
	all := p.checkWeekdays()
	switch {
	case p.Side == PreviousDay && p.Boundary == nil:
		all = append(all, refuse("boundary", "side_alone", "boundary_side needs a boundary of the pattern's own"))
	case p.Core != nil && !p.Flexible:
		all = append(all, refuse("core", "core_alone", "core is of flexible hours: flexible: on"))
	case p.Core != nil && (p.Core.From < p.Start || p.Core.To <= p.Core.From || p.End < p.Core.To):
		all = append(all, refuse("core", "core_outside", "the core "+p.Core.From.String()+"-"+p.Core.To.String()+" is not inside "+p.Start.String()+"-"+p.End.String()))
	case p.Half != nil && (*p.Half <= p.Start || p.End <= *p.Half):
		all = append(all, refuse("half", "half_outside", "half "+p.Half.String()+" is not inside "+p.Start.String()+"-"+p.End.String()))
	}
	return all
}
