package flows

import (
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// Given is a password, a passcode or both that somebody was given to use once (再発行); where is the address of the pages.
type Given struct {
	To                 org.Employee
	Company            org.Tenant
	Password, Passcode string
	Until              time.Time
	Where              string
}

// Reissued tells somebody, alone, what he was given.
func Reissued(g Given) dialog.Reply {
	w := wording{lang: locale.Lang(g.To.Language), zone: g.Company.Zone()}
	r := w.private(dialog.Plain, w.t("reissue.title"))
	if g.Password != "" {
		r.Lines = append(r.Lines, w.t("reissue.password", "password", g.Password), w.t("reissue.sign_in", "company", g.Company.Code, "login", g.To.Login))
	}
	if g.Passcode != "" {
		r.Lines = append(r.Lines, w.t("reissue.passcode", "passcode", g.Passcode))
	}
	r.Lines = append(r.Lines, w.t("reissue.once", "until", w.tell().When(g.Until)))
	if g.Password != "" && g.Where != "" {
		r.Links = append(r.Links, dialog.Link{Label: w.t("reissue.open"), URL: g.Where})
	}
	return r
}
