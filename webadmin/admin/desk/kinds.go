package desk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// First is the only value of a field that has one.
func First(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// Lines are the lines of a box, without the empty ones.
func Lines(values []string) []string {
	var lines []string
	for line := range strings.Lines(strings.Join(values, "\n")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func wrong(why string, pairs ...any) error {
	return domain.Refuse(domain.Invalid, append([]any{"why", why}, pairs...)...)
}

// Text is a line that may be empty unless it is needed.
func Text[T any](name string, need bool, at func(*T) *string) Field[T] {
	return Field[T]{Name: name, Input: ui.Field{Required: need, Max: company.MaxName},
		Get: func(r T) []string { return one(*at(&r)) },
		Set: func(r *T, values []string) error {
			if *at(r) = First(values); need && *at(r) == "" {
				return wrong("missing")
			}
			return nil
		}}
}

// Code is the code of a record, which it keeps for good.
func Code[T any](at func(*T) *string) Field[T] {
	return Field[T]{Name: "code", Fixed: true, Input: ui.Field{Required: true, Max: company.MaxCode},
		Get: func(r T) []string { return one(*at(&r)) },
		Set: func(r *T, values []string) error {
			*at(r) = First(values)
			switch {
			case *at(r) == "":
				return wrong("missing")
			case !company.IsCode(*at(r)):
				return wrong("code")
			}
			return nil
		}}
}

// Number is a whole number from least to most; empty is 0 where none is needed.
func Number[T any](name string, need bool, least, most int, at func(*T) *int) Field[T] {
	return Field[T]{Name: name, Input: ui.Field{Mode: "numeric", Max: 5, Required: need},
		Get: func(r T) []string {
			if *at(&r) == 0 && (!need || least > 0) {
				return nil
			}
			return one(strconv.Itoa(*at(&r)))
		},
		Set: func(r *T, values []string) error {
			s := Digits(First(values))
			if *at(r) = 0; s == "" && !need {
				return nil
			}
			n, err := strconv.Atoi(s)
			if err != nil || n < least || n > most {
				return wrong("number", "least", least, "most", most)
			}
			*at(r) = n
			return nil
		}}
}

// Digits is a text with its full-width digits and colons as keyboards without kana have them.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '：':
			return ':'
		case r == '〜' || r == '～' || r == '–' || r == '－':
			return '-'
		}
		return r
	}, s)
}

// Clock reads a wall clock up to most; past midnight it is 25:30.
func Clock(s string, most calendar.Clock) (calendar.Clock, error) {
	c, err := calendar.ParseClock(Digits(s))
	if err != nil || c > most {
		return 0, wrong("time", "most", most.String())
	}
	return c, nil
}

// Time is a wall clock.
func Time[T any](name string, most calendar.Clock, at func(*T) *calendar.Clock) Field[T] {
	return Field[T]{Name: name, Input: ui.Field{Required: true, Max: 5},
		Get: func(r T) []string { return one(at(&r).String()) },
		Set: func(r *T, values []string) (err error) {
			*at(r), err = Clock(First(values), most)
			return err
		}}
}

// MaybeTime is a wall clock that need not be given.
func MaybeTime[T any](name string, most calendar.Clock, at func(*T) **calendar.Clock) Field[T] {
	return Field[T]{Name: name, Input: ui.Field{Max: 5},
		Get: func(r T) []string {
			if *at(&r) == nil {
				return nil
			}
			return one((*at(&r)).String())
		},
		Set: func(r *T, values []string) error {
			if *at(r) = nil; First(values) == "" {
				return nil
			}
			c, err := Clock(First(values), most)
			*at(r) = &c
			return err
		}}
}

// OnOff is a box to tick.
func OnOff[T any](name string, at func(*T) *bool) Field[T] {
	return Field[T]{Name: name, Input: ui.Field{Type: "checkbox"},
		Get: func(r T) []string {
			if !*at(&r) {
				return nil
			}
			return one("on")
		},
		Set: func(r *T, values []string) error { *at(r) = First(values) != ""; return nil }}
}

// Retired is the box that takes a record off the choices.
func Retired[T any](at func(*T) *bool) Field[T] {
	f := OnOff("retired", at)
	f.Later = true
	return f
}

// Pick is one of some choices.
func Pick[T any, S ~string](name string, options func(lang string, all company.File) []ui.Choice, at func(*T) *S) Field[T] {
	return Field[T]{Name: name, Options: options,
		Get: func(r T) []string { return one(string(*at(&r))) },
		Set: func(r *T, values []string) error { *at(r) = S(First(values)); return nil }}
}

// Ticks are any of some choices.
func Ticks[T any, S ~string](name string, options func(lang string, all company.File) []ui.Choice, at func(*T) *[]S) Field[T] {
	return Field[T]{Name: name, Options: options, Input: ui.Field{Ticks: true},
		Get: func(r T) []string {
			var list []string
			for _, s := range *at(&r) {
				list = append(list, string(s))
			}
			return list
		},
		Set: func(r *T, values []string) error {
			var list []S
			for _, s := range *at(r) { // what was ticked stays in its order, which the form does not show
				if slices.Contains(values, string(s)) {
					list = append(list, s)
				}
			}
			for _, s := range values {
				if s != "" && !slices.Contains(list, S(s)) {
					list = append(list, S(s))
				}
			}
			*at(r) = list
			return nil
		}}
}

// Words are choices whose labels are texts under a key: key.option, and key.none for the empty one.
func Words[S ~string](key string, options ...S) func(string, company.File) []ui.Choice {
	return func(lang string, _ company.File) []ui.Choice {
		var list []ui.Choice
		for _, o := range options {
			word := string(o)
			if word == "" {
				word = "none"
			}
			list = append(list, ui.Choice{Value: string(o), Label: locale.T(lang, key+"."+word)})
		}
		return list
	}
}

// MaybeClock is a wall clock that need not be given; midnight is none.
func MaybeClock[T any](name string, most calendar.Clock, at func(*T) *calendar.Clock) Field[T] {
	return Field[T]{Name: name, Input: ui.Field{Max: 5},
		Get: func(r T) []string {
			if *at(&r) == 0 {
				return nil
			}
			return one(at(&r).String())
		},
		Set: func(r *T, values []string) (err error) {
			if *at(r) = 0; First(values) != "" {
				*at(r), err = Clock(First(values), most)
			}
			return err
		}}
}

// Through is a field of a part of a record: of reads the part, change changes it in a copy.
func Through[T, P any](f Field[P], of func(T) P, change func(*T, func(*P))) Field[T] {
	return Field[T]{Name: f.Name, Input: f.Input, Options: f.Options,
		Get: func(r T) []string { return f.Get(of(r)) },
		Set: func(r *T, values []string) (err error) {
			change(r, func(part *P) { err = f.Set(part, values) })
			return err
		}}
}
