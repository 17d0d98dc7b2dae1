package store

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
)

// kind is what a column holds.
type kind int

const (
	text kind = iota
	number
	flag
	instant
	document // JSON
	octets   // bytes
)

// column is one of a batch's columns.
type column struct {
	name string
	kind kind
}

// columns reads "id, seq number, at instant": a column without a kind is text.
func columns(spec string) []column {
	kinds := map[string]kind{"": text, "number": number, "flag": flag, "instant": instant, "document": document, "octets": octets}
	var all []column
	for part := range strings.SplitSeq(spec, ",") {
		name, sort, _ := strings.Cut(strings.TrimSpace(part), " ")
		k, ok := kinds[sort]
		if !ok {
			panic("store: no kind of column: " + sort) // a mistake in this package's own constants
		}
		all = append(all, column{name, k})
	}
	return all
}

// batch is the rows of a statement, each with a value for every column.
type batch [][]any

// add appends a row. Texts lose what PostgreSQL cannot keep, instants are cut to the microsecond.
func (b *batch) add(values ...any) {
	for i, v := range values {
		switch v := v.(type) {
		case string:
			values[i] = clean(v)
		case []byte:
			values[i] = hex.EncodeToString(v)
		case time.Time:
			values[i] = stamp(v)
		}
	}
	*b = append(*b, values)
}

// bind is the batch as the one value that rows reads.
func (b batch) bind() string {
	raw, err := json.Marshal([][]any(b))
	if err != nil {
		panic("store: a row of plain values: " + err.Error()) // add is only given texts, numbers and flags
	}
	return string(raw)
}

// stamp is an instant as the SQLite driver writes it (_time_format=sqlite, _timezone=UTC): what is bound alone and
// what comes in a batch must sort together. PostgreSQL reads it too.
func stamp(t time.Time) string { return micro(t).Format("2006-01-02 15:04:05.999999999-07:00") }

// clean takes out what PostgreSQL cannot keep in a text: NUL and broken UTF-8. Such a text is still a text.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// micro cuts an instant to what both engines keep.
func micro(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
