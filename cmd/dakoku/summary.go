package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// summaryLine is one person's closing period as the verb prints it. Its names are the contract.
type summaryLine struct {
	Employee  string            `json:"employee"`
	Period    periodPart        `json:"period"`
	Locked    int               `json:"locked_version"`
	Unfrozen  bool              `json:"unfrozen,omitempty"` // the person came into the group after its lock, which froze nothing of his
	Totals    worktime.Totals   `json:"totals"`
	Unrounded *worktime.Figures `json:"unrounded,omitempty"` // where the company rounds its totals: what they were
	Agreement *agreementPart    `json:"agreement,omitempty"` // from thirty hours of overtime and holiday work on
	Days      []dayPart         `json:"days"`
}

// agreementPart is where the month stands with the overtime agreement (36協定), in minutes.
type agreementPart struct {
	OT       int               `json:"ot"`
	Holiday  int               `json:"legal_holiday"`
	Left     int               `json:"left_to_45h"`
	Room     int               `json:"room"`     // left before 100 hours or an average is broken
	Averages map[int]int       `json:"averages"` // of the last 2 to 6 months
	Broken   []worktime.Breach `json:"broken"`
	Year     agreementYear     `json:"year"`
}

// agreementYear is how much of the agreement's year is used, in minutes.
type agreementYear struct {
	From   calendar.Month `json:"from"`
	OT     int            `json:"ot"`
	Left   int            `json:"left_to_360h"`
	Room   int            `json:"left_to_720h"`
	Beyond int            `json:"months_over_45h"`
}

type periodPart struct {
	Label calendar.Month `json:"label"`
	From  calendar.Date  `json:"from"`
	To    calendar.Date  `json:"to"`
}

// dayPart is a day. Its times are on the business date and may pass 24:00; a missing one is empty.
type dayPart struct {
	Date     calendar.Date      `json:"date"`
	Kind     worktime.DayKind   `json:"kind"`
	In       string             `json:"in"`
	Out      string             `json:"out"`
	Reasons  []string           `json:"reasons"`
	Note     string             `json:"note"`
	Problems []worktime.Problem `json:"problems"`
	worktime.Figures
}

func summary(ctx context.Context, c console, args []string) error {
	collectAt(counting)
	var month, employee, format string
	var write func(summaryLine) error
	finish := func() error { return nil }
	declare := func(f *flag.FlagSet) {
		f.StringVar(&month, "month", "", "")
		f.StringVar(&employee, "employee", "", "")
		f.StringVar(&format, "format", "json", "")
	}
	check := func() error {
		if _, err := calendar.ParseMonth(month); err != nil {
			return errUsage{"--month " + err.Error()}
		}
		switch format {
		case "json":
			out := json.NewEncoder(c.out)
			out.SetEscapeHTML(false)
			write = func(l summaryLine) error { return out.Encode(l) }
		case "csv":
			write, finish = summaryCSV(c.out)
		default:
			return errUsage{fmt.Sprintf("--format %q is neither json nor csv", format)}
		}
		return nil
	}
	return forCompany(ctx, "summary", args, declare, []string{"month"}, check, func(a *app, tenant org.Tenant) error {
		if err := a.printSummary(ctx, tenant, employee, calendar.Month(month), format == "json", write); err != nil {
			return err
		}
		return finish()
	})
}

// printSummary prints one line a person, by code; whole with what is more than the totals.
func (a *app) printSummary(ctx context.Context, tenant org.Tenant, employee string, month calendar.Month, whole bool, write func(summaryLine) error) error {
	people, err := a.roster(ctx, tenant, month, employee)
	if err != nil {
		return err
	}
	return a.everybody(ctx, people, whole, func(who *export.Person, m worktime.Aggregate) error {
		line := summaryOf(who.Employee.Code, m, tenant)
		apart := people.courses[who.Employee.ID].In(month).AgreementDay > 0
		if !whole || !apart && !m.Heavy() { // where the agreement's months are others, a light period may hold the end of a heavy one
			return write(line)
		}
		limits, ok, err := a.punches.Agreement(ctx, tenant.ID, who.Employee.ID, m, a.clock())
		if err != nil {
			return err
		}
		if ok {
			broken := append([]worktime.Breach{}, limits.Broken...)
			line.Agreement = &agreementPart{limits.OT, limits.Holiday, limits.Ordinary, limits.Room, limits.Averages, broken,
				agreementYear{limits.Year.From, limits.Year.OT, limits.Year.Ordinary, limits.Year.Special, limits.Year.Beyond}}
		}
		return write(line)
	})
}

func summaryOf(code string, a worktime.Aggregate, tenant org.Tenant) summaryLine {
	l := summaryLine{
		Employee: code, Period: periodPart{a.Period.Month, a.Period.From, a.Period.To}, Locked: a.Locked, Unfrozen: a.Unfrozen(), Totals: a.Totals,
	}
	if a.Exact != a.Totals.Figures {
		l.Unrounded = &a.Exact
	}
	clock := func(p *worktime.Punch, d calendar.Date) string {
		if p == nil {
			return ""
		}
		c := calendar.ClockOn(p.At, d, tenant.Zone())
		if c < 0 { // on the evening before, of a day that begins there
			return fmt.Sprintf("-%02d:%02d", -c/60, -c%60)
		}
		return fmt.Sprintf("%02d:%02d", c/60, c%60)
	}
	for _, d := range a.Days {
		reasons, note := d.Said()
		l.Days = append(l.Days, dayPart{
			Date: d.Date, Kind: d.Kind, In: clock(d.In, d.Date), Out: clock(d.Out, d.Date), Reasons: append([]string{}, reasons...), Note: note,
			Problems: append([]worktime.Problem{}, d.Problems...), Figures: d.Figures,
		})
	}
	return l
}

func summaryCSV(w io.Writer) (write func(summaryLine) error, finish func() error) {
	out := csv.NewWriter(w)
	names := append(append([]string{}, worktime.Fields...), worktime.CountFields...)
	first := true
	write = func(l summaryLine) error {
		if first {
			first = false
			if err := out.Write(append([]string{"employee", "month", "from", "to", "locked_version"}, names...)); err != nil {
				return err
			}
		}
		row := []string{export.Harmless(l.Employee), string(l.Period.Label), string(l.Period.From), string(l.Period.To), strconv.Itoa(l.Locked)}
		for _, name := range names {
			n, ok := l.Totals.Value(name)
			if !ok {
				return domain.Errorf(domain.Invalid, "there is no figure %q", name)
			}
			cell := strconv.Itoa(n)
			if worktime.InHalves(name) {
				cell = worktime.Halves(n).String()
			}
			row = append(row, cell)
		}
		return out.Write(row)
	}
	finish = func() error {
		out.Flush()
		return out.Error()
	}
	return write, finish
}
