package main

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/export/timesheet"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// desk gathers what a timesheet says besides the month itself.
type desk struct {
	*app
	people   *roster
	now      time.Time
	asked    *corrections
	names    map[domain.ID]string // of those who locked
	patterns map[domain.ID]string
}

// sheet is a person's month with everything that is printed of it.
func (d desk) sheet(ctx context.Context, who *export.Person, m worktime.Aggregate) (timesheet.Sheet, error) {
	tenant := d.people.tenant
	s := timesheet.Sheet{Company: tenant.Name, Zone: tenant.Zone(), Holidays: tenant.Holidays, Person: within(who, m), Month: m, Printed: d.now}
	var err error
	if s.Punches, err = d.store.Book().Punches(ctx, tenant.ID, who.Employee.ID, m.Period.From, m.Period.To); err != nil {
		return s, err
	}
	if s.Pattern, err = d.pattern(ctx, who.Employee, m); err != nil {
		return s, err
	}
	if s.Locked, err = d.locked(ctx, who, m); err != nil {
		return s, err
	}
	s.Requests = d.requests(who.Employee.ID)
	limits, ok, err := d.punches.Agreement(ctx, tenant.ID, who.Employee.ID, m, d.now)
	if ok {
		s.Agreement = &limits
	}
	return s, err
}

// requests are the newest ones about a person's days.
func (d desk) requests(employee domain.ID) map[calendar.Date]timesheet.Request {
	all := map[calendar.Date]timesheet.Request{}
	for date, r := range d.asked.newest[employee] {
		one := timesheet.Request{Number: r.Number, State: r.State, By: d.asked.names[r.DecidedBy]}
		if r.DecidedAt != nil {
			one.At = *r.DecidedAt
		}
		all[date] = one
	}
	return all
}

// pattern names the work patterns of the period, in the order they were in force.
func (d desk) pattern(ctx context.Context, e org.Employee, m worktime.Aggregate) (string, error) {
	var names []string
	for _, day := range m.Days {
		id := e.On(day.Date).WorkPattern
		name, known := d.patterns[id]
		if !known && id != "" {
			p, err := d.store.Patterns().Pattern(ctx, d.people.tenant.ID, id)
			if err != nil {
				return "", err
			}
			name, d.patterns[id] = p.Name, p.Name
		}
		if name != "" && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " → "), nil
}

// locked is who closed the month; nil when it is open, or was closed in another closing group.
func (d desk) locked(ctx context.Context, who *export.Person, m worktime.Aggregate) (*timesheet.Locked, error) {
	rows := d.people.locks[d.people.courses[who.Employee.ID].In(m.Period.Month).ID]
	i := len(rows) - 1
	for ; i >= 0; i-- {
		if rows[i].Employee == "" || rows[i].Employee == who.Employee.ID {
			break
		}
	}
	if m.Locked == 0 || i < 0 || !rows[i].Locked {
		return nil, nil
	}
	name, err := d.name(ctx, rows[i])
	return &timesheet.Locked{By: name, At: rows[i].At, Reason: rows[i].Reason}, err
}

func (d desk) name(ctx context.Context, lock closing.Lock) (string, error) {
	if name, known := d.names[lock.By]; known || lock.By == "" {
		return name, nil
	}
	e, err := d.store.Org().Employee(ctx, lock.Tenant, lock.By)
	d.names[lock.By] = e.Name
	return e.Name, err
}
