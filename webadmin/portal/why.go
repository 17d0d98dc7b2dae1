package portal

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Why explains a figure of a day or of a month (集計の根拠), in the words that chat has for it.
type Why struct {
	ui.Page
	Lines  []string
	Days   []Figure // of a month: the days that add up to it
	Others []ui.Link
	Back   ui.Link
}

func (o *Own) why(v *shell.Visit) error {
	q, err := figureAsked(v)
	if err != nil {
		return err
	}
	e, err := o.Records.Why(v.Request().Context(), v.Tenant.ID, v.Person.ID, q, o.Now())
	if err != nil {
		return err
	}
	t := teller(v.Who, v.Lang())
	title, lines := t.Because(e)
	page := Why{Page: v.Page(title), Lines: lines, Back: ui.Link{Path: to(monthPath, "m", string(e.Period.Month)), Label: t.T("portal.back_month", "month", t.Month(e.Period.Month))}}
	if e.Day != nil {
		page.Others = others(t, *e.Day, e.Field)
		return v.Show(http.StatusOK, page)
	}
	page.Lines = lines[1:] // the days stand below, all of them
	if len(e.Days) == 0 {
		page.Lines = lines
	}
	for _, d := range e.Days {
		page.Days = append(page.Days, Figure{t.Date(d.Date), locale.Duration(d.Minutes), to(whyPath, "d", string(d.Date), "f", e.Field)})
	}
	return v.Show(http.StatusOK, page)
}

// figureAsked reads which figure is asked about; without anything it is the work of the running month.
func figureAsked(v *shell.Visit) (q worktime.Question, err error) {
	q = worktime.Question{Field: v.QueryParam("f"), Period: true}
	if q.Field == "" {
		q.Field = worktime.Explained[0]
	}
	if !slices.Contains(worktime.Explained, q.Field) {
		return q, domain.Errorf(domain.NotFound, "portal: no figure %q", q.Field)
	}
	if day := v.QueryParam("d"); day != "" {
		if q.Date, err = calendar.ParseDate(day); err != nil {
			return q, domain.Errorf(domain.NotFound, "portal: %w", err)
		}
		q.Period = false
		return q, nil
	}
	q.Month, err = monthAsked(v)
	return q, err
}

// others are the other figures of a day that are not nothing.
func others(t telling.Teller, d worktime.Day, but string) []ui.Link {
	var all []ui.Link
	for _, f := range worktime.Explained {
		if n, _ := d.Value(f); n > 0 && f != but {
			all = append(all, ui.Link{Path: to(whyPath, "d", string(d.Date), "f", f), Label: t.T("why.figure."+f) + " " + locale.Duration(n)})
		}
	}
	return all
}
