package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the formats a menu's picture may have
	_ "image/png"
	"maps"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// Limits of rich menus: https://developers.line.biz/en/reference/messaging-api/#rich-menu
const (
	maxMenus     = 1000
	maxMenuImage = 1 << 20
	minMenuSide  = 800
	maxMenuSide  = 2500
	minMenuTall  = 250
)

// lineMenu is a rich menu (リッチメニュー): an image with areas to tap.
type lineMenu struct {
	id    string
	spec  object
	image []byte
	kind  string // of the image
}

func (m *lineMenu) json() object {
	o := maps.Clone(m.spec)
	o["richMenuId"] = m.id
	return o
}

func (l *LINE) menuPaths(on func(pattern, kind string, f func(*lineCall) lineReply)) {
	on("POST /v2/bot/richmenu", "richmenu", l.createMenu)
	on("POST /v2/bot/richmenu/validate", "richmenu", l.nothing)
	on("GET /v2/bot/richmenu/list", "", l.listMenus)
	on("GET /v2/bot/richmenu/{id}", "", l.withMenu(func(_ *lineCall, m *lineMenu) lineReply { return lineOK(m.json()) }))
	on("DELETE /v2/bot/richmenu/{id}", "", l.withMenu(l.deleteMenu))
	on("POST /v2/bot/richmenu/{id}/{part}", "", l.withMenu(l.paintMenu))
	on("GET /v2/bot/richmenu/{id}/{part}", "", l.withMenu(menuImage))
	on("POST /v2/bot/user/all/richmenu/{id}", "", l.withMenu(l.shown(func(_ *lineCall, m *lineMenu) { l.common = m.id })))
	on("GET /v2/bot/user/all/richmenu", "", l.commonMenu)
	on("DELETE /v2/bot/user/all/richmenu", "", l.locked(func(*lineCall) lineReply { l.common = ""; return lineOK(object{}) }))
	on("POST /v2/bot/user/{user}/richmenu/{id}", "", l.withMenu(l.shown(func(c *lineCall, m *lineMenu) { l.linkMenu(c.PathValue("user"), m.id) })))
	on("GET /v2/bot/user/{user}/richmenu", "", l.menuOf)
	on("DELETE /v2/bot/user/{user}/richmenu", "", l.locked(func(c *lineCall) lineReply { delete(l.byUser, c.PathValue("user")); return lineOK(object{}) }))
	on("POST /v2/bot/richmenu/bulk/link", "bulklink", l.linkMany)
	on("POST /v2/bot/richmenu/bulk/unlink", "bulkunlink", l.unlinkMany)
	l.aliasPaths(on)
}

// locked runs an endpoint under the lock and tells the watchers.
func (l *LINE) locked(f func(*lineCall) lineReply) func(*lineCall) lineReply {
	return func(c *lineCall) lineReply {
		l.mu.Lock()
		out := f(c)
		l.mu.Unlock()
		l.touch()
		return out
	}
}

func (l *LINE) withMenu(f func(*lineCall, *lineMenu) lineReply) func(*lineCall) lineReply {
	return l.locked(func(c *lineCall) lineReply {
		m := l.menus[c.PathValue("id")]
		if part := c.PathValue("part"); m == nil || part != "" && part != "content" {
			return lineFail(http.StatusNotFound, "The rich menu does not exist")
		}
		return f(c, m)
	})
}

// shown refuses a menu without an image before it is shown to somebody.
func (l *LINE) shown(f func(*lineCall, *lineMenu)) func(*lineCall, *lineMenu) lineReply {
	return func(c *lineCall, m *lineMenu) lineReply {
		if m.image == nil {
			l.problem(domain.LINE, c.name, "richMenuId", "the menu has no image yet")
			return lineFail(http.StatusBadRequest, "must upload richmenu image before applying it to user")
		}
		f(c, m)
		return lineOK(object{})
	}
}

func (l *LINE) createMenu(c *lineCall) lineReply {
	return l.locked(func(*lineCall) lineReply {
		if len(l.menus) >= maxMenus {
			return lineFail(http.StatusBadRequest, "the number of rich menus exceeds the limit")
		}
		m := &lineMenu{id: fmt.Sprintf("richmenu-%032x", l.next()), spec: c.body}
		l.menus[m.id] = m
		l.order = append(l.order, m.id)
		return lineOK(object{"richMenuId": m.id})
	})(c)
}

func (l *LINE) listMenus(*lineCall) lineReply {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := []object{}
	for _, id := range l.order {
		list = append(list, l.menus[id].json())
	}
	return lineOK(object{"richmenus": list})
}

func (l *LINE) deleteMenu(_ *lineCall, m *lineMenu) lineReply {
	delete(l.menus, m.id)
	l.order = slices.DeleteFunc(l.order, func(id string) bool { return id == m.id })
	maps.DeleteFunc(l.byUser, func(_, id string) bool { return id == m.id })
	if l.common == m.id {
		l.common = ""
	}
	return lineOK(object{})
}

// paintMenu takes the image, once.
func (l *LINE) paintMenu(c *lineCall, m *lineMenu) lineReply {
	kind := c.Header.Get("Content-Type")
	if kind != "image/png" && kind != "image/jpeg" {
		return lineFail(http.StatusUnsupportedMediaType, "The media type of the request is not supported")
	}
	if why := menuImageProblem(c.raw, kind, m); why != "" {
		l.problem(domain.LINE, c.name, "image", "%s", why)
		return lineFail(http.StatusBadRequest, why)
	}
	m.image, m.kind = c.raw, kind
	return lineOK(object{})
}

func menuImageProblem(raw []byte, kind string, m *lineMenu) string {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(raw))
	size, _ := m.spec["size"].(object)
	switch {
	case m.image != nil:
		return "an image was already uploaded; it cannot be replaced"
	case len(raw) > maxMenuImage:
		return fmt.Sprintf("the image has %d bytes, at most %d", len(raw), maxMenuImage)
	case err != nil || "image/"+format != kind:
		return "the image is not a readable " + kind
	case cfg.Width < minMenuSide || cfg.Width > maxMenuSide || cfg.Height < minMenuTall || float64(cfg.Width)/float64(cfg.Height) < 1.45:
		return fmt.Sprintf("the image is %d by %d: it must be 800 to 2500 wide, 250 high at least, and 1.45 times as wide as high", cfg.Width, cfg.Height)
	case size["width"] != float64(cfg.Width) || size["height"] != float64(cfg.Height):
		return fmt.Sprintf("the image is %d by %d, the menu %v by %v", cfg.Width, cfg.Height, size["width"], size["height"])
	}
	return ""
}

func menuImage(_ *lineCall, m *lineMenu) lineReply {
	if m.image == nil {
		return lineFail(http.StatusNotFound, "The image does not exist")
	}
	return lineReply{status: http.StatusOK, raw: m.image, kind: m.kind}
}
