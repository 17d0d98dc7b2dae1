package channels

import (
	"net/http"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Words are the messages that punch (打刻ワード): the built-in ones, the company's own, and what others would have done.
type Words struct {
	ui.Page
	Tabs      ui.Tabs
	Back      ui.Link
	Shown     string
	Kinds     []WordList
	Seldom    []WordList // kinds few companies have words of their own for
	Open      bool       // some of those have
	Greetings ui.Field
	Said      []string // the greetings, by kind
	Tried     *Tried   // nil: nothing was tried
	Past      []string
}

// WordList are the words of one kind.
type WordList struct {
	Builtin string
	Field   ui.Field
}

// often are the kinds most companies have words of their own for.
var often = []vocabulary.Kind{vocabulary.In, vocabulary.Out, vocabulary.BreakIn, vocabulary.BreakOut}

// maxWords is how long a list of words may be in a form, which has nine of them.
const maxWords = 600

// written is what a form says: the company's own words and whether greetings punch.
type written struct {
	words     org.Words
	greetings bool
	texts     map[string]string
}

// of is what the company has now.
func of(t org.Tenant) written {
	w := written{words: org.Words{}, greetings: t.Greetings, texts: map[string]string{}}
	for name, list := range t.Words {
		if kind, ok := vocabulary.KindOf(name); ok {
			w.words[string(kind)] = append(w.words[string(kind)], list...)
		}
	}
	for kind, list := range w.words {
		w.texts[kind] = strings.Join(list, "\n")
	}
	return w
}

// said is what of a company this page shows: others of its settings may be changed meanwhile.
func said(t org.Tenant) any {
	return struct {
		Words     org.Words
		Greetings bool
	}{t.Words, t.Greetings}
}

// sent reads the form: a word a line.
func sent(v *shell.Visit) written {
	w := written{words: org.Words{}, greetings: v.FormValue("greetings") != "", texts: map[string]string{}}
	for _, kind := range vocabulary.Kinds {
		text := v.FormValue("words_" + string(kind))
		if letters := []rune(text); len(letters) > maxWords {
			text = string(letters[:maxWords])
		}
		w.texts[string(kind)] = text
		for word := range strings.Lines(text) {
			if word = strings.TrimSpace(word); word != "" && !slices.Contains(w.words[string(kind)], word) {
				w.words[string(kind)] = append(w.words[string(kind)], word)
			}
		}
	}
	return w
}

// wrong are the words that cannot be taken, by kind, each with why.
func (w written) wrong(v *shell.Visit) map[string]string {
	all := map[string]string{}
	faults := vocabulary.Faults(w.words, locale.Reserved())
	for kind, list := range w.words {
		var lines []string
		for _, word := range list {
			if fault, bad := faults[[2]string{kind, word}]; bad {
				lines = append(lines, v.T("channels.word."+string(fault), "word", word))
			}
		}
		if lines != nil {
			all[kind] = strings.Join(lines, " ")
		}
	}
	return all
}

func (w written) vocabulary() *vocabulary.Vocabulary {
	return vocabulary.New(w.words, vocabulary.Options{Greetings: w.greetings, Outings: true})
}

func (p *Pages) words(v *shell.Visit) error {
	m, err := p.Masters(v)
	if err != nil {
		return err
	}
	return p.showWords(v, http.StatusOK, m.Tenant, of(m.Tenant), nil, nil)
}

func (p *Pages) showWords(v *shell.Visit, status int, kept org.Tenant, w written, wrong map[string]string, tried *Tried, notices ...ui.Notice) error {
	page := Words{Page: v.Page(v.T("channels.words")), Tabs: desk.Tabs(v, desk.Channels), Back: ui.Link{Path: desk.Channels, Label: v.T("channels.title")},
		Shown: company.Print(said(kept)), Tried: tried}
	page.Notices = append(page.Notices, notices...)
	now := of(kept)
	for _, kind := range vocabulary.Kinds {
		k := string(kind)
		field := ui.Field{Name: "words_" + k, Label: v.T("channels.kind." + k), Value: w.texts[k], Rows: 3, Max: maxWords, Error: wrong[k]}
		if status == http.StatusConflict && now.texts[k] != strings.TrimSpace(w.texts[k]) {
			field.Theirs = v.T("admin.desk.theirs", "value", now.texts[k])
		}
		list := WordList{Builtin: strings.Join(vocabulary.Builtin(kind), " · "), Field: field}
		if slices.Contains(often, kind) {
			page.Kinds = append(page.Kinds, list)
		} else {
			page.Seldom, page.Open = append(page.Seldom, list), page.Open || field.Value != "" || field.Error != ""
		}
		if list := vocabulary.Greetings(kind); list != nil {
			page.Said = append(page.Said, v.T("channels.kind."+k)+": "+strings.Join(list, " · "))
		}
	}
	page.Greetings = ui.Field{Name: "greetings", Type: "checkbox", Label: v.T("channels.greetings"), Hint: v.T("channels.greetings.hint")}
	if w.greetings {
		page.Greetings.Value = "on"
	}
	rows, err := p.Desk.Past(v, kept.ID, pastMost)
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, what := range wordChanges(v, row) {
			who, err := p.Who(v, row)
			if err != nil {
				return err
			}
			page.Past = append(page.Past, v.T("channels.past", "at", p.When(v, row), "who", who, "what", what))
		}
	}
	return v.Show(status, page)
}

// wordsPost tries words on past messages, or keeps them.
func (p *Pages) wordsPost(v *shell.Visit) error {
	m, err := p.Masters(v)
	if err != nil {
		return err
	}
	w := sent(v)
	wrong := w.wrong(v)
	if len(wrong) > 0 {
		return p.showWords(v, http.StatusUnprocessableEntity, m.Tenant, w, wrong, nil)
	}
	if v.FormValue("do") != "save" {
		tried, err := p.try(v, of(m.Tenant), w)
		if err != nil {
			return err
		}
		return p.showWords(v, http.StatusOK, m.Tenant, w, nil, tried)
	}
	_, err = p.Desk.Save(v, desk.Edit{Shown: v.Text("shown"), Kept: func(m company.Masters) any { return said(m.Tenant) }, File: func(m company.Masters) (company.File, error) {
		f := company.File{Tenant: m.File("").Tenant}
		f.Tenant.Words, f.Tenant.Greetings = w.words, w.greetings
		return f, nil
	}})
	if domain.Is(err, domain.Conflict) {
		return p.showWords(v, http.StatusConflict, m.Tenant, w, nil, nil,
			ui.Notice{Tone: ui.Alert, Title: v.T("channels.meanwhile"), Lines: []string{v.T("refuse.nothing")}})
	}
	if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("channels.words.saved")})
	return v.Go(wordsPath)
}
