package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Keeper tells who a request is from: by its session, else by a device that is kept signed in. It implements shell.Keeper.
type Keeper struct {
	Service  *Service
	Sessions *scs.SessionManager
}

// Who implements shell.Keeper.
func (k *Keeper) Who(c echo.Context) (shell.Who, error) {
	ctx := c.Request().Context()
	now := k.Service.Now()
	s, ok := readSession(ctx, k.Sessions)
	if ok {
		who, err := k.known(c, s)
		if err == nil && now.Sub(s.Seen) > seenEvery && !byItself(c) {
			err = k.see(ctx, s, now)
		}
		switch {
		case err == nil:
			return who, nil
		case !domain.Is(err, domain.NotFound):
			return shell.Who{}, err
		}
		if err := k.Sessions.Destroy(ctx); err != nil {
			return shell.Who{}, err
		}
	}
	return k.recall(c)
}

// Still implements shell.Keeper, as far as a session goes.
func (k *Keeper) Still(c echo.Context) (shell.Who, error) {
	s, ok := readSession(c.Request().Context(), k.Sessions)
	if !ok {
		return shell.Who{}, nil
	}
	return k.known(c, s)
}

// byItself tells whether a page asks for news without anybody's doing, by a script: that is no use of a session, or a
// page that follows the record would keep the session of whoever has left. A form is somebody's doing, however it is sent.
func byItself(c echo.Context) bool {
	return c.Request().Method == http.MethodGet && c.Request().Header.Get("Sec-Fetch-Dest") == "empty"
}

// see keeps that a session was used. NotFound: it was ended this moment.
func (k *Keeper) see(ctx context.Context, s session, now time.Time) error {
	s.Seen = now
	if s.SignIn != "" {
		if err := k.Service.SignIns.SeeSignIn(ctx, s.Tenant, s.SignIn, s.Stamp, now); err != nil {
			return err
		}
	}
	return writeSession(ctx, k.Sessions, s)
}

// known reads who a session stands for. NotFound: nobody any more.
func (k *Keeper) known(c echo.Context, s session) (shell.Who, error) {
	ctx, ended := c.Request().Context(), domain.Errorf(domain.NotFound, "auth: the session has ended")
	if s.over(k.Service.Now()) {
		return shell.Who{}, ended
	}
	i, err := k.Service.identity(ctx, s.Tenant, s.Employee)
	if err != nil {
		return shell.Who{}, err
	}
	if s.Stamp != i.Stamp() {
		return shell.Who{}, ended
	}
	switch s.Proof {
	case shell.Full:
		if _, err := k.Service.SignIns.SignIn(ctx, s.Tenant, s.SignIn); err != nil {
			return shell.Who{}, err
		}
	case shell.Device:
		d, err := k.Service.Devices.Device(ctx, s.Tenant, s.Device)
		if err == nil {
			_, err = k.Service.DeviceOwner(ctx, d)
		}
		if err != nil {
			return shell.Who{}, err
		}
	}
	return k.who(c, i, s.Proof)
}

// who is somebody known, if his company lets its pages be opened from where he is.
func (k *Keeper) who(c echo.Context, i Identity, proof shell.Proof) (shell.Who, error) {
	if !i.Tenant.Access.Lets(c.RealIP()) {
		return shell.Who{}, domain.Refuse(domain.Forbidden, "why", "address")
	}
	w := shell.Who{Tenant: i.Tenant, Person: i.Person, Proof: proof}
	switch {
	case i.Credential.MustChange:
		w.Settle = passwordPath
	case proof == shell.Full && NeedsFactor(i) && !HasFactor(i.Credential):
		w.Settle = factorPath
	}
	return w, nil
}

// deviceCookie is the token of a device that is kept signed in.
const deviceCookie = "dakoku_device"

// recall makes a session for a device that is kept signed in.
func (k *Keeper) recall(c echo.Context) (shell.Who, error) {
	cookie, err := c.Cookie(deviceCookie)
	if err != nil || cookie.Value == "" {
		return shell.Who{}, nil
	}
	ctx := c.Request().Context()
	i, d, next, err := k.Service.Recall(ctx, cookie.Value)
	if domain.Is(err, domain.NotFound) {
		k.setDevice(c, "")
		return shell.Who{}, nil
	}
	if err != nil {
		return shell.Who{}, err
	}
	if next != "" {
		k.setDevice(c, next)
	}
	now := k.Service.Now()
	s := session{Tenant: i.Tenant.ID, Employee: i.Person.ID, Proof: shell.Device, Device: d.ID, Stamp: i.Stamp(), At: now, Seen: now}
	if err := open(ctx, k.Sessions, s); err != nil {
		return shell.Who{}, err
	}
	return k.who(c, i, shell.Device)
}

// setDevice gives the browser a device's token; "" takes it away.
func (k *Keeper) setDevice(c echo.Context, token string) {
	cookie := &http.Cookie{Name: deviceCookie, Value: token, Path: "/", HttpOnly: true, Secure: k.Sessions.Cookie.Secure,
		SameSite: http.SameSiteLaxMode, MaxAge: int(DeviceLife.Seconds())}
	if token == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}
