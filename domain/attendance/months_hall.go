package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"sync"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// hall is what the people of a company share, read once for all of them.
type hall struct {
	tenant   org.Tenant
	groups   []closing.Group
	reasons  []worktime.ReasonCode
	mu       sync.Mutex
	patterns map[domain.ID]worktime.Pattern
	bases    map[basisOf]string
}

// basisOf is whose rules are the same: those who were never moved and work by one pattern.
type basisOf struct {
	pattern    domain.ID
	supervisor bool
	period     closing.Period
}

func (m *Months) hall(ctx context.Context, tenant domain.ID) (*hall, error) {
	t, err := m.Tenants.Tenant(ctx, tenant)
	if err != nil {
		return nil, err
	}
	groups, err := m.Closings.Groups(ctx, tenant)
	if err != nil {
		return nil, err
	}
	reasons, err := m.Reasons.Reasons(ctx, tenant)
	return &hall{tenant: t, groups: groups, reasons: reasons, patterns: map[domain.ID]worktime.Pattern{}, bases: map[basisOf]string{}}, err
}

// person is what Service.person gathers.
func (h *hall) person(ctx context.Context, from Patterns, e org.Employee) (person, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := gather(ctx, from, e, h.patterns); err != nil {
		return person{}, err
	}
	return person{Employee: e, rules: worktime.RulesFor(h.tenant, e, h.patterns), group: closing.Of(h.groups, e)}, nil
}

// basis names the calculation and the rules that a person's period is counted by.
func (h *hall) basis(p person, period closing.Period) (string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	key := basisOf{p.WorkPattern, p.Supervisor, period}
	shared, known := h.bases[key]
	if !known || len(p.Versions) > 0 {
		said := p.rules.Between(worktime.Window(period)).With(func(v *worktime.Rules) { v.Hired, v.Left = "", "" })
		raw, err := json.Marshal([]any{said, h.reasons})
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256([]byte(strings.Join([]string{worktime.Engine, strings.Join(worktime.Fields, " "), strings.Join(worktime.CountFields, " "),
			p.rules.Zone.String(), string(raw)}, "\n")))
		shared = base64.RawURLEncoding.EncodeToString(sum[:16])
		if len(p.Versions) == 0 {
			h.bases[key] = shared
		}
	}
	return strings.Join([]string{shared, string(p.Hired), string(p.Left)}, " "), nil
}

// locks gives the months their lock's version: that of the snapshot, or that of the group's lock for somebody who came
// into a group whose month had been locked before.
func (h *hall) locks(ctx context.Context, from closing.Store, month calendar.Month, jobs []*job) error {
	rows := map[domain.ID][]closing.Lock{}
	for _, j := range jobs {
		if j.head.ID != "" {
			j.month.Locked, j.month.Digest = j.head.Version, j.head.Digest
			continue
		}
		group := j.group.In(month).ID
		locks, known := rows[group]
		if !known {
			var err error
			if locks, err = from.Locks(ctx, h.tenant.ID, group, month); err != nil {
				return err
			}
			rows[group] = locks
		}
		if lock := closing.StateOf(locks, j.ID); lock.Locked {
			j.month.Locked = lock.Version
		}
	}
	return nil
}
