package crew

import (
	"net/url"
	"strconv"

	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// PerPage is how many lines stand on a page: what a thumb still scrolls through.
const PerPage = 50

// Cut is the part of a list that stands on the visited page, and the way through it.
func Cut[T any](v *shell.Visit, page ui.Page, path string, list []T) ([]T, ui.Paging) {
	paging := Leaf(v, page, path, len(list))
	return list[(paging.At-1)*PerPage : min(paging.At*PerPage, len(list))], paging
}

// Leaf is the way through a list of which only the visited page was read.
func Leaf(v *shell.Visit, page ui.Page, path string, total int) ui.Paging {
	return LeafOf(v, page, path, total, PerPage)
}

// LeafOf is a Leaf of pages on which another number of lines stands.
func LeafOf(v *shell.Visit, page ui.Page, path string, total, size int) ui.Paging {
	pages := max(1, (total+size-1)/size)
	return ui.Paging{Page: page, At: min(At(v), pages), Pages: pages, Total: total, Path: path, Query: asked(v)}
}

// At is the page that the address names, the first where it names none.
func At(v *shell.Visit) int {
	at, _ := strconv.Atoi(v.QueryParam("page"))
	return min(max(at, 1), 1_000_000)
}

// With is the visited address with a part of its query changed; it begins at the first page again.
func With(v *shell.Visit, path string, pairs ...string) string {
	query := asked(v)
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			query.Del(pairs[i])
		}
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// asked is what the visited address asks for, without its page.
func asked(v *shell.Visit) url.Values {
	query := url.Values{}
	for name, values := range v.QueryParams() {
		if name != "page" && values[0] != "" && len(values[0]) <= 100 {
			query.Set(name, values[0])
		}
	}
	return query
}
