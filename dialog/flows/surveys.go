package flows

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
)

const surveyName = "survey"

// surveys lists what may still be answered; the only one is shown at once.
func (f *Flows) surveys(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	open, err := f.Messages.Surveys(ctx, t.Person.Actor, t.Now)
	switch {
	case err != nil:
		return dialog.Answer{}, err
	case len(open) == 0:
		return answer(w.private(dialog.Plain, w.t("notice.no_survey"))), nil
	case len(open) == 1:
		r, err := f.letter(ctx, w, t.Person.Tenant, open[0], true)
		return answer(r), err
	}
	r := w.private(dialog.Plain, w.t("notice.surveys", "count", len(open)))
	for _, l := range open {
		number := strconv.Itoa(l.Number)
		card := dialog.Card{Title: w.t("notice.survey", "number", number, "title", l.Title), Lines: []string{w.until(l.Survey)},
			Choices: []dialog.Choice{w.opens(number)}}
		if said := w.answered(l); said != "" {
			card.Lines = append(card.Lines, said)
		}
		r.Cards = append(r.Cards, card)
	}
	return answer(r), nil
}

// voted makes the act of a verb: "12 0", "12 0,2".
func (f *Flows) voted(verb notice.Verb) dialog.Act {
	return func(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
		number, places := numberOf(arg)
		v := notice.Vote{Number: number, Verb: verb}
		for p := range strings.SplitSeq(places, ",") {
			n, err := strconv.Atoi(p)
			if err != nil {
				n = -1 // no option has that place
			}
			v.Choices = append(v.Choices, n)
		}
		return f.vote(ctx, t, v)
	}
}

// vote answers a survey by what a person did, when he did it.
func (f *Flows) vote(ctx context.Context, t dialog.Turn, v notice.Vote) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	v.At, v.Channel, v.Names = t.Activity.At, t.Person.Channel, eventNames(t)
	l, err := f.Messages.Answer(ctx, t.Person.Actor, v)
	if err != nil {
		return f.unvoted(w, v, l, err)
	}
	return answer(w.taken(l, v.Verb)), nil
}

// eventNames are what the platform calls the event of a turn.
func eventNames(t dialog.Turn) []string {
	if t.Activity.Kind == dialog.Said && t.Activity.Message != "" {
		return []string{t.Activity.Ref, t.Activity.Message}
	}
	return []string{t.Activity.Ref}
}

// taken says what was taken, and what more can be said.
func (w wording) taken(l notice.Letter, verb notice.Verb) dialog.Reply {
	deadline := w.moment(l.Survey.Deadline)
	r := w.private(dialog.Success, "")
	switch {
	case verb == notice.Say:
		r.Title = w.t("notice.commented", "deadline", deadline)
		return r
	case l.Survey.Anonymous:
		r.Title = w.t("notice.taken_anonymous", "deadline", deadline)
	case !l.Survey.Multiple && l.Was != nil && !slices.Equal(l.Was.Choices, l.Answer.Choices): // given here or on another channel
		r.Title = w.t("notice.changed", "was", w.chosen(notice.Letter{Message: l.Message, Answer: l.Was}), "answer", w.chosen(l), "deadline", deadline)
	default:
		r.Title = w.t("notice.taken", "answer", w.chosen(l), "deadline", deadline)
	}
	number := strconv.Itoa(l.Number)
	if o := l.Survey.Options; l.Survey.Multiple && l.Survey.Anonymous {
		r.Lines = []string{w.t("notice.exact", "number", number, "first", o[0], "second", o[1])}
	}
	// Of an anonymous answer the buttons would tell what it was.
	for i, o := range l.Survey.Options {
		switch on := l.Answer != nil && slices.Contains(l.Answer.Choices, i); {
		case !l.Survey.Multiple:
		case l.Survey.Anonymous || !on:
			r.Choices = append(r.Choices, w.option("notice.also", actJoin, number, i, o))
		case len(l.Answer.Choices) > 1:
			r.Choices = append(r.Choices, w.option("notice.not", actDrop, number, i, o))
		}
	}
	if l.Survey.Comment {
		r.Choices = append(r.Choices, dialog.Choice{Label: w.t("notice.comment"), Typed: w.t("notice.comment"),
			Action: dialog.Action{Name: actComment, Arg: number}})
	}
	return r
}

func (w wording) option(key, act, number string, place int, words string) dialog.Choice {
	label := w.t(key, "words", words)
	return dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Name: act, Arg: number + " " + strconv.Itoa(place)}}
}

// unvoted says why an answer was not taken, and which one stays.
func (f *Flows) unvoted(w wording, v notice.Vote, l notice.Letter, err error) (dialog.Answer, error) {
	why, _ := argOf(err, "why").(string)
	switch domain.CodeOf(err) {
	case domain.NotFound:
		return answer(w.noMessage(v.Number)), nil
	case domain.Expired:
		stays := w.answered(l)
		if stays == "" {
			stays = w.t("notice.no_answer")
		}
		return answer(w.private(dialog.Problem, w.t("notice.closed", "deadline", w.moment(l.Survey.Deadline)), stays)), nil
	case domain.Conflict:
		return answer(w.private(dialog.Problem, w.t("notice."+why))), nil
	case domain.Invalid:
		r := w.private(dialog.Problem, w.t("notice.invalid."+why))
		r.Choices = []dialog.Choice{w.command("surveys")}
		return answer(r), nil
	}
	return dialog.Answer{}, err
}

// comment asks for the sentence that is added to an answer.
func (f *Flows) comment(_ context.Context, _ dialog.Turn, arg string) (dialog.Answer, error) {
	number, _ := numberOf(arg)
	return dialog.Answer{Next: dialog.Put(surveyName, "comment", number)}, nil
}

