package auth

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Account is the page about one's own sign-in: password, second factor, where one is signed in, devices that are kept so.
type Account struct {
	ui.Page
	Company, Login string
	Factor         bool // there is a second factor
	Codes          int  // recovery codes that are left
	FactorNeeded   bool
	Code           ui.Field // what turns the second factor off
	Devices        []Kept
	Sessions       []Session
	Past           []Past
}

// Kept is a device that is kept signed in.
type Kept struct {
	Name, Used string
	Path       string // posting there forgets it
}

func (p *Pages) account(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	page, err := p.accountPage(v, i)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// accountAgain shows the page once more after a wrong code.
func (p *Pages) accountAgain(v *shell.Visit, i Identity, wrong error) error {
	page, err := p.accountPage(v, i)
	if err != nil {
		return err
	}
	page.Code.Error = v.T("signin.code.wrong")
	if domain.Is(wrong, domain.TooMany) {
		page.Code.Error = v.T("signin.too_many", "time", until(wrong, i.Tenant.Zone()))
	}
	return v.Show(shell.StatusOf(wrong), page)
}

func (p *Pages) accountPage(v *shell.Visit, i Identity) (Account, error) {
	devices, err := p.Service.DevicesOf(v.Request().Context(), i)
	if err != nil {
		return Account{}, err
	}
	page := Account{Page: v.Page(v.T("account.title")), Company: i.Tenant.Name + " (" + i.Tenant.Code + ")", Login: i.Person.Login,
		Factor: HasFactor(i.Credential), Codes: len(i.Credential.Recovery), FactorNeeded: NeedsFactor(i),
		Code: ui.Field{Name: "code", Label: v.T("signin.code.label"), Hint: v.T("signin.code.hint"), Autocomplete: "one-time-code", Required: true, Max: 20}}
	for _, d := range devices {
		page.Devices = append(page.Devices, Kept{Name: d.Name, Path: accountPath + "/devices/" + string(d.ID), Used: moment(v, d.UsedAt)})
	}
	if page.Sessions, err = p.sessions(v, i); err != nil {
		return page, err
	}
	page.Past, err = p.past(v, i)
	return page, err
}

// dropDevicePost forgets one device.
func (p *Pages) dropDevicePost(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	if err := p.Service.DropDevice(v.Request().Context(), i, domain.ID(v.Param("id")), from(v)); err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("account.device.dropped")})
	return v.Go(accountPath)
}

// signOutEverywherePost ends every session and every device that is kept signed in, this one too.
func (p *Pages) signOutEverywherePost(v *shell.Visit) error {
	ctx := v.Request().Context()
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	if err := p.Service.SignOutEverywhere(ctx, i, from(v)); err != nil {
		return err
	}
	if err := p.Sessions.Destroy(ctx); err != nil {
		return err
	}
	p.Keeper.setDevice(v, "")
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("account.everywhere.done")})
	return v.Go(shell.SignInPath)
}
