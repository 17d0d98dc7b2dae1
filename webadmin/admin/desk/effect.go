package desk

import (
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Effect is what a change of masters does to months that are not locked (変更の影響).
type Effect struct {
	Concerned int               // people whose rules become others
	Looked    int               // of them, whose months were counted anew: at most mostLooked
	People    int               // of those, whose months come out differently
	Months    int               // so many months
	Totals    map[string][2]int // figures of these months by worktime.Fields, before and after, in minutes
}

// mostLooked is how many people's months a page counts anew: as many as somebody waits for.
const mostLooked = 200

// Effect foresees what a change does to everybody's open months.
func (d *Desk) Effect(v *shell.Visit, p company.Prospect) (Effect, error) {
	e := Effect{Totals: map[string][2]int{}}
	was, will := settings(p.Before), settings(p.After)
	after := map[domain.ID]org.Employee{}
	for _, x := range p.After.Employees {
		after[x.ID] = x
	}
	for _, x := range p.Before.Employees {
		if !x.Active || was.Alike(will, x, after[x.ID]) {
			continue
		}
		if e.Concerned++; e.Looked == mostLooked {
			continue
		}
		e.Looked++
		list, err := d.Months.Foresee(v.Request().Context(), was, will, x, after[x.ID], d.Now())
		if err != nil {
			return e, err
		}
		if len(list) > 0 {
			e.People++
		}
		for _, month := range list {
			e.add(month)
		}
	}
	return e, nil
}

func (e *Effect) add(f attendance.Foreseen) {
	e.Months++
	for _, x := range f.Differences {
		if x.Date == "" {
			sum := e.Totals[x.Field]
			e.Totals[x.Field] = [2]int{sum[0] + x.Locked, sum[1] + x.Now}
		}
	}
}

// told are the figures a sentence names; the others follow from them.
var told = []string{"worked", "ot", "night", "legal_holiday", "prescribed_holiday", "late", "early_leave", "break"}

// Lines say it, a sentence each.
func (e Effect) Lines(v *shell.Visit) []string {
	if e.Concerned == 0 {
		return []string{v.T("admin.desk.effect.nobody")}
	}
	lines := []string{v.T("admin.desk.effect.none", "people", strconv.Itoa(e.Concerned))}
	if e.Months > 0 {
		lines[0] = v.T("admin.desk.effect.some", "concerned", e.Concerned, "people", e.People, "months", e.Months)
	}
	if e.Looked < e.Concerned {
		lines = append(lines, v.T("admin.desk.effect.part", "looked", e.Looked, "people", e.Concerned))
	}
	for _, field := range told {
		if sum := e.Totals[field]; sum[0] != sum[1] {
			lines = append(lines, v.T("admin.desk.effect.figure", "figure", v.T("why.figure."+field), "before", locale.Duration(sum[0]), "after", locale.Duration(sum[1])))
		}
	}
	return append(lines, v.T("admin.desk.effect.locked"))
}

func settings(m company.Masters) attendance.Settings {
	return attendance.Settings{Tenant: m.Tenant, Patterns: m.Patterns, Groups: m.Groups}
}
