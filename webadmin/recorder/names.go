package recorder

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Names is the page where a name is chosen.
type Names struct {
	Page
	Key     string
	Letters []ui.Link // finer letters, where there are many names
	People  []ui.Link
	Paging  ui.Paging
}

// namesPage is how many names a tablet shows at once.
const namesPage = 24

func (p *Pages) names(v *visit) error {
	roster, err := p.Recorders.Roster(v.Request().Context(), v.device)
	if err != nil {
		return err
	}
	key, letter, dep := v.QueryParam("key"), v.QueryParam("letter"), v.QueryParam("dept")
	page := Names{Page: v.page(v.T("door.names", "key", v.keyLabel(key))), Key: v.keyLabel(key)}
	found := slices.DeleteFunc(slices.Clone(roster.Names), func(n terminal.Name) bool {
		return n.Key != key || dep != "" && string(n.Department) != dep
	})
	if len(found) > namesPage {
		page.Letters = v.letters(found, key, letter, dep)
	}
	if letter != "" {
		found = slices.DeleteFunc(found, func(n terminal.Name) bool { return n.Letter != letter })
	}
	query := url.Values{"key": {key}}
	for name, value := range map[string]string{"letter": letter, "dept": dep} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if v.chosen {
		query.Set("lang", v.lang)
	}
	pages := max(1, (len(found)+namesPage-1)/namesPage)
	now, _ := strconv.Atoi(v.QueryParam("page")) // nothing is the first page
	now = min(max(now, 1), pages)
	page.Paging = ui.Paging{Page: page.Page.Page, At: now, Pages: pages, Total: len(found), Path: v.base + "/names", Query: query}
	for _, n := range found[(now-1)*namesPage : min(now*namesPage, len(found))] {
		page.People = append(page.People, ui.Link{Path: v.link("/who/" + string(n.ID)), Label: n.In(v.lang)})
	}
	return v.Show(http.StatusOK, page)
}

// letters are か, き, く … of the names that are found, "all" first.
func (v *visit) letters(found []terminal.Name, key, chosen, dep string) []ui.Link {
	links := []ui.Link{{Path: v.link("/names", "key", key, "dept", dep), Label: v.T("door.all"), Current: chosen == ""}}
	seen := map[string]bool{}
	for _, n := range found {
		seen[n.Letter] = true
	}
	for _, l := range slices.Sorted(maps.Keys(seen)) {
		if l != "" {
			links = append(links, ui.Link{Path: v.link("/names", "key", key, "dept", dep, "letter", l), Label: l, Current: chosen == l})
		}
	}
	if len(links) < 3 {
		return nil
	}
	return links
}
