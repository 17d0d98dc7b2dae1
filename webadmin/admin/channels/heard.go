package channels

import (
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// heard is what our own record says of a channel's webhooks: for platforms that cannot be asked to call, the only proof.
// called says that the platform has just called us: its webhook is noted after its answer, perhaps not yet.
func (p *Pages) heard(v *shell.Visit, ch org.Channel, called bool) ([]Finding, error) {
	pulse, err := p.Channels.PulseOf(v.Request().Context(), v.Tenant.ID, ch.ID)
	if err != nil {
		return nil, err
	}
	t := teller(v)
	var list []Finding
	if pulse.Refused > 0 && pulse.RefusedAt != nil {
		list = append(list, Finding{Verdict: Wrong, What: "heard", Why: "refused", Args: []any{"count", pulse.Refused, "at", t.When(*pulse.RefusedAt)}})
	}
	switch {
	case pulse.HeardAt != nil:
		list = append(list, Finding{Verdict: Fine, What: "heard", Why: "ok", Args: []any{"at", t.When(*pulse.HeardAt)}})
	case len(list) == 0 && !called && ch.Secrets["app_token"] == "":
		list = append(list, Finding{Verdict: Odd, What: "heard", Why: "never"})
	}
	return list, nil
}
