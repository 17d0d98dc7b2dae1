package flows

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/domain/worktime"
)

// nearly answers words that are nearly a punch: 「今から帰ります」. Nothing is recorded, and it is said so first: whoever
// reads no further than that still knows it.
func (f *Flows) nearly(ctx context.Context, t dialog.Turn, kind vocabulary.Kind) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	if kind == vocabulary.BreakOut && got.Status == worktime.Outside {
		kind = vocabulary.OutingOut
	}
	if begun := map[worktime.Kind]worktime.Status{worktime.In: worktime.Working, worktime.BreakStart: worktime.OnBreak,
		worktime.Leave: worktime.Outside}; begun[spoken[kind].kind] == got.Status {
		r := w.day(got) // it is recorded already
		r.Choices = w.possible(got.Standing)
		return answer(r), nil
	}
	choice := w.word(c, kind)
	r := w.say(dialog.Plain, w.t("hint.nearly", "kind", choice.Typed), w.t("hint.nearly_how", "word", choice.Typed))
	r.Choices, r.State = []dialog.Choice{choice}, menu(got.Standing)
	return answer(r), nil
}

// word is the choice of a punch by the company's first word for it; English has none for a direct or a remote one.
func (w wording) word(c company, kind vocabulary.Kind) dialog.Choice {
	plain := w.command(kindWords[spoken[kind].kind])
	words := c.words.Words(kind)
	if spoken[kind].mark == worktime.NoMark || w.lang != locale.Japanese || len(words) == 0 {
		return plain
	}
	return dialog.Choice{Label: words[0], Typed: words[0], Action: punchAction(vocabulary.Match{Kind: kind})}
}

// notice answers what somebody else should know: that one is late, leaves early, stays on. It reaches nobody from here.
func (f *Flows) notice(ctx context.Context, t dialog.Turn, topic string) (dialog.Answer, error) {
	got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := wording{lang: lang(t)}
	r := w.say(dialog.Plain, w.t("hint.notice"))
	kind := worktime.Out
	if topic == "late" {
		kind = worktime.In
	}
	if topic == "late" && got.Status != worktime.Off {
		topic = "late_in"
	}
	word := wordFor(w.lang, kind)
	r.Lines, r.State = []string{w.t("hint."+topic, "word", word)}, menu(got.Standing)
	if topic == "late_in" {
		r.Choices = []dialog.Choice{w.command("correct")}
	} else if slices.Contains(got.Possible, kind) {
		r.Choices = []dialog.Choice{w.command(kindWords[kind])}
	}
	return answer(r), nil
}
