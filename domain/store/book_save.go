package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
)

var addPunch = "INSERT INTO punch (" + strings.Join(punchFields, ", ") + ") VALUES "

// save writes what a batch decided, a statement for each table.
func (l *ledger) save(tx *gorm.DB) error {
	for _, step := range []func(*gorm.DB) error{l.savePunches, l.saveHeads, l.saveWitnesses, l.saveChanges, l.saveStates} {
		if err := step(tx); err != nil {
			return err
		}
	}
	return nil
}

func (l *ledger) savePunches(tx *gorm.DB) error {
	if len(l.punches) == 0 {
		return nil
	}
	args := make([]any, 0, len(l.punches)*len(punchFields))
	for _, p := range l.punches {
		args = append(args, string(p.ID), string(p.Tenant), p.Seq, string(p.Employee), string(p.Kind), string(p.Mark), p.At,
			p.ReceivedAt, string(p.Date), string(p.Source), p.SourceRef, p.Message, string(p.Hold), string(p.Supersedes),
			string(p.State), p.Receipt, p.Hash, p.PrevHash)
	}
	return tx.Exec(addPunch+tuples(len(l.punches), marks(len(punchFields))), args...).Error
}

func (l *ledger) saveHeads(tx *gorm.DB) error {
	grown := map[domain.ID]bool{}
	for _, p := range l.punches {
		grown[p.Tenant] = true
	}
	if len(grown) == 0 {
		return nil
	}
	var args []any
	for _, t := range slices.Sorted(maps.Keys(grown)) {
		args = append(args, string(t), l.heads[t].Seq, l.heads[t].Hash)
	}
	return tx.Exec("INSERT INTO chain_head (tenant_id, seq, hash) VALUES "+tuples(len(grown), marks(3))+
		" ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash", args...).Error
}

func (l *ledger) saveWitnesses(tx *gorm.DB) error {
	if len(l.seen) == 0 {
		return nil
	}
	var args []any
	for _, w := range l.seen {
		args = append(args, string(w.ID), string(w.Tenant), string(w.Punch), string(w.Source), w.SourceRef, w.At, w.ReceivedAt)
	}
	return tx.Exec("INSERT INTO punch_witness (id, tenant_id, punch_id, source, source_ref, at, received_at) VALUES "+
		tuples(len(l.seen), marks(7)), args...).Error
}

func (l *ledger) saveChanges(tx *gorm.DB) error {
	if len(l.changes) == 0 {
		return nil
	}
	var args []any
	for _, c := range l.changes {
		args = append(args, string(c.ID), string(c.Tenant), string(c.Punch), string(c.From), string(c.To), string(c.By),
			string(c.Door), c.Ref, c.At)
	}
	return tx.Exec("INSERT INTO punch_change (id, tenant_id, punch_id, from_state, to_state, by_id, door, ref, at) VALUES "+
		tuples(len(l.changes), marks(9)), args...).Error
}

// saveStates changes the states of punches that were there before, a statement for each kind of change. A punch
// that is not in the state its decision saw takes the batch back; alone, its decision is told.
func (l *ledger) saveStates(tx *gorm.DB) error {
	groups := map[stateChange][]string{}
	for id, c := range l.states {
		groups[c] = append(groups[c], string(id))
	}
	order := func(a, b stateChange) int {
		return cmp.Or(cmp.Compare(a.tenant, b.tenant), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	}
	for _, c := range slices.SortedFunc(maps.Keys(groups), order) {
		done := tx.Exec("UPDATE punch SET state = ? WHERE tenant_id = ? AND state = ? AND id IN ?",
			string(c.to), string(c.tenant), string(c.from), groups[c])
		if done.Error != nil {
			return done.Error
		}
		if int(done.RowsAffected) != len(groups[c]) {
			return domain.Errorf(domain.Conflict, "store: a punch is not %s any more", c.from)
		}
	}
	return nil
}
