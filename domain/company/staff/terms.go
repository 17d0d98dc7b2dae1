package staff

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
)

// employments and payForms are the words lists have for the terms somebody works on.
var (
	employments = map[org.Employment]string{"regular": "正社員", "contract": "契約社員", "part_time": "パート", "casual": "アルバイト", "dispatched": "派遣", "officer": "役員"}
	payForms    = map[org.PayForm]string{"monthly": "月給", "daily": "日給", "hourly": "時給"}
)

// takeWord reads one of some words, or the company file's own name of it.
func takeWord[T ~string](words map[T]string, of func(*company.Employee) *T) taker {
	return func(_ *book, e *company.Employee, text string) *Fault {
		if text == "" {
			*of(e) = ""
			return nil
		}
		plain := strings.ToLower(norm.NFKC.String(text))
		for name, word := range words {
			if plain == string(name) || plain == word || plain+"社員" == word {
				*of(e) = name
				return nil
			}
		}
		return &Fault{Why: Choice, Value: text, More: strings.Join(slices.Sorted(maps.Values(words)), ", ")}
	}
}

func takeTitle(_ *book, e *company.Employee, text string) *Fault {
	plain := strings.ToLower(strings.TrimSuffix(norm.NFKC.String(text), "."))
	var all []string
	for _, t := range append([]org.Title{""}, org.Titles...) {
		if plain == strings.ToLower(strings.TrimSuffix(string(t), ".")) {
			e.Title = t
			return nil
		}
		all = append(all, string(t))
	}
	return &Fault{Why: Choice, Value: text, More: strings.Join(all[1:], ", ")}
}

func showMail(i int) func(*book, company.Employee) string {
	return func(_ *book, e company.Employee) string {
		if i < len(e.Mails) {
			return e.Mails[i]
		}
		return ""
	}
}

// takeMail puts an address in its place. The empty places behind the last one are not kept.
func takeMail(i int) taker {
	return func(_ *book, e *company.Employee, text string) *Fault {
		if text != "" && !org.IsMail(text) {
			return &Fault{Why: NoMail, Value: text}
		}
		all := make([]string, org.MaxMails)
		copy(all, e.Mails)
		all[i] = text
		for len(all) > 0 && all[len(all)-1] == "" {
			all = all[:len(all)-1]
		}
		e.Mails = all
		return nil
	}
}
