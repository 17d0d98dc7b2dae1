package masters

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

const (
	holidaysPath = desk.Masters + "/holidays"
	maxList      = 1 << 20 // the list since 1955 has 40 KB
	mostWrong    = 20      // lines that are named
)

// Holidays is the list of national holidays the company goes by (国民の祝日).
type Holidays struct {
	ui.Page
	Tabs    ui.Tabs
	Back    ui.Link
	Known   string
	Differs []string // days on which the list is not what the law computes to
	File    ui.Field
	Wrong   []string // lines of the file that cannot be read
	Preview *ui.Preview
}

func (p *Pages) holidays(v *shell.Visit) error { return v.Show(http.StatusOK, p.holidayPage(v)) }

func (p *Pages) holidayPage(v *shell.Visit) Holidays {
	page := Holidays{Page: v.Page(v.T("masters.holidays")), Tabs: desk.Tabs(v, desk.Masters), Back: ui.Link{Path: at("calendar"), Label: v.T("masters.calendar")},
		Known: listed(v, v.Tenant.Holidays), Differs: differing(v, v.Tenant.Holidays),
		File: ui.Field{Name: "file", Type: "file", Label: v.T("masters.holidays.file"), Hint: v.T("masters.holidays.hint"), Required: true}}
	return page
}

func listed(v *shell.Visit, h org.Holidays) string {
	if h.First == 0 {
		return v.T("masters.holidays.rule")
	}
	return v.T("masters.holidays.known", "first", h.First, "last", h.Last)
}

func differing(v *shell.Visit, h org.Holidays) (lines []string) {
	for _, d := range h.Added {
		lines = append(lines, v.T("masters.holidays.added", "date", string(d)))
	}
	for _, d := range h.Removed {
		lines = append(lines, v.T("masters.holidays.removed", "date", string(d)))
	}
	return lines
}

// takeHolidays reads the Cabinet Office's list, shows what it changes, and takes it.
func (p *Pages) takeHolidays(v *shell.Visit) error {
	page := p.holidayPage(v)
	raw, err := uploaded(v)
	if err != nil {
		return err
	}
	list, wrong, err := calendar.ReadHolidays(bytes.NewReader(raw))
	if err != nil || len(wrong) > 0 || len(list) == 0 {
		page.File.Error = v.T("masters.holidays.wrong")
		for _, w := range wrong[:min(len(wrong), mostWrong)] {
			page.Wrong = append(page.Wrong, v.T("masters.holidays.line", "line", strconv.Itoa(w.Line)))
		}
		return v.Show(http.StatusUnprocessableEntity, page)
	}
	h := company.HolidaysOf(list)
	sure := v.FormValue("sure") != ""
	changed, err := p.Desk.SetHolidays(v, h, !sure)
	switch {
	case err != nil:
		return err
	case !changed:
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("admin.desk.unchanged")})
		return v.Go(holidaysPath)
	case sure:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("masters.saved", "name", v.T("masters.holidays"))})
		return v.Go(holidaysPath)
	}
	none := v.T("masters.holidays.same")
	page.Preview = &ui.Preview{Page: page.Page, Path: holidaysPath, Save: v.T("admin.desk.save"), Kept: []ui.Choice{{Value: "list", Label: lines(list)}},
		Changes: []ui.Change{
			{Label: v.T("masters.holidays.years"), Before: listed(v, v.Tenant.Holidays), After: listed(v, h)},
			{Label: v.T("masters.holidays.differs"), Before: or(strings.Join(differing(v, v.Tenant.Holidays), "\n"), none), After: or(strings.Join(differing(v, h), "\n"), none)},
		}, Lines: []string{v.T("admin.desk.effect.locked")}}
	return v.Show(http.StatusOK, page)
}

// lines are the list once more, to be sent with the word that it is meant.
func lines(list []calendar.ListedHoliday) string {
	var b strings.Builder
	for _, h := range list {
		b.WriteString(strings.ReplaceAll(string(h.Date), "-", "/") + "," + h.Name + "\n")
	}
	return b.String()
}

func or(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// uploaded is the file, or what was read of it when it is sent once more.
func uploaded(v *shell.Visit) ([]byte, error) {
	if list := v.FormValue("list"); list != "" {
		return []byte(list), nil
	}
	head, err := v.FormFile("file")
	if err != nil {
		return nil, nil // no file is one without a line
	}
	f, err := head.Open()
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "masters: %w", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxList))
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "masters: %w", err)
	}
	return raw, nil
}
