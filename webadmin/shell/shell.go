package shell

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/dakoku/dakoku/domain"
)

// Languages keeps people's own languages; the store does.
type Languages interface {
	SetLanguage(ctx context.Context, tenant, employee domain.ID, lang string) error
}

// Shell is what the pages stand in. All fields are needed.
type Shell struct {
	Keeper    Keeper
	Sessions  *scs.SessionManager
	Languages Languages
	Home      func(Who) string // where somebody who is signed in begins
	NewID     domain.NewID
	Log       *slog.Logger
	doors     []Door
}

// SessionLife is how long a session lasts at most, used or not: a working day with its overtime.
const SessionLife = 16 * time.Hour

// NewSessions keeps sessions in a store, under digests of their tokens. public is the address people use.
func NewSessions(store scs.Store, public string) *scs.SessionManager {
	s := scs.New()
	s.Store, s.Lifetime, s.HashTokenInStore = store, SessionLife, true
	s.Cookie.Name, s.Cookie.Persist = "dakoku", false
	s.Cookie.HttpOnly, s.Cookie.SameSite, s.Cookie.Secure = true, http.SameSiteLaxMode, strings.HasPrefix(public, "https:")
	return s
}

// Door are the shell's own routes.
func (s *Shell) Door() Door {
	return Door{Pages: pages, Routes: []Route{
		{Method: http.MethodGet, Path: "/", Need: Anyone, Do: s.start},
		{Method: http.MethodPost, Path: "/language", Need: Anyone, Do: s.language},
	}}
}

// start leads to where somebody begins.
func (s *Shell) start(v *Visit) error {
	switch {
	case !v.In():
		return v.Go(SignInPath)
	case v.Settle != "":
		return v.Go(v.Settle)
	}
	return v.Go(s.Home(v.Who))
}
