package slack

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

const (
	methodSheet = "views.open"
	stepSheet   = "sheet"

	// triggerLife is how long a trigger_id works: https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
	triggerLife = 3 * time.Second
	sheetID     = "form"

	// https://docs.slack.dev/reference/views/modal-views/ : title, submit, close.
	maxSheetLabel = 24
	// https://docs.slack.dev/reference/block-kit/composition-objects/option-object/ : text; of a select: options.
	maxOptionText = 75
	maxOptions    = 100
)

// sheet lays a question's form over the conversation as a modal, while the press that led to it still allows it. The question
// itself follows in any case: a trigger lives for three seconds, and a modal that is put away leaves nothing behind.
func (j *job) sheet(ctx context.Context) {
	to, form := j.item.Address, j.reply.Form
	if form == nil || to.Trigger == "" || j.trip.done[stepSheet] != "" || j.now.Sub(time.UnixMilli(to.TokenAt)) >= triggerLife {
		return
	}
	view, ok := renderSheet(*form, j.reply.Choices, to.Place, zoneOf(j.ch))
	if !ok {
		return
	}
	_, err := j.step(stepSheet, limitOf{method: methodSheet}, func() (string, error) {
		_, err := j.api.OpenViewContext(ctx, to.Trigger, view)
		return sheetID, err
	})
	if err != nil {
		j.trip.done[stepSheet] = "none" // a trigger works once, and for a moment
		j.p.log.Debug("slack: no form was opened", "error", note(err))
	}
}

// renderSheet draws a form. It is tied to its question as a picker is, and remembers in which conversation it was asked.
func renderSheet(form dialog.Form, choices []dialog.Choice, place string, zone *time.Location) (sdk.ModalViewRequest, bool) {
	question := ""
	for _, c := range choices {
		question = first(question, c.Action.Question)
	}
	view := sdk.ModalViewRequest{
		Type: sdk.VTModal, CallbackID: sheetID, PrivateMetadata: place + " " + question,
		Title: label(form.Title, maxSheetLabel), Submit: label(form.Send, maxSheetLabel), Close: label(form.Close, maxSheetLabel),
	}
	for _, e := range form.Inputs {
		block := sdk.NewInputBlock(e.Name, label(e.Label, maxSection), nil, entry(e, zone))
		view.Blocks.BlockSet = append(view.Blocks.BlockSet, block.WithOptional(e.Optional))
	}
	return view, question != ""
}

// entry is the element that takes a value.
func entry(e dialog.Entry, zone *time.Location) sdk.BlockElement {
	switch e.Kind {
	case dialog.EntryDate:
		d := sdk.NewDatePickerBlockElement(e.Name)
		d.InitialDate = e.Initial
		return d
	case dialog.EntryTime:
		t := sdk.NewTimePickerBlockElement(e.Name)
		t.InitialTime, t.Timezone = e.Initial, zone.String()
		return t
	case dialog.EntryOne:
		options, initial := optionsOf(e)
		s := sdk.NewOptionsSelectBlockElement(sdk.OptTypeStatic, nil, e.Name, options...)
		s.InitialOption = initial
		return s
	case dialog.EntrySome:
		options, _ := optionsOf(e)
		m := sdk.NewOptionsMultiSelectBlockElement(sdk.MultiOptTypeStatic, nil, e.Name, options...)
		m.MaxSelectedItems = &e.Most
		return m
	case dialog.EntryTick:
		options, _ := optionsOf(e)
		return sdk.NewCheckboxGroupsBlockElement(e.Name, options...)
	}
	t := sdk.NewPlainTextInputBlockElement(nil, e.Name)
	t.Multiline, t.MaxLength, t.InitialValue = true, e.Most, e.Initial
	return t
}

func optionsOf(e dialog.Entry) (all []*sdk.OptionBlockObject, initial *sdk.OptionBlockObject) {
	for _, o := range e.Options[:min(len(e.Options), maxOptions)] {
		option := sdk.NewOptionBlockObject(o.Value, label(o.Label, maxOptionText), nil)
		if all = append(all, option); o.Value == e.Initial && o.Value != "" {
			initial = option
		}
	}
	return all, initial
}

// filled are the values of a submitted form, as its blocks are named.
func (v view) filled() dialog.Values {
	out := dialog.Values{}
	for name, elements := range v.State.Values {
		for _, x := range elements {
			var values []string
			for _, o := range x.Options {
				values = append(values, o.Value)
			}
			one := first(x.Date, x.Time, strings.TrimSpace(x.Value))
			if x.Option != nil {
				one = x.Option.Value
			}
			if one != "" {
				values = append(values, one)
			}
			if len(values) > 0 {
				out[name] = values
			}
		}
	}
	return out
}

// submitted is a form that was sent: the answer to the question it was opened for.
func (in interaction) submitted(s scene, user string, at time.Time) meaning {
	place, question, _ := strings.Cut(in.View.Private, " ")
	name := strings.Join([]string{"form", s.team, user, in.View.ID}, "/")
	if question == "" {
		return drop(name, at, "a form of no question")
	}
	direct := place == "" || isDirect(place)
	a := dialog.Activity{Kind: dialog.Pressed, Ref: name, At: at, Action: dialog.Action{Question: question}, Form: in.View.filled(), Direct: direct}
	m := s.did(name, at, user, a).in(place, direct)
	m.Reply.Trigger, m.Reply.TokenAt = in.Trigger, at.UnixMilli()
	return m
}
