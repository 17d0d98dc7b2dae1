package line

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
)

// maxBar is the text that opens a menu: https://developers.line.biz/en/reference/messaging-api/#rich-menu-object
const maxBar = 14

// maxTiles is how many buttons a menu has; more are too small to hit.
const maxTiles = 4

var barLimit = dialog.Limit{Max: maxBar, Unit: dialog.Graphemes}

// Register makes the channel's menus (リッチメニュー) as they are configured: one for each language and state, behind an alias
// by which a person is given his. It may be repeated: what is there already stays, what changed is replaced, what was
// made by hand is not touched. New friends see the first menu of the state "unlinked".
func (p *Platform) Register(ctx context.Context, ch bots.Channel) error {
	c, err := p.client(ctx, ch)
	if err != nil {
		return err
	}
	if len(p.cfg.Menus) == 0 {
		return nil
	}
	res, list, err := c.GetRichMenuListWithHttpInfo()
	if err != nil {
		return trouble("menus", read(res, err))
	}
	first := ""
	for _, page := range p.cfg.Menus {
		id, err := p.registerOne(ctx, ch, page, list.Richmenus)
		if err != nil {
			return err
		}
		if page.State == "unlinked" && first == "" {
			first = id
		}
		p.menus.set(menuKey{ch.ID, alias(page.Lang, page.State)}, id, p.cfg.Clock())
	}
	if first == "" {
		return nil
	}
	res, _, err = c.SetDefaultRichMenuWithHttpInfo(first)
	if a := read(res, err); a.verdict != accepted {
		return trouble("default menu", a)
	}
	return nil
}

// registerOne makes one menu and puts its alias on it. The alias comes last, so a menu behind one is whole; a menu
// without one may lack its picture and is made again.
func (p *Platform) registerOne(ctx context.Context, ch bots.Channel, page dialog.Reply, there []messaging_api.RichMenuResponse) (string, error) {
	page.Choices = page.Choices[:min(len(page.Choices), maxTiles)]
	image, err := p.menus.picture(page)
	if err != nil {
		return "", err
	}
	name, family := menuName(page, image)
	p.menus.set(menuKey{ch.ID, alias(page.Lang, page.State)}, "", p.cfg.Clock().Add(-menuMemory))
	behind, a := p.menu(ctx, ch, alias(page.Lang, page.State))
	if a.verdict != accepted {
		return "", trouble("menu alias", a)
	}
	for _, m := range there {
		if m.RichMenuId == behind && m.Name == name {
			return behind, nil
		}
	}
	id, err := p.createMenu(ctx, ch, page, name, image.png)
	if err != nil {
		return "", err
	}
	if err := p.setAlias(ctx, ch, alias(page.Lang, page.State), id, behind != ""); err != nil {
		return "", err
	}
	for _, m := range there {
		if strings.HasPrefix(m.Name, family) {
			p.deleteMenu(ctx, ch, m.RichMenuId)
		}
	}
	return id, nil
}

// menuName names a menu by what it is and shows; family is the beginning that older ones of the same state share.
func menuName(page dialog.Reply, image drawing) (name, family string) {
	family = alias(page.Lang, page.State) + "/"
	sum := sha256.Sum256(append(encode(menuSpec(page, "")), image.digest[:]...))
	return family + hex.EncodeToString(sum[:6]), family
}

func menuSpec(page dialog.Reply, name string) *messaging_api.RichMenuRequest {
	spec := &messaging_api.RichMenuRequest{
		Size: &messaging_api.RichMenuSize{Width: menuWidth, Height: menuHeight}, Selected: true, Name: name,
		ChatBarText: barLimit.Cut(filled(page.Title)),
	}
	for i, r := range tiles(len(page.Choices)) {
		spec.Areas = append(spec.Areas, messaging_api.RichMenuArea{Action: press(page.Choices[i]), Bounds: &messaging_api.RichMenuBounds{
			X: int64(r.Min.X), Y: int64(r.Min.Y), Width: int64(r.Dx()), Height: int64(r.Dy()),
		}})
	}
	return spec
}

func (p *Platform) createMenu(ctx context.Context, ch bots.Channel, page dialog.Reply, name string, image []byte) (string, error) {
	c, err := p.client(ctx, ch)
	if err != nil {
		return "", err
	}
	res, made, err := c.CreateRichMenuWithHttpInfo(menuSpec(page, name))
	if err != nil {
		return "", trouble("menu", read(res, err))
	}
	data, err := p.blob(ctx, ch)
	if err != nil {
		return "", err
	}
	res, _, err = data.SetRichMenuImageWithHttpInfo(made.RichMenuId, "image/png", bytes.NewReader(image))
	if a := read(res, err); a.verdict != accepted {
		return "", trouble("menu picture", a)
	}
	return made.RichMenuId, nil
}

func (p *Platform) setAlias(ctx context.Context, ch bots.Channel, name, id string, exists bool) error {
	c, err := p.client(ctx, ch)
	if err != nil {
		return err
	}
	var res *http.Response
	if exists {
		res, _, err = c.UpdateRichMenuAliasWithHttpInfo(name, &messaging_api.UpdateRichMenuAliasRequest{RichMenuId: id})
	} else {
		res, _, err = c.CreateRichMenuAliasWithHttpInfo(&messaging_api.CreateRichMenuAliasRequest{RichMenuAliasId: name, RichMenuId: id})
	}
	if a := read(res, err); a.verdict != accepted {
		return trouble("menu alias", a)
	}
	return nil
}

// deleteMenu removes a menu that was replaced. People who still have it get the new one with their next change of state.
func (p *Platform) deleteMenu(ctx context.Context, ch bots.Channel, id string) {
	c, err := p.client(ctx, ch)
	if err != nil {
		return
	}
	res, _, err := c.DeleteRichMenuWithHttpInfo(id)
	if a := read(res, err); a.verdict != accepted {
		p.cfg.Log.Warn("line: an old menu stays", "channel", ch.Key, "note", a.note)
	}
}
