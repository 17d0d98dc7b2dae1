package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// mostNames is how many people a line names.
const mostNames = 20

// who tells who is in, or who is not, among the people the asker may see. It is nobody's leave list: why somebody is
// not in is not said.
func (f *Flows) who(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	board, err := f.Records.WhoIsIn(ctx, t.Person.Actor)
	if domain.Is(err, domain.Forbidden) {
		return answer(w.private(dialog.Problem, w.t("who.forbidden"), w.t("who.forbidden_next"))), nil
	}
	if err != nil {
		return dialog.Answer{}, err
	}
	shown := []worktime.Status{worktime.Working, worktime.OnBreak, worktime.Outside}
	title, none := "who.in", "who.nobody_in"
	if arg == "off" {
		shown, title, none = []worktime.Status{worktime.Off}, "who.off", "who.nobody_off"
	}
	r := w.private(dialog.Plain, w.t(title))
	for _, s := range shown {
		if names := w.names(board, s); len(names) > 0 {
			status := w.t("name.status." + string(s))
			if s == worktime.Off {
				status = w.t("who.not_in")
			}
			r.Lines = append(r.Lines, w.t("who.line", "status", status, "count", len(names), "names", w.some(names)))
		}
	}
	if len(r.Lines) == 0 {
		r.Title = w.t(none)
	}
	return answer(r), nil
}

func (w wording) names(board []attendance.Presence, s worktime.Status) []string {
	var out []string
	for _, p := range board {
		if p.Status == s {
			out = append(out, p.Employee.DisplayName(w.lang))
		}
	}
	return out
}

// some names the first people and counts the others.
func (w wording) some(names []string) string {
	if n := len(names); n > mostNames {
		names = append(names[:mostNames:mostNames], w.t("who.more", "count", n-mostNames))
	}
	return locale.List(w.lang, names)
}
