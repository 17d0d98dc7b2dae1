package setup

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// offered are the doors a company may begin with.
var offered = []domain.Door{domain.LINE, domain.Slack, domain.Chatwork, domain.Me, domain.Web}

// Doors asks by which doors people punch.
type Doors struct {
	head
	Doors []Choice
	Error string
}

// Choice is a door to be ticked.
type Choice struct {
	Value, Label, Hint string
	Chosen             bool
}

func (p *Pages) doors(v *shell.Visit) error { return p.showDoors(v, http.StatusOK, "") }

func (p *Pages) showDoors(v *shell.Visit, status int, wrong string) error {
	page, t := Doors{head: headOf(v, qDoors), Error: wrong}, teller(v)
	for _, d := range offered {
		page.Doors = append(page.Doors, Choice{Value: string(d), Label: t.Door(d), Hint: v.T("setup.doors." + string(d)), Chosen: slices.Contains(v.Tenant.Setup.Doors, d)})
	}
	return v.Show(status, page)
}

func (p *Pages) doorsPost(v *shell.Visit) error {
	form, err := v.FormParams()
	if err != nil {
		return domain.Errorf(domain.Invalid, "setup: %w", err)
	}
	var chosen []domain.Door
	for _, d := range offered {
		if slices.Contains(form["door"], string(d)) {
			chosen = append(chosen, d)
		}
	}
	if len(chosen) == 0 {
		return p.showDoors(v, http.StatusUnprocessableEntity, v.T("setup.doors.none"))
	}
	err = p.keep(v, qDoors, func(_ company.Masters, f *company.File) error {
		f.Tenant.Setup.Doors = chosen
		return nil
	})
	if err != nil {
		return err
	}
	return v.Go(after(qDoors))
}
