package store

import (
	"context"
	"encoding/binary"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// A company's whole ledger comes through here, a million rows at a time. On PostgreSQL they are read as the server sends
// them: database/sql would copy every value three times.

// epoch is what PostgreSQL counts its binary timestamps from, in microseconds of Unix time.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()

// eachRow hands out the rows of a statement whose only parameters are ?, as PostgreSQL sends them.
func (s *Store) eachRow(ctx context.Context, statement string, args []any, each func(values [][]byte) error) error {
	rows, err := s.pool.Query(ctx, numbered(statement), append([]any{pgx.QueryResultFormats{pgx.BinaryFormatCode}}, args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.RawValues()); err != nil {
			return err
		}
	}
	return rows.Err()
}

// numbered gives the parameters of a statement PostgreSQL's names.
func numbered(statement string) string {
	var b strings.Builder
	n := 0
	for i := range len(statement) {
		if statement[i] != '?' {
			b.WriteByte(statement[i])
			continue
		}
		n++
		b.WriteString("$" + strconv.Itoa(n))
	}
	return b.String()
}

// words remembers texts that come again and again: kinds, states, dates, people.
type words struct {
	known map[string]string
	own   []byte // texts that come but once, on their way into one piece of memory
}

func newWords() *words { return &words{known: map[string]string{}} }

func (w *words) of(value []byte) string {
	if len(value) == 0 {
		return ""
	}
	if s, ok := w.known[string(value)]; ok {
		return s
	}
	if len(w.known) > mostWords {
		clear(w.known)
	}
	s := string(value)
	w.known[s] = s
	return s
}

// mostWords bounds what is remembered: the people of a large company, and little else.
const mostWords = 16_384

func bigint(value []byte) int64 { return int64(binary.BigEndian.Uint64(value)) }

func timestamp(value []byte) time.Time { return time.UnixMicro(epoch + bigint(value)).UTC() }

// punch reads punchColumns.
func (w *words) punch(v [][]byte) worktime.Punch {
	w.own = w.own[:0]
	for _, i := range [...]int{0, 10, 11, 13, 15, 16, 17} {
		w.own = append(w.own, v[i]...)
	}
	rest := string(w.own)
	own := func(i int) (s string) {
		s, rest = rest[:len(v[i])], rest[len(v[i]):]
		return s
	}
	return worktime.Punch{
		ID: domain.ID(own(0)), SourceRef: own(10), Message: own(11), Supersedes: domain.ID(own(13)),
		Receipt: own(15), Hash: own(16), PrevHash: own(17),
		Tenant: domain.ID(w.of(v[1])), Seq: bigint(v[2]), Employee: domain.ID(w.of(v[3])), Kind: worktime.Kind(w.of(v[4])),
		Mark: worktime.Mark(w.of(v[5])), At: timestamp(v[6]), ReceivedAt: timestamp(v[7]), Date: calendar.Date(w.of(v[8])),
		Source: domain.Door(w.of(v[9])), Hold: worktime.Hold(w.of(v[12])), State: worktime.PunchState(w.of(v[14])),
	}
}
