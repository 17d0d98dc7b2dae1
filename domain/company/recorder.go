package company

import (
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Recorder is a shared recorder as the file has it.
type Recorder struct {
	terminal.Recorder
	Site        string // these name records by code
	Departments []string
}

// Bounds of how long an answer stays on the screen, in seconds.
const (
	MinRest = 3
	MaxRest = 60
)

func (r *reader) recorder(v value) {
	d := Recorder{Recorder: terminal.Recorder{Keyboard: terminal.Kana, Active: true}}
	v.fields(append(r.named(KindRecorder, &d.Code, &d.Name),
		field{"site", false, func(v value) { d.Site = r.refer(KindSite, v) }},
		field{"keyboard", false, func(v value) { d.Keyboard = terminal.Keyboard(v.oneOf(string(terminal.Kana), string(terminal.Latin))) }},
		field{"departments", false, func(v value) {
			d.Departments = v.list(func(v value) string { return r.refer(KindDepartment, v) })
		}},
		field{"messages", false, func(v value) { d.Messages = messages(v) }},
		field{"methods", false, func(v value) {
			for _, way := range v.list(func(v value) string { return v.oneOf(string(terminal.ByPassword), string(terminal.ByPasscode)) }) {
				d.Ways = append(d.Ways, terminal.Way(way))
			}
		}},
		field{"rest", false, func(v value) { d.Rest = v.number(MinRest, MaxRest) }},
		field{"active", false, func(v value) { d.Active = v.truth() }})...)
	r.file.Recorders = append(r.file.Recorders, d)
}

// messages reads what is said after a punch of each kind: a text in Japanese, or {ja: …, en: …}.
func messages(v value) map[worktime.Kind]terminal.Message {
	all := map[worktime.Kind]terminal.Message{}
	var kinds []field
	for _, kind := range worktime.Kinds {
		kinds = append(kinds, field{string(kind), false, func(v value) {
			var m terminal.Message
			if len(v.node.Content) == 0 {
				m.Japanese = v.name()
			} else {
				v.fields(field{"ja", false, into(&m.Japanese, value.name)}, field{"en", false, into(&m.English, value.name)})
			}
			all[kind] = m
		}})
	}
	v.fields(kinds...)
	return all
}

func (p *plan) recorders(f File) (err error) {
	var want []terminal.Recorder
	for _, d := range f.Recorders {
		r := d.Recorder
		r.Site = p.id(KindSite, d.Site)
		for _, code := range d.Departments {
			r.Departments = append(r.Departments, p.id(KindDepartment, code))
		}
		want = append(want, r)
	}
	p.next.Recorders, err = settle(p, "recorders", p.old.Recorders, want, func(r terminal.Recorder) string { return r.Code },
		func(r, _ *terminal.Recorder) error {
			r.ID, r.Tenant = p.id(KindRecorder, r.Code), p.next.Tenant.ID
			return nil
		})
	return err
}
