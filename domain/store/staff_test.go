package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

const staffHeader = "社員コード,姓,名,せい,めい,所属コード,締日グループ,就業時間帯,入社日,ログインID,ICカードIDm\n"

// planted are the mistakes of a list: of a person's line, the same line with a fault.
var planted = []struct {
	why  staff.Why
	line func(cells []string, i int)
}{
	{staff.Unknown, func(c []string, _ int) { c[5] = "nowhere" }},
	{staff.Unknown, func(c []string, _ int) { c[6] = "5日締め" }},
	{staff.NoDate, func(c []string, _ int) { c[8] = "2026-02-30" }},
	{staff.NoCode, func(c []string, _ int) { c[9] = "two words" }},
	{staff.Taken, func(c []string, _ int) { c[9] = "login00000" }},
	{staff.Taken, func(c []string, _ int) { c[10] = "CARD00001" }},
	{staff.Zeros, func(c []string, _ int) { c[0] = "1" }},
	{staff.Repeated, func(c []string, _ int) { c[0] = "c00002" }},
	{staff.NoText, func(c []string, _ int) { c[1] = strings.Repeat("長", 101) }},
	{staff.Required, func(c []string, _ int) { c[1] = "(空)" }},
}

// tenThousand is a list of ten thousand people: 9,000 whom the company has, 4,000 of them with another name, and 1,000
// new ones; 200 lines are wrong. fault is why a line is.
func tenThousand() (list string, fault map[int]staff.Why) {
	var b strings.Builder
	b.WriteString(staffHeader)
	fault = map[int]staff.Why{}
	for i := range 10_000 {
		cells := personLine(i)
		if i%9 < 4 {
			cells[2] = "改"
		}
		if i >= 50 && i%50 == 0 || i == 9_999 {
			p := planted[len(fault)%len(planted)]
			p.line(cells, i)
			fault[i+2] = p.why
		}
		b.WriteString(strings.Join(cells, ",") + "\n")
	}
	return b.String(), fault
}

func personLine(i int) []string {
	return []string{fmt.Sprintf("c%05d", i), "田中", fmt.Sprint("太郎", i), "たなか", "たろう", "sales", "end", "std", "2026-04-01", fmt.Sprintf("login%05d", i), fmt.Sprintf("CARD%05d", i)}
}

// A list of ten thousand people with two hundred mistakes names each of them, does nothing until it is told to leave
// them out, and then does everything else.
func TestListOfTenThousandPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a, b := twins(t, s)
		ids := 0
		tools := company.Tools{Now: noon, Actor: domain.Actor{Door: domain.CLI}, Reason: "入社",
			NewID: func() domain.ID { ids++; return domain.ID(fmt.Sprintf("staff-%06d", ids)) }}
		look := func(list string, o staff.Options) staff.Prospect {
			t.Helper()
			table, err := staff.Read(strings.NewReader(list), "staff.csv", nil)
			if err != nil {
				t.Fatal(err)
			}
			p, err := staff.Look(ctx, s.Masters(), a.Tenant.Code, table, o, tools)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		var first strings.Builder
		first.WriteString(staffHeader + "0001,鈴木,,すずき,,sales,end,std,,,\n")
		for i := range 9_000 {
			first.WriteString(strings.Join(personLine(i), ",") + "\n")
		}
		if err := look(first.String(), staff.Options{}).Apply(ctx, s.Masters()); err != nil {
			t.Fatal(err)
		}
		before, err := s.Masters().Masters(ctx, a.Tenant.Code)
		if err != nil || len(before.Employees) != 9_003 {
			t.Fatalf("%d people, %v", len(before.Employees), err)
		}

		list, fault := tenThousand()
		p := look(list, staff.Options{})
		checkPlanted(t, p.Report, fault)
		if err := p.Apply(ctx, s.Masters()); !domain.Is(err, domain.Invalid) {
			t.Fatalf("a list with mistakes was taken: %v", err)
		}
		if m, err := s.Masters().Masters(ctx, a.Tenant.Code); err != nil || m.Tenant.Revision != before.Tenant.Revision {
			t.Fatalf("a refused list has written: %v", err)
		}
		if err := look(list, staff.Options{OnlyGood: true}).Apply(ctx, s.Masters()); err != nil {
			t.Fatal(err)
		}
		checkPeople(t, s, a.Tenant.Code, fault)
		again := look(list, staff.Options{OnlyGood: true})
		if again.Count(staff.Unchanged) != 9_800 || again.Count(staff.Wrong) != 200 {
			t.Errorf("again: %d unchanged, %d wrong", again.Count(staff.Unchanged), again.Count(staff.Wrong))
		}
		if got, err := s.Masters().Masters(ctx, b.Tenant.Code); err != nil || len(got.Employees) != len(b.Employees) {
			t.Errorf("the other company has %d people: %v", len(got.Employees), err)
		}
		deeds := 0
		err = s.Audit().Each(ctx, audit.Query{Tenant: a.Tenant.ID}, func(r audit.Row) error {
			if r.Act == audit.Masters && strings.Contains(r.Why, "入社 (staff.csv, sha256 ") {
				deeds++
			}
			return nil
		})
		if want := 9_001 + p.Count(staff.New) + p.Count(staff.Changed); err != nil || deeds != want {
			t.Errorf("%d deeds, %v; want %d", deeds, err, want)
		}
	})
}

func checkPlanted(t *testing.T, r staff.Report, fault map[int]staff.Why) {
	t.Helper()
	if len(r.Lines) != 10_000 || r.Count(staff.Wrong) != 200 || len(fault) != 200 {
		t.Fatalf("%d lines, %d wrong, %d planted", len(r.Lines), r.Count(staff.Wrong), len(fault))
	}
	for _, l := range r.Lines {
		if why := fault[l.Number]; why == "" && l.State == staff.Wrong || why != "" && (len(l.Faults) == 0 || l.Faults[0].Why != why) {
			t.Fatalf("line %d is %s with %v; want %q", l.Number, l.State, l.Faults, why)
		}
	}
}

func checkPeople(t *testing.T, s *store.Store, code string, fault map[int]staff.Why) {
	t.Helper()
	m, err := s.Masters().Masters(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, e := range m.Employees {
		names[e.Code] = e.Name
	}
	for i := range 10_000 {
		cells := personLine(i)
		want := "田中 " + cells[2]
		switch wrong := fault[i+2] != ""; {
		case wrong && i >= 9_000:
			want = ""
		case !wrong && i%9 < 4:
			want = "田中 改"
		}
		if names[cells[0]] != want {
			t.Fatalf("%s is %q, want %q", cells[0], names[cells[0]], want)
		}
	}
}
