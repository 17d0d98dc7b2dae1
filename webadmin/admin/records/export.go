package records

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Export is one file before it is downloaded: what is asked for, what it would hold, what is to be known about it
// (出力のプレビュー).
type Export struct {
	Head
	Layout  Offer
	Note    string
	Sources []string
	Fields  []ui.Field
	Name    string // of the layout
	Error   string // why there is no such file
	Ready   bool   // it was looked at and can be had
	Kept    []ui.Choice
	Say     []ui.Badge // what is to be known, in words
	Lost    []Lost
	Titles  []string
	Rows    [][]Cell
	Check   string
	File    string
}

// Lost is a place in the file where letters cannot be written.
type Lost struct {
	Row                   int
	Column, Text, Letters string
}

// Cell is a cell with both readings of a time.
type Cell struct {
	Text, Reading string
	Warn          bool // the wrong reading looks right
}

// order is what a file is asked to hold.
type order struct {
	shape  *export.Layout // the preset
	layout *export.Layout // in the encoding and unit asked for
	month  string
	whose  string
	mode   string // full, last or chosen
	base   export.Made
	lines  *export.Earlier
}

// modes are how much of a file is wanted (全件, 前回からの差分, 選んだ出力からの差分).
var modes = []string{"full", "last", "chosen"}

func (p *Pages) export(v *shell.Visit) error {
	shape, _, err := export.Preset(v.QueryParam("layout"))
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	page, err := p.exportForm(v, c, shape)
	if err != nil {
		return err
	}
	if v.QueryParam("look") == "" {
		return v.Show(http.StatusOK, page)
	}
	o, err := p.order(v, shape)
	if err == nil {
		err = p.look(v, c, o, &page)
	}
	switch {
	case domain.Is(err, domain.NotFound) && reason(err) == "no_base":
		page.Error = v.T("records.export.no_base")
	case domain.Is(err, domain.Invalid): // a value does not fit the layout: it names the person and the column
		page.Error = v.T("records.export.unfit", "what", err.Error())
	case err != nil:
		return err
	default:
		return v.Show(http.StatusOK, page)
	}
	return v.Show(http.StatusUnprocessableEntity, page)
}

// exportForm is the page with its fields as they were filled in.
func (p *Pages) exportForm(v *shell.Visit, c crew.Crew, shape *export.Layout) (Export, error) {
	month, err := p.monthOf(v)
	if err != nil {
		return Export{}, err
	}
	page := Export{Head: head(v, titled(v, shape), exportsPath), Layout: offer(v, shape), Note: shape.Note, Sources: shape.Sources, Name: shape.Name}
	encoding, unit, mode := asked(v, "encoding", string(shape.Encoding)), asked(v, "unit", string(shape.Style.Unit)), asked(v, "mode", "full")
	page.Fields = append([]ui.Field{monthField(v, month)}, c.GroupField(v)...)
	page.Fields = append(page.Fields, c.Fields(v)...)
	page.Fields = append(page.Fields,
		ui.Field{Name: "encoding", Label: v.T("records.encoding"), Choices: choices(v, "records.encoding.", encoding, string(export.ShiftJIS), string(export.UTF8BOM), string(export.UTF8))},
		ui.Field{Name: "unit", Label: v.T("records.unit"), Choices: choices(v, "records.unit.", unit, "h:mm", "h.mm", "decimal", "minutes")},
		ui.Field{Name: "mode", Label: v.T("records.how"), Choices: choices(v, "records.mode.", mode, modes...)})
	alike, err := p.Exports.Alike(v.Request().Context(), v.Tenant.ID, shape.With(export.Encoding(encoding), export.Unit(unit)).Form(), month, crew.Whose(v), crew.PerPage)
	if err != nil || len(alike) == 0 {
		return page, err
	}
	t := teller(v)
	base := ui.Field{Name: "base", Label: v.T("records.base"), Hint: v.T("records.base.hint")}
	for _, m := range alike {
		base.Choices = append(base.Choices, ui.Choice{Value: string(m.ID), Label: t.When(m.At) + " " + t.T("records.lines", "count", strconv.Itoa(m.Rows)), Chosen: string(m.ID) == v.FormValue("base")})
	}
	page.Fields = append(page.Fields, base)
	return page, nil
}

// asked is what a field was filled in with, or what it begins with.
func asked(v *shell.Visit, name, otherwise string) string {
	if value := v.FormValue(name); value != "" {
		return value
	}
	return otherwise
}

// order reads what is asked for. NotFound, Args["why"] = "no_base": there is no file to be the difference to.
func (p *Pages) order(v *shell.Visit, shape *export.Layout) (order, error) {
	month, err := p.monthOf(v)
	if err != nil {
		return order{}, err
	}
	encoding, unit := export.Encoding(asked(v, "encoding", string(shape.Encoding))), export.Unit(asked(v, "unit", string(shape.Style.Unit)))
	o := order{shape: shape, month: string(month), whose: crew.Whose(v), mode: asked(v, "mode", "full")}
	known := slices.Contains([]export.Encoding{export.ShiftJIS, export.UTF8, export.UTF8BOM}, encoding) &&
		slices.Contains([]export.Unit{export.Clock, export.Dotted, export.Decimal, export.Minutes}, unit)
	if !known || !slices.Contains(modes, o.mode) {
		return o, domain.Errorf(domain.NotFound, "records: no file is %s, %s, %s", encoding, unit, o.mode)
	}
	o.layout = shape.With(encoding, unit)
	id := domain.ID(v.FormValue("base"))
	if o.mode == "last" {
		alike, err := p.Exports.Alike(v.Request().Context(), v.Tenant.ID, o.layout.Form(), month, o.whose, 1)
		if err != nil {
			return o, err
		}
		if id = ""; len(alike) > 0 {
			id = alike[0].ID
		}
	}
	if o.mode != "full" {
		o.base, err = p.Exports.Made(v.Request().Context(), v.Tenant.ID, id)
		if domain.Is(err, domain.NotFound) || err == nil && o.base.Form != o.layout.Form() {
			return o, domain.Refuse(domain.NotFound, "why", "no_base")
		}
	}
	o.lines = export.Since(o.base.Lines)
	return o, err
}
