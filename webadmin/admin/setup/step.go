package setup

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Step is a question that is answered by a few fields.
type Step struct {
	head
	Fields []ui.Field
	Notes  []string // what to know before one answers
}

// question is one of them: its fields as they stand, and what their answers change. take returns what is wrong beside the
// field it is wrong with, as a sentence.
type question struct {
	name   string
	fields func(v *shell.Visit, m company.Masters) []ui.Field
	take   func(v *shell.Visit, m company.Masters, f *company.File) (field, wrong string)
	notes  int // how many sentences setup.<name>.note1 … there are
}

var questions = []question{nameQuestion, closingQuestion, hoursQuestion, roundingQuestion, workflowQuestion}

func (p *Pages) ask(v *shell.Visit, q question) error {
	m, err := p.read(v)
	if err != nil {
		return err
	}
	return p.show(v, q, http.StatusOK, q.fields(v, m))
}

func (p *Pages) show(v *shell.Visit, q question, status int, fields []ui.Field) error {
	page := Step{head: headOf(v, q.name), Fields: fields}
	for i := range q.notes {
		page.Notes = append(page.Notes, v.T("setup."+q.name+".note"+string(rune('1'+i))))
	}
	return v.Show(status, page)
}

// errWrong ends an answer that is to be asked for again.
var errWrong = domain.Refuse(domain.Invalid, "why", "field")

func (p *Pages) answer(v *shell.Visit, q question) error {
	var field, wrong string
	var known company.Masters
	err := p.keep(v, q.name, func(m company.Masters, f *company.File) error {
		known = m
		if field, wrong = q.take(v, m, f); wrong != "" {
			return errWrong
		}
		return nil
	})
	if wrong != "" {
		fields := q.fields(v, known)
		for i := range fields {
			fields[i] = typed(v, fields[i])
			if fields[i].Name == field {
				fields[i].Error = wrong
			}
		}
		return p.show(v, q, http.StatusUnprocessableEntity, fields)
	}
	if err != nil {
		return err
	}
	return v.Go(after(q.name))
}

// typed is a field with what was typed into it.
func typed(v *shell.Visit, f ui.Field) ui.Field {
	f.Value = v.Text(f.Name)
	for i := range f.Choices {
		f.Choices[i].Chosen = f.Choices[i].Value == f.Value
	}
	return f
}

// choices are texts to choose from; one of them is chosen.
func choices(v *shell.Visit, key, chosen string, values ...string) []ui.Choice {
	var list []ui.Choice
	for _, value := range values {
		list = append(list, ui.Choice{Value: value, Label: v.T(key + value), Chosen: value == chosen})
	}
	return list
}
