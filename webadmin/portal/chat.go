package portal

import (
	"encoding/base64"
	"html/template"
	"net/http"

	qrcode "github.com/skip2/go-qrcode"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Chat is where a person ties his chat accounts to himself (チャット連携), and unties them.
type Chat struct {
	ui.Page
	Form     string
	Code     string // six digits, shown once; empty: none was asked for
	Until    string
	Channels []Connection
	Silent   bool // not asked about forgotten punches
}

// Connection is one chat platform of the company, and who the person is there.
type Connection struct {
	Name     string
	Linked   bool
	Since    string
	Reach    ui.Badge
	Channel  domain.ID
	User     string
	How      string       // what to do with the code there
	Open     template.URL // leads into the chat, with the code typed in; empty: the platform has no such address
	QR       template.URL // the same for a telephone's camera
	QRNeeded string       // what the picture says to those who do not see it
}

func (o *Own) chat(v *shell.Visit) error { return o.showChat(v, "", org.LinkCode{}) }

// codePost makes a code and shows it, once: only a digest of it is kept.
func (o *Own) codePost(v *shell.Visit) error {
	code, row, err := o.Linking.NewCode(v.Request().Context(), v.Actor(door), v.Person.ID)
	if err != nil {
		return err
	}
	return o.showChat(v, code, row)
}

func (o *Own) showChat(v *shell.Visit, code string, row org.LinkCode) error {
	ctx := v.Request().Context()
	channels, err := o.Accounts.ChannelsOf(ctx, v.Tenant.ID)
	if err != nil {
		return err
	}
	accounts, err := o.Accounts.AccountsOf(ctx, v.Tenant.ID, v.Person.ID)
	if err != nil {
		return err
	}
	silent, err := o.Nudges.Silent(ctx, v.Tenant.ID, v.Person.ID)
	if err != nil {
		return err
	}
	t := teller(v.Who, v.Lang())
	page := Chat{Page: v.Page(v.T("portal.chat")), Form: v.NewForm(), Code: code, Silent: silent}
	if code != "" {
		page.Until = t.When(row.ExpiresAt)
	}
	for _, ch := range channels {
		c := Connection{Name: t.Door(ch.Kind), Channel: ch.ID}
		for _, a := range accounts {
			if a.Channel != ch.ID {
				continue
			}
			c.Linked, c.User, c.Since = true, a.User, t.T("portal.linked_since", "at", t.When(a.LinkedAt))
			c.Reach = ui.Badge{State: "in", Word: "✓ " + t.T("portal.reachable")}
			if a.Unreachable {
				c.Reach = ui.Badge{State: "needs", Word: "! " + t.T("portal.unreachable")}
			}
		}
		if code != "" {
			if err := c.invite(v, ch, code); err != nil {
				return err
			}
		}
		page.Channels = append(page.Channels, c)
	}
	return v.Show(http.StatusOK, page)
}

// nudgesPost ends being asked about forgotten punches, or begins it again.
func (o *Own) nudgesPost(v *shell.Visit) error {
	on := v.FormValue("silent") == "1"
	if err := o.Nudges.Silence(v.Request().Context(), v.Actor(door), on); err != nil {
		return err
	}
	said := ui.Notice{Tone: ui.Good, Title: v.T("remind.speaks")}
	if on {
		said = ui.Notice{Tone: ui.Good, Title: v.T("remind.silent"), Lines: []string{v.T("remind.silent.still")}}
	}
	v.Say(said)
	return v.Go(chatPath)
}

// qrSize is the picture's width in pixels: a telephone reads it off a screen at arm's length.
const qrSize = 220

// invite says what to do with a code on a channel, with an address that opens its chat where there is one.
func (c *Connection) invite(v *shell.Visit, ch org.Channel, code string) error {
	c.How = v.T("portal.link_how."+string(ch.Kind), "code", code)
	c.Open = template.URL(ch.Address(code))
	if c.Open == "" {
		return nil
	}
	png, err := qrcode.Encode(string(c.Open), qrcode.Medium, qrSize)
	if err != nil {
		return err
	}
	c.QR = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
	c.QRNeeded = v.T("portal.qr", "door", c.Name)
	return nil
}

// unlinkPost ends the link of one of the person's own accounts. What was recorded stays.
func (o *Own) unlinkPost(v *shell.Visit) error {
	ctx := v.Request().Context()
	accounts, err := o.Accounts.AccountsOf(ctx, v.Tenant.ID, v.Person.ID)
	if err != nil {
		return err
	}
	for _, a := range accounts { // an administrator may end anybody's link, but not here
		if a.Channel == domain.ID(v.FormValue("channel")) && a.User == v.FormValue("user") {
			if err := o.Linking.Unlink(ctx, v.Actor(door), a.Channel, a.User); err != nil && !domain.Is(err, domain.NotFound) {
				return err
			}
			v.Say(ui.Notice{Tone: ui.Good, Title: v.T("portal.unlinked"), Lines: []string{v.T("unlink.stays")}})
			return v.Go(chatPath)
		}
	}
	v.Say(ui.Notice{Tone: ui.Info, Title: v.T("portal.not_linked")})
	return v.Go(chatPath)
}
