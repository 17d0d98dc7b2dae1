package auth

import (
	"encoding/base64"
	"html/template"
	"net/http"

	qrcode "github.com/skip2/go-qrcode"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Factor is the page where a second factor is set up.
type Factor struct {
	ui.Page
	Must   bool
	QR     template.URL // a picture of the address an authenticator app reads
	Secret string       // the same in letters
	Code   ui.Field
}

// Recovery shows the recovery codes, once.
type Recovery struct {
	ui.Page
	Codes []string
}

// qrSize is the picture's side in pixels: read from a desk's distance.
const qrSize = 240

func (p *Pages) factorPage(v *shell.Visit, i Identity) (Factor, error) {
	address, secret, err := p.Service.OfferFactor(v.Request().Context(), i)
	if err != nil {
		return Factor{}, err
	}
	png, err := qrcode.Encode(address, qrcode.Medium, qrSize)
	if err != nil {
		return Factor{}, err
	}
	return Factor{Page: v.Page(v.T("factor.title")), Must: NeedsFactor(i), Secret: grouped(secret),
		QR: template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png)), // our own picture
		Code: ui.Field{Name: "code", Label: v.T("factor.code"), Hint: v.T("factor.code_hint"), Mode: "numeric",
			Autocomplete: "one-time-code", Required: true, Max: 10}}, nil
}

func (p *Pages) factor(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	if HasFactor(i.Credential) {
		return v.Go(accountPath)
	}
	page, err := p.factorPage(v, i)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

func (p *Pages) factorPost(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	if HasFactor(i.Credential) {
		return v.Go(accountPath)
	}
	codes, err := p.Service.StartFactor(v.Request().Context(), i, v.Text("code"), from(v))
	if domain.Is(err, domain.Invalid) || domain.Is(err, domain.TooMany) {
		page, wrong := p.factorPage(v, i)
		if wrong != nil {
			return wrong
		}
		page.Code.Error = v.T("signin.code.wrong")
		if domain.Is(err, domain.TooMany) {
			page.Code.Error = v.T("signin.too_many", "time", until(err, i.Tenant.Zone()))
		}
		return v.Show(shell.StatusOf(err), page)
	}
	if err != nil {
		return err
	}
	if err := p.renew(v); err != nil {
		return err
	}
	return v.Show(http.StatusOK, Recovery{Page: v.Page(v.T("factor.recovery")), Codes: codes})
}

func (p *Pages) factorOffPost(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	err = p.Service.StopFactor(v.Request().Context(), i, v.Text("code"), from(v))
	if domain.Is(err, domain.Invalid) || domain.Is(err, domain.TooMany) {
		return p.accountAgain(v, i, err)
	}
	if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("factor.stopped")})
	return v.Go(accountPath)
}

// grouped writes a secret so that it can be typed off: in fours.
func grouped(secret string) string {
	out := ""
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			out += " "
		}
		out += string(r)
	}
	return out
}
