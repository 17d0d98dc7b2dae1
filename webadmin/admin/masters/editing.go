package masters

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// editing is one record being changed: a form, what it would change, and the change.
type editing[T any] struct {
	*Pages
	name       string
	form       desk.Form[T]
	dated      bool // it counts from a date
	fresh      bool // it is to be new
	single     bool // there is one of it, which was never new
	path, back string
	ref        domain.ID // by which the audit names it
	of         func(company.File) T
	put        func(*company.File, T)
	title      func(T) string
	kept       func(company.Masters) any
	taken      func(company.File, T) bool
	since      func(company.Masters) []string
	former     func(company.Masters, json.RawMessage) (company.Masters, error)
	check      func(company.File, T) error
	guard      func(*shell.Visit, T) error                              // what depends on the visitor; nil: nothing
	follows    func(*shell.Visit, company.Masters, T) ([]string, error) // what else follows from it, a sentence each; nil: nothing
}

// filled is what came with a form.
type filled[T any] struct {
	from   calendar.Date
	before T // as it is on that date
	after  T
	typed  desk.Typed
	wrong  map[string]string
}

// read takes the form into the record as it is on the date from which the change is to count.
func (e editing[T]) read(v *shell.Visit, m company.Masters) filled[T] {
	var f filled[T]
	on := calendar.Date(e.Desk.Today(v))
	var mistaken bool
	if e.dated {
		text := v.Text("from")
		date, err := calendar.ParseDate(text)
		if mistaken = text != "" && err != nil; !mistaken {
			f.from, on = date, date
		}
	}
	all := m.File(on)
	f.before, f.after = e.of(all), e.of(all)
	f.typed, f.wrong = e.form.Read(v, all, &f.after, e.fresh)
	if mistaken {
		f.wrong["from"] = v.T("admin.desk.wrong.date")
	}
	if len(f.wrong) == 0 {
		f.blame(v, e.form, e.check(all, f.after))
	}
	if len(f.wrong) == 0 && e.guard != nil {
		f.blame(v, e.form, e.guard(v, f.after))
	}
	if len(f.wrong) == 0 && e.fresh && e.taken(all, f.after) {
		f.wrong["code"] = v.T("masters.wrong.taken")
	}
	return f
}

// blame puts a refusal beside its field.
func (f *filled[T]) blame(v *shell.Visit, form desk.Form[T], err error) {
	var refused *domain.Error
	if err != nil && errors.As(err, &refused) {
		field, _ := refused.Args["field"].(string)
		f.wrong[field] = form.Wrong(v, err)
	}
}

// edit is the change for the desk; the record is read anew each time, so that what others change meanwhile stays.
func (e editing[T]) edit(v *shell.Visit) desk.Edit {
	return desk.Edit{Shown: v.Text("shown"), Kept: e.kept, File: func(m company.Masters) (company.File, error) {
		f := e.read(v, m)
		if len(f.wrong) > 0 {
			return company.File{}, domain.Refuse(domain.Invalid, "why", "choice")
		}
		file := company.File{Effective: f.from}
		e.put(&file, f.after)
		return file, nil
	}}
}

// send answers a form: with its mistakes, with what it would change, or by changing it.
func (e editing[T]) send(v *shell.Visit, m company.Masters) error {
	f := e.read(v, m)
	if v.FormValue("back") != "" || len(f.wrong) > 0 {
		status := http.StatusUnprocessableEntity
		if len(f.wrong) == 0 {
			status = http.StatusOK
		}
		page, err := e.shown(v, m, f.from, f.typed, f.wrong, nil)
		page.Shown = v.Text("shown")
		return answer(v, status, page, err)
	}
	if e.fresh || v.FormValue("sure") != "" {
		return e.save(v, f)
	}
	p, err := e.Desk.Look(v, e.edit(v))
	if err != nil {
		return e.refused(v, f, err)
	}
	changes := e.form.Changes(v.Lang(), p.After.File(f.from), f.before, f.after)
	if !p.Any() || len(changes) == 0 {
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("admin.desk.unchanged")})
		return v.Go(e.back)
	}
	page := Check{Page: v.Page(v.T("masters.check", "what", v.T("masters."+e.name))), Tabs: desk.Tabs(v, desk.Masters), Back: ui.Link{Path: e.back, Label: v.T("masters." + e.name)}, Name: e.title(f.after)}
	page.Preview = ui.Preview{Page: page.Page, Path: e.path, Changes: changes, Save: v.T("admin.desk.save"),
		Kept: desk.Kept(f.typed, "shown", v.Text("shown"), "from", v.Text("from"))}
	page.Preview.Lines, err = e.lines(v, m, f, p)
	return answer(v, http.StatusOK, page, err)
}

