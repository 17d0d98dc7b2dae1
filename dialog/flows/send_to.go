package flows

import (
	"context"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// placesOffered is how many departments have a button; others are typed by their names.
const placesOffered = 6

// The choices of whom a message is for, besides departments.
const (
	toMine    = "mine"
	toAbsent  = "absent"
	toPlace   = "place " // and a department's id
	nameBreak = "、,，・\n"
)

func (f *Flows) askTo(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	w := wording{lang: lang(s.Turn)}
	places, err := f.Sending.Places(ctx, s.Turn.Person.Actor)
	if err != nil && !domain.Is(err, domain.Forbidden) {
		return dialog.Reply{}, err
	}
	r := w.private(dialog.Ask, w.t("send.to"))
	add := func(label, arg string) {
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: arg}})
	}
	add(w.t("send.everybody"), toMine)
	for _, d := range places[:min(len(places), placesOffered)] {
		add(d.Name, toPlace+string(d.ID))
	}
	add(w.t("send.no_punch"), toAbsent)
	r.Choices = append(r.Choices, w.command("cancel"))
	return r, nil
}

func (f *Flows) takeTo(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	w := wording{lang: lang(s.Turn)}
	d, because, err := f.addressed(ctx, s.Turn, w, in)
	switch {
	case domain.Is(err, domain.Forbidden): // his group was changed meanwhile
		return answer(w.unsent(err)), nil
	case err != nil:
		return dialog.Answer{}, err
	case d.Who == "":
		return dialog.Answer{Again: true, Because: because}, nil
	}
	plan, err := f.Sending.Plan(ctx, s.Turn.Person.Actor, d.To)
	if err == nil && len(plan.To) == 0 {
		return dialog.Answer{Again: true, Because: w.t("send.nobody", "who", d.Who)}, nil
	}
	return d.to(stepText), err
}

// addressed is whom an answer names; without Who it names nobody, and because may say why.
func (f *Flows) addressed(ctx context.Context, t dialog.Turn, w wording, in dialog.Input) (d letterDraft, because string, err error) {
	switch in.Choice {
	case toMine:
		return letterDraft{To: notice.Audience{Mine: true}, Who: w.t("send.everybody")}, "", nil
	case toAbsent:
		return letterDraft{To: notice.Audience{Lacks: &notice.Lack{What: notice.NoPunch}}, Who: w.t("send.no_punch")}, "", nil
	}
	if quiet(t) {
		return d, "", nil
	}
	places, err := f.Sending.Places(ctx, t.Person.Actor)
	if err != nil {
		return d, "", err
	}
	for _, p := range places {
		if in.Choice == toPlace+string(p.ID) || in.Choice == "" && dialog.Fold(in.Text) == dialog.Fold(p.Name) {
			return letterDraft{To: notice.Audience{Departments: []domain.ID{p.ID}}, Who: p.Name}, "", nil
		}
	}
	plan, err := f.Sending.Plan(ctx, t.Person.Actor, notice.Audience{Mine: true})
	if err != nil || strings.TrimSpace(in.Text) == "" {
		return d, "", err
	}
	d, because = w.named(plan.To, in.Text)
	return d, because, nil
}

// named finds people by what they are called: code, whole name or family name, in either writing.
func (w wording) named(people []org.Employee, text string) (letterDraft, string) {
	var d letterDraft
	var names []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(nameBreak, r) }) {
		for _, lang := range []string{locale.Japanese, locale.English} {
			name = strings.TrimSuffix(strings.TrimSpace(name), locale.T(lang, "send.honorific"))
		}
		if name == "" {
			continue
		}
		found := called(people, name)
		switch {
		case len(found) == 0:
			return letterDraft{}, w.t("send.unknown", "name", name)
		case len(found) > 1:
			return letterDraft{}, w.t("send.several", "name", name, "count", len(found))
		}
		d.To.Employees = append(d.To.Employees, found[0].ID)
		names = append(names, found[0].DisplayName(w.lang))
	}
	if len(names) > 3 {
		names = append(names[:3:3], "…")
	}
	d.Who = locale.List(w.lang, names)
	return d, ""
}

// called are those a name may mean: all of one name, if nobody is called exactly so.
func called(people []org.Employee, name string) []org.Employee {
	bare := func(s string) string { return strings.ReplaceAll(dialog.Fold(s), " ", "") }
	var whole, family []org.Employee
	for _, e := range people {
		first, _, _ := strings.Cut(dialog.Fold(e.Name), " ")
		given, last, _ := strings.Cut(dialog.Fold(e.Romaji), " ")
		switch key := bare(name); key {
		case bare(e.Code), bare(e.Name), bare(e.Kana), bare(e.Romaji):
			whole = append(whole, e)
		case first, given, last:
			family = append(family, e)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return family
}
