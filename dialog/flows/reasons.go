package flows

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// reason is what a reason is called in the person's language.
func (w wording) reason(r worktime.ReasonCode) string {
	if w.lang != locale.Japanese && r.Means.English != "" {
		return r.Means.English
	}
	return r.Name
}

// names are what a reason may be called in a message.
func names(r worktime.ReasonCode) []string {
	if r.Means.English == "" {
		return []string{r.Name}
	}
	return []string{r.Name, r.Means.English}
}

// reasonList names the reasons behind codes; a code that is no more stays as it is.
func (w wording) reasonList(c company, codes []string) string {
	var out []string
	for _, said := range codes {
		code, taken, _ := strings.Cut(said, " ")
		if i := slices.IndexFunc(c.reasons, func(r worktime.ReasonCode) bool { return r.Code == code }); i >= 0 {
			said = w.howMuch(c.reasons[i], taken)
		}
		out = append(out, said)
	}
	return locale.List(w.lang, out)
}

// howMuch is a reason with how much of the day it takes, where that was said.
func (w wording) howMuch(r worktime.ReasonCode, amount string) string {
	switch worktime.Unit(amount) {
	case worktime.Morning, worktime.Afternoon:
		return w.t("record.unit."+amount, "reason", w.reason(r))
	}
	return strings.TrimSpace(w.reason(r) + " " + amount)
}

// reasonCalled finds a reason that is offered by its name or code.
func (c company) reasonCalled(text string) (code string, ok bool) {
	said := dialog.Fold(text)
	for _, r := range c.offered() {
		for _, name := range append(names(r), r.Code) {
			if said != "" && said == dialog.Fold(name) {
				return r.Code, true
			}
		}
	}
	return "", false
}

// offered are the reasons that can be given with a correction as they are: first those that say that something was
// forgotten, then those that explain, at last leave, in the company's own order. Leave that needs an amount is not.
func (c company) offered() []worktime.ReasonCode {
	var out []worktime.ReasonCode
	for _, r := range c.reasons {
		if _, err := worktime.ParseTaken(c.reasons, r.Code); err == nil && !r.Means.Inactive {
			out = append(out, r)
		}
	}
	rank := func(r worktime.ReasonCode) int {
		switch {
		case forgetful(r):
			return 0
		case r.Means.Off == worktime.NoTimeOff && r.Means.Day == "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b worktime.ReasonCode) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// forgetful tells whether a reason says that something was forgotten, in either language.
func forgetful(r worktime.ReasonCode) bool {
	name := dialog.Fold(strings.Join(names(r), " "))
	for _, lang := range []string{locale.Japanese, locale.English} {
		for _, word := range strings.Fields(locale.T(lang, "forgot.word")) {
			if strings.Contains(name, word) {
				return true
			}
		}
	}
	return false
}
