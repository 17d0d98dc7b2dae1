package store

import (
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/dakoku/dakoku/domain"
)

// reader gathers those who look for records at the same moment into one statement. Who comes alone waits for nobody.
// A record that two have asked for is shared: what it points to is not to be changed.
type reader[K comparable, V any] struct {
	what string // names a record in a NotFound
	*batcher[K, V]
}

// newReader makes a reader of load, which finds the records of some keys, each key once.
func newReader[K comparable, V any](s *Store, what string, load func(*gorm.DB, []K) (map[K]V, error)) *reader[K, V] {
	r := &reader[K, V]{what: what}
	r.batcher = newBatcher(s, s.engine.writers, func(db *gorm.DB, asks []K, results []result[V]) error {
		asked := make(map[K]bool, len(asks))
		var keys []K
		for _, k := range asks {
			if !asked[k] {
				asked[k] = true
				keys = append(keys, k)
			}
		}
		found, err := load(db, keys)
		if err != nil {
			return err
		}
		for i, k := range asks {
			v, ok := found[k]
			if results[i].answer = v; !ok {
				results[i].err = domain.Errorf(domain.NotFound, "store: %s: not found", r.what)
			}
		}
		return nil
	})
	r.batcher.bare = true
	return r
}

// record names a record of a company.
type record struct{ tenant, id domain.ID }

var recordColumns = columns("tenant, id")

// byID is a reader of a table's records by their ids; owner is the column that names the company, key says which one a row is.
func byID[T any](s *Store, what, table, owner string, key func(T) record) *reader[record, T] {
	named := fieldsOf[T]("t")
	return newReader(s, what, func(db *gorm.DB, keys []record) (map[record]T, error) {
		var asked batch
		for _, k := range keys {
			asked.add(string(k.tenant), string(k.id))
		}
		rows := make([]T, 0, len(keys)) // GORM would make room for twenty
		err := db.Raw("SELECT "+named+" FROM "+s.engine.sought(s.engine.wanted(recordColumns), table+" t",
			"t."+owner+" || '' = d.tenant AND t.id = d.id"), asked.bind()).Find(&rows).Error
		found := make(map[record]T, len(rows))
		for _, row := range rows {
			found[key(row)] = row
		}
		return found, err
	})
}

// parsed keeps what GORM reads off the structs.
var parsed sync.Map

// fieldsOf names the columns of a struct as a table's alias has them.
func fieldsOf[T any](alias string) string {
	var row T
	s, err := schema.Parse(&row, &parsed, schema.NamingStrategy{})
	if err != nil {
		panic("store: " + err.Error()) // a mistake in a struct's tags; the schema test parses them all
	}
	names := make([]string, 0, len(s.Fields))
	for _, f := range s.Fields {
		names = append(names, alias+"."+f.DBName)
	}
	return strings.Join(names, ", ")
}
