package recorder

import (
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Pair is the page of a device that is not paired: an administrator's code makes it the recorder's. It is the same
// whether there is such a recorder or not.
type Pair struct {
	Page
	Code ui.Field
}

func (p *Pages) pair(v *visit, status int, wrong string) error {
	page := Pair{Page: v.page(v.T("door.pair.title")), Code: ui.Field{Name: "code", Label: v.T("door.pair.code"), Hint: v.T("door.pair.hint"),
		Error: wrong, Mode: "numeric", Required: true, Focus: true, Max: 20}}
	page.Idle = 0
	return v.Show(status, page)
}

func (p *Pages) pairPost(v *visit) error {
	token, err := p.Recorders.Pair(v.Request().Context(), v.Param("company"), v.Param("recorder"), v.Text("code"), shell.DeviceName(v.Request().UserAgent()), v.RealIP())
	switch domain.CodeOf(err) {
	case domain.Invalid:
		return p.pair(v, http.StatusUnprocessableEntity, v.T("door.pair.wrong"))
	case domain.TooMany:
		return p.pair(v, http.StatusTooManyRequests, v.T("door.pair.too_many"))
	}
	if err != nil {
		return err
	}
	p.keep(v, token)
	return v.Go(v.link(""))
}

// until is when something may be tried again, as a clock of the company.
func (v *visit) until(err error) string {
	at, _ := arg(err, "until").(time.Time)
	at = at.In(v.device.Tenant.Zone()).Add(time.Minute - time.Nanosecond) // the minute it is over, not the one it is in
	return locale.Clock(at.Hour()*60 + at.Minute())
}
