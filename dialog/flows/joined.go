package flows

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/vocabulary"
)

// wordsShown is how many built-in words of a kind, and how many of the company's own, a room is told.
const wordsShown = 3

// joined greets: a person in his own chat, or a room by saying which words count there.
func (f *Flows) joined(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	if !t.Activity.Direct {
		return f.welcome(ctx, t, w)
	}
	if t.Person.Employee == "" {
		r := w.say(dialog.Plain, w.t("link.greet"))
		r.State = unlinkedMenu
		return answer(r), nil
	}
	got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.say(dialog.Plain, w.t("link.welcome_back", "name", t.Person.Name))
	r.Choices, r.State = append(w.possible(got.Standing), w.howTo()), menu(got.Standing)
	return changed(r, t.Person.Employee), nil
}

// welcome tells a room which messages punch, so that nobody has to guess and nothing punches by surprise.
func (f *Flows) welcome(ctx context.Context, t dialog.Turn, w wording) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.say(dialog.Plain, w.t("welcome.title"))
	for _, k := range []vocabulary.Kind{vocabulary.In, vocabulary.Out, vocabulary.BreakIn, vocabulary.BreakOut} {
		r.Lines = append(r.Lines, w.t("welcome.line", "kind", w.t("name."+string(spoken[k].kind)),
			"words", locale.Quoted(w.lang, countingWords(w.lang, c, k))))
	}
	r.Lines = append(r.Lines, w.t("welcome.whole"))
	return answer(r), nil
}

// countingWords are the words of a kind a room is told: the command, those that come next, and the company's own.
func countingWords(lang string, c company, k vocabulary.Kind) []string {
	var own []string
	for name, list := range c.Words {
		if kind, _ := vocabulary.KindOf(name); kind == k {
			own = append(own, list...)
		}
	}
	slices.Sort(own)
	words := []string{wordFor(lang, spoken[k].kind)}
	for _, w := range c.words.Words(k) {
		if len(words) < wordsShown && !strings.HasPrefix(w, ":") && !slices.Contains(words, w) && !slices.Contains(own, w) {
			words = append(words, w)
		}
	}
	return append(words, own[:min(len(own), wordsShown)]...)
}

// opened draws the person's home page anew and says nothing.
func (f *Flows) opened(_ context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	a := silent("opened the home page")
	if t.Person.Employee != "" {
		a.Changed = []domain.ID{t.Person.Employee}
	}
	return a, nil
}
