package flows

import (
	"context"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
)

// askSure shows what would be sent to whom, and what it takes.
func (f *Flows) askSure(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	var d letterDraft
	if err := s.Read(&d); err != nil {
		return dialog.Reply{}, err
	}
	w := wording{lang: lang(s.Turn)}
	plan, err := f.Sending.Plan(ctx, s.Turn.Person.Actor, d.To)
	if domain.Is(err, domain.Forbidden) {
		r := w.unsent(err)
		r.Choices = []dialog.Choice{w.command("cancel")}
		return r, nil
	}
	if err != nil {
		return dialog.Reply{}, err
	}
	r := w.private(dialog.Ask, w.t("send.sure", "who", d.Who, "count", len(plan.To)), w.t("send.title", "title", d.message().Title))
	r.Lines = append(r.Lines, w.takes(plan.Forecast)...)
	yes, fix := w.t("send.yes"), w.t("send.fix")
	r.Choices = []dialog.Choice{{Label: yes, Typed: yes, Strong: true, Action: dialog.Action{Arg: "yes"}},
		{Label: fix, Typed: fix, Action: dialog.Action{Arg: "fix"}}, w.command("cancel")}
	return r, nil
}

// takes says by which channels a sending goes, and what of a month's messages that takes.
func (w wording) takes(f notice.Forecast) []string {
	var routes, lines []string
	for _, r := range f.Routes {
		routes = append(routes, w.t("send.route", "channel", w.door(r.Kind), "count", r.People))
		if q := r.Quota; q != nil && q.Limited {
			lines = append(lines, w.t("send.quota", "used", q.Used, "limit", q.Limit, "after", q.Used+q.Takes))
			if q.Over > 0 {
				lines = append(lines, w.t("send.over", "count", q.Over))
			}
		}
	}
	if len(routes) > 0 {
		lines = append([]string{w.t("send.by", "routes", locale.List(w.lang, routes))}, lines...)
	}
	if f.Nowhere > 0 {
		lines = append(lines, w.t("send.nowhere", "count", f.Nowhere))
	}
	return lines
}

func (f *Flows) takeSure(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	var d letterDraft
	if err := s.Read(&d); err != nil {
		return dialog.Answer{}, err
	}
	w := wording{lang: lang(s.Turn)}
	switch {
	case in.Choice == "yes", strings.EqualFold(dialog.Fold(in.Text), dialog.Fold(w.t("send.yes"))), says(in.Text, "yes"):
	case in.Choice == "fix":
		d.Text = ""
		return d.to(stepText), nil
	case says(in.Text, "no"):
		return f.Repair(ctx, s.Turn, dialog.Cancel)
	default:
		return dialog.Answer{Again: true}, nil
	}
	a := s.Turn.Activity
	m, to, err := f.Sending.SubmitFor(ctx, s.Turn.Person.Actor, d.message(), a.At, a.Ref)
	switch {
	case domain.Is(err, domain.Forbidden):
		return answer(w.unsent(err)), nil
	case err != nil:
		return dialog.Answer{}, err
	}
	number := strconv.Itoa(m.Number)
	r := w.private(dialog.Success, w.t("send.sent", "number", number, "who", d.Who, "count", len(to)))
	r.Choices = []dialog.Choice{{Label: w.t("send.recall"), Typed: locale.Command(w.lang, "recall") + " " + number,
		Action: dialog.Action{Name: actRecall, Arg: number}}}
	return answer(r), nil
}
