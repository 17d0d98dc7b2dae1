package portal

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Timesheet is a closing period day by day (勤務表): what was recorded, what it was before, and what it adds up to.
type Timesheet struct {
	ui.Page
	Period     string
	State      ui.Badge
	Digest     string
	Prev, Next string
	Days       []SheetDay
	Columns    []string // the names of the figures
	Totals     []Figure
	Counts     []string
	Agreement  []string
	PDF        string
	CSV        string
	Print      string
}

// SheetDay is one day of it.
type SheetDay struct {
	Date, Path string
	Kind       string
	Off        bool // a holiday
	Today      bool
	Ahead      bool // still to come
	Punches    []SheetPunch
	Figures    []Figure
	Reasons    []string
	Note       string
	Request    ui.Badge // empty: nothing was asked for
	Problems   []string
}

// SheetPunch is a punch that counts, beside what it was before it was corrected.
type SheetPunch struct {
	Kind, Time string
	Was        string // the time before; empty: as it was recorded
	Added      bool   // nobody punched it: a correction did
}

// Figure is one figure and where it is explained.
type Figure struct {
	Name, Value, Path string
}

// shown are the figures a month has room for, in the order of the printed sheet.
var shown = []string{"worked", "scheduled_worked", "break", "within_ot", "ot", "night", "prescribed_holiday", "legal_holiday", "late", "early_leave"}

func (o *Own) timesheet(v *shell.Visit) error {
	asked, err := monthAsked(v)
	if err != nil {
		return err
	}
	ctx, now := v.Request().Context(), o.Now()
	month, err := o.Records.Month(ctx, v.Tenant.ID, v.Person.ID, asked, now)
	if err != nil {
		return err
	}
	punches, err := o.Book.Punches(ctx, v.Tenant.ID, v.Person.ID, month.Period.From, month.Period.To)
	if err != nil {
		return err
	}
	mine, err := o.Asking.Mine(ctx, v.Actor(door), allMine)
	if err != nil {
		return err
	}
	a, told, err := o.Records.Agreement(ctx, v.Tenant.ID, v.Person.ID, month, now)
	if err != nil {
		return err
	}
	t, here, p := teller(v.Who, v.Lang()), calendar.DateOf(now.In(v.Tenant.Zone())), month.Period
	page := Timesheet{Page: v.Page(v.T("portal.month")), Digest: month.Digest, State: lockState(t, month), Columns: names(t),
		Period: t.T("month.title", "month", t.Month(p.Month), "from", t.Short(p.From), "to", t.Short(p.To)),
		Prev:   to(monthPath, "m", string(p.Month.Add(-1))), Totals: totals(t, month), Counts: counts(t, month.Totals.Counts)}
	page.Wide = true
	if p.To < here {
		page.Next = to(monthPath, "m", string(p.Month.Add(1)))
	}
	page.PDF, page.CSV, page.Print = to(sheetPath+"pdf", "m", string(p.Month)), to(sheetPath+"csv", "m", string(p.Month)), to(sheetPath+"html", "m", string(p.Month))
	then := v.Person.On(p.To)
	if said := t.Bounds(then.Supervisor, then.OutsideAgreement); said != "" {
		page.Agreement = []string{said}
	} else if told {
		page.Agreement = t.Agreement(a)
	}
	known := map[domain.ID]worktime.Punch{}
	for _, x := range punches {
		known[x.ID] = x
	}
	newest := newestOf(mine, v.Person.ID)
	for _, d := range month.Days {
		day := sheetDay(t, d, known, v)
		day.Today, day.Ahead = d.Date == here, d.Date > here
		if r, asked := newest[d.Date]; asked {
			day.Request = requestBadge(t, r.State)
		}
		page.Days = append(page.Days, day)
	}
	return v.Show(http.StatusOK, page)
}

// newestOf are the newest requests about a person's days.
func newestOf(mine []workflow.Request, employee domain.ID) map[calendar.Date]workflow.Request {
	all := map[calendar.Date]workflow.Request{}
	for _, r := range mine {
		if _, newer := all[r.Date]; !newer && r.Employee == employee {
			all[r.Date] = r
		}
	}
	return all
}

