package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
)

// stateOp is one compare-and-swap on kv_state. Its answer is whether it happened.
type stateOp struct {
	verb  verb
	key   string
	value []byte
	ver   int64     // of a replace or delete
	until time.Time // of a create or replace
}

type verb int

const (
	create  verb = iota // there is none, or it expired
	replace             // it still has the version
	remove              // it still has the version
	unlock              // it still has the value
)

// applyStates does a batch in waves: within one wave every key is there once, so each verb is one statement.
func (s *Store) applyStates(tx *gorm.DB, asks []stateOp, results []result[bool]) error {
	if s.pool != nil {
		// What is in kv_state may be lost, so nobody waits for the disk. A crash of the server loses the last moments.
		if err := tx.Exec("SET LOCAL synchronous_commit TO OFF").Error; err != nil {
			return err
		}
	}
	now := s.clock()
	for rest := indexes(len(asks)); len(rest) > 0; {
		wave, later := map[string]int{}, []int(nil)
		byVerb := map[verb][]int{}
		for _, i := range rest {
			if _, taken := wave[asks[i].key]; taken {
				later = append(later, i)
				continue
			}
			wave[asks[i].key] = i
			byVerb[asks[i].verb] = append(byVerb[asks[i].verb], i)
		}
		for _, v := range []verb{unlock, remove, create, replace} {
			keys, err := s.applyVerb(tx, v, asks, byVerb[v], now)
			if err != nil {
				return err
			}
			for _, k := range keys {
				results[wave[k]].answer = true
			}
		}
		rest = later
	}
	return nil
}

var (
	createColumns = columns("k, v octets, ver number, expires_at instant")
	removeColumns = columns("k, ver number")
	unlockColumns = columns("k, v octets")
)

// applyVerb returns the keys of the operations that happened.
func (s *Store) applyVerb(tx *gorm.DB, v verb, asks []stateOp, which []int, now time.Time) (keys []string, err error) {
	if len(which) == 0 {
		return nil, nil
	}
	var rows batch
	var statement string
	switch v {
	case create:
		for _, i := range which {
			rows.add(asks[i].key, asks[i].value, 1, asks[i].until)
		}
		statement = s.engine.insert("kv_state", createColumns) + ` ON CONFLICT (k) DO UPDATE
			SET v = excluded.v, ver = 1, expires_at = excluded.expires_at WHERE kv_state.expires_at <= ? RETURNING k`
	case replace:
		for _, i := range which {
			rows.add(asks[i].key, asks[i].value, asks[i].ver, asks[i].until)
		}
		statement = `UPDATE kv_state SET v = d.v, ver = d.ver + 1, expires_at = d.expires_at FROM ` + s.engine.rows(createColumns) + ` AS d
			WHERE kv_state.k = d.k AND kv_state.ver = d.ver AND kv_state.expires_at > ? RETURNING kv_state.k AS k`
	case remove:
		for _, i := range which {
			rows.add(asks[i].key, asks[i].ver)
		}
		statement = "DELETE FROM kv_state WHERE (k, ver) IN " + s.engine.rows(removeColumns) + " AND expires_at > ? RETURNING k"
	case unlock:
		for _, i := range which {
			rows.add(asks[i].key, asks[i].value)
		}
		statement = "DELETE FROM kv_state WHERE (k, v) IN " + s.engine.rows(unlockColumns) + " AND expires_at > ? RETURNING k"
	}
	err = tx.Raw(statement, rows.bind(), now).Find(&keys).Error
	return keys, err
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// pruneState deletes what expired.
func (s *Store) pruneState(ctx context.Context) error {
	for {
		done := s.on(ctx).Exec(`DELETE FROM kv_state WHERE k IN (SELECT k FROM kv_state WHERE expires_at <= ?
			ORDER BY expires_at LIMIT ?) AND expires_at <= ?`, s.clock(), prunePage, s.clock())
		if done.Error != nil || done.RowsAffected < prunePage {
			return fault("delete what expired", done.Error)
		}
	}
}

// overtaken is the answer to a compare-and-swap that somebody else won.
func overtaken(key string) error {
	return domain.Errorf(domain.Conflict, "store: %s has changed meanwhile", key)
}
