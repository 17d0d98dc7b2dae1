package notices

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// number is the message the address names. NotFound: it names none.
func number(v *shell.Visit) (int, error) {
	n, err := strconv.Atoi(v.Param("number"))
	if err != nil || n < 1 {
		return 0, domain.Errorf(domain.NotFound, "notices: %q is no message", v.Param("number"))
	}
	return n, nil
}

// tabs lead between what one was sent and, for those who may send, what one sends.
func (p *Pages) tabs(v *shell.Visit, here string) ui.Tabs {
	paths := []string{inboxPath, surveysPath}
	if may, err := p.Notices.MaySend(v.Request().Context(), actor(v)); err == nil && may { // without them the page is as good
		paths = append(paths, sentPath, draftsPath, listsPath)
	}
	words := map[string]string{inboxPath: "notices.tab.inbox", surveysPath: "notices.tab.surveys", sentPath: "notices.tab.sent",
		draftsPath: "notices.tab.drafts", listsPath: "notices.tab.lists"}
	t := ui.Tabs{Label: v.T("notices.tabs")}
	for _, path := range paths {
		t.Links = append(t.Links, ui.Link{Path: path, Label: v.T(words[path]), Current: path == here})
	}
	return t
}

// choice is a select of a filter.
func choice(v *shell.Visit, name, label string, options ...string) ui.Field {
	f := ui.Field{Name: name, Label: v.T(label), Choices: []ui.Choice{{Label: v.T("notices.all")}}}
	for _, o := range options {
		f.Choices = append(f.Choices, ui.Choice{Value: o, Label: v.T(label + "." + o), Chosen: v.QueryParam(name) == o})
	}
	return f
}

// search is the box that looks for words in titles.
func search(v *shell.Visit) ui.Field {
	return ui.Field{Name: "q", Label: v.T("notices.search"), Type: "search", Value: v.QueryParam("q"), Max: 100}
}

// words are what is looked for, not longer than its box.
func words(v *shell.Visit) string {
	q := []rune(v.QueryParam("q"))
	return string(q[:min(len(q), 100)])
}

// show answers with a page that is all right.
func show(v *shell.Visit, page any) error { return v.Show(http.StatusOK, page) }
