package desk

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Field is one field of a record's form: what stands in it, and how what was typed gets into the record.
type Field[T any] struct {
	Name    string
	Input   ui.Field                                        // how it looks; the form gives it its words and its value
	Group   string                                          // the text of a heading it begins with those after it; empty: none
	Fixed   bool                                            // can be given to a new record only
	Later   bool                                            // can be given only to a record that is there
	Get     func(T) []string                                // one value, or those that are ticked
	Set     func(*T, []string) error                        // Invalid, Args["why"]: it cannot be so
	Options func(lang string, all company.File) []ui.Choice // what can be chosen; nil: it is typed
	Speak   func(lang string, values []string) []string     // what stands in it, in words of the language; nil: it is the same in all
}

// Form is how records of a kind are filled in. Texts are under Key: Key.name is a field's label, Key.name.hint (if there
// is one) what is expected.
type Form[T any] struct {
	Key    string
	Fields []Field[T]
}

// Typed is what stands in a form, by fields' names.
type Typed = url.Values

// Of is what a record says in the form.
func (f Form[T]) Of(record T) Typed {
	typed := Typed{}
	for _, x := range f.Fields {
		typed[x.Name] = x.Get(record)
	}
	return typed
}

// Read takes what was typed into a record and tells what is wrong by the names of fields: whole sentences.
func (f Form[T]) Read(v *shell.Visit, all company.File, record *T, fresh bool) (Typed, map[string]string) {
	typed, wrong := Typed{}, map[string]string{}
	form, err := v.FormParams()
	if err != nil {
		return typed, map[string]string{"": v.T("admin.desk.wrong.choice")}
	}
	for _, x := range f.Fields {
		if x.Fixed && !fresh || x.Later && fresh {
			typed[x.Name] = x.Get(*record)
			continue
		}
		typed[x.Name] = tidied(form[x.Name], x.Input)
		if x.Options != nil && !offered(x.Options(v.Lang(), all), x.Get(*record), typed[x.Name]) {
			wrong[x.Name] = v.T("admin.desk.wrong.choice")
			continue
		}
		if err := x.Set(record, typed[x.Name]); err != nil {
			wrong[x.Name] = f.Wrong(v, err)
		}
	}
	return typed, wrong
}

// offered tells whether all that was chosen can be: it is offered, or it was chosen before.
func offered(options []ui.Choice, before, values []string) bool {
	for _, value := range values {
		i := slices.IndexFunc(options, func(c ui.Choice) bool { return c.Value == value && !c.Retired })
		if i < 0 && value != "" && !slices.Contains(before, value) {
			return false
		}
	}
	return true
}

// tidied is what was typed without what nobody sees, cut at the field's limit.
func tidied(values []string, input ui.Field) []string {
	var all []string
	for _, s := range values {
		s = strings.TrimSpace(strings.Map(func(r rune) rune {
			if r == '\n' && input.Rows > 0 || r >= ' ' && r != 0x7f {
				return r
			}
			return -1
		}, s))
		if letters := []rune(s); len(letters) > input.Limit() {
			s = string(letters[:input.Limit()])
		}
		all = append(all, s)
	}
	return all
}

// Wrong is a refusal as a sentence beside a field.
func (f Form[T]) Wrong(v *shell.Visit, err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return v.T("admin.desk.wrong.choice")
	}
	why, _ := e.Args["why"].(string)
	var pairs []any
	for name, value := range e.Args {
		pairs = append(pairs, name, value)
	}
	for _, key := range []string{f.Key + ".wrong." + why, "admin.desk.wrong." + why} {
		if locale.Has(key) {
			return v.T(key, pairs...)
		}
	}
	return v.T("admin.desk.wrong.choice")
}

