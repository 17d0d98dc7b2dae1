package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// perPage is how many records stand on a page.
const perPage = 50

// Cut is the part of a list that stands on the visited page, and the way through it.
func Cut[T any](v *shell.Visit, page ui.Page, path string, list []T) ([]T, ui.Paging) {
	pages := max(1, (len(list)+perPage-1)/perPage)
	at, _ := strconv.Atoi(v.QueryParam("page"))
	at = min(max(at, 1), pages)
	return list[(at-1)*perPage : min(at*perPage, len(list))], ui.Paging{Page: page, At: at, Pages: pages, Total: len(list), Path: path, Query: query(v)}
}

func query(v *shell.Visit) url.Values {
	q := url.Values{}
	for name, values := range v.QueryParams() {
		if name != "page" && values[0] != "" && len(values[0]) <= 100 {
			q.Set(name, values[0])
		}
	}
	return q
}

// With is the visited address with a part of its query changed; it begins at the first page again.
func With(v *shell.Visit, path string, pairs ...string) string {
	q := query(v)
	for i := 0; i+1 < len(pairs); i += 2 {
		if q.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Fold is a text as it is searched: カタカナ and ひらがな, ＡＢＣ and abc are alike.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'ァ' && r <= 'ヶ':
			return r - 'ァ' + 'ぁ'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, strings.ToLower(s))
}

// Finds tells whether every word, folded, stands somewhere in the texts.
func Finds(words []string, texts ...string) bool {
	if len(words) == 0 {
		return true
	}
	text := Fold(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}
