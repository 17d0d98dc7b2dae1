package store

import (
	"context"
	"fmt"

	"github.com/dakoku/dakoku/domain"
)

// companyNews is one row about a company: how often its people's records were written to, and what waits to be decided.
const companyNews = ` UNION ALL SELECT CAST(? AS TEXT), (SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM ledger_touch WHERE tenant_id = ?), count(*),
	CAST(COALESCE(SUM(revision), 0) AS BIGINT), CAST(COALESCE(MAX(number), 0) AS BIGINT), '' FROM request WHERE tenant_id = ? AND state = 'pending'`

// messageNews are rows about messages: how far each has come, who has it, and when it was answered last.
const messageNews = ` AS d JOIN message m ON m.tenant_id = d.tenant AND m.id = d.employee LEFT JOIN message_recipient r ON r.message_id = m.id
	GROUP BY m.id, m.revision`

// News tells how far the records of some people were written, by their ids; under the company's own id, those of all its
// people and what waits to be decided there; under a message's, how it stands with its recipients. The word about whom
// changes with every write, and means nothing else. Who never was written to has none.
func (s *Store) News(ctx context.Context, tenant domain.ID, of []domain.ID) (map[domain.ID]string, error) {
	asked := s.engine.rows(personColumns)
	statement := "SELECT t.employee_id, t.n, 0, 0, 0, '' FROM " +
		s.engine.sought(asked+" AS d", "ledger_touch t", "t.tenant_id = d.tenant AND t.employee_id = d.employee") +
		" UNION ALL SELECT m.id, m.revision, count(CASE WHEN r.delivery <> 'queued' THEN 1 END), count(r.opened_at), count(r.answered_at)," +
		" COALESCE(CAST(MAX(r.answered_at) AS TEXT), '') FROM " + asked + messageNews
	args := []any{people(tenant, of), people(tenant, of)}
	for _, id := range of {
		if id == tenant {
			statement += companyNews
			args = append(args, string(tenant), string(tenant), string(tenant))
			break
		}
	}
	rows, err := s.on(ctx).Raw(statement, args...).Rows()
	if err != nil {
		return nil, fault("read the news", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	words := make(map[domain.ID]string, len(of))
	for rows.Next() {
		var id, last string
		var n, pending, revisions, newest int64
		if err := rows.Scan(&id, &n, &pending, &revisions, &newest, &last); err != nil {
			return nil, fault("read the news", err)
		}
		words[domain.ID(id)] = fmt.Sprint(n, pending, revisions, newest, last)
	}
	return words, fault("read the news", rows.Err())
}