func lockState(t telling.Teller, m worktime.Aggregate) ui.Badge {
	if m.Locked > 0 {
		return ui.Badge{State: "locked", Word: "🔒 " + t.T("timesheet.locked", "version", m.Locked)}
	}
	return ui.Badge{State: "out", Word: t.T("timesheet.open")}
}

func names(t telling.Teller) []string {
	var all []string
	for _, f := range shown {
		all = append(all, t.T("why.figure."+f))
	}
	return all
}

func totals(t telling.Teller, m worktime.Aggregate) []Figure {
	var all []Figure
	for _, f := range shown {
		n, _ := m.Totals.Figures.Value(f)
		if n == 0 && f != shown[0] {
			continue
		}
		all = append(all, Figure{t.T("why.figure." + f), locale.Duration(n), to(whyPath, "m", string(m.Period.Month), "f", f)})
	}
	return all
}

// counts are the days and times of the month that are not nothing.
func counts(t telling.Teller, c worktime.Counts) []string {
	var all []string
	add := func(key string, n int, said string) {
		if n > 0 {
			all = append(all, t.T("timesheet.count."+key)+" "+said)
		}
	}
	whole := func(key string, n int) { add(key, n, strconv.Itoa(n)) }
	half := func(key string, n worktime.Halves) { add(key, int(n), n.String()) }
	whole("worked", c.DaysWorked)
	whole("absent", c.DaysAbsent)
	whole("late", c.LateCount)
	whole("early", c.EarlyLeaveCount)
	half("paid", c.DaysPaidLeave)
	half("compensatory", c.DaysCompensatory)
	half("substituted", c.DaysSubstituted)
	half("special", c.DaysSpecial)
	half("other", c.DaysOtherLeave)
	whole("problems", c.Problems)
	return all
}

// sheetDay is a day without what was asked for about it.
func sheetDay(t telling.Teller, d worktime.Day, known map[domain.ID]worktime.Punch, v *shell.Visit) SheetDay {
	day := SheetDay{Date: t.Date(d.Date), Path: to(dayPath, "d", string(d.Date)), Off: d.Kind != worktime.WorkDay, Note: d.Note}
	if day.Off {
		day.Kind = t.T("timesheet.kind." + string(d.Kind))
	}
	for _, p := range d.Counting() {
		day.Punches = append(day.Punches, sheetPunch(t, p, d.Date, known))
	}
	for _, f := range shown {
		n, _ := d.Value(f)
		x := Figure{Name: t.T("why.figure." + f)}
		if n > 0 {
			x.Value, x.Path = locale.Duration(n), to(whyPath, "d", string(d.Date), "f", f)
		}
		day.Figures = append(day.Figures, x)
	}
	for _, r := range d.Reasons {
		day.Reasons = append(day.Reasons, t.Taken(r))
	}
	for _, p := range d.Problems {
		day.Problems = append(day.Problems, t.T("timesheet.problem."+string(p)))
	}
	if d.Absent {
		day.Problems = append(day.Problems, t.T("timesheet.absent"))
	}
	return day
}

func sheetPunch(t telling.Teller, p worktime.Punch, date calendar.Date, known map[domain.ID]worktime.Punch) SheetPunch {
	s := SheetPunch{Kind: t.Kind(p), Time: t.Clock(p.At, date)}
	if p.Source != domain.Correction {
		return s
	}
	old, found := p, false
	for old.Source == domain.Correction { // back to what was recorded at first
		if old, found = known[old.Supersedes]; !found {
			break
		}
	}
	s.Added = !found
	if found {
		s.Was = t.Clock(old.At, date)
	}
	return s
}

// requestBadge is the state of a request as word and colour.
func requestBadge(t telling.Teller, s workflow.State) ui.Badge {
	color := map[workflow.State]string{workflow.Pending: "waiting", workflow.Returned: "needs", workflow.Approved: "in"}[s]
	return ui.Badge{State: color, Word: t.T("request.state." + string(s))}
}