func answer(v *shell.Visit, status int, page any, err error) error {
	if err != nil {
		return err
	}
	return v.Show(status, page)
}

// lines say what follows from a change.
func (e editing[T]) lines(v *shell.Visit, m company.Masters, f filled[T], p company.Prospect) ([]string, error) {
	var lines []string
	if e.follows != nil {
		more, err := e.follows(v, m, f.after)
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	if !e.dated {
		return lines, nil
	}
	when := v.T("masters.from.always")
	if f.from != "" {
		when = v.T("masters.from.date", "date", string(f.from))
	}
	lines = append(lines, when)
	for _, date := range e.since(m) {
		if date > string(f.from) {
			lines = append(lines, v.T("masters.from.later", "date", date))
			break
		}
	}
	effect, err := e.Desk.Effect(v, p)
	return append(lines, effect.Lines(v)...), err
}

// save does the change, and says how it is put back.
func (e editing[T]) save(v *shell.Visit, f filled[T]) error {
	p, err := e.Desk.Save(v, e.edit(v))
	if err != nil {
		return e.refused(v, f, err)
	}
	said := ui.Notice{Tone: ui.Good, Title: v.T("masters.saved", "name", e.title(f.after))}
	if !e.fresh && p.Any() {
		if said, err = e.Desk.Saved(v, said.Title, e.path, e.ref); err != nil {
			return err
		}
	}
	v.Say(said)
	return v.Go(e.back)
}

// refused answers a change that cannot be made as the form was shown.
func (e editing[T]) refused(v *shell.Visit, f filled[T], err error) error {
	if domain.Is(err, domain.Invalid) {
		return e.invalid(v, f, err)
	}
	if !domain.Is(err, domain.Conflict) {
		return err
	}
	m, again := e.Desk.Masters(v)
	if again != nil {
		return again
	}
	if e.fresh {
		f.wrong["code"] = v.T("masters.wrong.taken")
		page, err := e.shown(v, m, f.from, f.typed, f.wrong, nil)
		return answer(v, http.StatusConflict, page, err)
	}
	if e.kept(m) == nil {
		return domain.Errorf(domain.NotFound, "masters: %s %s is gone", e.name, e.ref)
	}
	on := f.from
	if !e.dated {
		on = calendar.Date(e.Desk.Today(v))
	}
	page, err := e.shown(v, m, f.from, f.typed, f.wrong, e.form.Of(e.of(m.File(on))))
	if err != nil {
		return err
	}
	page.Notices = slices.Insert(page.Notices, 0, desk.Ahead(v, page.Past))
	return v.Show(http.StatusConflict, page)
}

// invalid shows the form with what only the whole company tells: a record that is gone, groups that cannot follow each other.
func (e editing[T]) invalid(v *shell.Visit, f filled[T], err error) error {
	m, again := e.Desk.Masters(v)
	if again != nil {
		return again
	}
	page, again := e.shown(v, m, f.from, f.typed, f.wrong, nil)
	if again != nil {
		return again
	}
	page.Shown = v.Text("shown")
	var refused *domain.Error
	said := v.T("masters.wrong.together")
	if errors.As(err, &refused) && refused.Args["why"] != nil {
		said = e.form.Wrong(v, err)
	}
	page.Notices = slices.Insert(page.Notices, 0, ui.Notice{Tone: ui.Alert, Title: said})
	return v.Show(http.StatusUnprocessableEntity, page)
}
