package auth

import (
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Account is the page about one's own sign-in: password, second factor, devices that are kept signed in.
type Account struct {
	ui.Page
	Company, Login string
	Factor         bool // there is a second factor
	Codes          int  // recovery codes that are left
	FactorNeeded   bool
	Code           ui.Field // what turns the second factor off
	Devices        []Kept
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
		used := d.UsedAt.In(i.Tenant.Zone())
		page.Devices = append(page.Devices, Kept{Name: d.Name, Path: accountPath + "/devices/" + string(d.ID),
			Used: locale.Date(page.Lang, used) + " " + locale.Clock(used.Hour()*60+used.Minute())})
	}
	return page, nil
}

// dropDevicePost forgets one device.
func (p *Pages) dropDevicePost(v *shell.Visit) error {
	err := p.Service.Devices.DropDevice(v.Request().Context(), v.Tenant.ID, v.Person.ID, domain.ID(v.Param("id")))
	if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("account.device.dropped")})
	return v.Go(accountPath)
}

// signOutEverywherePost ends every session and every device that is kept signed in, this one too.
func (p *Pages) signOutEverywherePost(v *shell.Visit) error {
	ctx := v.Request().Context()
	if err := p.Service.SignOutEverywhere(ctx, v.Tenant.ID, v.Person.ID); err != nil {
		return err
	}
	if err := p.Sessions.Destroy(ctx); err != nil {
		return err
	}
	p.Keeper.setDevice(v, "")
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("account.everywhere.done")})
	return v.Go(shell.SignInPath)
}

// deviceName is what a browser says it is, in two words. Browsers all claim to be each other; the order sorts it out.
func deviceName(agent string) string {
	find := func(pairs ...[2]string) string {
		for _, p := range pairs {
			if strings.Contains(agent, p[0]) {
				return p[1]
			}
		}
		return ""
	}
	browser := find([2]string{"Edg", "Edge"}, [2]string{"Firefox", "Firefox"}, [2]string{"FxiOS", "Firefox"}, [2]string{"CriOS", "Chrome"},
		[2]string{"Chrome", "Chrome"}, [2]string{"Safari", "Safari"})
	system := find([2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Android", "Android"}, [2]string{"Windows", "Windows"},
		[2]string{"Mac OS", "Mac"}, [2]string{"CrOS", "ChromeOS"}, [2]string{"Linux", "Linux"})
	if name := strings.TrimSpace(browser + " " + system); name != "" {
		return name
	}
	return "–"
}
