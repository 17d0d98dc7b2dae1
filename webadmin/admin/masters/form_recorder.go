package masters

import (
	"maps"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// recorders are the shared recorders at the door (共有レコーダー).
func recorders() section {
	fields := []desk.Field[company.Recorder]{
		desk.Text("name", true, func(r *company.Recorder) *string { return &r.Name }),
		desk.Code(func(r *company.Recorder) *string { return &r.Code }),
		desk.Pick("site", desk.OrNone(desk.Sites), func(r *company.Recorder) *string { return &r.Site }),
		desk.Ticks("departments", desk.Departments, func(r *company.Recorder) *[]string { return &r.Departments }),
		desk.Ticks("methods", desk.Words("masters.recorder.methods", terminal.Ways...), func(r *company.Recorder) *[]terminal.Way { return &r.Ways }),
		desk.Pick("keyboard", desk.Words("masters.recorder.keyboard", terminal.Kana, terminal.Latin), func(r *company.Recorder) *terminal.Keyboard { return &r.Keyboard }),
		desk.Number("rest", false, company.MinRest, company.MaxRest, func(r *company.Recorder) *int { return &r.Rest }),
		retiredUnless("retired", func(r *company.Recorder) *bool { return &r.Active }),
	}
	for i, kind := range worktime.Kinds {
		ja, en := message(string(kind)+"_ja", kind, func(m *terminal.Message) *string { return &m.Japanese }), message(string(kind)+"_en", kind, func(m *terminal.Message) *string { return &m.English })
		if i == 0 {
			ja.Group = "messages"
		}
		fields = append(fields, ja, en)
	}
	return kind[company.Recorder, terminal.Recorder]{
		name: "recorders", columns: []string{"site", "keyboard"}, fresh: company.Recorder{Recorder: terminal.Recorder{Keyboard: terminal.Kana, Active: true}},
		form: desk.Form[company.Recorder]{Key: "masters.recorder", Fields: fields},
		code: func(r *company.Recorder) *string { return &r.Code }, title: func(r company.Recorder) string { return r.Name },
		retired: func(r company.Recorder) bool { return !r.Active },
		list:    func(f company.File) []company.Recorder { return f.Recorders },
		put:     func(f *company.File, r company.Recorder) { f.Recorders = append(f.Recorders, r) },
		stored:  func(m *company.Masters) *[]terminal.Recorder { return &m.Recorders },
		key:     func(r terminal.Recorder) (domain.ID, string) { return r.ID, r.Code },
		check:   nothing[company.Recorder],
		extra:   device, more: deviceRoutes,
	}
}

// message is what is said after a punch, in one language.
func message(name string, kind worktime.Kind, at func(*terminal.Message) *string) desk.Field[company.Recorder] {
	return desk.Field[company.Recorder]{Name: name, Input: ui.Field{Max: company.MaxName},
		Get: func(r company.Recorder) []string {
			m := r.Messages[kind]
			return desk.Lines([]string{*at(&m)})
		},
		Set: func(r *company.Recorder, values []string) error {
			all := maps.Clone(r.Messages)
			if all == nil {
				all = map[worktime.Kind]terminal.Message{}
			}
			m := all[kind]
			*at(&m) = desk.First(values)
			if all[kind] = m; m == (terminal.Message{}) {
				delete(all, kind)
			}
			r.Messages = all
			return nil
		}}
}

// retiredUnless is a box that is ticked where a record is not active.
func retiredUnless[T any](name string, active func(*T) *bool) desk.Field[T] {
	f := desk.OnOff(name, active)
	return desk.Field[T]{Name: name, Input: f.Input, Later: true,
		Get: func(r T) []string {
			if *active(&r) {
				return nil
			}
			return []string{"on"}
		},
		Set: func(r *T, values []string) error { *active(r) = desk.First(values) == ""; return nil }}
}
