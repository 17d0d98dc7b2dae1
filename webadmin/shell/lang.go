package shell

import (
	"net/http"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
)

// langCookie is the language somebody chose who was not signed in.
const langCookie = "lang"

// langLife is how long a browser remembers it.
const langLife = 365 * 24 * time.Hour

// browserLang is the language chosen in this browser, else the one it prefers.
func browserLang(r *http.Request) string {
	if c, err := r.Cookie(langCookie); err == nil && c.Value != "" {
		return locale.Lang(c.Value)
	}
	return Preferred(r)
}

// Preferred is the first language the browser prefers that there is, whatever was chosen in it before.
func Preferred(r *http.Request) string {
	for tag := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		switch tag = strings.ToLower(strings.TrimSpace(tag)); {
		case strings.HasPrefix(tag, locale.Japanese):
			return locale.Japanese
		case strings.HasPrefix(tag, locale.English):
			return locale.English
		}
	}
	return locale.Japanese
}

// language changes the visitor's language: his own setting when he is signed in, this browser's memory otherwise.
func (s *Shell) language(v *Visit) error {
	lang := v.FormValue("lang")
	if lang != locale.Japanese && lang != locale.English {
		return domain.Refuse(domain.Invalid, "field", "lang")
	}
	if v.In() {
		if err := s.Languages.SetLanguage(v.Request().Context(), v.Tenant.ID, v.Person.ID, lang); err != nil {
			return err
		}
	}
	v.SetCookie(&http.Cookie{Name: langCookie, Value: lang, Path: "/", MaxAge: int(langLife.Seconds()), HttpOnly: true,
		Secure: s.Sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode})
	return v.Go(v.FormValue("back"))
}
