package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Imported is what became of a punch another system had kept.
type Imported struct {
	Punch   worktime.Punch // as written, or the one that was there before
	Outcome Outcome
}

// Import records a punch of an employee that another system kept (打刻取込). It is decided like any late punch, however
// old it is, and stays marked as an import for ever. It asks for no punch method and for nobody to work here still: it
// tells of the past. The same Ref.ID is one punch however often a file is read. Forbidden: the actor is no
// administrator; Invalid: it has not happened yet, or the person had left.
func (s *Service) Import(ctx context.Context, actor domain.Actor, employee domain.ID, cmd Command) (Imported, error) {
	if actor.Role != domain.Admin && actor.Role != domain.Owner {
		return Imported{}, domain.Refuse(domain.Forbidden, "act", "import")
	}
	actor.Employee, cmd.Ref.Source = employee, domain.Import
	if err := cmd.check(actor); err != nil {
		return Imported{}, err
	}
	if cmd.At.After(s.Now()) {
		return Imported{}, domain.Errorf(domain.Invalid, "%s has not come yet", cmd.At.Format(time.RFC3339))
	}
	who, err := s.person(ctx, actor.Tenant, employee)
	if err != nil {
		return Imported{}, err
	}
	cmd.At = cmd.At.UTC().Truncate(time.Microsecond)
	w := s.wish(actor, who, cmd)
	seen, entry, err := s.write(ctx, w, who.rules.Date(cmd.At), w.decide)
	if left, refused := leftOn(err); refused {
		return Imported{}, domain.Errorf(domain.Invalid, "employee %s left on %s", who.Code, left)
	}
	if err != nil {
		return Imported{}, err
	}
	r := w.result(seen, entry)
	return Imported{r.Punch, r.Outcome}, nil
}
