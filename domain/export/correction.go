package export

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Correction is what is known of a punch that a correction wrote (訂正).
type Correction struct {
	Before time.Time // when the punch it took the place of was; zero: there was none
	By     string    // who decided it, by name; empty: a rule of the company
	Reason string    // its reasons and note
}

// Original is what was recorded before anybody corrected a punch, found among the person's punches, and whether it was
// corrected at all; nil: it was added, or it was not corrected.
func Original(punches []worktime.Punch, p *worktime.Punch) (before *worktime.Punch, corrected bool) {
	for p != nil && p.Source == domain.Correction {
		corrected = true
		p = find(punches, p.Supersedes)
		before = p
	}
	return before, corrected
}

func find(punches []worktime.Punch, id domain.ID) *worktime.Punch {
	for i := range punches {
		if id != "" && punches[i].ID == id {
			return &punches[i]
		}
	}
	return nil
}
