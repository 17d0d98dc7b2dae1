package reminder

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/worktime"
)

// office is a company whose people and records are given.
type office struct {
	people []org.Employee
	month  worktime.Aggregate
	load   worktime.Agreement
	sees   map[domain.ID]bool // who sees everybody
}

func (o office) Employee(context.Context, domain.ID, domain.ID) (org.Employee, error) {
	return o.people[0], nil
}
func (o office) Employees(context.Context, domain.ID) ([]org.Employee, error) { return o.people, nil }
func (o office) Watch(context.Context, domain.ID, domain.ID, time.Time, int) (attendance.Watch, error) {
	return attendance.Watch{}, nil
}
func (o office) Month(context.Context, domain.ID, domain.ID, calendar.Month, time.Time) (worktime.Aggregate, error) {
	return o.month, nil
}
func (o office) Agreement(context.Context, domain.ID, domain.ID, worktime.Aggregate, time.Time) (worktime.Agreement, bool, error) {
	return o.load, true, nil
}
func (o office) Sees(_ context.Context, a domain.Actor, _ domain.ID) (bool, error) {
	return o.sees[a.Employee], nil
}
func (o office) Tell(context.Context, Notice) ([]outbox.Item, error) {
	return []outbox.Item{{ID: "x"}}, nil
}

// TestOvertime is who hears of which step, once, and which are passed in silence.
func TestOvertime(t *testing.T) {
	jst := tokyo(t)
	person := func(id domain.ID, role domain.Role) org.Employee {
		return org.Employee{ID: id, Role: role, Active: true}
	}
	me, boss, other, admin := person(who, domain.Employee), person("boss", domain.Manager), person("other", domain.Manager), person("admin", domain.Admin)
	for _, c := range []struct {
		name   string
		hours  int
		broken []worktime.Breach
		known  string // steps said before
		people []org.Employee
		want   string // of each: who, step, and its state when it is not told
	}{
		{"below the first step", 29, nil, "", nil, ""},
		{"the first step", 30, nil, "", []org.Employee{me, boss, other, admin}, who0 + " 30:00, boss 30:00"},
		{"said before", 31, nil, "30:00", []org.Employee{me, boss}, ""},
		{"several at once: the highest is said", 47, nil, "", []org.Employee{me, boss}, who0 + " 45:00, boss 45:00, " + who0 + " 40:00 passed, " + who0 + " 30:00 passed"},
		{"a correction took hours back and they came again", 46, nil, "45:00", []org.Employee{me, boss}, who0 + " 40:00 passed, " + who0 + " 30:00 passed"},
		{"a broken limit", 50, []worktime.Breach{worktime.OverMonth}, "30:00 40:00 45:00", []org.Employee{me, boss}, who0 + " month45, boss month45"},
		{"nobody is his manager: the administrators", 30, nil, "", []org.Employee{me, other, admin}, who0 + " 30:00, admin 30:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := office{people: c.people, sees: map[domain.ID]bool{"boss": true}, load: worktime.Agreement{Load: worktime.Load{OT: c.hours * 60}, Fresh: c.broken}}
			n := 0
			s := &Service{People: o, Records: o, Sight: o, Teller: o, Logger: slog.New(slog.DiscardHandler), NewID: func() domain.ID { n++; return domain.ID(rune('a' + n)) }}
			p, _ := planOf(org.Tenant{Timezone: "Asia/Tokyo"}, time.Time{})
			l := &look{Service: s, plan: p, to: days(jst, friday, "9:00", "18:00").at(friday, "10:30")}
			w := days(jst, friday, "9:00", "18:00").in(thursday, "9:00").w
			w.Group = closing.Calendar("t")
			known := map[Key]bool{}
			for _, step := range strings.Fields(c.known) {
				known[Key{who, Overtime, "2026-11-01", step, ""}] = true
			}
			list, err := l.overtime(t.Context(), w, l.to, known)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range list {
				said := string(m.Employee) + " " + m.Step
				if m.State != Told {
					said += " " + string(m.State)
				}
				if (m.About != "") != (m.Employee != who) || m.Date != "2026-11-01" {
					t.Errorf("%+v", m.Reminder)
				}
				got = append(got, said)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %q\nwant %q", strings.Join(got, ", "), c.want)
			}
		})
	}
}

// Nobody hears of the overtime of somebody whom the agreement does not bound.
func TestOvertimeWithoutBounds(t *testing.T) {
	o := office{load: worktime.Agreement{Load: worktime.Load{OT: 50 * 60}}}
	s := &Service{People: o, Records: o, Sight: o, Teller: o, Logger: slog.New(slog.DiscardHandler), NewID: func() domain.ID { return "a" }}
	p, _ := planOf(org.Tenant{Timezone: "Asia/Tokyo"}, time.Time{})
	l := &look{Service: s, plan: p, to: days(tokyo(t), friday, "9:00", "18:00").at(friday, "10:30")}
	w := days(tokyo(t), friday, "9:00", "18:00").in(thursday, "9:00").w
	w.Group = closing.Calendar("t")
	for name, free := range map[string]org.Employee{"bound": {}, "supervisor": {Supervisor: true}, "outside": {OutsideAgreement: true}} {
		free.ID, free.Active = who, true
		w.Person = free
		list, err := l.overtime(t.Context(), w, l.to, map[Key]bool{})
		if err != nil || (len(list) > 0) != (name == "bound") {
			t.Errorf("%s: %v %v", name, list, err)
		}
	}
}

var who0 = string(who)
