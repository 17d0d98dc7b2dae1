package recorder

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Done is the page that says what happened; the clock comes back by itself.
type Done struct {
	Page
	Name    string
	Message string // the company's own words
	Ticket  string // with Punch: it can be taken back
	Punch   domain.ID
}

func (p *Pages) done(v *visit, status int, n ui.Notice, page Done) error {
	page.Page = v.page(n.Title)
	page.Notices = []ui.Notice{n}
	page.Idle = int(v.device.Recorder.Back().Seconds())
	return v.Show(status, page)
}
