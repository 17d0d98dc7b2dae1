package masters

import (
	"errors"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// patterns are the work patterns (勤務時間).
func patterns() section {
	return kind[worktime.Pattern, worktime.Pattern]{
		name: "patterns", columns: []string{"start", "end", "breaks"}, dated: true,
		fresh: worktime.Pattern{Start: 9 * 60, End: 18 * 60, Breaks: []worktime.Span{{From: 12 * 60, To: 13 * 60}}},
		form: desk.Form[worktime.Pattern]{Key: "masters.pattern", Fields: []desk.Field[worktime.Pattern]{
			desk.Text("name", true, func(p *worktime.Pattern) *string { return &p.Name }),
			desk.Code(func(p *worktime.Pattern) *string { return &p.Code }),
			desk.Time("start", company.LatestEnd, func(p *worktime.Pattern) *calendar.Clock { return &p.Start }),
			desk.Time("end", company.LatestEnd, func(p *worktime.Pattern) *calendar.Clock { return &p.End }),
			spans(),
			weekdayHours(),
			desk.MaybeTime("half", company.LatestEnd, func(p *worktime.Pattern) **calendar.Clock { return &p.Half }),
			desk.OnOff("flexible", func(p *worktime.Pattern) *bool { return &p.Flexible }),
			core(),
			desk.MaybeTime("boundary", company.LastOfDay, func(p *worktime.Pattern) **calendar.Clock { return &p.Boundary }),
			desk.Pick("side", desk.Words("masters.pattern.side", worktime.SameDay, worktime.PreviousDay), func(p *worktime.Pattern) *worktime.Side { return &p.Side }),
			desk.Retired(func(p *worktime.Pattern) *bool { return &p.Retired }),
		}},
		code: func(p *worktime.Pattern) *string { return &p.Code }, title: func(p worktime.Pattern) string { return p.Name },
		retired: func(p worktime.Pattern) bool { return p.Retired },
		list:    func(f company.File) []worktime.Pattern { return f.Patterns },
		put:     func(f *company.File, p worktime.Pattern) { f.Patterns = append(f.Patterns, p) },
		stored:  func(m *company.Masters) *[]worktime.Pattern { return &m.Patterns },
		key:     func(p worktime.Pattern) (domain.ID, string) { return p.ID, p.Code },
		since: func(p worktime.Pattern) (dates []string) {
			for _, v := range p.Versions {
				dates = append(dates, string(v.From))
			}
			return dates
		},
		uses: func(e org.Employee) []domain.ID { return []domain.ID{e.WorkPattern} }, by: "pattern",
		check: func(_ company.File, p worktime.Pattern) error {
			return errors.Join(p.Check()...)
		},
	}
}

// span reads two times, 12:00-13:00.
func span(s string) (worktime.Span, error) {
	from, to, ok := strings.Cut(desk.Digits(s), "-")
	start, err := desk.Clock(strings.TrimSpace(from), company.LatestEnd)
	end, other := desk.Clock(strings.TrimSpace(to), company.LatestEnd)
	if !ok || err != nil || other != nil {
		return worktime.Span{}, domain.Refuse(domain.Invalid, "why", "span")
	}
	return worktime.Span{From: start, To: end}, nil
}

func spelled(s worktime.Span) string { return s.From.String() + "-" + s.To.String() }

// spans are the breaks, a line each.
func spans() desk.Field[worktime.Pattern] {
	return desk.Field[worktime.Pattern]{Name: "breaks", Input: ui.Field{Rows: 3},
		Get: func(p worktime.Pattern) (lines []string) {
			for _, b := range p.Breaks {
				lines = append(lines, spelled(b))
			}
			return lines
		},
		Set: func(p *worktime.Pattern, values []string) error {
			p.Breaks = nil
			for _, line := range desk.Lines(values) {
				b, err := span(line)
				if err != nil {
					return err
				}
				p.Breaks = append(p.Breaks, b)
			}
			return nil
		}}
}

// core is the time everybody is there with flexible hours (コアタイム).
func core() desk.Field[worktime.Pattern] {
	return desk.Field[worktime.Pattern]{Name: "core", Input: ui.Field{Max: 20},
		Get: func(p worktime.Pattern) []string {
			if p.Core == nil {
				return nil
			}
			return []string{spelled(*p.Core)}
		},
		Set: func(p *worktime.Pattern, values []string) error {
			if p.Core = nil; len(desk.Lines(values)) == 0 {
				return nil
			}
			s, err := span(values[0])
			p.Core = &s
			return err
		}}
}
