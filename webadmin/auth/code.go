package auth

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Code is the page for the second factor, after a right password.
type Code struct {
	ui.Page
	Code ui.Field
}

func (p *Pages) codePage(v *shell.Visit) Code {
	page := Code{Page: v.Page(v.T("signin.code.title")), Code: ui.Field{Name: "code", Label: v.T("signin.code.label"), Hint: v.T("signin.code.hint"),
		Autocomplete: "one-time-code", Required: true, Focus: true, Max: 20}}
	page.Bare = true
	return page
}

// half is the session that waits for a second factor.
func (p *Pages) half(v *shell.Visit) (session, bool) {
	s, ok := readSession(v.Request().Context(), p.Sessions)
	return s, ok && s.Proof == shell.Half && v.Proof == shell.Half
}

func (p *Pages) code(v *shell.Visit) error {
	if _, ok := p.half(v); !ok {
		return v.Go("/")
	}
	return v.Show(http.StatusOK, p.codePage(v))
}

func (p *Pages) codePost(v *shell.Visit) error {
	ctx := v.Request().Context()
	s, ok := p.half(v)
	if !ok {
		return v.Go(shell.SignInPath)
	}
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	err = p.Service.CheckFactor(ctx, i, v.Text("code"), from(v))
	if domain.Is(err, domain.Invalid) {
		if err := p.Service.failed(ctx, i, from(v), "code"); err != nil {
			return err
		}
	}
	switch domain.CodeOf(err) {
	case "":
		if err != nil {
			return err
		}
	case domain.Invalid, domain.TooMany:
		page := p.codePage(v)
		page.Code.Error = v.T("signin.code.wrong")
		if domain.Is(err, domain.TooMany) {
			page.Code.Error = v.T("signin.too_many", "time", until(err, i.Tenant.Zone()))
		}
		return v.Show(shell.StatusOf(err), page)
	default:
		return err
	}
	now := p.Service.Now()
	s.Proof, s.At, s.Seen = shell.Full, now, now
	if i, err = p.identity(v); err != nil {
		return err
	}
	return p.enter(v, i, s)
}
