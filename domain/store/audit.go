package store

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
)

type auditStore struct{ *Store }

// Audit keeps who changed what.
func (s *Store) Audit() audit.Store { return auditStore{s} }

// auditPage is how many rows are held in memory while the audit streams by.
const auditPage = 500

// Each implements audit.Store. It reads page by page, so that it keeps no connection while each works.
func (s auditStore) Each(ctx context.Context, q audit.Query, each func(audit.Row) error) error {
	where, args := deedsOf(q)
	where = append(where, "(at, id) > (?, ?)")
	last := audit.Row{At: time.Unix(0, 0)}
	for {
		var rows []audit.Row
		err := s.on(ctx).Where(strings.Join(where, " AND "), append(slices.Clone(args), micro(last.At), string(last.ID))...).
			Order("at, id").Limit(auditPage).Find(&rows).Error
		if err != nil {
			return fault("audit", err)
		}
		for _, r := range rows {
			r.At = r.At.UTC()
			if err := each(r); err != nil {
				return err
			}
			last = r
		}
		if len(rows) < auditPage {
			return nil
		}
	}
}

// Page implements audit.Store.
func (s auditStore) Page(ctx context.Context, q audit.Query, before audit.Place, limit int) ([]audit.Row, error) {
	where, args := deedsOf(q)
	if !before.At.IsZero() {
		where, args = append(where, "(at, id) < (?, ?)"), append(args, micro(before.At), clean(string(before.ID)))
	}
	rows, err := list[audit.Row](ctx, s.Store, "audit", "at DESC, id DESC LIMIT "+strconv.Itoa(limit), strings.Join(where, " AND "), args...)
	for i := range rows {
		rows[i].At = rows[i].At.UTC()
	}
	return rows, err
}

// deedsOf are the conditions of a query. A text is looked for in the states as they are written down.
func deedsOf(q audit.Query) (where []string, args []any) {
	narrow := func(condition string, values ...any) { where, args = append(where, condition), append(args, values...) }
	narrow("tenant_id = ?", string(q.Tenant))
	if q.Employee != "" {
		narrow("(employee_id = ? OR by_id = ?)", string(q.Employee), string(q.Employee))
	}
	if q.By != "" {
		narrow("by_id = ?", string(q.By))
	}
	if len(q.Acts) > 0 {
		narrow("act IN ?", q.Acts)
	}
	if q.Ref != "" {
		narrow("ref = ?", q.Ref)
	}
	if q.Text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(clean(q.Text))) + "%"
		narrow(`(LOWER(why) LIKE ? ESCAPE '\' OR LOWER(CAST(state_before AS TEXT)) LIKE ? ESCAPE '\' OR LOWER(CAST(state_after AS TEXT)) LIKE ? ESCAPE '\')`, like, like, like)
	}
	if !q.From.IsZero() {
		narrow("at >= ?", micro(q.From))
	}
	if !q.To.IsZero() {
		narrow("at < ?", micro(q.To))
	}
	return where, args
}

// deeds completes the audit of an entry and refuses rows of another company.
func (s *Store) deeds(tenant domain.ID, rows []audit.Row) ([]audit.Row, error) {
	rows = slices.Clone(rows)
	for i := range rows {
		if rows[i].Tenant != tenant {
			return nil, domain.Errorf(domain.Invalid, "store: the audit of another company")
		}
		rows[i].ID = s.idOr(rows[i].ID)
	}
	return rows, nil
}

func (l *ledger) saveDeeds(tx *gorm.DB, e engine) error { return saveDeeds(tx, e, l.deeds) }

var deedColumns = columns("id, tenant_id, at instant, by_id, door, act, employee_id, business_date, month, number number, " +
	"state_before document, state_after document, why, ref")

func saveDeeds(tx *gorm.DB, e engine, deeds []audit.Row) error {
	if len(deeds) == 0 {
		return nil
	}
	var rows batch
	for _, d := range deeds {
		before, err := json.Marshal(d.Before)
		if err != nil {
			return err
		}
		after, err := json.Marshal(d.After)
		if err != nil {
			return err
		}
		rows.add(string(d.ID), string(d.Tenant), d.At, string(d.By), string(d.Door), string(d.Act), string(d.Employee), string(d.Date),
			string(d.Month), d.Number, string(before), string(after), d.Why, d.Ref)
	}
	return tx.Exec(e.insert("audit", deedColumns), rows.bind()).Error
}
