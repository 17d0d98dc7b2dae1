package staff

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
)

type taker = func(b *book, e *company.Employee, text string) *Fault

// longest is what a screen can show of a name, and a command of a code, as in the company file.
const (
	longestName = 100
	longestCode = 40
)

// wording is a text in two parts: a name of a person. western has the family's last.
type wording struct {
	of      func(*company.Employee) *string
	western bool
}

var (
	nameOf   = wording{func(e *company.Employee) *string { return &e.Name }, false}
	kanaOf   = wording{func(e *company.Employee) *string { return &e.Kana }, false}
	romajiOf = wording{func(e *company.Employee) *string { return &e.Romaji }, true}
)

// parts are the family's name and one's own.
func (w wording) parts(e *company.Employee) [2]string {
	words := strings.Fields(*w.of(e))
	switch {
	case len(words) == 0:
		return [2]string{}
	case w.western:
		last := len(words) - 1
		return [2]string{words[last], strings.Join(words[:last], " ")}
	}
	return [2]string{words[0], strings.Join(words[1:], " ")}
}

func part(w wording, i int) func(*book, company.Employee) string {
	return func(_ *book, e company.Employee) string { return w.parts(&e)[i] }
}

func takePart(w wording, i int) taker {
	return func(_ *book, e *company.Employee, text string) *Fault {
		parts := w.parts(e)
		parts[i] = strings.Join(strings.Fields(text), " ")
		if w.western {
			parts[0], parts[1] = parts[1], parts[0]
		}
		name := strings.TrimSpace(parts[0] + " " + parts[1])
		if len([]rune(name)) > longestName || strings.ContainsFunc(text, unicode.IsControl) {
			return &Fault{Why: NoText, Value: text}
		}
		*w.of(e) = name
		return nil
	}
}

func hired(e *company.Employee) **calendar.Date { return &e.Hired }
func left(e *company.Employee) **calendar.Date  { return &e.Left }

func takeDate(of func(*company.Employee) **calendar.Date) taker {
	return func(_ *book, e *company.Employee, text string) *Fault {
		d, ok := date(text)
		if !ok && text != "" {
			return &Fault{Why: NoDate, Value: text}
		}
		*of(e) = &d
		return nil
	}
}

func inDepartments(b *book) *index             { return &b.departments }
func departmentOf(e *company.Employee) *string { return &e.Department }

func takeRecord(in func(*book) *index, of func(*company.Employee) *string) taker {
	return func(b *book, e *company.Employee, text string) *Fault {
		code, why := in(b).find(text)
		switch {
		case why != "":
			return &Fault{Why: why, Value: text}
		case in(b).retired[code] && code != *of(e):
			return &Fault{Why: Retired, Value: text}
		}
		*of(e) = code
		return nil
	}
}

// takePermission makes who is given people a manager, and who has none any more an employee. What an administrator may
// does not come from a list.
func takePermission(b *book, e *company.Employee, text string) *Fault {
	if text == "" {
		e.Permission = ""
	} else if f := takeRecord(func(b *book) *index { return &b.permissions }, func(e *company.Employee) *string { return &e.Permission })(b, e, text); f != nil {
		return f
	}
	switch {
	case e.Role == domain.Employee && e.Permission != "":
		e.Role = domain.Manager
	case e.Role == domain.Manager && e.Permission == "":
		e.Role = domain.Employee
	}
	return nil
}

// list parts a cell with several values.
func list(text string) []string {
	var all []string
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(all, part) {
			all = append(all, part)
		}
	}
	return all
}

// doors are the ways to punch, as lists write them.
var doors = []domain.Door{domain.LINE, domain.Chatwork, domain.Slack, domain.Me, domain.Web, domain.Card, domain.Beacon}

func showMethods(_ *book, e company.Employee) string {
	var names []string
	for _, d := range e.Methods {
		names = append(names, string(d))
	}
	return strings.Join(names, ";")
}

func takeMethods(_ *book, e *company.Employee, text string) *Fault {
	e.Methods = nil
	for _, name := range list(strings.ToLower(text)) {
		if !slices.Contains(doors, domain.Door(name)) {
			return &Fault{Why: Choice, Value: name, More: "line, chatwork, slack, me, web, card, beacon"}
		}
		e.Methods = append(e.Methods, domain.Door(name))
	}
	return nil
}

func badCode(text string) *Fault {
	if len(text) > longestCode || strings.ContainsAny(text, " \t\u3000/,") || strings.ContainsFunc(text, unicode.IsControl) {
		return &Fault{Why: NoCode, Value: text}
	}
	return nil
}

func takeCode(of func(*company.Employee) *string) taker {
	return func(_ *book, e *company.Employee, text string) *Fault {
		*of(e) = text
		return badCode(text)
	}
}

func showCards(_ *book, e company.Employee) string { return strings.Join(e.Cards, ";") }

func takeCards(_ *book, e *company.Employee, text string) *Fault {
	e.Cards = list(strings.ToUpper(text))
	for _, c := range e.Cards {
		if f := badCode(c); f != nil {
			return f
		}
	}
	return nil
}

func takeLanguage(_ *book, e *company.Employee, text string) *Fault {
	known := map[string]string{locale.Japanese: locale.Japanese, "日本語": locale.Japanese, locale.English: locale.English, "英語": locale.English, "english": locale.English}
	lang := known[strings.ToLower(text)]
	if lang == "" {
		return &Fault{Why: Choice, Value: text, More: "ja, en"}
	}
	e.Language = lang
	return nil
}

// The states of a sign-in.
const (
	active   = "有効"
	inactive = "無効"
)

func showStatus(_ *book, e company.Employee) string {
	if *e.Inactive {
		return inactive
	}
	return active
}

func takeStatus(_ *book, e *company.Employee, text string) *Fault {
	if text != active && text != inactive {
		return &Fault{Why: Choice, Value: text, More: active + ", " + inactive}
	}
	off := text == inactive
	e.Inactive = &off
	return nil
}

// showAccounts writes the ids of a kind of channel; where the company has several of the kind, each after its channel's key.
func showAccounts(kind domain.Door) func(*book, company.Employee) string {
	return func(b *book, e company.Employee) string {
		var ids []string
		for _, a := range e.Chat {
			switch {
			case b.kinds[a.Channel] != kind:
			case len(b.channels[kind]) == 1:
				ids = append(ids, a.User)
			default:
				ids = append(ids, a.Channel+":"+a.User)
			}
		}
		slices.Sort(ids)
		return strings.Join(ids, ";")
	}
}

func takeAccounts(kind domain.Door) taker {
	return func(b *book, e *company.Employee, text string) *Fault {
		given := map[string]company.Account{}
		for _, id := range list(text) {
			key, user, named := strings.Cut(id, ":")
			if !named || b.kinds[key] != kind {
				if len(b.channels[kind]) != 1 {
					return &Fault{Why: Channel, Value: id, More: cmp.Or(strings.Join(b.channels[kind], ", "), "none")}
				}
				key, user = b.channels[kind][0], id
			}
			if _, twice := given[key]; twice {
				return &Fault{Why: Accounts, Value: id, More: key}
			}
			given[key] = company.Account{Channel: key, User: user}
		}
		chat := slices.Clone(e.Chat)
		for i, a := range chat {
			now, listed := given[a.Channel]
			if b.kinds[a.Channel] == kind && !listed {
				return &Fault{Why: Unlink}
			}
			if listed && now.User != a.User {
				chat[i] = now
			}
			delete(given, a.Channel)
		}
		for _, a := range given {
			chat = append(chat, a)
		}
		e.Chat = chat
		return nil
	}
}
