package flows

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/worktime"
)

// backArg is the kind of a word that ends whichever is open, break or outing (戻り).
const backArg = "back"

// punch records what the person does, at the platform's time of the act.
func (f *Flows) punch(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	return f.record(ctx, t, arg, "")
}

// greet records a greeting as a punch and says that it did: the person may have meant nothing but a greeting.
func (f *Flows) greet(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	return f.record(ctx, t, arg, "punch.greeting")
}

func (f *Flows) record(ctx context.Context, t dialog.Turn, arg, note string) (dialog.Answer, error) {
	kind, mark, _ := strings.Cut(arg, " ")
	if k := worktime.Kind(kind); kind != backArg && !slices.Contains(worktime.Kinds, k) || !worktime.Mark(mark).On(k) {
		return f.Repair(ctx, t, dialog.Unknown) // no button of this program says so
	}
	event := event{At: t.Activity.At, Ref: t.Activity.Ref, Message: t.Activity.Message}
	if t.Activity.Kind == dialog.Pressed {
		event.Message = "" // a button's message is ours; deleting it takes nothing back
	}
	if kind == backArg {
		back, open, err := f.back(ctx, t, event.Ref)
		if err != nil {
			return dialog.Answer{}, err
		}
		if !open {
			return dialog.Answer{Next: dialog.Put(backName, "which", event)}, nil
		}
		kind = string(back)
	}
	got, err := f.Ledger.Punch(ctx, t.Person.Actor, event.command(t, worktime.Kind(kind), worktime.Mark(mark)))
	if err != nil {
		return dialog.Answer{}, err
	}
	return f.receipt(ctx, t, got, note)
}

// event is the act a punch comes from; it outlives the turn when a question comes between.
type event struct {
	At      time.Time `json:"at"`
	Ref     string    `json:"ref"`
	Message string    `json:"message,omitempty"`
}

func (e event) command(t dialog.Turn, kind worktime.Kind, mark worktime.Mark) attendance.Command {
	return attendance.Command{
		Kind: kind, Mark: mark, At: e.At, Message: e.Message, Ref: attendance.Ref{Source: t.Person.Door, ID: e.Ref},
	}
}

// back finds what 戻り ends at the moment of the event, whatever was punched since: a late one ends what was open then.
// An event that was recorded before its turn was lost ends what it ended then.
func (f *Flows) back(ctx context.Context, t dialog.Turn, ref string) (kind worktime.Kind, ends bool, err error) {
	at := t.Activity.At
	today, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, at)
	if err != nil {
		return "", false, err
	}
	open := map[worktime.Kind]bool{} // a break and an outing may both be going on
	for _, shift := range today.Shifts {
		if shift.In != nil && !shift.In.At.After(at) {
			clear(open) // of a shift that nobody ended
		}
		for _, p := range shift.Inside {
			if p.Source == t.Person.Door && p.SourceRef == ref {
				return p.Kind, true, nil
			}
			if !p.At.After(at) {
				switch p.Kind {
				case worktime.BreakEnd:
					delete(open, worktime.BreakStart)
				case worktime.Return:
					delete(open, worktime.Leave)
				default:
					open[p.Kind] = true
				}
			}
		}
		if shift.Out != nil && !shift.Out.At.After(at) {
			clear(open) // whatever was open ended with the shift
		}
	}
	switch {
	case open[worktime.BreakStart]: // the state shows a break before an outing too
		return worktime.BreakEnd, true, nil
	case open[worktime.Leave]:
		return worktime.Return, true, nil
	}
	return "", false, nil
}

const backName = "back"

// backDialog asks what 戻り meant when neither a break nor an outing is open. Whatever is chosen is kept, at the time
// of the word.
func (f *Flows) backDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{"which": {Ask: f.askBack, Take: f.takeBack}}}
}

func (f *Flows) askBack(_ context.Context, s dialog.Scene) (dialog.Reply, error) {
	w := wording{lang: lang(s.Turn)}
	r := w.say(dialog.Ask, w.t("punch.back_which"))
	for _, k := range []worktime.Kind{worktime.BreakEnd, worktime.Return} {
		label := w.t("punch.back." + string(k))
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: string(k)}})
	}
	r.Choices = append(r.Choices, w.command("cancel"))
	return r, nil
}

func (f *Flows) takeBack(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	kind := worktime.Kind(in.Choice)
	if kind != worktime.BreakEnd && kind != worktime.Return {
		return dialog.Answer{Again: true}, nil
	}
	var e event
	if err := s.Read(&e); err != nil {
		return dialog.Answer{}, err
	}
	got, err := f.Ledger.Punch(ctx, s.Turn.Person.Actor, e.command(s.Turn, kind, worktime.NoMark))
	if err != nil {
		return f.refused(s.Turn, dialog.Answer{}, err)
	}
	return f.receipt(ctx, s.Turn, got, "")
}

// changed is an answer after which a person's home page and menu must follow.
func changed(r dialog.Reply, employee domain.ID) dialog.Answer {
	a := answer(r)
	a.Changed = []domain.ID{employee}
	return a
}
