package records

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Exports are the layouts files are made with, and the files that were made (出力).
type Exports struct {
	Head
	Layouts []Shelf
	Sheets  []ui.Field // of the timesheets of a group
	Made    []Handed
	Paging  ui.Paging
	Empty   ui.Empty
}

// Shelf are the layouts whose lines are about the same thing.
type Shelf struct {
	Title string
	List  []Offer
}

// Offer is a layout with how sure it is to fit.
type Offer struct {
	Title, Path, Product, Encoding string
	Sure                           ui.Badge
}

// Handed is a file that was made.
type Handed struct {
	At, By, Layout, Month, Whose, How, Lines string
	Name, SHA256                             string
	Again                                    string // where the same is asked for once more
}

func (p *Pages) exports(v *shell.Visit) error {
	month, err := p.monthOf(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	all, err := export.Presets()
	if err != nil {
		return err
	}
	page := Exports{Head: head(v, v.T("records.tab.exports"), exportsPath), Empty: ui.Empty{Title: v.T("records.made.none"), Line: v.T("records.made.none_why")}}
	titles := map[string]string{}
	for _, grain := range []export.Grain{export.PerEmployee, export.PerDay, export.PerPunch} {
		shelf := Shelf{Title: v.T("records.grain." + string(grain))}
		for _, l := range all {
			if titles[l.Name] = titled(v, l); l.Rows == grain {
				shelf.List = append(shelf.List, offer(v, l))
			}
		}
		page.Layouts = append(page.Layouts, shelf)
	}
	page.Sheets = append([]ui.Field{monthField(v, month)}, c.GroupField(v)...)
	made, total, err := p.Exports.List(v.Request().Context(), v.Tenant.ID, crew.At(v), crew.PerPage)
	if err != nil {
		return err
	}
	page.Paging = crew.Leaf(v, page.Page, exportsPath, total)
	page.Made, err = p.handed(v, c, titles, made)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// sure are the colours and shapes of the confidences.
var sure = map[export.Confidence][2]string{export.High: {"in", "●"}, export.Medium: {"break", "◐"}, export.Low: {"out", "○"}}

func offer(v *shell.Visit, l *export.Layout) Offer {
	look := sure[l.Confidence]
	return Offer{Title: titled(v, l), Path: exportPath + "?layout=" + l.Name, Product: l.Product, Encoding: v.T("records.encoding." + string(l.Encoding)),
		Sure: ui.Badge{State: look[0], Word: look[1] + " " + v.T("records.confidence."+string(l.Confidence))}}
}

// handed words the files that were made.
func (p *Pages) handed(v *shell.Visit, c crew.Crew, titles map[string]string, made []export.Made) ([]Handed, error) {
	t, names := teller(v), map[domain.ID]string{}
	for _, e := range c.People {
		names[e.ID] = e.DisplayName(t.Lang)
	}
	var list []Handed
	for _, m := range made {
		row := Handed{At: t.When(m.At), By: names[m.By], Layout: titles[m.Layout], Month: t.Month(m.Month), Whose: c.Said(v, m.Whose), Name: m.Name, SHA256: m.SHA256,
			How: t.T("records.made.full"), Lines: t.T("records.lines", "count", strconv.Itoa(m.Rows))}
		if m.Base != "" {
			row.How = t.T("records.made.difference", "same", m.Same, "gone", m.Gone)
		}
		if titles[m.Layout] == "" {
			row.Layout = m.Layout
		} else {
			row.Again = exportPath + "?layout=" + m.Layout + "&month=" + string(m.Month) + "&mode=chosen&base=" + string(m.ID)
			if m.Whose != "" {
				row.Again += "&" + m.Whose
			}
		}
		list = append(list, row)
	}
	return list, nil
}

// titled is what a layout is called in the visitor's language.
func titled(v *shell.Visit, l *export.Layout) string {
	if v.Lang() == locale.English {
		return cmp.Or(l.English, l.Title)
	}
	return l.Title
}
