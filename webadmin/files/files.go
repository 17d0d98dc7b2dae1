// Package files opens the links to files that people get in their chats. The link says who they are; whether the message is
// still theirs is decided by domain/notice at each visit.
package files

import (
	"context"
	"embed"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var pages embed.FS

// Links hands out files; notice.Service does.
type Links interface {
	ByLink(ctx context.Context, l notice.Link) (notice.Opened, error)
}

// Pages are the pages of this package.
type Pages struct{ Links Links }

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	return shell.Door{Pages: ui.Parse(pages, Closed{}), Routes: []shell.Route{
		{Method: http.MethodGet, Path: notice.LinkPath + ":company/:file/:person/:until/:mark", Need: shell.Anyone, Do: p.file},
	}}
}

// Closed says that a link opens nothing any more, and where the file is now.
type Closed struct {
	ui.Page
	Old bool // it was good for its time
}

func (p *Pages) file(v *shell.Visit) error {
	f, err := p.Links.ByLink(v.Request().Context(), notice.Link{Company: v.Param("company"), File: domain.ID(v.Param("file")),
		Person: domain.ID(v.Param("person")), Until: v.Param("until"), Mark: v.Param("mark")})
	switch {
	case err == nil:
		return HandOut(v, f)
	case domain.Is(err, domain.NotFound) || domain.Is(err, domain.Expired):
		closed := Closed{Page: v.Page(v.T("files.closed")), Old: domain.Is(err, domain.Expired)}
		closed.Bare = true
		return v.Show(shell.StatusOf(err), closed)
	}
	return err
}

// HandOut gives a file as a download: whatever it is, no browser shows it as one of these pages, and nothing in it runs here.
func HandOut(v *shell.Visit, f notice.Opened) error {
	v.BeginFile(f.Kind, f.Name)
	h := v.Response().Header()
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Referrer-Policy", "no-referrer") // the address is what opens the file
	return v.Blob(http.StatusOK, f.Kind, f.Content)
}
