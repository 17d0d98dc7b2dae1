package people

import (
	"cmp"
	"encoding/base64"
	"html/template"
	"net/http"
	"slices"
	"strconv"

	qrcode "github.com/skip2/go-qrcode"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Sheet is a page of link codes for printing, department by department; before it is made it asks for how long.
type Sheet struct {
	ui.Page
	Tabs  ui.Tabs
	Back  ui.Link
	Whom  string
	Kept  []ui.Choice
	Days  ui.Field
	Parts []Part
	Not   []string // who got no code: he has left
}

// Part is the slips of one department.
type Part struct {
	Department string
	Slips      []Invitation
}

// Invitation is one person's code, and what to do with it.
type Invitation struct {
	Name, Code string
	Digits     string
	Until      string
	Ways       []Way
}

// Way is how the code is used on a channel.
type Way struct {
	Door, How string
	QR        template.URL // empty: the platform has no address to open
	QRNeeded  string
}

// mostSlips is how many people's codes are made at once, and usualDays how long they live unless something else is said.
const (
	mostSlips = 500
	usualDays = 7
	qrSize    = 160
)

func (p *Pages) sheetPost(v *shell.Visit) error {
	k, err := p.pick(v)
	if done, err := nobody(v, k, err); done {
		return err
	}
	people, err := p.chosen(v, k, mostSlips)
	if done, err := tooMany(v, k, err, mostSlips); done {
		return err
	}
	page := Sheet{Page: v.Page(v.T("people.codes")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: linkingPath, Label: v.T("people.linking")}, Kept: k.kept(),
		Whom: v.T("people.whom", "count", len(people), "names", names(v, people)),
		Days: ui.Field{Name: "days", Label: v.T("people.days"), Hint: v.T("people.days_hint", "most", org.MaxCodeDays), Mode: "numeric", Value: v.Text("days"), Required: true, Max: 2}}
	if v.FormValue("step") == "open" {
		page.Days.Value = strconv.Itoa(usualDays)
		return v.Show(http.StatusOK, page)
	}
	life, err := strconv.Atoi(desk.Digits(v.Text("days")))
	if err != nil || life < 1 || life > org.MaxCodeDays {
		page.Days.Error = v.T("admin.desk.wrong.number", "least", 1, "most", org.MaxCodeDays)
		return v.Show(http.StatusUnprocessableEntity, page)
	}
	return p.print(v, page, people, life)
}

// print makes the codes. A code takes the place of the person's older ones.
func (p *Pages) print(v *shell.Visit, page Sheet, people []org.Employee, days int) error {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return err
	}
	today, names := calendar.Date(p.Desk.Today(v)), map[domain.ID]string{}
	for _, d := range m.Departments {
		names[d.ID] = d.Name
	}
	slices.SortStableFunc(people, func(a, b org.Employee) int {
		return cmp.Compare(names[a.On(today).Department], names[b.On(today).Department])
	})
	t := telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
	for _, e := range people {
		digits, row, err := p.Links.SheetCode(v.Request().Context(), actor(v), e.ID, days)
		if domain.Is(err, domain.Forbidden) || domain.Is(err, domain.NotFound) {
			page.Not = append(page.Not, e.DisplayName(v.Lang()))
			continue
		} else if err != nil {
			return err
		}
		slip := Invitation{Name: e.DisplayName(v.Lang()), Code: e.Code, Digits: digits[:4] + " " + digits[4:], Until: t.When(row.ExpiresAt)}
		if slip.Ways, err = ways(v, t, m.Channels, digits); err != nil {
			return err
		}
		if at := len(page.Parts) - 1; at < 0 || page.Parts[at].Department != names[e.On(today).Department] {
			page.Parts = append(page.Parts, Part{Department: names[e.On(today).Department]})
		}
		part := &page.Parts[len(page.Parts)-1]
		part.Slips = append(part.Slips, slip)
	}
	page.Kept = nil
	return v.Show(http.StatusOK, page)
}

// ways say what to do with a code on each of the company's channels.
func ways(v *shell.Visit, t telling.Teller, channels []org.Channel, digits string) ([]Way, error) {
	var list []Way
	for _, ch := range channels {
		if !ch.Active {
			continue
		}
		w := Way{Door: t.Door(ch.Kind), How: v.T("portal.link_how."+string(ch.Kind), "code", digits)}
		if address := ch.Address(digits); address != "" {
			png, err := qrcode.Encode(address, qrcode.Medium, qrSize)
			if err != nil {
				return nil, err
			}
			w.QR = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
			w.QRNeeded = v.T("portal.qr", "door", w.Door)
		}
		list = append(list, w)
	}
	return list, nil
}
