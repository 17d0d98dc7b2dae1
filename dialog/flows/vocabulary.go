package flows

import (
	"context"
	"reflect"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/domain/worktime"
)

// companyLife is how long a company's settings are believed: a morning rush reads them once a few seconds, and a
// word that was just added counts within a breath.
const companyLife = 3 * time.Second

// company is a tenant with its words ready to match.
type company struct {
	org.Tenant
	words   *vocabulary.Vocabulary
	reasons []worktime.ReasonCode
	until   time.Time
}

// said is what a message's dates and times are relative to.
func (c company) said(at time.Time) calendar.Said {
	return calendar.Said{At: at, Zone: c.Zone(), Boundary: c.Boundary}
}

// company finds the tenant of a turn. Its vocabulary is made again only when its words changed.
func (f *Flows) company(ctx context.Context, tenant domain.ID, now time.Time) (company, error) {
	kept, _ := f.companies.Load(tenant)
	old, known := kept.(company)
	if known && now.Before(old.until) && !now.Before(old.until.Add(-companyLife)) {
		return old, nil
	}
	t, err := f.Tenants.Tenant(ctx, tenant)
	if err != nil {
		return company{}, err
	}
	c := company{Tenant: t, words: old.words, until: now.Add(companyLife)}
	if c.reasons, err = f.Reasons.Reasons(ctx, tenant); err != nil {
		return company{}, err
	}
	if !known || old.Greetings != t.Greetings || !reflect.DeepEqual(old.Words, t.Words) {
		c.words = vocabulary.New(t.Words, vocabulary.Options{Greetings: t.Greetings, Outings: true})
	}
	f.companies.Store(tenant, c)
	return c, nil
}

// match says what the company's words make of a message or an emoji.
func (f *Flows) match(ctx context.Context, t dialog.Turn) (vocabulary.Match, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return vocabulary.Match{}, err
	}
	if t.Activity.Kind == dialog.Reacted {
		return c.words.MatchEmoji(t.Activity.Text), nil
	}
	return c.words.Match(t.Activity.Text, c.said(t.Activity.At)), nil
}

// spoken are the punch kinds behind what a word says.
var spoken = map[vocabulary.Kind]struct {
	kind worktime.Kind
	mark worktime.Mark
}{
	vocabulary.In:        {kind: worktime.In},
	vocabulary.Out:       {kind: worktime.Out},
	vocabulary.BreakIn:   {kind: worktime.BreakStart},
	vocabulary.BreakOut:  {kind: worktime.BreakEnd},
	vocabulary.OutingIn:  {kind: worktime.Leave},
	vocabulary.OutingOut: {kind: worktime.Return},
	vocabulary.DirectIn:  {kind: worktime.In, mark: worktime.Direct},
	vocabulary.DirectOut: {kind: worktime.Out, mark: worktime.Direct},
	vocabulary.RemoteIn:  {kind: worktime.In, mark: worktime.Remote},
}

// punchAction is what a punch word asks for.
func punchAction(m vocabulary.Match) dialog.Action {
	if m.Either {
		return dialog.Action{Name: actPunch, Arg: backArg}
	}
	s := spoken[m.Kind]
	a := dialog.Action{Name: actPunch, Arg: string(s.kind)}
	if s.mark != worktime.NoMark {
		a.Arg += " " + string(s.mark)
	}
	if m.Greeting {
		a.Name = actGreet
	}
	return a
}

// kindWords are the commands that punch a kind.
var kindWords = map[worktime.Kind]string{
	worktime.In: "in", worktime.Out: "out", worktime.BreakStart: "break", worktime.BreakEnd: "back",
	worktime.Leave: "leave", worktime.Return: "return",
}

// wordFor is the word that punches a kind, in the person's language.
func wordFor(lang string, kind worktime.Kind) string { return locale.Command(lang, kindWords[kind]) }
