package store

import (
	"context"
	"strconv"
	"time"
)

// Meter counts what may be tried only so often, for all replicas together (GCRA, the virtual scheduling algorithm of
// ITU-T I.371: one instant per key says until when the tries so far are used up).
type Meter struct{ store *Store }

// Meter counts tries.
func (s *Store) Meter() Meter { return Meter{s} }

const meterPrefix = "meter:"

// Take spends one of burst tries at key; one comes back every so often. ok false: none was left. free says when the next
// may be; after one that was the last it is later than now.
func (m Meter) Take(ctx context.Context, key string, burst int, every time.Duration) (free time.Time, ok bool, err error) {
	now := m.store.clock()
	at, step, most := now.UnixMicro(), every.Microseconds(), int64(burst)*every.Microseconds()
	used := "(CASE WHEN kv_state.ver > " + number64(at) + " THEN kv_state.ver ELSE " + number64(at) + " END)"
	var vers []int64
	err = m.store.on(ctx).Raw(`INSERT INTO kv_state (k, v, ver, expires_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (k) DO UPDATE SET ver = `+used+` + `+number64(step)+`, expires_at = excluded.expires_at
		WHERE `+used+` + `+number64(step)+` <= `+number64(at+most)+` RETURNING ver`,
		clean(meterPrefix+key), []byte{}, at+step, micro(now.Add(time.Duration(burst)*every))).Find(&vers).Error
	next := func(used int64) time.Time { return time.UnixMicro(max(at, used+step-most)).UTC() }
	if err != nil {
		return now, false, fault("meter", err)
	}
	if len(vers) > 0 {
		return next(vers[0]), true, nil
	}
	var until int64
	err = m.store.on(ctx).Raw("SELECT ver FROM kv_state WHERE k = ?", clean(meterPrefix+key)).Find(&until).Error
	return next(until), false, fault("meter", err)
}

// Give returns a try that turned out not to count.
func (m Meter) Give(ctx context.Context, key string, every time.Duration) error {
	return fault("meter", m.store.on(ctx).Exec("UPDATE kv_state SET ver = ver - "+number64(every.Microseconds())+" WHERE k = ?",
		clean(meterPrefix+key)).Error)
}

// Forget returns all tries.
func (m Meter) Forget(ctx context.Context, key string) error {
	return fault("meter", m.store.on(ctx).Exec("DELETE FROM kv_state WHERE k = ?", clean(meterPrefix+key)).Error)
}

// number64 is a number of ours in a statement: PostgreSQL would guess a bound one's kind from what stands beside it.
func number64(n int64) string { return strconv.FormatInt(n, 10) }
