package store

import (
	"cmp"
	"maps"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
)

var (
	chainColumns   = columns("tenant_id, seq number, hash")
	witnessColumns = columns("id, tenant_id, punch_id, source, source_ref, at instant, received_at instant")
	changeColumns  = columns("id, tenant_id, punch_id, from_state, to_state, by_id, door, ref, at instant")
)

// save writes what a batch decided, a statement for each table.
func (l *ledger) save(tx *gorm.DB, e engine) error {
	for _, step := range []func(*gorm.DB, engine) error{l.savePunches, l.saveHeads, l.saveWitnesses, l.saveChanges, l.saveStates, l.saveNotes, l.saveTouches, l.saveDeeds} {
		if err := step(tx, e); err != nil {
			return err
		}
	}
	return nil
}

func (l *ledger) savePunches(tx *gorm.DB, e engine) error {
	if len(l.punches) == 0 {
		return nil
	}
	var rows batch
	for _, p := range l.punches {
		rows.add(string(p.ID), string(p.Tenant), p.Seq, string(p.Employee), string(p.Kind), string(p.Mark), p.At,
			p.ReceivedAt, string(p.Date), string(p.Source), p.SourceRef, p.Message, string(p.Hold), string(p.Supersedes),
			string(p.State), p.Receipt, p.Hash, p.PrevHash)
	}
	return tx.Exec(e.insert("punch", punchFields), rows.bind()).Error
}

func (l *ledger) saveHeads(tx *gorm.DB, e engine) error {
	grown := map[domain.ID]bool{}
	for _, p := range l.punches {
		grown[p.Tenant] = true
	}
	if len(grown) == 0 {
		return nil
	}
	var rows batch
	for _, t := range slices.Sorted(maps.Keys(grown)) {
		rows.add(string(t), l.heads[t].Seq, l.heads[t].Hash)
	}
	return tx.Exec(e.insert("chain_head", chainColumns)+
		" ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash", rows.bind()).Error
}

func (l *ledger) saveWitnesses(tx *gorm.DB, e engine) error {
	if len(l.seen) == 0 {
		return nil
	}
	var rows batch
	for _, w := range l.seen {
		rows.add(string(w.ID), string(w.Tenant), string(w.Punch), string(w.Source), w.SourceRef, w.At, w.ReceivedAt)
	}
	return tx.Exec(e.insert("punch_witness", witnessColumns), rows.bind()).Error
}

func (l *ledger) saveChanges(tx *gorm.DB, e engine) error {
	if len(l.changes) == 0 {
		return nil
	}
	var rows batch
	for _, c := range l.changes {
		rows.add(string(c.ID), string(c.Tenant), string(c.Punch), string(c.From), string(c.To), string(c.By),
			string(c.Door), c.Ref, c.At)
	}
	return tx.Exec(e.insert("punch_change", changeColumns), rows.bind()).Error
}

// saveStates changes the states of punches that were there before, a statement for each kind of change. A punch
// that is not in the state its decision saw takes the batch back; alone, its decision is told.
func (l *ledger) saveStates(tx *gorm.DB, _ engine) error {
	groups := map[stateChange][]string{}
	for id, c := range l.states {
		groups[c] = append(groups[c], string(id))
	}
	order := func(a, b stateChange) int {
		return cmp.Or(cmp.Compare(a.tenant, b.tenant), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	}
	for _, c := range slices.SortedFunc(maps.Keys(groups), order) {
		done := tx.Exec("UPDATE punch SET state = ? WHERE tenant_id || '' = ? AND state = ? AND id IN ?",
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