// Show is the form with what stands in it; theirs is what somebody else has made of the record meanwhile (nil: nobody).
func (f Form[T]) Show(v *shell.Visit, all company.File, typed Typed, wrong map[string]string, theirs Typed, fresh bool) []ui.Field {
	var list []ui.Field
	for _, x := range f.Fields {
		if x.Fixed && !fresh || x.Later && fresh {
			continue
		}
		in := x.Input
		in.Name, in.Label, in.Error = x.Name, v.T(f.Key+"."+x.Name), wrong[x.Name]
		if x.Group != "" {
			in.Under = v.T(f.Key + "." + x.Group)
		}
		if hint := f.Key + "." + x.Name + ".hint"; locale.Has(hint) {
			in.Hint = v.T(hint)
		}
		in.Value = strings.Join(x.spoken(v.Lang(), typed[x.Name]), "\n")
		if x.Options != nil {
			in.Choices = chosen(x.Options(v.Lang(), all), typed[x.Name])
		}
		if theirs != nil && strings.Join(x.spoken(v.Lang(), theirs[x.Name]), "\n") != in.Value {
			in.Theirs = v.T("admin.desk.theirs", "value", cmp.Or(f.word(v.Lang(), all, x, theirs[x.Name]), "—"))
		}
		list = append(list, in)
	}
	return list
}

// chosen marks what stands in the form. A choice that is not offered any more is still shown where it stands.
func chosen(options []ui.Choice, values []string) []ui.Choice {
	list := slices.Clone(options)
	for _, value := range values {
		i := slices.IndexFunc(list, func(c ui.Choice) bool { return c.Value == value })
		if i < 0 && value != "" {
			list, i = append(list, ui.Choice{Value: value, Label: value}), len(list)
		}
		if i >= 0 {
			list[i].Chosen = true
		}
	}
	return slices.DeleteFunc(list, func(c ui.Choice) bool { return c.Retired && !c.Chosen })
}

// Changes are the fields in which two records differ, as people read them.
func (f Form[T]) Changes(lang string, all company.File, before, after T) []ui.Change {
	var list []ui.Change
	group := ""
	for _, x := range f.Fields {
		if x.Group != "" {
			group = locale.T(lang, f.Key+"."+x.Group) + ": "
		}
		was, is := f.word(lang, all, x, x.Get(before)), f.word(lang, all, x, x.Get(after))
		if was != is {
			list = append(list, ui.Change{Label: group + locale.T(lang, f.Key+"."+x.Name), Before: was, After: is})
		}
	}
	return list
}

// Word is what stands in the field of a name as people read it.
func (f Form[T]) Word(lang string, all company.File, name string, typed Typed) string {
	for _, x := range f.Fields {
		if x.Name == name {
			return f.word(lang, all, x, typed[name])
		}
	}
	return ""
}

// word is what stands in a field as people read it.
func (f Form[T]) word(lang string, all company.File, x Field[T], values []string) string {
	var said []string
	values = x.spoken(lang, values)
	options := []ui.Choice(nil)
	if x.Options != nil {
		options = x.Options(lang, all)
	}
	if len(values) == 0 && len(options) > 0 && !x.Input.Ticks {
		values = []string{""}
	}
	for _, value := range values {
		if i := slices.IndexFunc(options, func(c ui.Choice) bool { return c.Value == value }); i >= 0 {
			value = options[i].Label
		}
		if x.Input.Type == "checkbox" {
			value = locale.T(lang, "admin.desk.on")
		}
		said = append(said, value)
	}
	if len(said) == 0 && x.Input.Type == "checkbox" {
		return locale.T(lang, "admin.desk.off")
	}
	if x.Input.Ticks {
		return locale.List(lang, said)
	}
	return strings.Join(said, "\n")
}

func (x Field[T]) spoken(lang string, values []string) []string {
	if x.Speak == nil {
		return values
	}
	return x.Speak(lang, values)
}

// Kept is what was typed, to be sent once more by the page that shows the change.
func Kept(typed Typed, more ...string) []ui.Choice {
	var list []ui.Choice
	for name, values := range typed {
		for _, value := range values {
			list = append(list, ui.Choice{Value: name, Label: value})
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		list = append(list, ui.Choice{Value: more[i], Label: more[i+1]})
	}
	slices.SortStableFunc(list, func(a, b ui.Choice) int { return strings.Compare(a.Value, b.Value) })
	return list
}
