package export

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	tokyo = org.Tenant{Timezone: "Asia/Tokyo"}.Zone()
	april = Span{Month: "2026-04", From: "2026-04-01", To: "2026-04-30"}
	sales = org.Department{Code: "sales", Name: "営業部"}
)

// somebody are people whose names and codes a file has to survive.
var somebody = []*Person{
	{Employee: org.Employee{Code: "0001", Name: "田中 太郎", Kana: "たなか たろう"}, Department: sales, GroupCode: "end", Group: "末日締め", Span: april},
	{Employee: org.Employee{Code: "12", PayrollCode: "0012", Name: "髙﨑　か\u3099ん〜"}, Department: org.Department{Code: "a,b", Name: "\"第一\"、製造"}, Span: april},
	{Employee: org.Employee{Code: "=1+1", Name: "@SUM(1) 𠮷野"}, Department: org.Department{Code: "-x", Name: "+営業\n部"}, Span: april},
}

// worked are their months: an ordinary one, nothing at all, and one whose night and holiday classes overlap.
var worked = []worktime.Totals{
	{
		Figures: worktime.Figures{Worked: 10110, ScheduledWorked: 9600, WithinOT: 0, OT: 542, Night: 32, NightOT: 32, LegalHoliday: 162, Late: 42, Break: 1200,
			Scheduled: 10080, Covered: 840, HourlyLeave: 120},
		Counts: worktime.Counts{DaysWorked: 20, LateCount: 1, DaysWorkedStatutory: 1, DaysScheduled: 21, DaysAttended: 39, DaysPaidLeave: 3, DaysSpecial: 2},
	},
	{},
	{
		Figures: worktime.Figures{Worked: 13275, ScheduledWorked: 9600, WithinOT: 75, OT: 3630, OTOver60: 30, Night: 600, NightOT: 480, LegalHoliday: 495,
			PrescribedHoliday: 480, EarlyLeave: 61, Outing: 59, Shortage: 1, NightScheduled: 60, NightOTOver60: 29, NightLegalHoliday: 60, NightPrescribed: 90},
		Counts: worktime.Counts{DaysWorked: 26, DaysAbsent: 1, EarlyLeaveCount: 2, Problems: 1, DaysWorkedPrescribed: 1, DaysWorkedStatutory: 1},
	},
}

// sample are the rows a layout is shown with.
func sample(g Grain) []Row {
	var rows []Row
	for i, p := range somebody {
		switch g {
		case PerEmployee:
			rows = append(rows, &MonthRow{Person: p, Totals: worked[i], Version: 2 * (i % 2), Digest: strings.Repeat("d1", 32*(i%2))})
		case PerDay:
			rows = append(rows, &DayRow{Person: p, Day: someDay(i), Version: i % 2, Zone: tokyo, Punches: []worktime.Punch{late},
				Request: []string{"approved", "pending", ""}[i]})
		case PerPunch:
			for _, punch := range somePunches(i) {
				row := &PunchRow{Person: p, Punch: punch, Zone: tokyo}
				if punch.Source == domain.Correction {
					row.Correction = &Correction{Before: late.At, By: "佐藤 花子", Reason: "打刻間違い =1"}
				}
				rows = append(rows, row)
				if row.Correction != nil {
					rows = append(rows, &PunchRow{Person: p, Punch: late, Zone: tokyo, Corrected: true})
				}
			}
		}
	}
	return rows
}

// late is the in that the first person's was corrected from.
var late = worktime.Punch{ID: "id-0", Kind: worktime.In, At: april.From.At(9*60+12, tokyo).UTC(), Date: april.From, Source: domain.LINE, State: worktime.Superseded}

func somePunches(i int) []worktime.Punch {
	at := func(h, m int) time.Time { return april.From.At(h*60+m, tokyo).UTC() }
	p := func(kind worktime.Kind, when time.Time, seq string) worktime.Punch {
		return worktime.Punch{ID: domain.ID("id-" + seq), Kind: kind, At: when, ReceivedAt: when.Add(time.Second), Date: april.From,
			Source: domain.LINE, SourceRef: "ref-" + seq, Message: "m" + seq, State: worktime.Effective, Receipt: "R" + seq}
	}
	list := []worktime.Punch{p(worktime.In, at(8, 58), "1"), p(worktime.BreakStart, at(12, 0), "2"), p(worktime.BreakEnd, at(12, 45), "3"),
		p(worktime.Leave, at(15, 0), "4"), p(worktime.Return, at(15, 30), "5"), p(worktime.Out, at(25, 30), "6")}
	switch i {
	case 0:
		list[0].Source, list[0].SourceRef, list[0].Supersedes = domain.Correction, "request/1", late.ID
	case 1:
		list = list[:1]
		list[0].Mark, list[0].State, list[0].Hold = worktime.Direct, worktime.Held, worktime.LockedMonth
	case 2:
		list = nil
	}
	return list
}

func someDay(i int) worktime.Day {
	d := worktime.Day{Date: april.From, Kind: []worktime.DayKind{worktime.WorkDay, worktime.Prescribed, worktime.Statutory}[i]}
	list := somePunches(i)
	switch i {
	case 0:
		d.In, d.Out, d.Figures = &list[0], &list[5], worked[0].Figures
		d.Shifts = []worktime.Shift{{Date: d.Date, In: d.In, Inside: list[1:5], Out: d.Out}}
		d.Reasons, d.Note = []worktime.Taken{{Code: "104", Name: "時間有休", Unit: worktime.ByHour, Minutes: 120}, {Code: "x"}}, "=通院"
	case 1:
		d.In, d.Problems = &list[0], []worktime.Problem{worktime.MissingOut, worktime.HeldPunch}
	}
	return d
}

// TestGolden compares every preset byte by byte with what it has always written.
func TestGolden(t *testing.T) {
	all, err := Presets()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		t.Run(l.Name, func(t *testing.T) {
			got, _ := written(t, l, nil, sample(l.Rows)...)
			name := filepath.Join("testdata", "golden", l.Name+".csv")
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what %s has:\n%s\n%x", l.Name, name, got, got)
			}
		})
	}
}

// TestGoldenHasNoStrangers keeps the folder to the layouts there are.
func TestGoldenHasNoStrangers(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Presets()
	if err != nil || len(files) != len(all) {
		t.Errorf("%d files for %d layouts, %v", len(files), len(all), err)
	}
}

// written is the file a layout makes of rows.
func written(t *testing.T, l *Layout, earlier *Earlier, rows ...Row) ([]byte, Report) {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, l, earlier)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	report, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}