func (f *Flows) surveyDialog() dialog.Dialog {
	ask := func(_ context.Context, s dialog.Scene) (dialog.Reply, error) {
		w := wording{lang: lang(s.Turn)}
		r := w.private(dialog.Ask, w.t("notice.say"))
		r.Choices = []dialog.Choice{w.command("cancel")}
		return r, nil
	}
	take := func(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
		var number int
		if err := s.Read(&number); err != nil {
			return dialog.Answer{}, err
		}
		if strings.TrimSpace(in.Text) == "" || quiet(s.Turn) {
			return dialog.Answer{Again: true}, nil
		}
		return f.vote(ctx, s.Turn, notice.Vote{Number: number, Verb: notice.Say, Comment: in.Text})
	}
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{"comment": {Ask: ask, Take: take}}}
}

// typedVote reads what the buttons of messages and surveys do, typed where there are none: メッセージ 12, 参加, 12 参加, 12 A、C.
func (f *Flows) typedVote(ctx context.Context, t dialog.Turn) (dialog.Action, bool, error) {
	text := dialog.Fold(t.Activity.Text)
	if quiet(t) || t.Person.Employee == "" || t.Person.Gone || len(text) > 500 {
		return dialog.Action{}, false, nil
	}
	word, rest, _ := strings.Cut(text, " ")
	if a := f.words[word].Name; a == actMessages || a == actSurveys || a == actRecall {
		number, more := numberOf(rest)
		if a != actRecall {
			a = actMessage
		}
		return dialog.Action{Name: a, Arg: strconv.Itoa(number)}, number > 0 && more == "", nil
	}
	all, err := f.Messages.Surveys(ctx, t.Person.Actor, t.Activity.At.Add(-closedFor))
	if err != nil || len(all) == 0 {
		return dialog.Action{}, false, err
	}
	number, rest := numberOf(text)
	var open, closed []dialog.Action
	for _, l := range all {
		words := text
		if number != 0 {
			words = rest
		}
		a, ok := voteOf(l, words)
		switch {
		case !ok || number != 0 && number != l.Number:
		case t.Activity.At.Before(l.Survey.Deadline):
			open = append(open, a)
		default:
			closed = append(closed, a)
		}
	}
	switch {
	case len(open) == 1:
		return open[0], true, nil
	case len(open) > 1:
		return dialog.Action{Name: actWhich, Arg: text}, true, nil
	case len(closed) > 0:
		return closed[len(closed)-1], true, nil
	}
	return dialog.Action{}, false, nil
}

// closedFor is how long words that answered a survey are taken for an answer that comes too late.
const closedFor = 7 * 24 * time.Hour

// voteOf reads words as an answer to one survey. Several words name all the answers; one of a multiple survey is added.
func voteOf(l notice.Letter, words string) (dialog.Action, bool) {
	place := func(s string) int {
		return slices.IndexFunc(l.Survey.Options, func(o string) bool { return dialog.Fold(o) == dialog.Fold(s) })
	}
	number := strconv.Itoa(l.Number) + " "
	if i := place(words); i >= 0 {
		act := actVote
		if l.Survey.Multiple {
			act = actJoin
		}
		return dialog.Action{Name: act, Arg: number + strconv.Itoa(i)}, true
	}
	var places []string
	for s := range strings.FieldsFuncSeq(words, func(r rune) bool { return strings.ContainsRune("、,・", r) }) {
		i := place(s)
		if i < 0 {
			return dialog.Action{}, false
		}
		places = append(places, strconv.Itoa(i))
	}
	return dialog.Action{Name: actVote, Arg: number + strings.Join(places, ",")}, len(places) > 1
}

// which asks which of several surveys is meant.
func (f *Flows) which(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	open, err := f.Messages.Surveys(ctx, t.Person.Actor, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.private(dialog.Plain, w.t("notice.which"))
	for _, l := range open {
		a, ok := voteOf(l, arg)
		if !ok {
			continue
		}
		number := strconv.Itoa(l.Number)
		c := dialog.Choice{Label: t.Activity.Text, Typed: number + " " + arg, Action: a}
		if slices.ContainsFunc(open, func(l notice.Letter) bool { return l.Survey.Anonymous }) { // nothing repeats what was said
			c = w.opens(number)
			if err := f.Messages.Hush(ctx, t.Person.Channel, eventNames(t)); err != nil {
				return dialog.Answer{}, err
			}
		}
		r.Cards = append(r.Cards, dialog.Card{Title: w.t("notice.survey", "number", l.Number, "title", l.Title), Choices: []dialog.Choice{c}})
	}
	return answer(r), nil
}

// editedVote says that a message edited into another answer answers nothing; of an anonymous survey its text is forgotten.
func (f *Flows) editedVote(ctx context.Context, t dialog.Turn) (dialog.Answer, error) {
	a, heard, err := f.typedVote(ctx, t)
	if err != nil || !heard || !slices.Contains([]string{actVote, actJoin, actDrop, actComment, actWhich}, a.Name) {
		return silent("edited, and no punch"), err
	}
	if err := f.Messages.Hush(ctx, t.Person.Channel, eventNames(t)); err != nil {
		return dialog.Answer{}, err
	}
	w := wording{lang: lang(t)}
	return answer(w.private(dialog.Problem, w.t("notice.edited"))), nil
}

// opens shows a survey, to be answered there.
func (w wording) opens(number string) dialog.Choice {
	return dialog.Choice{Label: w.t("notice.reply"), Typed: locale.Command(w.lang, "surveys") + " " + number,
		Action: dialog.Action{Name: actMessage, Arg: number}}
}
