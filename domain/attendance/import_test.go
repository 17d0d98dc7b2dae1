package attendance

import (
	"fmt"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

var operator = domain.Actor{Tenant: "umi", Role: domain.Admin, Door: domain.CLI}

// told is a line of an old list.
type told struct {
	who  domain.ID
	kind worktime.Kind
	when string
	want string
}

func (c *company) imports(lines []told) {
	c.t.Helper()
	for _, l := range lines {
		ref := fmt.Sprint(l.who, l.kind, l.when)
		r, err := c.Import(c.t.Context(), operator, l.who, Command{Kind: l.kind, At: at(l.when), Ref: Ref{ID: ref}})
		got := string(r.Outcome)
		if r.Punch.Hold != worktime.NotHeld {
			got += " " + string(r.Punch.Hold)
		}
		if err != nil {
			got = string(domain.CodeOf(err))
		}
		if got != l.want {
			c.t.Errorf("%s %s %s: %s (%v), want %s", l.who, l.kind, l.when, got, err, l.want)
		}
		if err == nil && r.Punch.Source != domain.Import && r.Outcome != Same {
			c.t.Errorf("%s %s: marked %s", l.kind, l.when, r.Punch.Source)
		}
	}
}

func TestImport(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/19 9:00")
	c.now = at("11/20 9:00")
	c.locked["2026-09"] = true
	lines := []told{
		{"tanaka", worktime.In, "4/1 8:58", "recorded"},
		{"tanaka", worktime.Out, "4/1 18:02", "recorded"},
		{"tanaka", worktime.BreakEnd, "4/2 12:45", "held not_open"},
		{"tanaka", worktime.In, "11/19 9:00", "same"}, // he punched it here
		{"takahashi", worktime.In, "4/1 9:00", "recorded"},
		{"yamada", worktime.In, "4/1 9:00", "recorded"}, // his methods are for punching, not for the past
		{"tanaka", worktime.In, "9/1 9:00", "held locked"},
		{"tanaka", worktime.Out, "11/20 9:01", "invalid"},
		{"nobody", worktime.In, "4/1 9:00", "not_found"},
	}
	c.imports(lines)
	kept := len(c.book.punches)
	for i := range lines {
		switch lines[i].want {
		case "recorded":
			lines[i].want = "same"
		case "held locked", "held not_open":
			lines[i].want = "same" + lines[i].want[len("held"):]
		}
	}
	c.imports(lines)
	if len(c.book.punches) != kept {
		t.Errorf("reading the list again wrote %d punches", len(c.book.punches)-kept)
	}
}

func TestOnlyAdministratorsImport(t *testing.T) {
	c := newCompany(t)
	for _, role := range []domain.Role{domain.Employee, domain.Manager, ""} {
		actor := domain.Actor{Tenant: "umi", Employee: "tanaka", Role: role}
		_, err := c.Import(t.Context(), actor, "tanaka", Command{Kind: worktime.In, At: at("4/1 9:00"), Ref: Ref{ID: "1"}})
		if !domain.Is(err, domain.Forbidden) {
			t.Errorf("%q: %v", role, err)
		}
	}
	if len(c.book.punches) != 0 {
		t.Error("something was written")
	}
}

// TestRehearsal tries a list and then imports it: each line comes out as it was tried, and trying writes nothing.
func TestRehearsal(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "4/3 9:00")
	c.now = at("11/20 9:00")
	lines := []told{
		{"tanaka", worktime.In, "4/1 9:10", "recorded"},
		{"tanaka", worktime.In, "4/1 8:58", "recorded"}, // takes the place of the one before
		{"tanaka", worktime.BreakStart, "4/1 12:00", "recorded"},
		{"tanaka", worktime.BreakEnd, "4/1 12:45", "recorded"},
		{"tanaka", worktime.BreakEnd, "4/1 12:50", "held not_open"},
		{"tanaka", worktime.Out, "4/1 18:00", "recorded"},
		{"tanaka", worktime.Out, "4/1 18:00", "same"},
		{"tanaka", worktime.In, "4/3 8:50", "recorded"},
		{"yamada", worktime.BreakEnd, "4/1 12:45", "held not_open"},
		{"yamada", worktime.In, "4/6 9:00", "recorded"},
		{"yamada", worktime.Out, "4/6 9:00", "recorded"},
		{"yamada", worktime.In, "4/6 9:00", "same"}, // no press seen twice, an out lies between: the same line
	}
	real := c.Book
	c.Book = Rehearse(real)
	c.imports(lines)
	if n := len(c.book.punches); n != 1 || c.book.punches[0].State != worktime.Effective {
		t.Fatalf("trying left %d punches", n)
	}
	c.Book = real
	c.imports(lines)
	if n := len(c.book.punches); n != 11 {
		t.Errorf("%d punches", n)
	}
}
